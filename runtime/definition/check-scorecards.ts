// Rules of scorecards: modules and axes that exist, bounds and tiers that make sense.
import { type Problem, problem } from '../problem.ts'
import { MODULE, missing } from './missing.ts'
import type { AppDefinition, ScorecardDefinition } from './types.ts'

const AXIS = { en: 'axis', zh: '维度' }

export function checkScorecards({ scorecards, modules }: AppDefinition): Problem[] {
  const keys = modules.map((module) => module.key)
  return (scorecards ?? []).flatMap((card) => {
    const path = `/scorecards/${card.key}`
    const lost = keys.includes(card.module) ? [] : [missing(`${path}/module`, MODULE, card.module, keys)]
    return [...lost, ...axisProblems(card, path), ...boundProblems(card, path), ...tierProblems(card, path)]
  })
}

function axisProblems({ axes, rules, combine }: ScorecardDefinition, path: string): Problem[] {
  const known = (axes ?? []).map((axis) => axis.key)
  const problems: Problem[] = rules.flatMap((rule) => {
    const at = `${path}/rules/${rule.key}/axis`
    if (rule.axis !== undefined) return known.includes(rule.axis) ? [] : [missing(at, AXIS, rule.axis, known)]
    if (known.length === 0) return []
    return [
      problem(
        at,
        'missing',
        `${at}: the scorecard has axes, so every rule names one. Known: ${known.join(', ')}.`,
        `${at}：该评分卡设有维度，每条规则都须指定。现有：${known.join('、')}。`,
      ),
    ]
  })
  if (combine === 'product' && known.length < 2)
    problems.push(
      problem(
        `${path}/combine`,
        'too_few_axes',
        `${path}/combine: a product needs two axes or more. Add axes, or take the sum.`,
        `${path}/combine：相乘至少需要两个维度，请添加维度或改为相加。`,
      ),
    )
  return problems
}

function boundProblems({ axes, clip }: ScorecardDefinition, path: string): Problem[] {
  const bounds = [
    ...(axes ?? []).map((axis) => [`${path}/axes/${axis.key}`, axis.min, axis.max] as const),
    [`${path}/clip`, clip?.min, clip?.max] as const,
  ]
  return bounds.flatMap(([at, min, max]) =>
    min !== undefined && max !== undefined && min > max
      ? [
          problem(
            at,
            'bounds',
            `${at}: min ${min} is greater than max ${max}. Lower the one or raise the other.`,
            `${at}：min ${min} 大于 max ${max}，请调整。`,
          ),
        ]
      : [],
  )
}

function tierProblems({ tiers }: ScorecardDefinition, path: string): Problem[] {
  const seen = new Set<number>()
  return (tiers ?? []).flatMap(({ key, from }) => {
    const at = `${path}/tiers/${key}/from`
    if (!seen.has(from)) {
      seen.add(from)
      return []
    }
    return [
      problem(
        at,
        'same_tier',
        `${at}: another tier begins at ${from} too. Give one of them another score.`,
        `${at}：已有其他等级从 ${from} 分开始，请修改其中一个。`,
      ),
    ]
  })
}
