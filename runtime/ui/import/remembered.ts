// Maps people used, found again by the headings of a file: the same export of the same program next month needs no choosing.
import type { RecordMap } from './draft.ts'

export interface RememberedMap {
  readonly headings: string
  readonly map: RecordMap
}
/** By module, the latest first. */
export type RememberedMaps = Readonly<Record<string, readonly RememberedMap[]>>

const MOST = 8
/** What the server keeps of one preference, less some room. */
const LONGEST = 18_000

/** What headings are found by: their set, whatever their order. */
export function headingsKey(headings: readonly string[]): string {
  const text = headings.toSorted().join('\n')
  let [a, b] = [0xdeadbeef, 0x41c6ce57]
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  return `${headings.length}-${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`
}

/** The map last used for a file with these headings; undefined where there is none, or what is kept is none. */
export function recall(kept: unknown, module: string, headings: readonly string[]): RecordMap | undefined {
  const key = headingsKey(headings)
  const map = readMaps(kept)[module]?.find((each) => each.headings === key)?.map
  return map?.columns.every(({ column }) => headings.includes(column)) ? map : undefined
}

/** What is kept, with one more map in front; the oldest ones go where it grows too long. */
export function remember(kept: unknown, module: string, headings: readonly string[], map: RecordMap): RememberedMaps {
  const { encoding: _, delimiter: __, sheet: ___, headingLine: ____, ...chosen } = map
  const key = headingsKey(headings)
  const maps = readMaps(kept)
  const own = [{ headings: key, map: chosen }, ...(maps[module] ?? []).filter((each) => each.headings !== key)].slice(0, MOST)
  let all: RememberedMaps = { ...maps, [module]: own }
  while (JSON.stringify(all).length > LONGEST) {
    const longest = Object.keys(all).toSorted((a, b) => all[b]!.length - all[a]!.length)[0]!
    if (all[longest]!.length === 0) return {}
    all = { ...all, [longest]: all[longest]!.slice(0, -1) }
  }
  return all
}

function readMaps(kept: unknown): RememberedMaps {
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return {}
  return Object.fromEntries(
    Object.entries(kept).flatMap(([module, maps]) => {
      const good = Array.isArray(maps) ? maps.filter(isMap) : []
      return good.length > 0 ? [[module, good]] : []
    }),
  )
}

function isMap(value: unknown): value is RememberedMap {
  const { headings, map } = (value ?? {}) as Partial<RememberedMap>
  return (
    typeof headings === 'string' &&
    Array.isArray(map?.columns) &&
    map.columns.every((each) => typeof each?.column === 'string' && typeof each.field === 'string')
  )
}
