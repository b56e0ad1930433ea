// The job that imports stage history: lines of (record, stage, entered at, by whom) become visits as rows. The past is recorded, not judged.
// Order within a record is (instant, sequence); lines of the same stage in a row are one visit; the last visit stays open.
import type { Module, Pipeline } from '../../../runtime/definition/app.ts'
import { readInstant } from '../../../runtime/fields/instants.ts'
import { moveKind } from '../../../runtime/pipeline/visits.ts'
import { fail, ok, type Problem, problem, type Result } from '../../../runtime/problem.ts'
import type { User } from '../../access/accounts.ts'
import { userId } from '../../access/principal.ts'
import { rightsOf } from '../../access/rules.ts'
import { statement } from '../../database/text.ts'
import type { JobWork } from '../../jobs/work.ts'
import { quoteName } from '../../schema/columns.ts'
import { readColumns } from '../columns.ts'
import { noteOutside } from '../derived/changes.ts'
import { flushBatch } from '../flush.ts'
import { insertMany, logEvent, snapshotOf, VISIT } from '../log.ts'
import { stageDue } from '../move.ts'
import { notAllowed } from '../refusal.ts'
import { createRecord } from '../write.ts'
import { batched, type WriteContext } from '../write-context.ts'
import type { Values } from '../writer.ts'
import { type Counts, noCounts, noteBatch } from './batch.ts'
import { replacedBy, stageReader } from './cells.ts'
import { type FailedLine, importState, insertFailed, removeFailed } from './log.ts'
import { type Found, findReadable, idsWithin } from './lookup.ts'
import { type HistoryMap, headingProblems, noField } from './mapping.ts'
import { contextOf, type ImportResult } from './records.ts'
import type { Source } from './source.ts'

const BATCH = 200

interface Entry {
  readonly line: number
  readonly stage: string
  readonly at: number
  readonly sequence: number
  readonly by: string | null
}
interface Story {
  /** The line the record is first named on. */
  readonly line: number
  readonly key: unknown
  readonly text: string
  readonly entries: Entry[]
  readonly faults: { readonly line: number; readonly field: string; readonly value: string; readonly problem: Problem }[]
}
interface Visit {
  readonly stage: string
  readonly entered: number
  readonly left: number | null
  readonly by: string | null
}

export async function importHistory(
  work: JobWork,
  source: Source,
  key: string,
  map: HistoryMap,
  dryRun: boolean,
  users: readonly User[],
  total: number,
): Promise<Result<ImportResult>> {
  const { host } = work
  const { app } = await host.current()
  const module = app.modules.get(key)
  if (!module) return fail(problem('module', 'not_found', `There is no module "${key}".`, `没有模块“${key}”。`))
  const { pipeline } = module
  if (!pipeline)
    return fail(
      problem('module', 'no_pipeline', `"${key}" has no pipeline, so it has no stage history.`, `“${key}”没有阶段流程，无法导入阶段历史。`),
    )
  const rights = rightsOf(work.principal, app, module)
  if (!rights.import || !rights.canWrite('_stage'))
    return fail(problem('', 'forbidden', 'You may not import the history of this module.', '你没有导入此模块阶段历史的权限。'))
  const columns = [map.record, map.stage, map.enteredAt, map.sequence, map.by].flatMap((each) => (each ? [each.column] : []))
  const problems = columns.flatMap((name) => headingProblems(source.headings, name))
  if (!module.fields.has(map.record.field) || !rights.canRead(map.record.field)) problems.push(noField(module, map.record.field, rights))
  if (problems.length > 0) return fail(...problems)
  const stories = await readStories(source, module, map, users, app.settings.timeZone)
  const state = dryRun ? { line: 0, counts: noCounts() } : await importState(host.db, work.id)
  if (dryRun) await host.db.transaction((trx) => removeFailed(trx, work.id))
  const counts = { ...state.counts }
  const open = stories.filter((story) => story.line > state.line)
  for (let start = 0; start < open.length; start += BATCH) {
    const batch = open.slice(start, start + BATCH)
    const next = { ...counts }
    await host.write(async (trx, published) => {
      Object.assign(next, counts)
      const current = published.app.modules.get(key)
      if (!current?.pipeline) throw new Error(`the pipeline of ${key} was removed while its history was imported`)
      const failed = await writeStories(
        { ...contextOf(work, trx, published), stages: 'history' },
        current,
        current.pipeline,
        map,
        batch,
        next,
        dryRun,
      )
      await insertFailed(trx, work.id, failed.map(failedLine), counts.failed)
    })
    Object.assign(counts, next)
    const stopped = await work.report({ line: batch.at(-1)!.line, lines: total, ...counts })
    if (stopped) return ok({ ...counts, dryRun, cancelled: true, lines: total })
    await new Promise((resolve) => setImmediate(resolve))
  }
  return ok({ ...counts, dryRun, lines: total })
}

