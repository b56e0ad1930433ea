// The difference of two definitions by key: what was added, removed, changed. Renaming is a changed label, moving is a changed place; keys are identity.
import { isKeyedList, keyOfItem, pathTo } from './edit.ts'

export interface Change {
  readonly kind: 'add' | 'remove' | 'change' | 'move'
  /** JSON pointer with keys instead of indexes. */
  readonly path: string
  readonly before?: unknown
  readonly after?: unknown
}

/** Changes from `before` to `after`, in the order of the document. Lists of keyed items are compared by key, other values as wholes. */
export function diffDefinitions(before: unknown, after: unknown, path = ''): Change[] {
  if (same(before, after)) return []
  if (before === undefined) return [{ kind: 'add', path, after }]
  if (after === undefined) return [{ kind: 'remove', path, before }]
  if (isKeyedList(before) && isKeyedList(after) && before.length + after.length > 0) return diffLists(before, after, path)
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return names.flatMap((name) => diffDefinitions(before[name], after[name], pathTo(path, name)))
  }
  return [{ kind: 'change', path, before, after }]
}

type Keyed = { readonly [name: string]: unknown }

const keyOf = (item: Keyed) => String(keyOfItem(item))

function diffLists(before: readonly Keyed[], after: readonly Keyed[], path: string): Change[] {
  const old = new Map(before.map((item) => [keyOf(item), item]))
  const fresh = new Map(after.map((item) => [keyOf(item), item]))
  const changes: Change[] = []
  for (const [key, item] of old) if (!fresh.has(key)) changes.push({ kind: 'remove', path: pathTo(path, key), before: item })
  for (const [key, item] of fresh) changes.push(...diffDefinitions(old.get(key), item, pathTo(path, key)))
  const keptBefore = before.map(keyOf).filter((key) => fresh.has(key))
  const keptAfter = after.map(keyOf).filter((key) => old.has(key))
  if (keptBefore.join(' ') !== keptAfter.join(' ')) changes.push({ kind: 'move', path, before: keptBefore, after: keptAfter })
  return changes
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether two JSON values are equal, whatever the order of their members. */
export function same(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  const [a, b] = [Object.entries(left), Object.entries(right)]
  if (Array.isArray(left) !== Array.isArray(right) || a.length !== b.length) return false
  return a.every(([name, value]) => Object.hasOwn(right, name) && same(value, (right as Record<string, unknown>)[name]))
}
