// The lines of a grid, one under the other: records, heads of groups with their records below them when open, and the line that adds a record.
// Which line is what follows from counts alone; records are looked up when a line is drawn.
import type { ListRequest } from '../../data/records.tsx'
import type { RecordData } from '../../data/shapes.ts'
import type { Group } from '../../data/totals.tsx'

export type Line =
  | { readonly kind: 'record'; readonly record: RecordData | undefined; readonly number: number }
  | { readonly kind: 'group'; readonly group: Group; readonly id: string; readonly open: boolean }
  | { readonly kind: 'add' }

/** A run of records of one question: the whole list, or an open group. */
export interface Section {
  readonly request: ListRequest
  readonly count: number
  /** Index of its first line: its head where it has one, else its first record. */
  readonly start: number
  readonly head: { readonly group: Group; readonly id: string; readonly open: boolean } | undefined
}

export function layOut(parts: readonly Omit<Section, 'start'>[]): { readonly sections: readonly Section[]; readonly count: number } {
  let start = 0
  const sections = parts.map((part) => {
    const section = { ...part, start }
    start += recordsOf(section) + (part.head ? 1 : 0)
    return section
  })
  return { sections, count: start }
}

/** How many record lines a section has now. */
export function recordsOf({ head, count }: Pick<Section, 'head' | 'count'>): number {
  return head && !head.open ? 0 : count
}

/** The section of a line and the place of the record in it; place -1 is the head. */
export function sectionAt(sections: readonly Section[], line: number): { readonly section: Section; readonly place: number } | undefined {
  let [low, high] = [0, sections.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (sections[middle]!.start <= line) low = middle
    else high = middle - 1
  }
  const section = sections[low]
  if (!section) return undefined
  const place = line - section.start - (section.head ? 1 : 0)
  return place < recordsOf(section) ? { section, place } : undefined
}

export interface Lines {
  /** Lines in all, with the one that adds where there is one. */
  readonly count: number
  /** Records the list has, as far as known. */
  readonly total: number | undefined
  at(index: number): Line | undefined
  /** The line of a record among those that are loaded. */
  lineOf(id: string): number | undefined
  /** Asks for the records between two lines, for drawing. */
  see(first: number, last: number): void
  /** Fetches the records between two lines and gives those there are, with their lines. */
  load(first: number, last: number): Promise<readonly { readonly line: number; readonly record: RecordData }[]>
  /** The question new records belong to. */
  readonly request: ListRequest
}

const AHEAD = 25

/** The lines of a list that is only read on from its end; `more` asks for what comes next. */
export function runningLines(records: readonly RecordData[], total: number | undefined, more: () => void): Lines {
  const at = (index: number): Line | undefined =>
    records[index] ? { kind: 'record', record: records[index], number: index + 1 } : undefined
  return {
    count: records.length,
    total,
    at,
    lineOf(id) {
      const index = records.findIndex(({ _id }) => _id === id)
      return index < 0 ? undefined : index
    },
    see(_, last) {
      if (last >= records.length - AHEAD) more()
    },
    load: async (first, last) => records.slice(first, last + 1).map((record, index) => ({ line: first + index, record })),
    request: {},
  }
}
