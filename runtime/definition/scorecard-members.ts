// The members a scorecard gives the records of its module: the score, and the tier where there are tiers. Named like system members, so that no field can
// have their names.
import { fieldOfStorage } from '../fields/computed.ts'
import type { Choice, PlainField } from '../fields/contract.ts'
import { select } from '../fields/select/type.ts'
import { bothOf, type Label } from '../label.ts'
import type { AppDefinition, ScorecardDefinition } from './types.ts'

export const SCORE_STORAGE = { kind: 'decimal', scale: 2 } as const

export interface ScoreMember {
  readonly name: string
  readonly label: Label
  readonly like: PlainField
  readonly card: ScorecardDefinition
  readonly what: 'score' | 'tier'
}

export function scoreName(card: string): string {
  return `_score_${card}`
}
export function tierName(card: string): string {
  return `_tier_${card}`
}

/** Score before tier, in the order of the scorecards. */
export function scoreMembers({ scorecards }: Pick<AppDefinition, 'scorecards'>, module: string): ScoreMember[] {
  return (scorecards ?? [])
    .filter((card) => card.module === module)
    .flatMap((card): ScoreMember[] => {
      const label = card.label ?? card.key
      const both = bothOf(label)
      const score: ScoreMember = { name: scoreName(card.key), label, like: fieldOfStorage(SCORE_STORAGE)!, card, what: 'score' }
      if (!card.tiers) return [score]
      const choices = card.tiers.map(
        ({ key, label: name, color }): Choice => ({ key, ...(name ? { label: name } : {}), ...(color ? { color } : {}) }),
      )
      const like = { type: select, options: { options: choices, display: 'badge' }, choices }
      const named = { en: `${both.en} tier`, 'zh-CN': `${both['zh-CN']}等级` }
      return [score, { name: tierName(card.key), label: named, like, card, what: 'tier' }]
    })
}
