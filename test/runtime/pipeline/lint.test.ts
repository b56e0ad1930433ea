// The process linter: each finding once, where it is, and a fix that makes it go.

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compileDefinition } from '../../../runtime/definition/compile.ts'
import { applyEdits, type Edit } from '../../../runtime/definition/edit.ts'
import type { AppDefinition } from '../../../runtime/definition/types.ts'
import { lintDefinition } from '../../../runtime/pipeline/lint.ts'
import { lintReports } from '../../../runtime/pipeline/lint-reports.ts'
import { productPath } from '../../../server/product.ts'
import { gatedDefinition } from '../../helpers/gated.ts'

const b2b: AppDefinition = JSON.parse(readFileSync(productPath('templates', 'b2b', 'app.json'), 'utf8'))

function edited(definition: AppDefinition, edits: readonly Edit[]): AppDefinition {
  const result = applyEdits(definition, edits)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}
function lint(definition: AppDefinition) {
  const compiled = compileDefinition(definition)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems, null, 1))
  return lintDefinition(compiled.value)
}
const known = new Set(lint(b2b).map(({ path, code }) => `${code} ${path}`))
/** What is found after an edit and was not before. */
const fresh = (...edits: Edit[]) => lint(edited(b2b, edits)).filter(({ path, code }) => !known.has(`${code} ${path}`))

const SALES = '/pipelines/sales'

