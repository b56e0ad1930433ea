import { describe, expect, it } from 'vitest'
import { canonicalText } from '../../../runtime/definition/canonical.ts'
import { compileDefinition, compileText } from '../../../runtime/definition/compile.ts'
import { diffDefinitions } from '../../../runtime/definition/diff.ts'
import { upgradeDefinition } from '../../../runtime/definition/upgrade.ts'
import { salesDefinition } from '../../helpers/definitions.ts'

type Doc = any

/** The definition after a change, as a plain document. */
function changed(change: (document: Doc) => void): Doc {
  const document: Doc = structuredClone(salesDefinition())
  change(document)
  return document
}

function problemsOf(document: unknown) {
  const result = compileDefinition(document)
  return result.ok ? [] : result.problems
}

const deal = (document: Doc) => document.modules[1]
const CASES: readonly (readonly [string, (document: Doc) => void, string, string])[] = [
  ['missing settings', (d) => delete d.settings, '/', 'missing'],
  ['unknown key at the top', (d) => (d.extra = 1), '/extra', 'unknown_key'],
  ['unknown key of a field', (d) => (deal(d).fields[1].colour = 'red'), '/modules/deal/fields/name/colour', 'unknown_key'],
  ['field type that does not exist', (d) => (deal(d).fields[1].type = 'txt'), '/modules/deal/fields/name/type', 'unknown_type'],
  ['key that is no key', (d) => (deal(d).fields[1].key = 'Name'), '/modules/deal/fields/Name/key', 'pattern'],
  ['two fields of one key', (d) => (deal(d).fields[2].key = 'name'), '/modules/deal/fields/name', 'duplicate_key'],
  ['key that is a word of expressions', (d) => deal(d).fields.push({ key: 'in', type: 'text' }), '/modules/deal/fields/in', 'reserved_key'],
  ['title that is no field', (d) => (deal(d).title = 'nmae'), '/modules/deal/title', 'unknown_reference'],
  ['relation to no module', (d) => (deal(d).fields[3].module = 'acount'), '/modules/deal/fields/account/module', 'unknown_reference'],
  [
    'dictionary that is not there',
    (d) => (deal(d).fields[7].dictionary = 'reasons'),
    '/modules/deal/fields/loss/dictionary',
    'unknown_reference',
  ],
  [
    'condition with an unknown name',
    (d) => (deal(d).fields[8].visible = 'amont > 1.0'),
    '/modules/deal/fields/discount/visible',
    'unknown_name',
  ],
  [
    'condition that is no condition',
    (d) => (deal(d).fields[8].visible = 'amount'),
    '/modules/deal/fields/discount/visible',
    'type_mismatch',
  ],
  ['view field that is not there', (d) => (deal(d).views[0].fields[0] = 'nme'), '/modules/deal/views/all/fields/nme', 'unknown_reference'],
  ['group that is not there', (d) => (deal(d).views[0].group = 'sorce'), '/modules/deal/views/all/group', 'unknown_reference'],
  ['group of lists', (d) => (deal(d).views[0].group = 'tags'), '/modules/deal/views/all/group', 'cannot_group'],
  ['group of amounts', (d) => (deal(d).views[0].group = 'amount'), '/modules/deal/views/all/group', 'cannot_group'],
  ['group of a board', (d) => (deal(d).views[2].group = 'source'), '/modules/deal/views/board/group', 'wrong_view_type'],
  ['lanes of a list', (d) => (deal(d).views[0].swimlane = 'source'), '/modules/deal/views/all/swimlane', 'wrong_view_type'],
  ['lanes that are the columns', (d) => (deal(d).views[2].swimlane = '_stage'), '/modules/deal/views/board/swimlane', 'stage_lanes'],
  ['width too small', (d) => (deal(d).views[0].widths = { name: 59 }), '/modules/deal/views/all/widths/name', 'below_minimum'],
  ['width of nothing', (d) => (deal(d).views[0].widths = { nme: 80 }), '/modules/deal/views/all/widths/nme', 'unknown_reference'],
  ['more pinned than columns', (d) => (deal(d).views[1].pinned = 3), '/modules/deal/views/web/pinned', 'above_maximum'],
  [
    'sum of a percentage',
    (d) => (deal(d).views[0].totals = { discount: 'sum' }),
    '/modules/deal/views/all/totals/discount',
    'cannot_total',
  ],
  ['least of a text', (d) => (deal(d).views[0].totals = { name: 'min' }), '/modules/deal/views/all/totals/name', 'cannot_total'],
  ['total that is none', (d) => (deal(d).views[0].totals = { amount: 'median' }), '/modules/deal/views/all/totals/amount', 'not_allowed'],
  [
    'calendar without date',
    (d) => deal(d).views.push({ key: 'c', type: 'calendar', fields: ['name'] }),
    '/modules/deal/views/c',
    'no_date',
  ],
  [
    'calendar of no date',
    (d) => deal(d).views.push({ key: 'c', type: 'calendar', fields: ['name'], date: 'name' }),
    '/modules/deal/views/c/date',
    'not_a_date',
  ],
  [
    'calendar of a day until a moment',
    (d) => deal(d).views.push({ key: 'c', type: 'calendar', fields: ['name'], date: 'closes', until: '_stage_at' }),
    '/modules/deal/views/c/until',
    'mixed_dates',
  ],
  ['view for no role', (d) => (deal(d).views[0].roles = ['boss']), '/modules/deal/views/all/roles/boss', 'unknown_reference'],
  ['board without pipeline', (d) => (d.pipelines = []), '/modules/deal/views/board', 'no_pipeline'],
  ['stage type that does not exist', (d) => (d.pipelines[0].stages[0].type = 'opened'), '/pipelines/main/stages/need/type', 'not_allowed'],
  ['no open stage', (d) => (d.pipelines[0].stages = d.pipelines[0].stages.slice(3)), '/pipelines/main/stages', 'no_open_stage'],
  ['probability over 100', (d) => (d.pipelines[0].stages[0].probability = 120), '/pipelines/main/stages/need/probability', 'above_maximum'],
  ['group that is not there', (d) => (d.pipelines[0].stages[0].group = 'early'), '/pipelines/main/stages/need/group', 'unknown_reference'],
  ['time zone that is none', (d) => (d.settings.timeZone = 'Asia/Peking'), '/settings/timeZone', 'time_zone'],
  ['currency that is none', (d) => (d.settings.currency = 'ZZZ'), '/settings/currency', 'currency'],
  ['report sorted by nothing', (d) => (d.reports[0].sort = [{ by: 'x' }]), '/reports/by_stage/sort/x', 'unknown_reference'],
  ['sum of a text', (d) => (d.reports[0].measures[1].value = 'name'), '/reports/by_stage/measures/amount/value', 'not_a_number'],
  ['role on no module', (d) => (d.roles[0].modules[0].module = 'deals'), '/roles/rep/modules/deals', 'unknown_reference'],
  ['role hiding no field', (d) => (d.roles[0].modules[0].hidden = ['nope']), '/roles/rep/modules/deal', 'unknown_reference'],
  ['menu that leads nowhere', (d) => (d.navigation = [{ key: 'x' }]), '/navigation/x', 'empty'],
  ['default that is not valid', (d) => (deal(d).fields[2].default = 1.234), '/modules/deal/fields/amount/default', 'value_decimals'],
  ['pattern that is not RE2', (d) => (deal(d).fields[1].pattern = '(?=x)'), '/modules/deal/fields/name/pattern', 'pattern'],
  ['options and dictionary at once', (d) => (deal(d).fields[5].dictionary = 'loss_reason'), '/modules/deal/fields/source', 'choices'],
  ['newer format', (d) => (d.format = 99), '/format', 'newer_format'],
  ['empty label', (d) => (d.label = {}), '/label', 'empty'],
]

