// Why a record has the scores it has: each rule, whether it holds, what it read and what it gives, as far as the reader may know. Rules that read what the
// reader may not see are only counted.
import type { App, Module, Scorecard, ScoreRule } from '../../runtime/definition/app.ts'
import type { RuleAnswer, ScoreAnswer } from '../../runtime/definition/score-answer.ts'
import { describeExpression } from '../../runtime/expression/describe.ts'
import { type CheckedExpression, evaluate, truthy } from '../../runtime/expression/expression.ts'
import type { Environment } from '../../runtime/expression/scope.ts'
import { fromUnits } from '../../runtime/expression/storage.ts'
import { type Locale, textOf } from '../../runtime/label.ts'
import type { Principal } from '../access/principal.ts'
import type { Database } from '../database/database.ts'
import { statement } from '../database/text.ts'
import type { Published } from '../definitions/host.ts'
import { columnsOf } from '../schema/record-columns.ts'
import { readColumns } from './columns.ts'
import { forbiddenReferences } from './names.ts'
import { lookingAround } from './surroundings.ts'

const LAST_CHANGES = 20

/** The explanation of every scorecard of the module for a record the principal may read. */
export async function explainScores(
  db: Database,
  { app, number }: Published,
  module: Module,
  principal: Principal,
  id: string,
  locale: Locale,
  now: number,
): Promise<ScoreAnswer[]> {
  const cards = [...app.scorecards.values()].filter((card) => card.module === module.key)
  if (cards.length === 0) return []
  const names = columnsOf(module).map(({ name }) => name)
  const record: Record<string, unknown> = { _id: id, ...(await readColumns(db, module, id, names)) }
  const environment: Environment = { record, now, timeZone: app.settings.timeZone, me: null, myTeam: [] }
  const answers: ScoreAnswer[] = []
  for (const card of cards) {
    const open = card.rules.filter((rule) => mayKnow(app, principal, rule))
    const told = await lookingAround(db, app, environment, (around) => open.map((rule) => answerOf(module, rule, around, locale)))
    const hidden = card.rules.length - open.length
    answers.push({
      key: card.key,
      label: textOf(card.label, locale, card.key),
      score: record[card.score] as number | null,
      tier: tierOf(card, record, locale),
      combine: card.combine,
      clip: { min: card.clip.min ?? null, max: card.clip.max ?? null },
      version: number,
      axes: card.axes.map((axis) => {
        const whole = card.rules.every((rule) => rule.axis !== axis.key || open.includes(rule))
        const sum = told.filter((rule) => rule.axis === axis.key).reduce((total, { points }) => total + points, 0)
        // The sum of an axis would tell what its hidden rules give.
        return { key: axis.key, label: textOf(axis.label, locale, axis.key), sum: whole ? clipped(sum, axis.min, axis.max) : null }
      }),
      rules: told,
      hidden,
      changes: await changesOf(db, card, id),
    })
  }
  return answers
}

function mayKnow(app: App, principal: Principal, rule: ScoreRule): boolean {
  return [rule.when, rule.worth].every((expression) => forbiddenReferences(app, principal, expression, '').length === 0)
}

function answerOf(module: Module, rule: ScoreRule, around: Environment, locale: Locale): RuleAnswer {
  const holds = truthy(evaluate(rule.when, around))
  const worth = evaluate(rule.worth, around)
  return {
    key: rule.key,
    label: rule.label === undefined ? describeExpression(rule.when, module.shape, locale) : textOf(rule.label, locale, rule.key),
    axis: rule.axis ?? null,
    holds,
    points: holds && typeof worth === 'number' ? Math.round(worth * 100) / 100 : 0,
    values: ownMembers([rule.when, rule.worth]).flatMap((name) => {
      const member = module.shape.members.get(name)
      if (!member || member.kind === 'records') return []
      return [{ name, label: textOf(member.label, locale, name), value: around.record[name] ?? null }]
    }),
  }
}

function ownMembers(expressions: readonly CheckedExpression[]): string[] {
  const own = expressions.flatMap(({ references }) => references.filter(({ path, member }) => path === member).map(({ member }) => member))
  return [...new Set(own)]
}

function tierOf(card: Scorecard, record: Readonly<Record<string, unknown>>, locale: Locale): ScoreAnswer['tier'] {
  const tier = card.tier === undefined ? undefined : card.tiers.find(({ key }) => key === record[card.tier!])
  return tier
    ? { key: tier.key, label: textOf(tier.label, locale, tier.key), color: tier.color ?? null, rhythm: tier.rhythm ?? null }
    : null
}

function clipped(value: number, min: number | undefined, max: number | undefined): number {
  const bounded = Math.min(Math.max(value, min ?? Number.NEGATIVE_INFINITY), max ?? Number.POSITIVE_INFINITY)
  return Math.round(bounded * 100) / 100
}

async function changesOf(db: Database, card: Scorecard, id: string): Promise<ScoreAnswer['changes']> {
  const sql = `SELECT "score", "tier", "at", "version" FROM "_score_history" WHERE "record" = ? AND "card" = ? ORDER BY "id" DESC LIMIT ${LAST_CHANGES}`
  return (await db.all(statement(db.dialect, sql, [id, card.key]))).map((row) => ({
    at: new Date(Number(row.at)).toISOString(),
    score: row.score === null ? null : fromUnits(Number(row.score), 2),
    tier: row.tier === null ? null : String(row.tier),
    version: Number(row.version),
  }))
}
