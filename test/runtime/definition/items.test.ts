// Items are the difference of two definitions for people: each alone can be applied, all of them give the other definition.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalText } from '../../../runtime/definition/canonical.ts'
import { applyEdits, type Edit } from '../../../runtime/definition/edit.ts'
import { itemsBetween } from '../../../runtime/definition/items.ts'
import type { AppDefinition } from '../../../runtime/definition/types.ts'
import { mutated } from '../../server/definitions/mutations.ts'
import { Random } from '../../server/records/expression-generator.ts'

const template: AppDefinition = JSON.parse(readFileSync(new URL('../../../templates/b2b/app.json', import.meta.url), 'utf8'))

function edited(definition: unknown, edits: readonly Edit[]): unknown {
  const result = applyEdits(definition, edits)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

/** Shuffles lists of keyed things and moves parts about, as people do in a builder. */
function rearranged(source: AppDefinition, seed: number): unknown {
  const random = new Random(seed)
  const document = mutated(source, random)
  const lists: unknown[][] = []
  const visit = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return
    if (Array.isArray(node) && node.length > 1) lists.push(node)
    for (const each of Object.values(node)) visit(each)
  }
  visit(document)
  for (let time = 0; time < 3 && lists.length > 0; time += 1) {
    const list = lists[random.below(lists.length)]!
    const [taken] = list.splice(random.below(list.length), 1)
    list.splice(random.below(list.length + 1), 0, taken)
  }
  return document
}

describe('items between definitions', () => {
  it('all of them give the other definition, any of them can be applied alone', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (seed, choice) => {
        const before = seed % 2 === 0 ? template : (rearranged(template, choice) as AppDefinition)
        const after = rearranged(template, seed)
        const items = itemsBetween(before, after)
        expect(
          canonicalText(
            edited(
              before,
              items.flatMap((item) => item.edits),
            ),
          ),
        ).toBe(canonicalText(after))
        const random = new Random(choice)
        const some = items.filter(() => random.below(2) === 0)
        const part = edited(
          before,
          some.flatMap((item) => item.edits),
        )
        const rest = itemsBetween(part, after)
        expect(
          canonicalText(
            edited(
              part,
              rest.flatMap((item) => item.edits),
            ),
          ),
        ).toBe(canonicalText(after))
        // Taking some leaves the others: nothing comes in that was not chosen.
        const left = new Set(items.filter((item) => !some.includes(item) && item.kind !== 'move').map(({ path }) => path))
        for (const { path, kind } of rest)
          if (kind !== 'move') expect([...left].some((each) => path === each || path.startsWith(`${each}/`))).toBe(true)
        for (const { sentence, place } of items)
          expect(
            [sentence.en, sentence['zh-CN'], place.en, place['zh-CN']].every((each) => typeof each === 'string' && each.trim() !== ''),
          ).toBe(true)
      }),
      { numRuns: 150, seed: 5 },
    )
  })

  it('of a definition and itself there are none, and what objects inherit is left alone', () => {
    expect(itemsBetween(template, structuredClone(template))).toEqual([])
    expect(itemsBetween({}, template).length).toBeGreaterThan(10)
    itemsBetween(template, JSON.parse('{"__proto__":{"polluted":1},"constructor":{"x":1}}'))
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  const cases: readonly (readonly [string, readonly Edit[], string, string, string, string])[] = [
    [
      'a new field',
      [{ kind: 'add', path: '/modules/deal/fields', item: { key: 'fee', type: 'money', label: { en: 'Fee', 'zh-CN': '费用' } } }],
      'field',
      'Deals › Fee',
      'Adds the field Fee (Money) to Deals.',
      '在“商机”中新增字段“费用”（金额）。',
    ],
    [
      'a new name',
      [{ kind: 'set', path: '/pipelines/sales/stages/budget/label', value: { en: 'Money', 'zh-CN': '谈钱' } }],
      'stage',
      'Sales pipeline › Budget review',
      'Renames the stage Budget review to Money in Sales pipeline.',
      '将“销售流程”的阶段“预算评估”改名为“谈钱”。',
    ],
    [
      'a probability',
      [{ kind: 'set', path: '/pipelines/sales/stages/budget/probability', value: 51 }],
      'stage',
      '',
      'Probability of ',
      '的赢单概率：',
    ],
    [
      'a type',
      [{ kind: 'set', path: '/modules/deal/fields/heat/type', value: 'integer' }],
      'field',
      '',
      'Changes the type of ',
      '的类型：',
    ],
    ['a field away', [{ kind: 'remove', path: '/modules/deal/fields/heat' }], 'field', '', 'Removes the field ', '中删除字段'],
    ['the order of stages', [{ kind: 'move', path: '/pipelines/sales/stages/intent' }], 'stage', '', ' to the end.', '移到最后。'],
    ['an option', [{ kind: 'remove', path: '/modules/account/fields/size/options/m' }], 'option', '', 'Removes the option ', '中删除选项'],
    ['a column', [{ kind: 'remove', path: '/modules/deal/views/all/fields/amount' }], 'view', '', 'takes out Amount', '去掉“金额”'],
    [
      'the time zone',
      [{ kind: 'set', path: '/settings/timeZone', value: 'Europe/Berlin' }],
      'settings',
      'Time zone',
      'Time zone: Asia/Shanghai → Europe/Berlin',
      '时区：',
    ],
  ]
  it.each(cases)('%s in words', (_, edits, group, place, en, zh) => {
    const items = itemsBetween(template, edited(template, edits))
    expect(items).toHaveLength(1)
    expect(items[0]!.group).toBe(group)
    if (place !== '') expect([items[0]!.place.en]).toEqual([place])
    expect(items[0]!.sentence.en).toContain(en)
    expect(items[0]!.sentence['zh-CN']).toContain(zh)
  })
})
