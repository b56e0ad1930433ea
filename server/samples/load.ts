// Loads sample data into an app that was just made: each record through the one write path, written by its owner and dated
// as far back as it says; the stages it passed become visits and moves of its history, as an import of history would leave them.
import type { Module } from '../../runtime/definition/app.ts'
import type { Locale } from '../../runtime/label.ts'
import { moveKind } from '../../runtime/pipeline/visits.ts'
import { type Principal, systemPrincipal } from '../access/principal.ts'
import { newId } from '../database/id.ts'
import { statement } from '../database/text.ts'
import type { AppHost } from '../definitions/host.ts'
import { noteOutside } from '../records/derived/changes.ts'
import { flushBatch } from '../records/flush.ts'
import { snapshotOf } from '../records/log.ts'
import { stageDue } from '../records/move.ts'
import { createRecord } from '../records/write.ts'
import { type BatchContext, batched } from '../records/write-context.ts'
import type { Values } from '../records/writer.ts'
import { quoteName } from '../schema/columns.ts'
import { type Clock, momentOf } from './clock.ts'
import { setSampleMark } from './mark.ts'
import type { Sample, SampleRecord } from './sample.ts'
import { type Meaning, wireValue } from './value.ts'

const BATCH = 250
const MINUTE = 60_000

export interface LoadOptions {
  /** Ids of the people the records are spread over. None: they wait for the first person under the id of the sample, see owners.ts. */
  readonly owners: readonly string[]
  readonly locale: Locale
  /** Epoch milliseconds; the day all times are counted from. */
  readonly now?: number
}

/** Loads `sample`, one transaction for each batch, and returns how many records each module got. Throws where a record breaks a rule of the definition. */
export async function loadSample(
  host: AppHost,
  sample: Sample,
  { owners, locale, now = Date.now() }: LoadOptions,
): Promise<Record<string, number>> {
  const { settings } = (await host.current()).app
  const ids = new Map<string, string>()
  const mark = { id: newId(now), at: now }
  const meaning: Meaning = {
    sample,
    locale,
    currency: settings.currency,
    clock: { now, timeZone: settings.timeZone },
    record: (module, ref) => ids.get(`${module} ${ref}`),
    person: (number) => owners[number % owners.length] ?? mark.id,
  }
  let first = true
  for (const { key, records } of sample.modules) {
    for (let start = 0; start < records.length; start += BATCH) {
      await host.write(async (trx, published) => {
        if (first) await setSampleMark(trx, mark)
        const context = batched({
          trx,
          db: host.db,
          published,
          principal: systemPrincipal('sample'),
          now,
          userExists: async () => true,
          import: mark.id,
          stages: 'history',
          quiet: true,
        })
        // What was loaded before is there, so nobody has to look.
        for (const [name, id] of ids) context.batch.references.add(`${name.split(' ')[0]} ${id}`)
        for (const record of records.slice(start, start + BATCH))
          ids.set(`${key} ${record.ref}`, await loadRecord(context, key, record, meaning))
        await flushBatch(context)
      })
      first = false
    }
  }
  return Object.fromEntries(sample.modules.map(({ key, records }) => [key, records.length]))
}

async function loadRecord(context: BatchContext, key: string, record: SampleRecord, meaning: Meaning): Promise<string> {
  const module = context.published.app.modules.get(key)!
  const owner = record.owner === null ? null : meaning.person(record.owner)
  const created = momentOf(record.created, meaning.clock)!
  const values: Record<string, unknown> = { _owner: owner }
  for (const [name, written] of Object.entries(record.values)) values[name] = wireValue(module.fields.get(name)!, written, meaning)
  const last = record.visits.at(-1)
  if (last) values._stage = last.stage
  const { logs } = context.batch
  const before = { visits: logs.rows._visit.length, events: logs.rows._outbox.length }
  const made = await createRecord({ ...context, principal: actingAs(owner) }, module, values)
  if (!made.ok) throw new Error(`sample ${key} ${record.ref}: ${made.problems.map((each) => each.message.en).join(' ')}`)
  // The visits of the sample take the place of the one a new record begins with; nobody is told of records that were never news.
  logs.rows._visit.length = before.visits
  logs.rows._outbox.length = before.events
  logs.imported.clear()
  const { _id } = made.value
  const moments = momentsOf(record, meaning.clock)
  if (last) passStages(context, module, _id, record, moments, values)
  // A record is as it is now, so it is judged as of now; that it is older is only told afterwards.
  const latest = moments.at(-1) ?? created
  const text = `UPDATE ${quoteName(key)} SET "_created_at" = ?, "_updated_at" = ?, "_version" = ?${last ? ', "_stage_at" = ?, "_stage_due" = ?, "_regressions" = ?' : ''} WHERE "_id" = ?`
  const parameters = [created, latest, Math.max(1, moments.length), ...(last ? stagesPassed(module, record, latest) : []), _id]
  await context.trx.run(statement(context.trx.dialect, text, parameters))
  if (context.published.app.derived.length > 0) noteOutside(context.batch.derived, module, _id)
  return _id
}

/** When the record came to where it is, when the limit of that stage ends, and how often it went back. */
function stagesPassed(module: Module, { visits }: SampleRecord, latest: number): [number, number | null, number] {
  const kinds = visits.map(({ stage }, index) => moveKind(module.pipeline!, visits[index - 1]?.stage, stage))
  return [latest, stageDue(module, visits.at(-1)!.stage, latest), kinds.filter((kind) => kind === 'regress').length]
}

/** When each visit began. Minutes from now and times of a day may cross just after midnight; a visit still never begins before the one it follows. */
function momentsOf({ visits }: SampleRecord, clock: Clock): number[] {
  const moments: number[] = []
  for (const { at } of visits) moments.push(Math.max(momentOf(at, clock)!, (moments.at(-1) ?? Number.NEGATIVE_INFINITY) + MINUTE))
  return moments
}

/** Puts the stages the record passed into the logs, as visits and as moves of its history. */
function passStages(
  { published, batch, import: mark }: BatchContext,
  module: Module,
  id: string,
  { visits }: SampleRecord,
  moments: readonly number[],
  values: Values,
): void {
  const pipeline = module.pipeline!
  const { rows } = batch.logs
  const owner = values._owner ?? null
  const snapshot = snapshotOf(module, values)
  for (const [index, { stage }] of visits.entries()) {
    const from = visits[index - 1]?.stage
    const shared = { record: id, module: module.key, by_user: owner, import: mark ?? null }
    const final = index === visits.length - 1
    rows._visit.push({
      ...shared,
      pipeline: pipeline.key,
      seq: index + 1,
      version: published.number,
      stage,
      entered_at: moments[index],
      left_at: final ? null : moments[index + 1],
      kind: moveKind(pipeline, from, stage),
      reason: null,
      sub_reason: null,
      note: null,
      transition: null,
      checks: null,
      owner,
      snapshot,
    })
    if (from !== undefined)
      rows._history.push({
        ...shared,
        version: index + 1,
        at: moments[index],
        kind: 'move',
        changes: JSON.stringify({ _stage: [from, stage] }),
      })
  }
}

/** A record is written as its owner would have written it. */
function actingAs(owner: string | null): Principal {
  if (owner === null) return systemPrincipal('sample')
  return { kind: 'user', id: owner, name: '', admin: true, roles: new Map(), team: [owner], manages: [] }
}
