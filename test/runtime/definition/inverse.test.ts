// Whatever was done can be taken back: the inverse of any edits gives the definition they began with, byte for byte.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalText } from '../../../runtime/definition/canonical.ts'
import { applyEdits, type Edit, valueAt } from '../../../runtime/definition/edit.ts'
import { inverseOf } from '../../../runtime/definition/inverse.ts'
import { gatedDefinition } from '../../helpers/gated.ts'

const start: unknown = gatedDefinition()

function apply(definition: unknown, edits: readonly Edit[]): unknown {
  const result = applyEdits(definition, edits)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

/** Every place of a definition with what stands there, lists by key. */
function placesOf(node: unknown, path = ''): { readonly path: string; readonly value: unknown }[] {
  if (typeof node !== 'object' || node === null) return []
  const children: [string, unknown][] = Array.isArray(node)
    ? node.flatMap((item, index): [string, unknown][] => [[String(item?.key ?? item?.module ?? item?.field ?? index), item]])
    : Object.entries(node)
  return children.flatMap(([step, value]) => [{ path: `${path}/${step}`, value }, ...placesOf(value, `${path}/${step}`)])
}

const places = placesOf(start).filter(({ path }) => /^\/(modules|pipelines|dictionaries|roles)\//.test(path))
const items = places.filter(({ path }) => Array.isArray(valueAt(start, path.slice(0, path.lastIndexOf('/')))))
const lists = places.filter(({ value }) => Array.isArray(value))

const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc
    .record({ place: fc.constantFrom(...places), value: fc.constantFrom<unknown>('new', 7, true, undefined) })
    .map(({ place, value }): Edit => {
      const item = items.includes(place)
      return {
        kind: 'set',
        path: place.path,
        value: item && value !== undefined ? { key: place.path.split('/').at(-1), type: 'x' } : value,
      }
    }),
  fc.constantFrom(...places).map(({ path }): Edit => ({ kind: 'remove', path })),
  fc
    .record({ list: fc.constantFrom(...lists), key: fc.constantFrom('fresh', 'other'), first: fc.boolean() })
    .map(({ list, key, first }): Edit => {
      const before = first ? (list.value as { key?: string }[])[0]?.key : undefined
      return { kind: 'add', path: list.path, item: { key }, before }
    }),
  fc.record({ item: fc.constantFrom(...items), last: fc.boolean() }).map(({ item, last }): Edit => {
    const siblings = valueAt(start, item.path.slice(0, item.path.lastIndexOf('/'))) as { key?: string }[]
    return { kind: 'move', path: item.path, before: last ? undefined : siblings[0]?.key }
  }),
)

describe('inverse', () => {
  it('takes back any sequence of edits that could be made', () => {
    let made = 0
    fc.assert(
      fc.property(fc.array(edits, { minLength: 1, maxLength: 6 }), (wanted) => {
        const done: Edit[] = []
        let now = start
        for (const edit of wanted) {
          const next = applyEdits(now, [edit])
          if (!next.ok) continue
          now = next.value
          done.push(edit)
        }
        made += done.length
        const back = apply(now, inverseOf(start, done))
        expect(canonicalText(back)).toBe(canonicalText(start))
      }),
      { numRuns: 2000, seed: 20261128 },
    )
    expect(made).toBeGreaterThan(3000)
  })

  it('leaves what somebody else changed meanwhile', () => {
    const mine: Edit[] = [{ kind: 'set', path: '/modules/deal/label', value: 'Chance' }]
    const back = inverseOf(start, mine)
    const theirs: Edit[] = [{ kind: 'set', path: '/pipelines/main/stages/quote/probability', value: 41 }]
    const after = apply(apply(start, mine), theirs)
    expect(canonicalText(apply(after, back))).toBe(canonicalText(apply(start, theirs)))
  })
})
