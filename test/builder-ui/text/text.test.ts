// The draft as text: where places stand in it, what may be written at a place, and what a text changes.
import { CompletionContext } from '@codemirror/autocomplete'
import { json } from '@codemirror/lang-json'
import { ensureSyntaxTree } from '@codemirror/language'
import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { completeDefinition } from '../../../builder-ui/text/completion.ts'
import { spanOf } from '../../../builder-ui/text/json-places.ts'
import { readText } from '../../../builder-ui/text/read-text.ts'
import { canonicalText } from '../../../runtime/definition/canonical.ts'
import { applyEdits } from '../../../runtime/definition/edit.ts'
import { gatedDefinition } from '../../helpers/gated.ts'

const definition = gatedDefinition()

function stateOf(text: string): EditorState {
  const state = EditorState.create({ doc: text, extensions: [json()] })
  ensureSyntaxTree(state, text.length, 5000)
  return state
}

/** What is offered where `|` stands, by name. */
function offered(text: string, locale: 'en' | 'zh-CN' = 'en'): readonly { readonly label: string; readonly detail?: string }[] {
  const at = text.indexOf('|')
  const state = stateOf(text.replace('|', ''))
  const found = completeDefinition({ definition: () => definition, locale })(new CompletionContext(state, at, true))
  return (found?.options ?? []).map(({ label, detail }) => ({ label, ...(detail === undefined ? {} : { detail }) }))
}
const labels = (text: string) => offered(text).map(({ label }) => label)

describe('places', () => {
  const text = canonicalText(definition)
  const state = stateOf(text)
  const at = (path: string) => {
    const span = spanOf(state, path)
    return span && state.sliceDoc(span.from, span.to)
  }
  it('are found by their keys', () => {
    expect(at('/pipelines/main/stages/quote')).toBe('"key": "quote"')
    expect(at('/pipelines/main/stages/quote/probability')).toBe('40')
    expect(at('/modules/deal/fields/amount')).toBe('"key": "amount"')
    expect(at('/settings/currency')).toBe('"CNY"')
  })
  it('that are not written are the nearest that is', () => {
    expect(at('/pipelines/main/stages/quote/keyAction/en')).toBe('"key": "quote"')
    expect(at('/nowhere')).toBeUndefined()
  })
})

describe('completion', () => {
  it('offers the members an object may still have, with what they are called', () => {
    const inStage = '{ "pipelines": [{ "stages": [{ "key": "a", | }] }] }'
    expect(labels(inStage)).toContain('"probability"')
    expect(labels(inStage)).not.toContain('"key"')
    expect(offered(inStage, 'zh-CN')).toContainEqual({ label: '"probability"', detail: '赢单概率' })
    expect(labels('{ | }')).toContain('"modules"')
  })
  it('knows the settings of the type of a field', () => {
    expect(labels('{ "modules": [{ "fields": [{ "key": "a", "type": "money", | }] }] }')).toContain('"currency"')
    expect(labels('{ "modules": [{ "fields": [{ "key": "a", "type": "text", | }] }] }')).not.toContain('"currency"')
    expect(labels('{ "modules": [{ "fields": [{ "key": "a", "type": "|" }] }] }')).toContain('"money"')
  })
  it('offers values of closed sets, and keys of what the draft has', () => {
    expect(labels('{ "pipelines": [{ "stages": [{ "type": "|" }] }] }')).toEqual(['"open"', '"won"', '"lost"'])
    expect(labels('{ "pipelines": [{ "strict": | }] }')).toEqual(['true', 'false'])
    expect(labels('{ "pipelines": [{ "module": "|" }] }')).toContain('"deal"')
    expect(labels('{ "modules": [{ "key": "deal", "title": "|" }] }')).toContain('"amount"')
  })
})

describe('reading', () => {
  const read = (change: (text: string) => string) => readText(change(canonicalText(definition)), definition)
  it('gives the edits that make the draft what is written', () => {
    const result = read((text) => text.replace('"probability": 40', '"probability": 45').replace('"CNY"', '"USD"'))
    expect(result.kind).toBe('edits')
    const applied = result.kind === 'edits' ? applyEdits(definition, result.edits) : undefined
    expect(applied?.ok && canonicalText(applied.value)).toBe(
      canonicalText(definition).replace('"probability": 40', '"probability": 45').replace('"CNY"', '"USD"'),
    )
  })
  it('takes what is only wrong in itself, and refuses what is no app', () => {
    expect(read((text) => text.replace('"probability": 40', '"probability": 4000')).kind).toBe('edits')
    expect(read((text) => text.slice(1)).kind).toBe('not_json')
    expect(read(() => '{ "key": "sales" }').kind).toBe('not_app')
    expect(read(() => '{ "key": "sales", "settings": {}, "modules": [5] }').kind).toBe('not_app')
    expect(read((text) => text.replace(`"key": "${definition.key}"`, '"key": "other"')).kind).toBe('other_key')
  })
})
