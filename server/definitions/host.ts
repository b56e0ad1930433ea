// An app while it runs: its database and the published version in force. The version in the database decides; what is compiled here is only a copy of it.
import type { App } from '../../runtime/definition/app.ts'
import { linkStored } from '../../runtime/definition/compile.ts'
import { KEY_PATTERN } from '../../runtime/definition/schema.ts'
import type { Store } from '../database/connect.ts'
import type { Database, Statement, Transaction } from '../database/database.ts'
import { statement } from '../database/text.ts'
import { upgradeSystemTables } from '../schema/upgrade-system.ts'

export interface Published {
  readonly app: App
  readonly number: number
}

export interface AppHost {
  readonly key: string
  readonly db: Database
  /** The published version in force now. */
  current(): Promise<Published>
  /** Runs a writing transaction that is sure to see `published`; starts over when another version was published meanwhile. */
  write<T>(work: (trx: Transaction, published: Published) => Promise<T>): Promise<T>
}

/** Thrown inside a transaction that began under a version no longer in force. */
class VersionMoved extends Error {}
const ATTEMPTS = 3
/** Any number; publishing takes this PostgreSQL advisory lock alone, writing takes it shared. SQLite has one writer anyway. */
export const PUBLISH_LOCK = 727_001

const PREVIEW = /^_preview_[0-9a-f]{16}$/

/** Whether the key is that of a copy in which a draft is tried out. */
export function isPreviewKey(key: string): boolean {
  return PREVIEW.test(key)
}

/** The app of that key; undefined where there is none, or only what a creation that was cut off left behind. */
export async function openHost(store: Store, key: string): Promise<AppHost | undefined> {
  if (!new RegExp(KEY_PATTERN).test(key) && !isPreviewKey(key)) return undefined
  const db = await store.app(key)
  if (!db || !(await hasVersion(db))) return undefined
  await upgradeSystemTables(db)
  return hostOf(key, db)
}

async function hasVersion(db: Database): Promise<boolean> {
  const catalogue =
    db.dialect === 'sqlite'
      ? `SELECT 1 FROM sqlite_schema WHERE name = '_version'`
      : `SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = '_version'`
  if (!(await db.get(statement(db.dialect, catalogue)))) return false
  return (await db.get(statement(db.dialect, 'SELECT 1 FROM "_version" LIMIT 1'))) !== undefined
}

export function hostOf(key: string, db: Database): AppHost {
  const newest = statement(db.dialect, 'SELECT max("number") AS number FROM "_version"')
  const newestLocked: Statement =
    db.dialect === 'sqlite'
      ? newest
      : { sql: `SELECT max("number") AS number FROM "_version", pg_advisory_xact_lock_shared(${PUBLISH_LOCK})`, parameters: [] }
  const load = statement(db.dialect, 'SELECT "definition" FROM "_version" WHERE "number" = ?', [])
  let loaded: Published | undefined
  let loading: Promise<Published> | undefined
  let mark: number | undefined

  async function read(number: number): Promise<Published> {
    const row = await db.get({ ...load, parameters: [number] })
    const compiled = linkStored(String(row?.definition))
    if (!compiled.ok) {
      const first = compiled.problems[0]
      throw new Error(`app ${key}: version ${number} does not compile: ${first?.message.en}`)
    }
    return { app: compiled.value, number }
  }

  async function current(): Promise<Published> {
    const now = db.changeMark()
    if (loaded && now !== undefined && now === mark) return loaded
    const row = await db.get(newest)
    const number = Number(row?.number ?? 0)
    if (loaded?.number === number) {
      mark = now
      return loaded
    }
    if (number === 0) throw new Error(`app ${key} has no published version`)
    loading ??= read(number)
    try {
      loaded = await loading
    } finally {
      loading = undefined
    }
    mark = now
    return loaded.number === number ? loaded : current()
  }

  return {
    key,
    db,
    current,
    async write(work) {
      for (let attempt = 1; ; attempt += 1) {
        const published = await current()
        try {
          return await db.transaction(async (trx) => {
            const row = await trx.get(newestLocked)
            if (Number(row?.number) !== published.number) throw new VersionMoved()
            return work(trx, published)
          })
        } catch (error) {
          if (!(error instanceof VersionMoved) || attempt >= ATTEMPTS) throw error
        }
      }
    },
  }
}
