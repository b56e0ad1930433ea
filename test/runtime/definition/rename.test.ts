// A key that is not published yet can be another one: what names the thing goes along, and only expressions are left to people.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compileDefinition } from '../../../runtime/definition/compile.ts'
import { applyEdits } from '../../../runtime/definition/edit.ts'
import { expressionsIn } from '../../../runtime/definition/expressions-in.ts'
import { mentionsIn } from '../../../runtime/definition/mentions.ts'
import { renameEdits } from '../../../runtime/definition/rename.ts'
import { isNamed, targetsAt } from '../../../runtime/definition/targets.ts'
import type { AppDefinition } from '../../../runtime/definition/types.ts'

const template: AppDefinition = JSON.parse(readFileSync(new URL('../../../templates/b2b/app.json', import.meta.url), 'utf8'))

function renamed(path: string, key: string, definition: unknown = template): AppDefinition {
  const after = applyEdits(definition, renameEdits(definition, path, key))
  if (!after.ok) throw new Error(JSON.stringify(after.problems))
  return after.value as AppDefinition
}

/** Problems of the renamed definition that are at no expression. */
function left(path: string): string[] {
  const after = renamed(path, 'renamed_thing')
  const compiled = compileDefinition(after)
  const expressions = new Set(expressionsIn(after).map((each) => each.path))
  return compiled.ok
    ? []
    : compiled.problems.filter((each) => !expressions.has(each.path)).map((each) => `${path}: ${each.path} ${each.code}`)
}

const LISTS = ['modules', 'pipelines', 'dictionaries', 'reports', 'roles', 'scorecards', 'conversions'] as const
const whole = LISTS.flatMap((list) => (template[list] ?? []).map(({ key }) => `/${list}/${key}`))
const inner = [
  ...template.modules.flatMap((module) => [
    ...module.fields.map(({ key }) => `/modules/${module.key}/fields/${key}`),
    ...(module.views ?? []).map(({ key }) => `/modules/${module.key}/views/${key}`),
  ]),
  ...(template.pipelines ?? []).flatMap((pipeline) => [
    ...pipeline.stages.map(({ key }) => `/pipelines/${pipeline.key}/stages/${key}`),
    ...(pipeline.groups ?? []).map(({ key }) => `/pipelines/${pipeline.key}/groups/${key}`),
    ...(pipeline.transitions ?? []).map(({ key }) => `/pipelines/${pipeline.key}/transitions/${key}`),
  ]),
  ...(template.scorecards ?? []).flatMap((card) => [
    ...(card.axes ?? []).map(({ key }) => `/scorecards/${card.key}/axes/${key}`),
    ...(card.tiers ?? []).map(({ key }) => `/scorecards/${card.key}/tiers/${key}`),
  ]),
  ...(template.conversions ?? []).flatMap(({ key, targets }) => targets.map((each) => `/conversions/${key}/targets/${each.key}`)),
]

const options = [
  ...template.modules.flatMap((module) =>
    module.fields.flatMap((field) =>
      ((field.options ?? []) as readonly { key: string }[]).map(({ key }) => `/modules/${module.key}/fields/${field.key}/options/${key}`),
    ),
  ),
  ...(template.dictionaries ?? []).flatMap(({ key, items }) => items.map((item) => `/dictionaries/${key}/items/${item.key}`)),
]
const besides = (path: string, key: string) => `${path.slice(0, path.lastIndexOf('/'))}/${key}`