function failedLine({ line, faults }: Story): FailedLine {
  return { row: { line }, faults: faults.map(({ field, value, problem: fault }) => ({ field, text: value, problem: fault })) }
}

/** The lines gathered by record, in the order records first appear. */
async function readStories(source: Source, module: Module, map: HistoryMap, users: readonly User[], zone: string): Promise<Story[]> {
  const at = (name: string | undefined) => (name === undefined ? -1 : source.headings.indexOf(name))
  const [recordAt, stageAt, enteredAt, sequenceAt, byAt] = [
    at(map.record.column),
    at(map.stage.column),
    at(map.enteredAt.column),
    at(map.sequence?.column),
    at(map.by?.column),
  ]
  const field = module.fields.get(map.record.field)!
  const readStage = stageReader(module)
  const people = new Map(
    users.flatMap((user) => [[user.email.toLowerCase(), user.id] as const, [user.name.toLowerCase(), user.id] as const]),
  )
  const stories = new Map<string, Story>()
  let order = 0
  for (let row = await source.rows.next(); !row.done; row = await source.rows.next()) {
    const { line, cells } = row.value
    const text = (cells[recordAt] ?? '').trim()
    let story = stories.get(text)
    if (!story) {
      const parsed = field.type.parse(text, field.options, field.context)
      story = { line, key: parsed.ok ? parsed.value : null, text, entries: [], faults: [] }
      if (!parsed.ok || parsed.value === null)
        story.faults.push({ line, field: map.record.column, value: text, problem: parsed.ok ? emptyKey() : parsed.problems[0]! })
      stories.set(text, story)
    }
    const written = (cells[stageAt] ?? '').trim()
    const stage = readStage(replacedBy(map.stage.values, written) ?? written)
    const read = readInstant(cells[enteredAt] ?? '', map.dateOrder, zone)
    const instant = read.ok && read.value !== null ? read.value : undefined
    if ('problem' in stage) story.faults.push({ line, field: map.stage.column, value: written, problem: stage.problem })
    if (instant === undefined)
      story.faults.push({ line, field: map.enteredAt.column, value: cells[enteredAt] ?? '', problem: badInstant(cells[enteredAt] ?? '') })
    order += 1
    const by = byAt < 0 ? null : (cells[byAt] ?? '').trim() || null
    const sequence = sequenceAt < 0 ? order : Number(cells[sequenceAt])
    if ('value' in stage && typeof stage.value === 'string' && instant !== undefined) {
      // Whoever is no user here is kept by the name the file gives.
      story.entries.push({ line, stage: stage.value, at: Date.parse(instant), sequence, by: by && (people.get(by.toLowerCase()) ?? by) })
    }
  }
  return [...stories.values()]
}

function emptyKey(): Problem {
  return problem('', 'required', 'The line names no record.', '该行没有写明记录。')
}

function badInstant(text: string): Problem {
  return problem(
    '',
    'instant',
    `"${text}" is not a moment. Write 2026-03-01T06:30:00Z or a local date and time.`,
    `“${text}”不是时间，请写成 2026-03-01T06:30:00Z 或本地日期时间。`,
  )
}

