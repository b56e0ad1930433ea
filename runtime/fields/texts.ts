// What the types kept as one text share: operators, and writing and reading that change nothing.
import type { Aggregate, Operator } from '../expression/operators.ts'
import { ok, type Result } from '../problem.ts'

export const TEXT_OPERATORS: readonly Operator[] = [
  'eq',
  'ne',
  'in',
  'not_in',
  'contains',
  'not_contains',
  'starts_with',
  'ends_with',
  'is_empty',
  'is_not_empty',
]
export const TEXT_AGGREGATES: readonly Aggregate[] = ['count', 'count_distinct']

export function formatText(value: unknown): string {
  return String(value)
}

/** The text as it is; blank is null. */
export function parseText(text: string): Result<string | null> {
  return ok(/\S/.test(text) ? text : null)
}
