// A move a record has before it, as it is answered: whether it may be made, what it asks, why not.
import type { MoveKind } from '../definition/move-kind.ts'
import type { Text } from '../label.ts'
import type { Problem } from '../problem.ts'
import type { MoveStatus } from './transition.ts'

export interface MoveAsk {
  readonly kind: 'field' | 'check' | 'note' | 'reason'
  /** The field, item, or dictionary that is asked for. */
  readonly key: string
  readonly required: boolean
  readonly done: boolean
  /** Reasons: how deep they must go. */
  readonly level?: number
}
export interface MoveCriterion {
  readonly key: string
  readonly place: 'enter' | 'exit' | 'transition'
  readonly stage: string | null
  readonly holds: boolean
  /** Fields to fill in so that it may hold. */
  readonly fields: readonly string[]
  readonly text: Text
}
export interface MoveOption<Refused = Problem> {
  readonly to: string
  readonly pipeline: string
  readonly kind: MoveKind
  /** The transition the move would take; null where none is needed. */
  readonly transition: string | null
  readonly status: MoveStatus
  readonly asks: readonly MoveAsk[]
  readonly criteria: readonly MoveCriterion[]
  readonly problems: readonly Refused[]
}