/** Maximal stays: ordered by (instant, sequence), neighbours of the same stage made one. */
export function visitsOf(entries: readonly Entry[]): Visit[] {
  const ordered = [...entries].sort((a, b) => a.at - b.at || a.sequence - b.sequence)
  const starts = ordered.filter((entry, index) => index === 0 || ordered[index - 1]!.stage !== entry.stage)
  return starts.map((entry, index) => ({ stage: entry.stage, entered: entry.at, left: starts[index + 1]?.at ?? null, by: entry.by }))
}

async function writeStories(
  outer: WriteContext,
  module: Module,
  pipeline: Pipeline,
  map: HistoryMap,
  batch: readonly Story[],
  counts: Counts,
  dryRun: boolean,
): Promise<Story[]> {
  const { trx } = outer
  const context = batched(outer)
  const buffer: HistoryBuffer = { visits: [], lines: [] }
  const before = { ...counts }
  const field = module.fields.get(map.record.field)!
  const found = await findReadable(
    context,
    module,
    field,
    batch.filter((story) => story.key !== null).map((story) => story.key),
  )
  const failed: Story[] = []
  // What is known to be taken is all of it only for those who read everything.
  if (field.unique && rightsOf(context.principal, context.published.app, module).read === 'all')
    context.batch.taken.set(field.key, new Set(found.keys()))
  const mayChange = await idsWithin(
    context,
    module,
    'update',
    [...found.values()].flatMap((hits) => hits.map((hit) => hit.id)),
  )
  for (const story of batch) {
    const record =
      story.faults.length > 0
        ? undefined
        : await recordOf(context, module, map, story, found.get(story.key) ?? [], mayChange, counts, dryRun)
    if (record === undefined) {
      counts.failed += 1
      failed.push(story)
      continue
    }
    counts.updated += 1
    if (!dryRun) await replaceVisits(context, module, pipeline, record, story, buffer)
  }
  await flushBatch(context)
  await insertMany(trx, '_visit', VISIT, buffer.visits)
  await insertMany(trx, '_import_line', LINE, buffer.lines)
  if (!dryRun) await noteBatch(trx, context.import!, batch.at(-1)!.line, before, counts)
  return failed
}

/** The record the story is about; undefined with a fault noted. A dry run of a record to be made gives an empty id. */
async function recordOf(
  context: WriteContext,
  module: Module,
  map: HistoryMap,
  story: Story,
  found: readonly Found[],
  mayChange: ReadonlySet<string> | undefined,
  counts: Counts,
  dryRun: boolean,
): Promise<{ readonly id: string; readonly made: boolean } | undefined> {
  const refuse = (fault: Problem) => {
    story.faults.push({ line: story.line, field: map.record.column, value: story.text, problem: fault })
    return undefined
  }
  if (found.length > 1)
    return refuse(problem('', 'ambiguous', `${found.length} records have "${story.text}".`, `“${story.text}”对应 ${found.length} 条记录。`))
  if (found.length === 1) {
    if (mayChange && !mayChange.has(found[0]!.id)) return refuse(notAllowed(module, 'update'))
    const moved = await context.trx.get(
      statement(
        context.trx.dialect,
        `SELECT 1 AS moved FROM "_visit" WHERE "record" = ? AND "pipeline" = ? AND "import" IS NULL AND "seq" > 1`,
        [found[0]!.id, module.pipeline!.key],
      ),
    )
    if (moved)
      return refuse(
        problem(
          '',
          'has_moves',
          `"${story.text}" has moved here already; its history is kept and not replaced.`,
          `“${story.text}”已在系统中移动过阶段，其历史保持不变。`,
        ),
      )
    return { id: found[0]!.id, made: false }
  }
  if (!map.createMissing)
    return refuse(
      problem(
        '',
        'no_such_record',
        `No record has "${story.text}". Import the records first, or choose to make missing ones.`,
        `没有“${story.text}”对应的记录，请先导入，或选择自动新建。`,
      ),
    )
  if (dryRun) {
    counts.related += 1
    return { id: '', made: true }
  }
  const made = await createRecord(context, module, { [map.record.field]: story.key })
  if (!made.ok) return refuse(made.problems[0]!)
  counts.related += 1
  return { id: made.value._id, made: true }
}

