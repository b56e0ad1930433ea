// Runs due jobs of every app in this process. A job is claimed by a lease; whoever holds the lease renews it while it works, and when a process dies
// the lease runs out and another takes the job up from where its own records say it was.
import type { Accounts } from '../access/accounts.ts'
import { systemPrincipal, userId } from '../access/principal.ts'
import { notify } from '../collaboration/notify.ts'
import type { Store } from '../database/connect.ts'
import type { Row, Transaction } from '../database/database.ts'
import { newId } from '../database/id.ts'
import { statement } from '../database/text.ts'
import type { AppHost } from '../definitions/host.ts'
import type { AppRegistry } from '../definitions/registry.ts'
import { actingIn, isGone, sweepPreviews } from '../previews/preview.ts'
import { askForRefresh, CLOCK_JOB } from '../records/derived/clock-job.ts'
import { JOB_KINDS } from './kinds.ts'
import type { JobInfo, Jobs } from './runner.ts'

const LEASE = 30_000
const POLL = 2_000
const MAX_ATTEMPTS = 5

export interface JobSources {
  readonly store: Store
  readonly apps: AppRegistry
  readonly accounts: Accounts
  log(entry: Readonly<Record<string, unknown>>): void
}

export interface JobOptions {
  /** Milliseconds without a sign of life after which another process may take a job up; 30,000 unless given. */
  readonly lease?: number
}

export function startJobs(sources: JobSources, { lease = LEASE }: JobOptions = {}): Jobs {
  let stopping = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let wake = false

  async function sweep(): Promise<void> {
    for (const host of await sources.apps.all()) await work(host)
    await sweepPreviews(sources)
    for (const host of await sources.apps.previews()) {
      await work(host).catch((error) => {
        // Its owner may remove a copy at any moment.
        if (!isGone(error)) throw error
      })
    }
  }
  async function work(host: AppHost): Promise<void> {
    await askForRefresh(host, Date.now())
    while (!stopping) {
      const job = await claim(host, lease)
      if (!job) break
      await runJob(sources, host, job, lease, () => stopping)
    }
  }
  function schedule(delay: number): void {
    clearTimeout(timer)
    if (stopping) return
    timer = setTimeout(() => {
      running = sweep()
        .catch((error) => sources.log({ level: 'error', part: 'jobs', error: String(error) }))
        .then(() => {
          const soon = wake
          wake = false
          schedule(soon ? 0 : POLL)
        })
    }, delay)
    timer.unref()
  }
  schedule(0)
  return {
    async add(host, { kind, name, input }, principal) {
      const id = newId()
      const now = Date.now()
      const json = host.db.dialect === 'postgres' ? '?::jsonb' : '?'
      const sql = `INSERT INTO "_job" ("id", "kind", "name", "state", "input", "by_user", "created_at", "due_at", "attempts") VALUES (?, ?, ?, 'waiting', ${json}, ?, ?, ?, 0)`
      await host.db.run(statement(host.db.dialect, sql, [id, kind, name, JSON.stringify(input), userId(principal), now, now]))
      wake = true
      schedule(0)
      return id
    },
    get: readJob,
    async input(host, id) {
      const row = await host.db.get(statement(host.db.dialect, 'SELECT "input" FROM "_job" WHERE "id" = ?', [id]))
      return typeof row?.input === 'string' ? JSON.parse(row.input) : row?.input
    },
    list: async (host) =>
      (await host.db.all(statement(host.db.dialect, `${SELECT} WHERE "kind" <> '${CLOCK_JOB}' ORDER BY "created_at" DESC LIMIT 100`))).map(
        infoOf,
      ),
    async cancel(host, id) {
      const sql = `UPDATE "_job" SET "state" = CASE "state" WHEN 'waiting' THEN 'cancelled' ELSE 'stopping' END, "finished_at" = CASE "state" WHEN 'waiting' THEN cast(? as bigint) ELSE NULL END WHERE "id" = ? AND "state" IN ('waiting', 'running')`
      return (await host.db.run(statement(host.db.dialect, sql, [Date.now(), id]))) === 1
    },
    async close() {
      stopping = true
      clearTimeout(timer)
      await running
    },
  }
}

const SELECT = 'SELECT "id", "kind", "name", "state", "progress", "result", "by_user", "created_at", "finished_at" FROM "_job"'

export async function readJob(host: AppHost, id: string): Promise<JobInfo | undefined> {
  const row = await host.db.get(statement(host.db.dialect, `${SELECT} WHERE "id" = ?`, [id]))
  return row && infoOf(row)
}

