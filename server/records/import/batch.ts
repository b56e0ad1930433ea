// One batch of lines through the one write path: relations found or made, records matched, created or updated, each line noted in the same transaction.
import type { Module } from '../../../runtime/definition/app.ts'
import { type Problem, problem } from '../../../runtime/problem.ts'
import { rightsOf } from '../../access/rules.ts'
import type { Transaction } from '../../database/database.ts'
import { readColumns } from '../columns.ts'
import { flushBatch } from '../flush.ts'
import { flushLogs, insertMany } from '../log.ts'
import { createRecord, updateRecord } from '../write.ts'
import { batched, type WriteContext } from '../write-context.ts'
import type { Values } from '../writer.ts'
import { type CellReader, isId } from './cells.ts'
import type { FailedLine, Fault } from './log.ts'
import { type Found, findByValues, findReadable, ID } from './lookup.ts'
import { isWritten, type RecordMap } from './mapping.ts'
import type { FileRow } from './row.ts'

export interface Counts {
  created: number
  updated: number
  skipped: number
  failed: number
  /** Records of other modules made because a line named them. */
  related: number
}

export function noCounts(): Counts {
  return { created: 0, updated: 0, skipped: 0, failed: 0, related: 0 }
}

export interface BatchInput {
  readonly importId: string
  readonly module: Module
  readonly map: RecordMap
  readonly readers: readonly CellReader[]
  readonly rows: readonly FileRow[]
  /** Takes the lines that fail. */
  readonly failed: FailedLine[]
  /** Keys seen in earlier batches of a dry run, which leaves nothing in the database to be found. */
  readonly seen: Set<unknown> | undefined
}

interface Line {
  readonly row: FileRow
  readonly values: Record<string, unknown>
  readonly faults: Fault[]
  /** Relations whose text several records have: right only where the record refers to one of them already. */
  readonly unclear: { readonly name: string; readonly ids: readonly string[]; readonly fault: Fault }[]
}

const LINE = ['import', 'line', 'record', 'action', 'before']

/** Writes the batch and adds to `counts`. Lines that fail are given back with every reason and do not hinder the others. */
export async function importBatch(outer: WriteContext, input: BatchInput, counts: Counts): Promise<void> {
  const { map, module, readers, seen } = input
  const context = batched(outer)
  const { batch } = context
  const notes: Values[] = []
  const lines = input.rows.map((row) => readLine(row, readers, map.match !== undefined))
  for (const reader of readers) if (reader.lookup) await resolveRelations(context, reader, lines, counts, seen)
  const matches = await findMatches(context, module, map, lines)
  for (const field of module.fields.values())
    if (field.unique)
      batch.taken.set(field.key, new Set((await findByValues(context.trx, module, field, valuesOf(lines, field.key))).keys()))
  for (const line of lines) {
    if (line.faults.length > 0) {
      fail(input, line, counts)
      continue
    }
    const key = map.match === undefined ? undefined : line.values[map.match]
    const found = key === undefined || key === null ? [] : (matches.get(key) ?? [])
    await writeLine(context, input, line, key, found, matches, counts, notes)
  }
  await flushBatch(context)
  await insertMany(context.trx, '_import_line', LINE, notes)
}

/** Notes that all lines up to this one are done, and what became of them: a restarted import goes on behind it. */
export async function noteBatch(trx: Transaction, importId: string, line: number, before: Counts, after: Counts): Promise<void> {
  const done = Object.fromEntries(Object.entries(after).map(([name, count]) => [name, count - before[name as keyof Counts]]))
  await insertMany(trx, '_import_line', LINE, [
    { import: importId, line: -line, record: '', action: 'batch', before: JSON.stringify(done) },
  ])
}

/** Empty cells say something only where there may be a record already: a new one takes its initial values. */
function readLine(row: FileRow, readers: readonly CellReader[], keepsEmpty: boolean): Line {
  const line: Line = { row, values: {}, faults: [], unclear: [] }
  for (const { column, index, read } of readers) {
    const text = row.cells[index]
    if (text === undefined) {
      const ragged = problem(column.column, 'ragged', 'The line ends before this column.', '该行缺少此列。')
      line.faults.push({ field: column.column, text: '', problem: ragged })
      continue
    }
    const found = read(text, row.numbers?.includes(index))
    if ('problem' in found) line.faults.push({ field: column.column, text, problem: found.problem })
    else if (keepsEmpty || found.value !== null) line.values[column.field] = found.value
  }
  return line
}

/** Replaces the texts of a relation by ids. */
async function resolveRelations(
  context: WriteContext,
  reader: CellReader,
  lines: readonly Line[],
  counts: Counts,
  seen: Set<unknown> | undefined,
): Promise<void> {
  const { module, field } = reader.lookup!
  const { field: name, column, createMissing } = reader.column
  const wanted = [...new Set(lines.flatMap((line) => line.values[name] ?? []))]
  const texts = wanted.filter((value) => !isId(value))
  const found = new Map([
    ...(await findReadable(context, module, field, texts)),
    ...(await findReadable(context, module, ID, wanted.filter(isId))),
  ])
  const findOne = async (line: Line, value: unknown, single: boolean): Promise<string | null> => {
    const text = String(value)
    let hits = found.get(value) ?? []
    if (hits.length === 0 && createMissing && !isId(value)) {
      const made = await createRecord(context, module, { [field.key]: value })
      if (made.ok) {
        hits = [{ id: made.value._id, version: 1 }]
        found.set(value, hits)
        const mark = `${module.key} ${text}`
        if (!seen?.has(mark)) counts.related += 1
        seen?.add(mark)
      } else line.faults.push({ field: column, text, problem: made.problems[0]! })
    } else if (hits.length > 1) {
      const fault = { field: column, text, problem: relationFault(text, hits.length) }
      if (single) line.unclear.push({ name, ids: hits.map(({ id }) => id), fault })
      else line.faults.push(fault)
    } else if (hits.length === 0) line.faults.push({ field: column, text, problem: relationFault(text, 0) })
    return hits.length === 1 ? hits[0]!.id : null
  }
  for (const line of lines) {
    const value = line.values[name]
    if (value === null || value === undefined) continue
    if (!Array.isArray(value)) {
      line.values[name] = await findOne(line, value, true)
      continue
    }
    const ids = new Set<string>()
    for (const each of value) {
      const id = await findOne(line, each, false)
      if (id !== null) ids.add(id)
    }
    line.values[name] = [...ids]
  }
}

