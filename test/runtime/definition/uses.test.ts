// Before something is deleted people hear what needs it; what only names it goes with it, and nothing that breaks stays unsaid.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compileDefinition } from '../../../runtime/definition/compile.ts'
import { applyEdits } from '../../../runtime/definition/edit.ts'
import type { AppDefinition } from '../../../runtime/definition/types.ts'
import { removalEdits, usesOf } from '../../../runtime/definition/uses.ts'

const template: AppDefinition = JSON.parse(readFileSync(new URL('../../../templates/b2b/app.json', import.meta.url), 'utf8'))
const pathsOf = (path: string, definition: unknown = template) => usesOf(definition, path).map((use) => use.path)

/** Removes what stands at the path; gives the problems that are at no place `also` names. */
function unsaid(path: string, definition: unknown = template): string[] {
  const { edits, also } = removalEdits(definition, path)
  const after = applyEdits(definition, edits)
  if (!after.ok) throw new Error(JSON.stringify(after.problems))
  const compiled = compileDefinition(after.value)
  if (compiled.ok) return []
  return compiled.problems
    .filter((problem) => !also.some((use) => problem.path === use.path || problem.path.startsWith(`${use.path}/`)))
    .map((problem) => `${problem.path}: ${problem.message.en}`)
}

const fields = template.modules.flatMap((module) => module.fields.map((field) => `/modules/${module.key}/fields/${field.key}`))
const stages = (template.pipelines ?? []).flatMap((pipeline) =>
  pipeline.stages.map((stage) => `/pipelines/${pipeline.key}/stages/${stage.key}`),
)
const others = [
  ...template.modules.map(({ key }) => `/modules/${key}`),
  ...template.modules.flatMap((module) => (module.views ?? []).map((view) => `/modules/${module.key}/views/${view.key}`)),
  ...(['pipelines', 'dictionaries', 'reports', 'roles', 'scorecards', 'conversions'] as const).flatMap((list) =>
    (template[list] ?? []).map(({ key }) => `/${list}/${key}`),
  ),
  ...(template.dictionaries ?? []).flatMap(({ key, items }) => items.map((item) => `/dictionaries/${key}/items/${item.key}`)),
  ...template.modules.flatMap((module) =>
    module.fields.flatMap((field) =>
      ((field.options ?? []) as readonly { key: string }[]).map(
        (option) => `/modules/${module.key}/fields/${field.key}/options/${option.key}`,
      ),
    ),
  ),
]

describe('uses', () => {
  it('after the removal of any field, every problem is at a place that was told', () => {
    expect(fields.length).toBeGreaterThan(80)
    expect(fields.flatMap((path) => unsaid(path))).toEqual([])
  })

  it('the same holds for stages, modules, views, options, entries and all the rest', () => {
    expect([...stages, ...others].flatMap((path) => unsaid(path))).toEqual([])
  })

  it('every use is a place of the definition and reads in both languages', () => {
    for (const path of [...fields, ...stages, ...others])
      for (const { path: place, sentence } of usesOf(template, path)) {
        expect(place.startsWith(`${path}/`)).toBe(false)
        expect([sentence.en, sentence['zh-CN']].every((each) => each.length > 8 && !each.includes('undefined'))).toBe(true)
      }
  })

  it('mere mentions go with a field and what has to be decided stays', () => {
    const path = '/modules/deal/fields/amount'
    const { edits, also } = removalEdits(template, path)
    const after = applyEdits(template, edits)
    if (!after.ok) throw new Error('not applied')
    const deal = after.value.modules.find(({ key }) => key === 'deal')!
    expect(JSON.stringify([deal.layout, deal.views?.map(({ fields: columns, totals, sum }) => [columns, totals, sum])])).not.toContain(
      '"amount"',
    )
    expect(also.map((use) => use.path)).toContain('/modules/deal/fields/margin/expression')
    expect(also.map((use) => use.path)).toContain('/modules/deal/rules/cost_below_amount/check')
    expect(also.map((use) => use.path)).toContain('/modules/account/fields/open_amount/value')
  })

  it('finds what reads a thing through relations, related records, quoted choices and stages', () => {
    expect(pathsOf('/modules/deal/fields/account')).toContain('/modules/account/fields/open_deals/records')
    expect(pathsOf('/modules/account/fields/industry')).toContain('/reports/by_industry/groups/industry/by')
    expect(pathsOf('/modules/activity/fields/status/options/done')).toEqual(
      expect.arrayContaining([
        '/modules/activity/activity/complete/status',
        '/modules/activity/activity/response',
        '/scorecards/rating/rules/talks/when',
      ]),
    )
    expect(pathsOf('/modules/account/fields/status/options/active').length).toBeGreaterThan(0)
    expect(pathsOf('/pipelines/leads/stages/converted')).toContain('/conversions/to_deal/stage')
    expect(pathsOf('/scorecards/health')).toContain('/modules/deal/views/risk/fields/_score_health')
    expect(pathsOf('/dictionaries/loss_reason')).toContain('/modules/deal/fields/loss_reason/dictionary')
    expect(pathsOf('/roles/manager')).toContain('/modules/deal/views/team_board/roles/manager')
  })

  it('of definitions that are not right it says what it can', () => {
    const broken = structuredClone(template) as { modules: { views: { where: string }[] }[] }
    broken.modules[3]!.views[0]!.where = 'amount >> 5'
    expect(pathsOf('/modules/deal/fields/amount', broken)).toContain('/modules/deal/views/board/where')
    for (const odd of [
      null,
      1,
      {},
      { modules: 1 },
      { modules: [null, { key: 'deal', fields: [{ key: 'amount', type: {} }], views: {} }] },
    ]) {
      expect(usesOf(odd, '/modules/deal/fields/amount')).toEqual([])
      expect(() => removalEdits(odd, '/modules/deal/fields/amount')).not.toThrow()
    }
  })
})