function infoOf(row: Row): JobInfo {
  const json = (value: unknown) => (typeof value === 'string' ? JSON.parse(value) : (value ?? null))
  return {
    id: String(row.id),
    kind: String(row.kind),
    name: String(row.name),
    state: (row.state === 'stopping' ? 'running' : row.state) as JobInfo['state'],
    progress: json(row.progress),
    result: json(row.result),
    by: row.by_user === null ? null : String(row.by_user),
    createdAt: new Date(Number(row.created_at)).toISOString(),
    finishedAt: row.finished_at === null ? null : new Date(Number(row.finished_at)).toISOString(),
  }
}

async function claim(host: AppHost, lease: number): Promise<Row | undefined> {
  const { db } = host
  const now = Date.now()
  const skip = db.dialect === 'postgres' ? ' FOR UPDATE SKIP LOCKED' : ''
  const due = `SELECT "id" FROM "_job" WHERE ("state" = 'waiting' AND "due_at" <= ?) OR ("state" IN ('running', 'stopping') AND "lease_until" < ?) ORDER BY "due_at" LIMIT 1${skip}`
  // Looking first keeps an idle process from taking the writing lock again and again.
  const sql = `UPDATE "_job" SET "state" = CASE "state" WHEN 'waiting' THEN 'running' ELSE "state" END, "lease_until" = ?, "attempts" = "attempts" + 1 WHERE "id" IN (${due}) RETURNING "id", "kind", "name", "input", "by_user", "attempts"`
  if (!(await db.get(statement(db.dialect, due.replace(skip, ''), [now, now])))) return undefined
  return db.transaction((trx) => trx.get(statement(db.dialect, sql, [now + lease, now, now])))
}

async function runJob(sources: JobSources, host: AppHost, job: Row, lease: number, stopping: () => boolean): Promise<void> {
  const { db } = host
  const id = String(job.id)
  const json = db.dialect === 'postgres' ? '?::jsonb' : '?'
  const finish = (state: string, result: unknown) =>
    db.transaction(async (trx) => {
      const at = Date.now()
      const sql = `UPDATE "_job" SET "state" = ?, "result" = ${json}, "finished_at" = ? WHERE "id" = ?`
      await trx.run(statement(db.dialect, sql, [state, JSON.stringify(result ?? null), at, id]))
      await tellStarter(trx, job, state, at)
    })
  const report = async (progress: unknown) => {
    if (stopping()) throw new Interrupted()
    const sql = `UPDATE "_job" SET "progress" = ${json}, "lease_until" = ? WHERE "id" = ? RETURNING "state"`
    const row = await db.transaction((trx) => trx.get(statement(db.dialect, sql, [JSON.stringify(progress), Date.now() + lease, id])))
    return row?.state === 'stopping'
  }
  const kind = JOB_KINDS[String(job.kind)]
  const person = job.by_user === null ? systemPrincipal('job') : await sources.accounts.principalOf(String(job.by_user))
  const principal = person && (await actingIn(host, person))
  try {
    if (!kind || !principal)
      throw new Error(kind ? 'the user who asked for it is gone or disabled' : `no such kind of job: ${String(job.kind)}`)
    if (Number(job.attempts) > MAX_ATTEMPTS) throw new Error(`given up after ${MAX_ATTEMPTS} attempts`)
    const input = typeof job.input === 'string' ? JSON.parse(job.input) : job.input
    const result = await kind({ id, host, principal, input, userExists: sources.accounts.exists, users: sources.accounts.users, report })
    await finish((result as { cancelled?: boolean } | null)?.cancelled ? 'cancelled' : 'done', result)
  } catch (error) {
    if (error instanceof Interrupted) {
      await db.run(statement(db.dialect, `UPDATE "_job" SET "lease_until" = 0, "attempts" = "attempts" - 1 WHERE "id" = ?`, [id]))
      return
    }
    sources.log({ level: 'error', part: 'jobs', job: id, error: (error as Error).stack ?? String(error) })
    await finish('failed', { error: (error as Error).message })
  }
}

/** Who started the work hears of its end. A dry run has somebody waiting for it already, and whoever stopped a job knows. */
async function tellStarter(trx: Transaction, job: Row, state: string, at: number): Promise<void> {
  const input = typeof job.input === 'string' ? JSON.parse(job.input) : job.input
  if (job.by_user === null || state === 'cancelled' || (input as { dryRun?: unknown } | null)?.dryRun === true) return
  const payload = { job: String(job.id), name: String(job.name), state }
  await notify(trx, { recipient: String(job.by_user), kind: 'job', at, by: null, payload })
}

/** The process is stopping; the job goes back into the queue as it is. */
class Interrupted extends Error {}
