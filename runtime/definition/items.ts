// The difference of two definitions as items people recognise: one sentence each, and the edits that make that part of the change alone. Publishing,
// importing, comparing versions and working together all show these.
import type { Text } from '../label.ts'
import { isObject, same } from './diff.ts'
import { type Edit, isKeyedList, keyOfItem, pathTo } from './edit.ts'
import { type ItemGroup, placeOf, placeText } from './item-names.ts'
import { addSentence, changeSentence, moveSentence, removeSentence } from './item-words.ts'

export { GROUP_NAMES, type ItemGroup } from './item-names.ts'

export interface ItemChange {
  readonly kind: 'add' | 'change' | 'remove' | 'move'
  /** The place of the item, or of the setting that changes. */
  readonly path: string
  readonly group: ItemGroup
  /** `Deal › Amount`. */
  readonly place: Text
  readonly sentence: Text
  readonly edits: readonly Edit[]
}

/** What both definitions are, for finding names: what is new is known to `after`, what goes to `before`. */
export interface Sides {
  readonly before: unknown
  readonly after: unknown
}

type Keyed = { readonly [name: string]: unknown }

/**
 * The items from `before` to `after`. The edits of any of them, in the order of the list, can be applied to `before`; those of all of them give `after`.
 */
export function itemsBetween(before: unknown, after: unknown): ItemChange[] {
  const sides = { before, after }
  if (!isObject(before) || !isObject(after)) return same(before, after) ? [] : [change('', before, after, sides)]
  return members(before, after, '', sides)
}

function compare(before: unknown, after: unknown, path: string, sides: Sides): ItemChange[] {
  if (same(before, after)) return []
  if (after === undefined) return [remove(path, before, sides)]
  const added = before === undefined
  if (isKeyedList(after) && (added ? after.length > 0 : isKeyedList(before)))
    return lists((before ?? []) as readonly Keyed[], after, path, sides)
  if (added) return [add(path, after, [{ kind: 'set', path, value: after }], sides)]
  if (isObject(before) && isObject(after) && !isWhole(path)) return members(before, after, path, sides)
  return [change(path, before, after, sides)]
}

/** Labels, conditions with their kind and the like are changed as one thing. */
function isWhole(path: string): boolean {
  return /\/(label|description|help|message|action|remedy|psychology|keyAction|criterion|dwell|decay|clip|approval|who|link|chart|default)$/.test(
    path,
  )
}

function members(before: Keyed, after: Keyed, path: string, sides: Sides): ItemChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const own = (side: Keyed, name: string) => (Object.hasOwn(side, name) ? side[name] : undefined)
  return names.flatMap((name) => compare(own(before, name), own(after, name), pathTo(path, name), sides))
}

/** Removed ones first, then those that stand elsewhere, then new ones before the next that stays, then what changes inside. */
function lists(before: readonly Keyed[], after: readonly Keyed[], path: string, sides: Sides): ItemChange[] {
  const keyOf = (item: Keyed) => keyOfItem(item)!
  const old = new Map(before.map((item) => [keyOf(item), item]))
  const fresh = new Map(after.map((item) => [keyOf(item), item]))
  const kept = after.map(keyOf).filter((key) => old.has(key))
  const at = (key: string) => pathTo(path, key)
  const removed = [...old].filter(([key]) => !fresh.has(key)).map(([key, item]) => remove(at(key), item, sides))
  const steady = longestRun(kept.map((key) => before.findIndex((item) => keyOf(item) === key)))
  const moved = kept.flatMap((key, index) => (steady.has(index) ? [] : [move(at(key), kept[index + 1], sides)])).reverse()
  let next: string | undefined
  const added: ItemChange[] = []
  for (const [key, item] of [...fresh].reverse()) {
    if (old.has(key)) next = key
    else added.unshift(add(at(key), item, [{ kind: 'add', path, item, ...(next === undefined ? {} : { before: next }) }], sides))
  }
  const inner = kept.flatMap((key) => inside(old.get(key)!, fresh.get(key)!, at(key), sides))
  return [...removed, ...moved, ...added, ...inner]
}

/** What an item is known by and the type of a field decide what all the rest means: with another one it is another thing in the same place. */
function inside(before: Keyed, after: Keyed, path: string, sides: Sides): ItemChange[] {
  const another = ['key', 'module', 'field', 'check', ...(path.includes('/fields/') ? ['type'] : [])].some(
    (name) => !same(before[name], after[name]),
  )
  return another ? [change(path, before, after, sides)] : members(before, after, path, sides)
}

/** Places of a longest rising run: those need not move. */
function longestRun(values: readonly number[]): ReadonlySet<number> {
  const tails: number[] = []
  const previous: (number | undefined)[] = []
  for (const [index, value] of values.entries()) {
    let length = tails.findIndex((tail) => values[tail]! >= value)
    if (length < 0) length = tails.length
    previous[index] = tails[length - 1]
    tails[length] = index
  }
  const run = new Set<number>()
  for (let index = tails.at(-1); index !== undefined; index = previous[index]) run.add(index)
  return run
}

function add(path: string, item: unknown, edits: readonly Edit[], sides: Sides): ItemChange {
  const place = placeOf(sides.after, path)
  return { kind: 'add', path, group: place.group, place: placeText(place), sentence: addSentence(place, item, sides), edits }
}

function remove(path: string, item: unknown, sides: Sides): ItemChange {
  const place = placeOf(sides.before, path)
  return {
    kind: 'remove',
    path,
    group: place.group,
    place: placeText(place),
    sentence: removeSentence(place, item, sides),
    edits: [{ kind: 'set', path, value: undefined }],
  }
}

function change(path: string, before: unknown, after: unknown, sides: Sides): ItemChange {
  const place = placeOf(sides.before, path)
  const sentence = changeSentence(place, before, after, sides)
  return { kind: 'change', path, group: place.group, place: placeText(place), sentence, edits: [{ kind: 'set', path, value: after }] }
}

function move(path: string, next: string | undefined, sides: Sides): ItemChange {
  const place = placeOf(sides.after, path)
  const successor = next === undefined ? undefined : placeOf(sides.after, pathTo(path.slice(0, path.lastIndexOf('/')), next)).named.at(-1)
  return {
    kind: 'move',
    path,
    group: place.group,
    place: placeText(place),
    sentence: moveSentence(place, successor?.name),
    edits: [{ kind: 'move', path, ...(next === undefined ? {} : { before: next }) }],
  }
}