describe('compile', () => {
  it('accepts the sample and links it', () => {
    const result = compileDefinition(salesDefinition())
    expect(result.ok).toBe(true)
    if (!result.ok) return
    const module = result.value.modules.get('deal')!
    expect(module.title.key).toBe('name')
    expect(module.pipeline?.stages.map((stage) => stage.rank)).toEqual([0, 1, 2, 3, undefined])
    expect(module.pipeline?.stage.get('quote')?.dwellLimit).toBe(864_000_000)
    expect(result.value.modules.get('account')?.incoming).toEqual([{ module: 'deal', field: 'account', many: false }])
    expect(module.fields.get('number')?.assigned).toBe(true)
  })

  it('links what views say beyond their fields', () => {
    const result = compileDefinition(
      changed((d) => {
        const settings = { group: 'source', widths: { name: 240 }, pinned: 1, totals: { amount: 'sum', closes: 'max' }, roles: ['manager'] }
        Object.assign(deal(d).views[0], settings)
        deal(d).views[2].swimlane = '_owner'
        deal(d).views.push({ key: 'days', type: 'calendar', fields: ['name'], date: '_created_at', until: '_stage_at' })
      }),
    )
    const views = result.ok ? result.value.modules.get('deal')!.views : undefined
    expect(views?.get('all')).toMatchObject({ group: 'source', pinned: 1, roles: ['manager'] })
    expect([...views!.get('all')!.totals]).toEqual([
      ['amount', 'sum'],
      ['closes', 'max'],
    ])
    expect([...views!.get('all')!.widths]).toEqual([['name', 240]])
    expect(views!.get('board')).toMatchObject({ swimlane: '_owner', pinned: 0, roles: undefined })
    expect(views!.get('days')).toMatchObject({ type: 'calendar', date: '_created_at', until: '_stage_at' })
  })

  it.each(CASES)('%s', (_, change, path, code) => {
    const problems = problemsOf(changed(change))
    expect(problems.map((each) => `${each.path} ${each.code}`)).toContain(`${path} ${code}`)
    for (const each of problems) {
      expect(each.message.en.length).toBeGreaterThan(10)
      expect(each.message['zh-CN']).toMatch(/[\u4e00-\u9fff]/)
    }
  })

  it('says everything at once', () => {
    const problems = problemsOf(
      changed((d) => {
        d.extra = 1
        deal(d).title = 'nmae'
        deal(d).fields[8].visible = 'amont > 1.0'
        d.reports[0].sort = [{ by: 'x' }]
        d.settings.timeZone = 'Mars'
      }),
    )
    expect(problems.map((each) => each.path).sort()).toEqual([
      '/extra',
      '/modules/deal/fields/discount/visible',
      '/modules/deal/title',
      '/reports/by_stage/sort/x',
      '/settings/timeZone',
    ])
  })

  it.each([
    ['not JSON', '{', 'not_json'],
    ['a duplicate key', '{"format":1,"key":"a","key":"b"}', 'duplicate_key'],
    ['a duplicate key deep inside', '{"format":1,"a":[{"b":{"c":[1,"\\"}:{"],"d":null,"d":[]}}]}', 'duplicate_key'],
    ['a duplicate key whose first value is an object', '{"a":{"x":1,"y":2},"b":"a:b","a":3}', 'duplicate_key'],
    ['a duplicate key spelled with an escape', '{"key":"a","\\u006bey":"b"}', 'duplicate_key'],
    ['a forbidden key spelled with an escape', '{"\\u005f_proto__":{}}', 'forbidden_key'],
    ['__proto__', '{"format":1,"__proto__":{"polluted":true}}', 'forbidden_key'],
    ['deep nesting', `${'['.repeat(150)}${']'.repeat(150)}`, 'too_deep'],
    ['a list', '[]', 'type'],
    ['a number too large', '{"format":1e999}', 'missing'],
  ])('refuses text that is %s', (_, text, code) => {
    const result = compileText(text)
    expect(result.ok ? [] : result.problems.map((each) => each.code)).toContain(code)
    expect(({} as Doc).polluted).toBeUndefined()
  })

  it('upgrades step by step and refuses what it does not know', () => {
    const steps = [
      (document: object) => ({ ...document, format: 2, two: true }),
      (document: object) => ({ ...document, format: 3, three: true }),
    ]
    expect(upgradeDefinition({ format: 1 }, steps, 3)).toEqual({ ok: true, value: { format: 3, two: true, three: true } })
    expect(upgradeDefinition({ format: 2 }, steps, 3)).toEqual({ ok: true, value: { format: 3, three: true } })
    expect(upgradeDefinition({}, steps, 3).ok).toBe(false)
  })
})

