// The order of a list, as the server sorts it: nothing before something, then by value, at last by id; so that a card that comes later finds its place.
import type { View } from '../../definition/app.ts'
import type { RecordData } from '../data/shapes.ts'

export type Compare = (left: RecordData, right: RecordData) => number

/** Without an order of its own a list has the newest first. */
const NEWEST: View['sort'] = [{ field: '_id', descending: true }]

export function orderBy(sort: View['sort']): Compare {
  const keys = sort.length > 0 ? sort : NEWEST
  const last = keys.at(-1)!.descending
  return (left, right) => {
    for (const { field, descending } of keys) {
      const order = compareValues(left[field], right[field])
      if (order !== 0) return descending ? -order : order
    }
    const order = compareValues(left._id, right._id)
    return last ? -order : order
  }
}

function compareValues(left: unknown, right: unknown): number {
  const [a, b] = [left ?? null, right ?? null]
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1
  if (a === b) return 0
  return (a as string | number | boolean) < (b as string | number | boolean) ? -1 : 1
}