describe('renaming a key', () => {
  it('of anything in the template leaves problems at expressions alone', () => {
    expect(inner.length).toBeGreaterThan(120)
    expect([...whole, ...inner].flatMap(left)).toEqual([])
  })

  it('takes every mention along', () => {
    const named = (definition: unknown, path: string) => {
      const targets = targetsAt(definition, path).filter(({ kind }) => path.split('/').length > 3 || kind !== 'stage')
      return mentionsIn(definition).filter((mention) => targets.some((target) => isNamed(mention.target, target))).length
    }
    let all = 0
    for (const path of [...whole, ...inner, ...options]) {
      const after = renamed(path, 'renamed_thing')
      expect(named(after, path), path).toBe(0)
      expect(named(after, besides(path, 'renamed_thing')), path).toBe(named(template, path))
      all += named(template, path)
    }
    expect(all).toBeGreaterThan(300)
  })

  it('and back again gives the definition there was', () => {
    for (const path of [...whole, ...inner, ...options]) {
      const key = path.slice(path.lastIndexOf('/') + 1)
      const back = renamed(besides(path, 'renamed_thing'), key, renamed(path, 'renamed_thing'))
      expect(JSON.stringify(back), path).toBe(JSON.stringify(template))
    }
  })

  it('a stage: where records begin, the ends of transitions, and what a conversion reaches', () => {
    const definition = {
      modules: [{ key: 'deal', fields: [] }],
      pipelines: [
        {
          key: 'sales',
          module: 'deal',
          start: ['need', 'quote'],
          groups: [{ key: 'early' }],
          stages: [{ key: 'need', group: 'early' }, { key: 'quote' }],
          transitions: [
            { key: 'on', from: ['need', 'quote'], to: '*' },
            { key: 'back', from: '*', to: 'need' },
          ],
        },
      ],
      conversions: [{ key: 'close', module: 'deal', stage: 'need', targets: [] }],
    }
    const after = renamed('/pipelines/sales/stages/need', 'want', definition)
    expect(after.pipelines![0]).toMatchObject({
      start: ['want', 'quote'],
      stages: [{ key: 'want', group: 'early' }, { key: 'quote' }],
      transitions: [
        { from: ['want', 'quote'], to: '*' },
        { from: '*', to: 'want' },
      ],
    })
    expect(after.conversions![0]!.stage).toBe('want')
    expect(renamed('/pipelines/sales/groups/early', 'first', definition).pipelines![0]).toMatchObject({
      groups: [{ key: 'first' }],
      stages: [{ key: 'need', group: 'first' }, { key: 'quote' }],
    })
  })

  it('a field: a setting of the same name stays what it is', () => {
    const definition = {
      modules: [
        {
          key: 'deal',
          title: 'title',
          fields: [{ key: 'title' }, { key: 'amount' }],
          views: [
            { key: 'all', fields: ['title', 'amount'], sort: [{ field: 'title', descending: true }], widths: { title: 200, amount: 90 } },
          ],
          layout: [{ key: 'tab', sections: [{ key: 'one', fields: [{ field: 'title', span: 2 }] }] }],
          duplicates: [{ key: 'same', fields: ['amount', 'title'] }],
        },
      ],
      conversions: [{ key: 'copy', module: 'deal', targets: [{ key: 'deal', module: 'deal', values: { title: 'title' } }] }],
    }
    const after = renamed('/modules/deal/fields/title', 'name', definition)
    expect(after.modules[0]).toMatchObject({ title: 'name', fields: [{ key: 'name' }, { key: 'amount' }] })
    expect(after.modules[0]).toMatchObject({
      layout: [{ sections: [{ fields: [{ field: 'name', span: 2 }] }] }],
      duplicates: [{ fields: ['amount', 'name'] }],
    })
    expect(after.modules[0]!.views![0]).toEqual({
      key: 'all',
      fields: ['name', 'amount'],
      sort: [{ field: 'name', descending: true }],
      widths: { name: 200, amount: 90 },
    })
    // What a value is taken from is an expression.
    expect(after.conversions![0]!.targets[0]!.values).toEqual({ name: 'title' })
  })

  it('an entry of a dictionary: the default of the fields whose choices it is, inner levels too', () => {
    const definition = {
      dictionaries: [{ key: 'reason', items: [{ key: 'price', items: [{ key: 'slow' }] }] }],
      modules: [{ key: 'deal', fields: [{ key: 'why', dictionary: 'reason', default: 'price/slow' }] }],
    }
    const whyOf = (after: AppDefinition) => (after.modules[0]!.fields[0] as { default?: unknown }).default
    expect(whyOf(renamed('/dictionaries/reason/items/price', 'cost', definition))).toBe('cost/slow')
    expect(whyOf(renamed('/dictionaries/reason/items/price/items/slow', 'late', definition))).toBe('price/late')
  })
})
