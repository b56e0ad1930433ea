// What is answered of a record's scorecards: the score, and which rules made it.
export interface RuleAnswer {
  readonly key: string
  readonly label: string
  readonly axis: string | null
  readonly holds: boolean
  /** What the rule adds to its axis now. */
  readonly points: number
  /** The record's own members that the rule reads, with their values. */
  readonly values: readonly { readonly name: string; readonly label: string; readonly value: unknown }[]
}
export interface ScoreAnswer {
  readonly key: string
  readonly label: string
  readonly score: number | null
  readonly tier: { readonly key: string; readonly label: string; readonly color: string | null; readonly rhythm: string | null } | null
  readonly combine: 'sum' | 'product'
  readonly clip: { readonly min: number | null; readonly max: number | null }
  /** The version of the definition whose rules these are. */
  readonly version: number
  readonly axes: readonly { readonly key: string; readonly label: string; readonly sum: number | null }[]
  readonly rules: readonly RuleAnswer[]
  /** How many more rules there are, which read what the reader may not see. */
  readonly hidden: number
  /** The last changes, the newest first. */
  readonly changes: readonly {
    readonly at: string
    readonly score: number | null
    readonly tier: string | null
    readonly version: number
  }[]
}
