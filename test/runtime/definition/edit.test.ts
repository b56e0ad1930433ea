// Edits give a new definition and leave the old one as it was.
import { describe, expect, it } from 'vitest'
import { canonicalText } from '../../../runtime/definition/canonical.ts'
import { diffDefinitions } from '../../../runtime/definition/diff.ts'
import { applyEdits, type Edit } from '../../../runtime/definition/edit.ts'
import type { AppDefinition } from '../../../runtime/definition/types.ts'
import { gatedDefinition } from '../../helpers/gated.ts'

const start = gatedDefinition()
const freeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) freeze(inner)
  return Object.freeze(value)
}
freeze(start)

function edited(...edits: Edit[]): AppDefinition {
  const result = applyEdits(start, edits)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}
const changes = (after: AppDefinition) => diffDefinitions(start, after).map(({ kind, path }) => `${kind} ${path}`)

describe('edits', () => {
  const DEAL = '/modules/deal'
  const cases: readonly (readonly [string, Edit, readonly string[]])[] = [
    ['a label', { kind: 'set', path: `${DEAL}/fields/amount/label`, value: 'Sum' }, [`change ${DEAL}/fields/amount/label`]],
    [
      'a member that was not there',
      { kind: 'set', path: `${DEAL}/fields/amount/required`, value: true },
      [`add ${DEAL}/fields/amount/required`],
    ],
    ['a member away', { kind: 'set', path: `${DEAL}/fields/name/required`, value: undefined }, [`remove ${DEAL}/fields/name/required`]],
    ['a field', { kind: 'add', path: `${DEAL}/fields`, item: { key: 'size', type: 'text' } }, [`add ${DEAL}/fields/size`]],
    [
      'a list that was not there',
      { kind: 'add', path: '/modules/account/rules', item: { key: 'r', check: 'name != null', message: 'm' } },
      ['add /modules/account/rules'],
    ],
    ['a stage away', { kind: 'remove', path: '/pipelines/main/stages/talk' }, ['remove /pipelines/main/stages/talk']],
    [
      'an item of a list of words away',
      { kind: 'remove', path: '/pipelines/main/transitions/revive/to/quote' },
      ['change /pipelines/main/transitions/revive/to'],
    ],
    ['the order', { kind: 'move', path: '/pipelines/main/stages/talk', before: 'quote' }, ['move /pipelines/main/stages']],
    ['to the end', { kind: 'move', path: '/pipelines/main/stages/need' }, ['move /pipelines/main/stages']],
  ]
  it.each(cases)('%s', (_, edit, expected) => {
    const before = canonicalText(start)
    expect(changes(edited(edit))).toEqual(expected)
    expect(canonicalText(start)).toBe(before)
  })

  it('an item stands before the one that is named', () => {
    const after = edited({ kind: 'add', path: '/pipelines/main/stages', item: { key: 'demo', type: 'open' }, before: 'talk' })
    expect(after.pipelines![0]!.stages.map(({ key }) => key)).toEqual(['need', 'quote', 'demo', 'talk', 'won', 'lost'])
  })

  it('all or none: where one edit leads nowhere, nothing is edited and the place is named', () => {
    const places = ['/modules/nothing/label', '/modules/deal/fields/gone/label', '/pipelines/main/stages/gone', `${DEAL}/title/x`]
    for (const path of places) {
      const result = applyEdits(start, [
        { kind: 'set', path: '/label', value: 'New' },
        { kind: 'remove', path },
      ])
      expect(result).toMatchObject({ ok: false, problems: [{ path, code: 'no_such_place' }] })
    }
  })

  it('never touches what objects inherit', () => {
    for (const path of ['/__proto__/polluted', '/constructor/prototype/polluted', '/modules/deal/__proto__/polluted'])
      expect(applyEdits(start, [{ kind: 'set', path, value: 1 }]).ok).toBe(false)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})