describe('the process linter', () => {
  it('finds little in the template that is shipped', () => {
    expect([...known]).toEqual(['few_stages /pipelines/leads/stages'])
  })

  const cases: readonly (readonly [code: string, path: string, edits: readonly Edit[], fixable: boolean])[] = [
    [
      'unreachable_stage',
      `${SALES}/stages/budget`,
      [
        { kind: 'set', path: `${SALES}/strict`, value: true },
        { kind: 'set', path: `${SALES}/transitions/advance/to`, value: ['intent', 'solution', 'negotiation', 'contract'] },
        { kind: 'add', path: `${SALES}/transitions`, item: { key: 'over', from: 'solution', to: 'negotiation' } },
        { kind: 'remove', path: `${SALES}/transitions/quote` },
        { kind: 'remove', path: `${SALES}/transitions/quote_discount` },
        { kind: 'set', path: `${SALES}/transitions/go_back/to`, value: ['first_contact'] },
      ],
      true,
    ],
    [
      'dead_end',
      `${SALES}/stages/contract`,
      [
        { kind: 'set', path: `${SALES}/strict`, value: true },
        { kind: 'set', path: `${SALES}/transitions/sign/from`, value: 'negotiation' },
      ],
      true,
    ],
    [
      'falling_probability',
      `${SALES}/stages/budget/probability`,
      [{ kind: 'set', path: `${SALES}/stages/budget/probability`, value: 15 }],
      true,
    ],
    [
      'no_key_action',
      `${SALES}/stages/intent/keyAction`,
      [{ kind: 'set', path: `${SALES}/stages/intent/keyAction`, value: undefined }],
      false,
    ],
    [
      'no_criterion',
      `${SALES}/stages/first_contact/criterion`,
      [{ kind: 'set', path: `${SALES}/stages/first_contact/criterion`, value: undefined }],
      false,
    ],
    [
      'gate_on_hidden_field',
      `${SALES}/stages/intent/exit/budget`,
      [{ kind: 'add', path: '/roles/rep/modules/deal/hidden', item: 'budget' }],
      false,
    ],
    [
      'gate_off_layout',
      `${SALES}/stages/intent/exit/budget`,
      [{ kind: 'remove', path: '/modules/deal/layout/details/sections/need/fields/budget' }],
      true,
    ],
    [
      'inert_rule',
      `${SALES}/stages/intent/exit/always`,
      [{ kind: 'add', path: `${SALES}/stages/intent/exit`, item: { key: 'always', when: '1 < 2' } }],
      true,
    ],
    [
      'reason_without_action',
      '/dictionaries/loss_reason/items/price/items/payment/action',
      [{ kind: 'set', path: '/dictionaries/loss_reason/items/price/items/payment/action', value: undefined }],
      false,
    ],
    [
      'many_stages',
      `${SALES}/stages`,
      ['a', 'b', 'c'].map((key) => ({
        kind: 'add' as const,
        path: `${SALES}/stages`,
        item: { key, type: 'open', keyAction: 'x', criterion: 'y' },
        before: 'first_contact',
      })),
      false,
    ],
  ]
  const DEAL = '/modules/deal'
  const conditions: typeof cases = [
    ['inert_rule', `${DEAL}/fields/pain/visible`, [{ kind: 'set', path: `${DEAL}/fields/pain/visible`, value: 'true' }], true],
    ['inert_rule', `${DEAL}/fields/pain/required`, [{ kind: 'set', path: `${DEAL}/fields/pain/required`, value: '1 > 2' }], true],
    ['inert_rule', `${DEAL}/fields/pain/readOnly`, [{ kind: 'set', path: `${DEAL}/fields/pain/readOnly`, value: '2 > 1' }], true],
    ['inert_rule', `${DEAL}/layout/more/visible`, [{ kind: 'set', path: `${DEAL}/layout/more/visible`, value: 'false' }], true],
    [
      'inert_rule',
      `${DEAL}/layout/details/sections/quote/visible`,
      [{ kind: 'set', path: `${DEAL}/layout/details/sections/quote/visible`, value: '"a" == "a"' }],
      true,
    ],
    ['inert_rule', `${DEAL}/views/all/where`, [{ kind: 'set', path: `${DEAL}/views/all/where`, value: 'true' }], true],
    [
      'inert_rule',
      `${DEAL}/rules/odd/check`,
      [{ kind: 'add', path: `${DEAL}/rules`, item: { key: 'odd', check: 'true', message: 'x' } }],
      true,
    ],
    [
      'never_met',
      `${DEAL}/views/all/where`,
      [{ kind: 'set', path: `${DEAL}/views/all/where`, value: 'amount > 10.0 && name != null && amount < 5.0' }],
      false,
    ],
    [
      'never_met',
      `${SALES}/stages/intent/exit/odd`,
      [{ kind: 'add', path: `${SALES}/stages/intent/exit`, item: { key: 'odd', when: 'pain == null && pain == "x"' } }],
      false,
    ],
    [
      'score_never_fires',
      '/scorecards/rating/rules/need/when',
      [{ kind: 'set', path: '/scorecards/rating/rules/need/when', value: 'source == "website" && source == "fair"' }],
      true,
    ],
    [
      'score_never_fires',
      '/scorecards/rating/rules/need/when',
      [{ kind: 'set', path: '/scorecards/rating/rules/need/when', value: '1 > 2' }],
      true,
    ],
  ]

  it('what hangs on the clock, on who looks, or on other records is no rule that says nothing', () => {
    const found = (when: string) => fresh({ kind: 'set', path: `${DEAL}/views/all/where`, value: when }).map(({ code }) => code)
    for (const when of ['today() > date("2020-01-01")', '_owner == me', 'amount > 5.0 && amount < 10.0', 'amount >= 5.0 && amount <= 5.0'])
      expect(found(when), when).toEqual([])
    for (const when of ['amount > 5.0 && amount < 5.0', 'closes < date("2026-01-01") && closes > date("2026-02-01")'])
      expect(found(when), when).toEqual(['never_met'])
  })

  it('closed choices are all there is: excluding each of them leaves nothing', () => {
    const found = (value: string) => fresh({ kind: 'set', path: '/modules/account/views/all/where', value }).map(({ code }) => code)
    expect(found('size != "s" && size != "m" && size != "l"')).toEqual(['never_met'])
    expect(found('size != "s" && size != "m"')).toEqual([])
    expect(found('size in ["s", "m"] && size in ["l"]')).toEqual(['never_met'])
    expect(found('size in ["s", "m"] && size in ["m", "l"]')).toEqual([])
  })

  it('a report on a field that was removed is found with what mends it', () => {
    for (const [field, path] of [
      ['/modules/account/fields/industry', '/reports/by_industry/groups/industry'],
      ['/modules/deal/fields/loss_reason', '/reports/losses/groups/reason'],
    ] as const) {
      const without = edited(b2b, [{ kind: 'remove', path: field }])
      const compiled = compileDefinition(without)
      const problems = compiled.ok ? [] : compiled.problems
      const found = lintReports(without, problems)
      expect(found.map((each) => each.path)).toContain(path)
      const mended = compileDefinition(
        edited(
          without,
          found.flatMap((each) => each.fix!.edits),
        ),
      )
      expect(lintReports(without, mended.ok ? [] : mended.problems)).toEqual([])
    }
    expect(lintReports(b2b, [])).toEqual([])
  })

  it('no way to win or to lose', () => {
    const base = gatedDefinition()
    const without = (stage: string, transitions: readonly string[]) =>
      edited(base, [
        { kind: 'remove', path: `/pipelines/main/stages/${stage}` },
        ...transitions.map((key): Edit => ({ kind: 'remove', path: `/pipelines/main/transitions/${key}` })),
        { kind: 'remove', path: '/pipelines/renewal/transitions/begin' },
      ])
    for (const [code, definition] of [
      ['no_won_stage', without('won', ['win_small', 'win_big'])],
      ['no_lost_stage', without('lost', ['lose', 'revive'])],
    ] as const) {
      const found = lint(definition).filter((each) => each.code === code && each.path === '/pipelines/main/stages')
      expect(found).toHaveLength(1)
      const mended = lint(edited(definition, found[0]!.fix!.edits))
      expect(mended.filter((each) => each.code === code && each.path === '/pipelines/main/stages')).toEqual([])
    }
  })

  it.each([...cases, ...conditions])('%s at %s', (code, path, edits, fixable) => {
    const found = fresh(...edits)
    const own = found.filter((each) => each.code === code)
    expect(own.map((each) => each.path)).toEqual([path])
    expect(own[0]!.message.en.length).toBeGreaterThan(20)
    expect(own[0]!.message['zh-CN']).toMatch(/[一-龥]/)
    expect(own[0]!.fix !== undefined).toBe(fixable)
    if (!own[0]!.fix) return
    const after = lint(edited(edited(b2b, edits), own[0]!.fix.edits))
    expect(after.filter((each) => each.code === code && each.path === path)).toEqual([])
  })
})
