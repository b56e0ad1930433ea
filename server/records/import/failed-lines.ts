// Lines an import could not take: shown page by page with what is wrong and with their cells, corrected in place, and taken up again.
import { fail, ok, type Problem, problem, type Result } from '../../../runtime/problem.ts'
import type { Database, Handle, Row, Transaction } from '../../database/database.ts'
import { statement } from '../../database/text.ts'
import { type ImportError, importErrors } from './log.ts'
import type { FileRow } from './row.ts'

/** A cell with another text in it. */
export interface CellFix {
  readonly line: number
  /** The heading of its column. */
  readonly column: string
  readonly value: string
}
export interface FailedPage {
  readonly headings: readonly string[]
  readonly problems: readonly ImportError[]
  /** Cells of the lines, in the order of the headings, corrections in their place; a line whose cells were not kept has none. */
  readonly lines: readonly FileRow[]
  /** The line to go on behind; null at the end. */
  readonly next: number | null
}

const PAGE = 50
/** Where the headings stand; the first line of a file is 1. */
const HEADINGS = 0

/** Keeps the headings, by which corrections name the cells. */
export async function storeHeadings(trx: Transaction, id: string, headings: readonly string[]): Promise<void> {
  await trx.run(statement(trx.dialect, 'DELETE FROM "_import_bad_line" WHERE "import" = ? AND "line" = ?', [id, HEADINGS]))
  await writeLine(trx, id, { line: HEADINGS, cells: headings })
}

export async function readHeadings(db: Handle, id: string): Promise<readonly string[]> {
  return (await readLines(db, id, [HEADINGS]))[0]?.cells ?? []
}

/** The next lines that failed behind the line `after`. */
export async function failedPage(db: Database, id: string, after: number): Promise<FailedPage> {
  const text = 'SELECT DISTINCT "line" FROM "_import_error" WHERE "import" = ? AND "line" > ? ORDER BY "line" LIMIT ?'
  const found = (await db.all(statement(db.dialect, text, [id, after, PAGE + 1]))).map((row) => Number(row.line))
  const shown = found.slice(0, PAGE)
  const last = shown.at(-1)
  const problems = last === undefined ? [] : await importErrors(db, id, { after, upTo: last })
  const lines = await readLines(db, id, shown)
  return { headings: await readHeadings(db, id), problems, lines, next: found.length > PAGE ? last! : null }
}

export async function countFailed(db: Handle, id: string): Promise<number> {
  const row = await db.get(statement(db.dialect, 'SELECT count(DISTINCT "line") AS n FROM "_import_error" WHERE "import" = ?', [id]))
  return Number(row?.n)
}

/** The kept cells of lines, in order. */
export async function readLines(db: Handle, id: string, lines: readonly number[]): Promise<FileRow[]> {
  if (lines.length === 0) return []
  const among = db.dialect === 'sqlite' ? 'SELECT value FROM json_each(?)' : 'SELECT jsonb_array_elements_text(?::jsonb)::bigint'
  const text = `SELECT "line", "cells" FROM "_import_bad_line" WHERE "import" = ? AND "line" IN (${among}) ORDER BY "line"`
  return (await db.all(statement(db.dialect, text, [id, JSON.stringify(lines)]))).map(lineOf)
}

function lineOf({ line, cells }: Row): FileRow {
  return { line: Number(line), ...((typeof cells === 'string' ? JSON.parse(cells) : cells) as Omit<FileRow, 'line'>) }
}

async function writeLine(trx: Transaction, id: string, { line, ...row }: FileRow): Promise<void> {
  const json = trx.dialect === 'postgres' ? '?::jsonb' : '?'
  const text = `INSERT INTO "_import_bad_line" ("import", "line", "cells") VALUES (?, ?, ${json})`
  await trx.run(statement(trx.dialect, text, [id, line, JSON.stringify(row)]))
}

/** Puts corrections into the kept lines and gives the lines; problems where a cell is not among them, and then nothing is changed. */
export async function correctLines(trx: Transaction, id: string, fixes: readonly CellFix[]): Promise<Result<readonly number[]>> {
  const headings = await readHeadings(trx, id)
  const rows = new Map((await readLines(trx, id, [...new Set(fixes.map(({ line }) => line))])).map((row) => [row.line, row]))
  const problems: Problem[] = []
  for (const [index, fix] of fixes.entries()) {
    const row = rows.get(fix.line)
    const place = headings.indexOf(fix.column)
    if (!row || fix.line === HEADINGS) problems.push(noLine(index, fix.line))
    else if (place < 0) problems.push(noColumn(index, fix.column))
    else rows.set(fix.line, corrected(row, place, fix.value))
  }
  if (problems.length > 0) return fail(...problems)
  for (const row of rows.values()) {
    await trx.run(statement(trx.dialect, 'DELETE FROM "_import_bad_line" WHERE "import" = ? AND "line" = ?', [id, row.line]))
    await writeLine(trx, id, row)
  }
  return ok([...rows.keys()].sort((a, b) => a - b))
}

/** A row with another text in one cell; what was a number there is a text now. */
export function corrected(row: FileRow, place: number, value: string): FileRow {
  const cells = [...row.cells]
  while (cells.length < place) cells.push('')
  cells[place] = value
  return { line: row.line, cells, ...(row.numbers ? { numbers: row.numbers.filter((each) => each !== place) } : {}) }
}

function noLine(index: number, line: number): Problem {
  return problem(
    `cells/${index}/line`,
    'no_line',
    `Line ${line} is not among the lines that failed and are kept. Look at the list again.`,
    `第 ${line} 行不在可更正的失败行中，请重新查看列表。`,
  )
}

function noColumn(index: number, column: string): Problem {
  const shown = column.slice(0, 60)
  return problem(`cells/${index}/column`, 'no_column', `The file has no column "${shown}".`, `文件中没有列“${shown}”。`)
}