interface HistoryBuffer {
  readonly visits: Values[]
  readonly lines: Values[]
}
const LINE = ['import', 'line', 'record', 'action', 'before']

/** Puts the visits of the file in the place of those the record has, and the record into the stage of the last one. */
async function replaceVisits(
  context: WriteContext,
  module: Module,
  pipeline: Pipeline,
  { id: record, made }: { readonly id: string; readonly made: boolean },
  story: Story,
  buffer: HistoryBuffer,
): Promise<void> {
  const { trx, published, now, principal } = context
  const visits = visitsOf(story.entries)
  const last = visits.at(-1)
  if (!last) return
  const run = (sql: string, ...parameters: unknown[]) => trx.run(statement(trx.dialect, sql, parameters))
  const money = [...module.fields.values()].filter((field) => field.storage.kind === 'decimal').map((field) => field.key)
  const before = await readColumns(trx, module, record, ['_stage', '_stage_at', '_version', '_owner', ...money])
  const old = made
    ? []
    : await trx.all(
        statement(
          trx.dialect,
          'SELECT "stage", "entered_at", "left_at", "kind", "by_user", "import" FROM "_visit" WHERE "record" = ? AND "pipeline" = ? ORDER BY "seq"',
          [record, pipeline.key],
        ),
      )
  // The visit a record just made begins with is still in the buffer.
  const waiting = context.batch!.logs.rows._visit
  if (made) waiting.splice(0, waiting.length, ...waiting.filter((visit) => visit.record !== record))
  else await run('DELETE FROM "_visit" WHERE "record" = ? AND "pipeline" = ?', record, pipeline.key)
  for (const [index, visit] of visits.entries()) {
    const kind = index === 0 ? 'import' : moveKind(pipeline, visits[index - 1]!.stage, visit.stage)
    const place = { record, pipeline: pipeline.key, seq: index + 1, module: module.key, version: published.number, stage: visit.stage }
    const entry = { entered_at: visit.entered, left_at: visit.left, kind, by_user: visit.by, owner: before._owner ?? null }
    buffer.visits.push({
      ...place,
      ...entry,
      reason: null,
      sub_reason: null,
      note: null,
      transition: null,
      checks: null,
      snapshot: snapshotOf(module, before),
      import: context.import ?? null,
    })
  }
  const version = Number(before._version) + 1
  await run(
    `UPDATE ${quoteName(module.key)} SET "_stage" = ?, "_stage_at" = ?, "_stage_due" = ?, "_regressions" = ?, "_version" = ?, "_updated_at" = ?, "_updated_by" = ? WHERE "_id" = ?`,
    last.stage,
    last.entered,
    stageDue(module, last.stage, last.entered),
    visits.filter(({ stage }, index) => index > 0 && moveKind(pipeline, visits[index - 1]!.stage, stage) === 'regress').length,
    version,
    now,
    userId(principal),
    record,
  )
  if (context.batch && published.app.derived.length > 0) noteOutside(context.batch.derived, module, record)
  const changes = {
    _stage: [before._stage, last.stage] as const,
    _stage_at: [before._stage_at, new Date(last.entered).toISOString()] as const,
  }
  await logEvent(
    trx,
    { kind: 'move', module: module.key, record, version, at: now, by: userId(principal), changes, import: context.import ?? null },
    context.batch?.logs,
  )
  const undo = { version, made, stage: before._stage, stageAt: before._stage_at, visits: old }
  buffer.lines.push({ import: context.import, line: story.line, record, action: 'history', before: JSON.stringify(undo) })
}
