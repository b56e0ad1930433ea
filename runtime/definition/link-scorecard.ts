// A scorecard linked: the expressions of its rules checked, and put together to the expressions of the score and of the tier.
import type { Call, CallName, Node } from '../expression/ast.ts'
import { type CheckedExpression, checkExpression } from '../expression/expression.ts'
import type { RecordShape } from '../expression/scope.ts'
import { BOOLEAN, DATE, DURATION, type ExpressionType, KIND_NAMES, NUMBER, TEXT } from '../expression/types.ts'
import { type Problem, problem } from '../problem.ts'
import type { Scorecard, ScoreRule } from './app.ts'
import { durationOf } from './link-pipeline.ts'
import { SCORE_STORAGE, scoreName, tierName } from './scorecard-members.ts'
import type { ScorecardDefinition, ScoreRuleDefinition } from './types.ts'

export interface LinkedScorecard {
  readonly card: Scorecard
  readonly score: CheckedExpression
  readonly tier: CheckedExpression | undefined
}

/** Undefined where one of its expressions is wrong; the reasons are among `problems`. */
export function linkScorecard(card: ScorecardDefinition, shape: RecordShape, problems: Problem[]): LinkedScorecard | undefined {
  const before = problems.length
  const rules = card.rules.flatMap((rule) => linkRule(rule, shape, `/scorecards/${card.key}/rules/${rule.key}`, problems) ?? [])
  if (problems.length > before) return undefined
  const axes = (card.axes ?? []).map(({ key, label, min, max }) => ({ key, label: label ?? key, min, max }))
  const sums = axes.map((axis) => clipped(sumOf(rules.filter((rule) => rule.axis === axis.key)), axis))
  const whole = axes.length === 0 ? sumOf(rules) : fold(sums, card.combine === 'product' ? 'multiply' : 'add')
  const tiers = [...(card.tiers ?? [])].sort((a, b) => b.from - a.from)
  const linked: Scorecard = {
    key: card.key,
    label: card.label ?? card.key,
    module: card.module,
    axes,
    rules,
    combine: card.combine ?? 'sum',
    clip: card.clip ?? {},
    tiers: tiers.map(({ key, label, color, from, rhythm }) => ({ key, label: label ?? key, color, from, rhythm })),
    score: scoreName(card.key),
    tier: card.tiers ? tierName(card.key) : undefined,
  }
  const parts = rules.flatMap((rule) => [rule.when, rule.worth])
  return {
    card: linked,
    score: together(clipped(whole, linked.clip), parts),
    tier: card.tiers ? tierOf(linked) : undefined,
  }
}

function linkRule(rule: ScoreRuleDefinition, shape: RecordShape, path: string, problems: Problem[]): ScoreRule | undefined {
  const check = (text: string, expect: 'boolean' | 'number' | 'any', name: string) => {
    const checked = checkExpression(text, shape, expect, { sql: true, path: `${path}/${name}` })
    if (checked.ok) return checked.value
    problems.push(...checked.problems)
    return undefined
  }
  const when = check(rule.when, 'boolean', 'when')
  const per = rule.per === undefined ? undefined : check(rule.per, 'number', 'per')
  const from = rule.decay === undefined ? undefined : check(rule.decay.from, 'any', 'decay/from')
  if (from && from.type.kind !== 'date' && from.type.kind !== 'instant') {
    const is = KIND_NAMES[from.type.kind]
    problems.push(
      problem(
        `${path}/decay/from`,
        'type_mismatch',
        `${path}/decay/from: gives ${is.en}, but a date or a point in time is needed.`,
        `${path}/decay/from：结果是${is['zh-CN']}，但这里需要日期或时间点。`,
      ),
    )
  }
  if (!when || (rule.per !== undefined && !per) || (rule.decay && !from)) return undefined
  let worth: Node = number(rule.points)
  if (per) worth = call('multiply', NUMBER, worth, call('coalesce', NUMBER, per.ast, number(0)))
  if (from && rule.decay) {
    const day: Node = from.type.kind === 'instant' ? call('date_of', DATE, from.ast) : from.ast
    const age = call('date_difference', DURATION, { op: 'today', type: DATE }, day)
    const halfLife: Node = { op: 'value', type: DURATION, value: durationOf(rule.decay.halfLife), written: rule.decay.halfLife }
    worth = call('multiply', NUMBER, worth, call('coalesce', NUMBER, call('decay', NUMBER, age, halfLife), number(0)))
  }
  if (rule.max !== undefined) worth = call('min', NUMBER, worth, number(rule.max))
  const parts = [per, from].flatMap((each) => each ?? [])
  return { key: rule.key, label: rule.label, axis: rule.axis, when, points: rule.points, worth: together(worth, parts) }
}

function number(value: number): Node {
  return { op: 'value', type: NUMBER, value }
}

function call(name: CallName, type: ExpressionType, ...args: Node[]): Call {
  return { op: 'call', name, type, args }
}

function choose(type: ExpressionType, condition: Node, then: Node, otherwise: Node): Node {
  return { op: 'if', type, condition, then, otherwise }
}

function sumOf(rules: readonly ScoreRule[]): Node {
  const parts = rules.map(({ when, worth }) => choose(NUMBER, when.ast, worth.ast, number(0)))
  return parts.length === 0 ? number(0) : fold(parts, 'add')
}

/** Joined in pairs, so that sixty rules nest six deep. */
function fold(nodes: readonly Node[], name: 'add' | 'multiply'): Node {
  if (nodes.length === 1) return nodes[0]!
  const middle = Math.ceil(nodes.length / 2)
  return call(name, NUMBER, fold(nodes.slice(0, middle), name), fold(nodes.slice(middle), name))
}

function clipped(node: Node, { min, max }: { readonly min?: number | undefined; readonly max?: number | undefined }): Node {
  const low = min === undefined ? node : call('max', NUMBER, node, number(min))
  return max === undefined ? low : call('min', NUMBER, low, number(max))
}

/** The highest tier whose score is reached; null below all of them. */
function tierOf({ score, tiers, module }: Scorecard): CheckedExpression {
  const member: Node = { op: 'member', type: NUMBER, source: { from: 'record' }, name: score, storage: SCORE_STORAGE }
  const reached = (from: number): Node => ({ op: 'compare', type: BOOLEAN, comparison: 'ge', left: member, right: number(from) })
  const ast = [...tiers]
    .reverse()
    .reduce<Node>((below, { key, from }) => choose(TEXT, reached(from), { op: 'value', type: TEXT, value: key }, below), {
      op: 'value',
      type: TEXT,
      value: null,
    })
  return { text: '', ast, type: TEXT, references: [{ module, member: score, path: score }], choices: [] }
}

/** A tree put together from checked parts. */
function together(ast: Node, parts: readonly CheckedExpression[]): CheckedExpression {
  const references = new Map(parts.flatMap((part) => part.references.map((each) => [`${each.module} ${each.path}`, each] as const)))
  return { text: '', ast, type: NUMBER, references: [...references.values()], choices: parts.flatMap((part) => part.choices) }
}
