// Changes of a group of rows by place: the positions from the outermost group inwards. Rows keep an identity through every change, so that what is
// being written stays under the cursor when its row moves.
import type { AnyRow, RowGroup } from '../../expression/rows.ts'

export type RowPlace = readonly number[]

const ids = new WeakMap<AnyRow, string>()
let last = 0

export function idOf(row: AnyRow): string {
  let id = ids.get(row)
  if (id === undefined) {
    last += 1
    id = `row${last}`
    ids.set(row, id)
  }
  return id
}

/** `next` is what became of `row`. */
export function keepId<T extends AnyRow>(row: AnyRow, next: T): T {
  ids.set(next, idOf(row))
  return next
}

function withRows(group: RowGroup, rows: readonly AnyRow[]): RowGroup {
  return keepId(group, { ...group, rows })
}

export function rowAt(group: RowGroup, place: RowPlace): AnyRow | undefined {
  const [index, ...rest] = place
  const row = index === undefined ? group : group.rows[index]
  return rest.length === 0 ? row : row && 'join' in row ? rowAt(row, rest) : undefined
}

/** The group with what `change` makes of the row at the place: any number of rows in its stead. */
function changeAt(group: RowGroup, place: RowPlace, change: (row: AnyRow) => readonly AnyRow[]): RowGroup {
  const [index, ...rest] = place
  const rows = group.rows.flatMap((row, at) => {
    if (at !== index) return [row]
    if (rest.length === 0) return change(row)
    return 'join' in row ? [changeAt(row, rest, change)] : [row]
  })
  return withRows(group, rows)
}

export function replaceAt(group: RowGroup, place: RowPlace, next: AnyRow): RowGroup {
  if (place.length === 0) return 'join' in next ? keepId(group, next) : group
  return changeAt(group, place, (row) => [keepId(row, next)])
}

/** Without the row; groups left empty go with it. */
export function removeAt(group: RowGroup, place: RowPlace): RowGroup {
  const next = changeAt(group, place, () => [])
  const around = place.slice(0, -1)
  const left = rowAt(next, around)
  return around.length > 0 && left && 'join' in left && left.rows.length === 0 ? removeAt(next, around) : next
}

export function duplicateAt(group: RowGroup, place: RowPlace): RowGroup {
  return changeAt(group, place, (row) => [row, copyOf(row)])
}

function copyOf(row: AnyRow): AnyRow {
  if ('join' in row) return { ...row, rows: row.rows.map(copyOf) }
  return 'related' in row ? { ...row, where: copyOf(row.where) as RowGroup } : { ...row }
}

/** Puts a row behind the others of the group at the place. */
export function addAt(group: RowGroup, place: RowPlace, row: AnyRow): RowGroup {
  const at = rowAt(group, place)
  return at && 'join' in at ? replaceAt(group, place, { ...at, rows: [...at.rows, row] }) : group
}

/** The group with the row one step up or down: past a row, into a group that stands there, or out of its own group. Undefined at the very end. */
export function moveAt(group: RowGroup, place: RowPlace, step: -1 | 1): RowGroup | undefined {
  const row = rowAt(group, place)
  const index = place.at(-1)
  const around = place.slice(0, -1)
  const within = rowAt(group, around)
  if (!row || index === undefined || !within || !('join' in within)) return undefined
  const beside = within.rows[index + step]
  if (beside && 'join' in beside && !('join' in row)) {
    const entered = replaceAt(group, [...around, index + step], {
      ...beside,
      rows: step < 0 ? [...beside.rows, row] : [row, ...beside.rows],
    })
    return removeAt(entered, place)
  }
  if (beside) {
    const rows = within.rows.toSpliced(index, 1).toSpliced(index + step, 0, row)
    return replaceAt(group, around, { ...within, rows })
  }
  if (around.length === 0) return undefined
  const left = changeAt(group, around, (own) => {
    const rest = withRows(own as RowGroup, (own as RowGroup).rows.toSpliced(index, 1))
    const kept = rest.rows.length > 0 ? [rest] : []
    return step < 0 ? [row, ...kept] : [...kept, row]
  })
  return left
}
