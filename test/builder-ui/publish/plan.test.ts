// The lines of a plan stand under the item they are about.
import { describe, expect, it } from 'vitest'
import { type ChangePlan, type Decision, given, kindOf, rowsTouched, unanswered, withEffects } from '../../../builder-ui/publish/plan.ts'
import type { ItemChange } from '../../../runtime/definition/items.ts'

const text = { en: 'a', 'zh-CN': 'b' }
const item = (kind: ItemChange['kind'], path: string): ItemChange => ({
  kind,
  path,
  group: 'field',
  place: text,
  sentence: text,
  edits: [],
})
const decision = (key: string, required: boolean): Decision => ({
  key,
  kind: 'choice',
  path: '',
  module: 'deal',
  question: text,
  rows: 3,
  examples: [],
  required,
})
const plan: ChangePlan = {
  base: 1,
  items: [
    item('change', '/modules/deal/fields/source/options/web'),
    item('remove', '/modules/lead'),
    item('change', '/modules/deal/fields/amount/type'),
    item('move', '/modules/deal/fields/name'),
  ],
  lines: [
    { kind: 'remove_choice', path: '/modules/deal/fields/source', text, rows: 3, decision: decision('choice:deal.source:web', true) },
    { kind: 'remove_module', path: '/modules/lead', text, rows: 20 },
    { kind: 'convert_field', path: '/modules/deal/fields/amount', text, rows: 7 },
    { kind: 'compute_field', path: '/modules/account/fields/total', text },
  ],
  decisions: [decision('choice:deal.source:web', true), decision('fill:deal.size', false)],
  problems: [],
  findings: [],
}

describe('a plan', () => {
  it('tells the effects of each item below it, and the others by themselves', () => {
    const { items, rest } = withEffects(plan)
    expect(items.map(({ item: each, lines }) => [each.path, lines.map(({ path }) => path)])).toEqual([
      ['/modules/deal/fields/source/options/web', ['/modules/deal/fields/source']],
      ['/modules/lead', ['/modules/lead']],
      ['/modules/deal/fields/amount/type', ['/modules/deal/fields/amount']],
      ['/modules/deal/fields/name', []],
    ])
    expect(rest.map(({ path }) => path)).toEqual(['/modules/account/fields/total'])
    expect(rowsTouched(plan)).toBe(30)
    expect(plan.items.map(kindOf)).toEqual(['change', 'remove', 'change', 'change'])
  })

  it('waits for what has to be decided, and sends only what was', () => {
    expect(unanswered(plan, {}).map(({ key }) => key)).toEqual(['choice:deal.source:web'])
    // Leaving empty is an answer.
    expect(unanswered(plan, { 'choice:deal.source:web': null })).toEqual([])
    expect(given({ a: null, b: undefined, c: 'x' })).toEqual({ a: null, c: 'x' })
  })
})
