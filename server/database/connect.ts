// Where the data of an installation lives: a folder with one SQLite file per app, or a PostgreSQL database with one schema per app.
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Database, DialectName } from './database.ts'
import { installationFile } from './library-database.ts'
import { openSqlite } from './sqlite.ts'
import { CACHE, connectFile } from './sqlite-file.ts'

/** A folder for SQLite, or a `postgres://` URL. */
export type Target = { readonly data: string } | { readonly url: string }

export interface Store {
  readonly dialect: DialectName
  readonly target: Target
  /** Users, teams, sessions and the list of apps. */
  readonly installation: Database
  /** The database of one app; created when `create` is set, else undefined where there is none. */
  app(key: string, create?: boolean): Promise<Database | undefined>
  appKeys(): Promise<string[]>
  /** Copies of apps that are tried out. Their keys begin with `_`, as no key of a definition does. */
  copyKeys(): Promise<string[]>
  /** Runs statements on the database of `to` that read tables of `from` by the names `source` gives, all in one transaction. Both must be there. */
  copy(from: string, to: string, statements: (source: (table: string) => string) => readonly string[]): Promise<void>
  /** Closes the database of that key and removes it with all that is in it. */
  remove(key: string): Promise<void>
  /** Work that is done when the store is closed, before it is. */
  beforeClose(work: () => Promise<void>): void
  close(): Promise<void>
}

export async function connect(target: Target, log: (message: string) => void = console.error): Promise<Store> {
  if ('data' in target) return connectFolder(target)
  // Its driver is loaded where it is needed.
  const { connectPostgres } = await import('./postgres-store.ts')
  return connectPostgres(target, log)
}

export function isCopy(key: string): boolean {
  return key.startsWith('_')
}

/** Keys of the files in a folder. */
function keysIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.db'))
    .map((name) => name.slice(0, -3))
    .sort()
}

function connectFolder(target: { readonly data: string }): Store {
  const folder = target.data
  const apps = join(folder, 'apps')
  mkdirSync(apps, { recursive: true, mode: 0o700 })
  const open = new Map<string, Database>()
  const closing: (() => Promise<void>)[] = []
  const installation = openSqlite(installationFile(folder), { alone: false })
  return {
    dialect: 'sqlite',
    target,
    installation,
    async app(key, create = false) {
      const known = open.get(key)
      if (known) return known
      const file = join(apps, `${key}.db`)
      if (!create && !existsSync(file)) return undefined
      const database = openSqlite(file, { alone: true })
      open.set(key, database)
      return database
    },
    appKeys: async () => keysIn(apps).filter((key) => !isCopy(key)),
    copyKeys: async () => keysIn(apps).filter(isCopy),
    async copy(from, to, statements) {
      const connection = connectFile(join(apps, `${to}.db`), CACHE.writing)
      try {
        connection.prepare('ATTACH ? AS "_source"').run(join(apps, `${from}.db`))
        // IMMEDIATE would lock the source for writing too. Records refer to each other in any order, so that is looked at in the end.
        connection.exec('BEGIN; PRAGMA defer_foreign_keys = ON')
        for (const text of statements((table) => `"_source"."${table}"`)) {
          connection.exec(text)
          await new Promise((resolve) => setImmediate(resolve))
        }
        connection.exec('COMMIT')
      } finally {
        connection.close()
      }
    },
    async remove(key) {
      const database = open.get(key)
      open.delete(key)
      await database?.close()
      for (const end of ['', '-wal', '-shm']) rmSync(join(apps, `${key}.db${end}`), { force: true })
    },
    beforeClose(work) {
      closing.push(work)
    },
    async close() {
      for (const work of closing) await work()
      for (const database of open.values()) await database.close()
      await installation.close()
    },
  }
}
