// Problems of lines gathered by the cell they are about.
import type { ProblemPage } from './import-data.tsx'

export interface FaultyCell {
  readonly line: number
  /** The heading, or the field where no column leads to it. */
  readonly column: string
  /** The field the column leads to. */
  readonly field: string | null
  /** What stands in the cell now. */
  readonly text: string
  readonly messages: readonly string[]
  /** Can be written in: its line was kept, and the file has the column. */
  readonly open: boolean
  readonly headings: readonly string[]
  readonly cells: readonly string[] | undefined
}

export function faultyCells(pages: readonly ProblemPage[]): FaultyCell[] {
  return pages.flatMap(({ headings, problems, lines }) => {
    const kept = new Map(lines.map(({ line, cells }) => [line, cells]))
    const found = new Map<string, FaultyCell>()
    for (const { line, column, field, value, message } of problems) {
      const key = `${line} ${column}`
      const before = found.get(key)
      const cells = kept.get(line)
      const place = headings.indexOf(column)
      const text = place < 0 ? value : (cells?.[place] ?? value)
      const messages = [...(before?.messages ?? []), message]
      found.set(key, { line, column, field, text, messages, open: place >= 0 && cells !== undefined, headings, cells })
    }
    return [...found.values()]
  })
}