describe('canonical form', () => {
  it('does not depend on the order keys were written in, and is a fixed point', () => {
    const text = canonicalText(salesDefinition())
    const shuffled = JSON.parse(JSON.stringify(salesDefinition()), (_, value) =>
      value && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).reverse()) : value,
    )
    expect(canonicalText(shuffled)).toBe(text)
    expect(canonicalText(JSON.parse(text))).toBe(text)
    const compiled = compileText(text)
    expect(compiled.ok && canonicalText(compiled.value.definition)).toBe(text)
  })
})

describe('diff', () => {
  it('compares by key: renaming is a changed label, moving is a move, nothing is nothing', () => {
    expect(diffDefinitions(salesDefinition(), salesDefinition())).toEqual([])
    const after = changed((d) => {
      deal(d).label.en = 'Opportunity'
      deal(d).fields.push(deal(d).fields.splice(1, 1)[0])
      deal(d).fields.splice(0, 1)
      d.pipelines[0].stages.push({ key: 'paused', type: 'open' })
    })
    const changes = diffDefinitions(salesDefinition(), after)
    expect(changes.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'change /modules/deal/label/en',
      'remove /modules/deal/fields/number',
      'move /modules/deal/fields',
      'add /pipelines/main/stages/paused',
    ])
  })
})
