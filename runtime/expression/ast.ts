// The closed, resolved and typed tree that every reader of an expression works on. Plain frozen data: names are looked up, types are known, nothing is optional sugar.
import type { Storage } from './storage.ts'
import type { ExpressionType } from './types.ts'

/** Which record a member is read from. */
export type Source =
  | { readonly from: 'record' }
  | { readonly from: 'before' }
  /** The related record of an `exists`, `count` or `filter`; 0 is the outermost one around this place. */
  | { readonly from: 'item'; readonly index: number }
  /** The record of `module` that the reference `member` of `source` points at. */
  | { readonly from: 'reference'; readonly source: Source; readonly member: string; readonly module: string }

/** The records of `module` whose field `via` holds the id of `of`. `name` is what the expression calls them, `item` what it calls one of them. */
export interface Records {
  readonly name: string
  readonly item: string
  readonly module: string
  readonly via: string
  readonly of: Source
  /** The place of the item in `Source`. */
  readonly index: number
}

export const COMPARISONS = ['eq', 'ne', 'lt', 'le', 'gt', 'ge'] as const
export type Comparison = (typeof COMPARISONS)[number]

export const UNITS = ['week', 'month', 'quarter', 'year'] as const
export type Unit = (typeof UNITS)[number]

/** Everything that takes values and gives a value, null where an argument is null (except `coalesce`). */
export const CALLS = [
  'add',
  'subtract',
  'multiply',
  'divide',
  'negate',
  'abs',
  'min',
  'max',
  'round',
  'floor',
  'ceil',
  'concat',
  'lower',
  'upper',
  'contains',
  'starts_with',
  'ends_with',
  'matches',
  'size_text',
  'size_list',
  'has_any',
  'has_all',
  'coalesce',
  'year',
  'month',
  'day',
  'date_of',
  'date_add',
  'date_subtract',
  'date_difference',
  'instant_add',
  'instant_subtract',
  'instant_difference',
  'duration_add',
  'duration_subtract',
  'duration_negate',
  'days',
  'hours',
  'decay',
] as const
export type CallName = (typeof CALLS)[number]

/** What can be made of a value over many related records; records without the value do not count. */
export const AGGREGATIONS = ['sum', 'avg', 'min', 'max'] as const
export type Aggregation = (typeof AGGREGATIONS)[number]

interface Typed {
  readonly type: ExpressionType
}
/** Dates are `YYYY-MM-DD`, instants epoch milliseconds, durations milliseconds, lists arrays of text. */
export interface Value extends Typed {
  readonly op: 'value'
  readonly value: boolean | number | string | null | readonly string[]
  /** How a date, instant or duration was written. */
  readonly written?: string
}
export interface MemberNode extends Typed {
  readonly op: 'member'
  readonly source: Source
  readonly name: string
  readonly storage: Storage
}
export interface Call extends Typed {
  readonly op: 'call'
  readonly name: CallName
  readonly args: readonly Node[]
}

export type Node =
  | Value
  | MemberNode
  | Call
  | (Typed & { readonly op: 'now' | 'today' | 'me' | 'my_team' })
  | (Typed & { readonly op: 'start_of'; readonly unit: Unit })
  | (Typed & { readonly op: 'and' | 'or'; readonly items: readonly Node[] })
  | (Typed & { readonly op: 'not'; readonly value: Node })
  | (Typed & { readonly op: 'is_null'; readonly value: Node; readonly negated: boolean })
  | (Typed & { readonly op: 'compare'; readonly comparison: Comparison; readonly left: Node; readonly right: Node })
  /** `value` is one of `items`, each compared as by `eq`. */
  | (Typed & { readonly op: 'in'; readonly value: Node; readonly items: readonly Node[] })
  /** `value` is an element of the list `list`. */
  | (Typed & { readonly op: 'in_list'; readonly value: Node; readonly list: Node })
  | (Typed & { readonly op: 'exists'; readonly records: Records; readonly body: Node })
  | (Typed & { readonly op: 'count'; readonly records: Records; readonly body: Node | null })
  /** `value` over the related records for which `where` holds. The sum of none is 0, the others of none are null. */
  | (Typed & {
      readonly op: 'aggregate'
      readonly aggregation: Aggregation
      readonly records: Records
      readonly value: Node
      readonly where: Node | null
    })
  | (Typed & { readonly op: 'if'; readonly condition: Node; readonly then: Node; readonly otherwise: Node })

/** Freezes a tree in depth and returns it. */
export function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) freeze(inner)
  }
  return value
}
