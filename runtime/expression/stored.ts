// A computed value as its column keeps it: numbers rounded to the column's places, too large ones unknown.
import { fromUnits, type Storage, toUnits } from './storage.ts'

/** `value` as `evaluate` gives it; the result is in wire form. */
export function asStored(storage: Storage, value: unknown): unknown {
  if (value === undefined || value === null) return null
  if (storage.kind !== 'integer' && storage.kind !== 'decimal') return value
  const scale = storage.kind === 'decimal' ? storage.scale : 0
  const units = toUnits(value as number, scale)
  return units === null ? null : fromUnits(units, scale)
}
