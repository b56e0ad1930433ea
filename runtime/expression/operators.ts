// The closed set of comparisons that rows of the rule builder offer, and of aggregates that reports offer. Field types choose from these.

export const OPERATORS = [
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
  'in',
  'not_in',
  'contains',
  'not_contains',
  'starts_with',
  'ends_with',
  'has_any',
  'has_all',
  'has_none',
  'within_last',
  'within_next',
  'is_me',
  'is_empty',
  'is_not_empty',
] as const
export type Operator = (typeof OPERATORS)[number]

export const AGGREGATES = ['count', 'count_distinct', 'sum', 'average', 'median', 'p90', 'min', 'max'] as const
export type Aggregate = (typeof AGGREGATES)[number]
