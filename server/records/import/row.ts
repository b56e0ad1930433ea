// A row of a file, whatever kind of file it came from, and the headings that name its cells.

export interface FileRow {
  /** Line of the file or row of the sheet it begins on; the first is 1. */
  readonly line: number
  readonly cells: readonly string[]
  /** Places of cells that held a number, not a text: they are written `-1234.5` whatever the rest of the file is. */
  readonly numbers?: readonly number[]
}

/** Rows one after the other; a sheet's come when they are unpacked. */
export interface Rows {
  next(): IteratorResult<FileRow, unknown> | Promise<IteratorResult<FileRow, unknown>>
}

/** Rows as `change` makes them; at once where they are there at once. */
export function changed(rows: Rows, change: (row: FileRow) => FileRow): Rows {
  const through = (next: IteratorResult<FileRow, unknown>) => (next.done ? next : { done: false, value: change(next.value) })
  return {
    next() {
      const next = rows.next()
      return next instanceof Promise ? next.then(through) : through(next)
    },
  }
}

/** The names of the columns, each once: one without a heading is called by its letter, one whose heading was there before gets a number. */
export function headingsOf(cells: readonly string[]): string[] {
  const taken = new Set<string>()
  return cells.map((cell, index) => {
    const name = cell.trim() || letterOf(index)
    let unique = name
    for (let count = 2; taken.has(unique); count += 1) unique = `${name} (${count})`
    taken.add(unique)
    return unique
  })
}

/** The letters of a column in a spreadsheet: 0 is A, 26 is AA. */
export function letterOf(index: number): string {
  const before = Math.floor(index / 26)
  return (before > 0 ? letterOf(before - 1) : '') + String.fromCharCode(65 + (index % 26))
}