function relationFault(value: string, hits: number): Problem {
  return hits === 0
    ? problem(
        '',
        'no_such_record',
        `No record has "${value}". Import those records first, or choose to make missing ones.`,
        `没有“${value}”对应的记录，请先导入，或选择自动新建。`,
      )
    : problem(
        '',
        'ambiguous',
        `${hits} records have "${value}". Match by a field that is unique.`,
        `“${value}”对应 ${hits} 条记录，请改用唯一的字段匹配。`,
      )
}

async function findMatches(
  context: WriteContext,
  module: Module,
  map: RecordMap,
  lines: readonly Line[],
): Promise<Map<unknown, readonly Found[]>> {
  if (map.match === undefined) return new Map()
  const key = map.match === '_id' ? ID : module.fields.get(map.match)!
  return findReadable(context, module, key, valuesOf(lines, map.match))
}

/** The different values the lines have for a field. */
function valuesOf(lines: readonly Line[], key: string): unknown[] {
  return [...new Set(lines.map((line) => line.values[key]).filter((value) => value !== null && value !== undefined))]
}

async function writeLine(
  context: WriteContext,
  input: BatchInput,
  line: Line,
  key: unknown,
  found: readonly Found[],
  matches: Map<unknown, readonly Found[]>,
  counts: Counts,
  notes: Values[],
): Promise<void> {
  const { importId, module, map, seen } = input
  const { trx, published, principal } = context
  const refuse = (fault: Problem) => {
    line.faults.push({ field: columnOf(map, map.match!), text: String(key), problem: fault })
    fail(input, line, counts)
  }
  if (found.length > 1) return refuse(relationFault(String(key), found.length))
  const known = found[0]
  const repeated = seen !== undefined && key !== undefined && key !== null && seen.has(key)
  if ((known && map.matched === 'skip') || (!known && !repeated && map.match !== undefined && map.unmatched === 'skip')) {
    counts.skipped += 1
    return
  }
  const written = map.match === undefined || isWritten(module, rightsOf(principal, published.app, module), map.match)
  if (!known && !written && key !== undefined && key !== null) return refuse(noSuchRecord(String(key)))
  const { _reason: reason = null, _note: note = null } = line.values
  const values = map.match === undefined ? line.values : known ? { ...line.values } : withoutEmpty(line.values)
  for (const name of ['_reason', '_note', ...(written ? [] : [map.match!])]) if (name in values) delete values[name]
  // What this batch wrote about the record must be in the log before the next entry is.
  if (known) await flushLogs(trx, context.batch!.logs)
  const before = known ? await readColumns(trx, module, known.id, Object.keys(values)) : null
  for (const { name, ids, fault } of line.unclear) {
    const now = before?.[name]
    if (typeof now === 'string' && ids.includes(now)) values[name] = now
    else line.faults.push(fault)
  }
  if (line.faults.length > 0) return fail(input, line, counts)
  if (reason || note) values._move = { reason, note }
  const result = known
    ? await updateRecord(context, module, known.id, { ...values, _version: known.version })
    : await createRecord(context, module, values)
  if (!result.ok) {
    for (const each of result.problems) {
      const at = each.path.startsWith('_move.') ? each.path.replace('_move.', '_') : each.path
      line.faults.push({ field: columnOf(map, at), text: textAt(line, map, at, input.readers), problem: each })
    }
    return fail(input, line, counts)
  }
  if (known || repeated) counts.updated += 1
  else counts.created += 1
  if (key !== undefined && key !== null) {
    matches.set(key, [{ id: result.value._id, version: result.value._version }])
    seen?.add(key)
  }
  const unchanged = known && result.value._version === known.version
  if (known && !unchanged) {
    const undo = JSON.stringify({ version: result.value._version, values: before })
    notes.push({ import: importId, line: line.row.line, record: result.value._id, action: 'update', before: undo })
  }
}

function noSuchRecord(value: string): Problem {
  return problem(
    '',
    'no_such_record',
    `There is no record "${value}" to update. Correct it, or leave it empty for a new record.`,
    `没有可更新的记录“${value}”，请更正；留空则新建记录。`,
  )
}

/** A new record takes its initial value where the file says nothing. */
function withoutEmpty(values: Record<string, unknown>): Record<string, unknown> {
  const given: Record<string, unknown> = {}
  for (const name of Object.keys(values)) if (values[name] !== null) given[name] = values[name]
  return given
}

function columnOf(map: RecordMap, field: string): string {
  return map.columns.find((column) => column.field === field)?.column ?? field
}

/** What the file says at the column of a field. */
function textAt({ row }: Line, map: RecordMap, field: string, readers: readonly CellReader[]): string {
  const reader = readers.find((each) => each.column.field === field)
  return reader && map.columns.includes(reader.column) ? (row.cells[reader.index] ?? '').trim() : ''
}

function fail({ failed }: BatchInput, { row, faults }: Line, counts: Counts): void {
  counts.failed += 1
  failed.push({ row, faults })
}
