// Where the data of an installation lives: a folder with one SQLite file per app, or a PostgreSQL database with one schema per app.
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely'
import pg from 'pg'
import type { Database, DialectName } from './database.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'
import { CACHE, connectFile } from './sqlite-file.ts'

/** A folder for SQLite, or a `postgres://` URL. */
export type Target = { readonly data: string } | { readonly url: string }

export interface Store {
  readonly dialect: DialectName
  /** Users, teams, sessions and the list of apps. */
  readonly installation: Database
  /** The installation's database for a library that brings its own queries: a connection of its own, opened on first use. */
  installationKysely(): Kysely<any>
  /** The database of one app; created when `create` is set, else undefined where there is none. */
  app(key: string, create?: boolean): Promise<Database | undefined>
  appKeys(): Promise<string[]>
  /** Copies of apps that are tried out. Their keys begin with `_`, as no key of a definition does. */
  copyKeys(): Promise<string[]>
  /** Runs statements on the database of `to` that read tables of `from` by the names `source` gives, all in one transaction. Both must be there. */
  copy(from: string, to: string, statements: (source: (table: string) => string) => readonly string[]): Promise<void>
  /** Closes the database of that key and removes it with all that is in it. */
  remove(key: string): Promise<void>
  close(): Promise<void>
}

const INSTALLATION = 'stagewright'
const APP_PREFIX = 'app_'

export async function connect(target: Target, log: (message: string) => void = console.error): Promise<Store> {
  return 'url' in target ? connectPostgres(target.url, log) : connectFolder(target.data)
}

function isCopy(key: string): boolean {
  return key.startsWith('_')
}

/** Keys of the files in a folder. */
function keysIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.db'))
    .map((name) => name.slice(0, -3))
    .sort()
}

function connectFolder(folder: string): Store {
  const apps = join(folder, 'apps')
  mkdirSync(apps, { recursive: true, mode: 0o700 })
  const open = new Map<string, Database>()
  const file = join(folder, 'installation.db')
  const installation = openSqlite(file, { alone: false })
  let library: Kysely<any> | undefined
  return {
    dialect: 'sqlite',
    installation,
    installationKysely() {
      library ??= new Kysely({ dialect: new SqliteDialect({ database: () => Promise.resolve(connectFile(file)) }) })
      return library
    },
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
    async close() {
      for (const database of open.values()) await database.close()
      await library?.destroy()
      await installation.close()
    },
  }
}

async function connectPostgres(url: string, log: (message: string) => void): Promise<Store> {
  const onIdleError = (error: Error) => log(`postgres: an idle connection ended: ${error.message}`)
  const admin = new pg.Pool({ connectionString: url, max: 2 })
  admin.on('error', onIdleError)
  const createSchema = (name: string) => admin.query(`create schema if not exists ${pg.escapeIdentifier(name)}`)
  const exists = async (name: string) =>
    (await admin.query('select 1 from information_schema.schemata where schema_name = $1', [name])).rowCount === 1
  const keys = async () => {
    const { rows } = await admin.query("select schema_name from information_schema.schemata where schema_name like 'app\\_%' order by 1")
    return rows.map((row) => String(row.schema_name).slice(APP_PREFIX.length))
  }
  const open = new Map<string, Promise<Database | undefined>>()
  await createSchema(INSTALLATION)
  const installation = openPostgres(url, INSTALLATION, onIdleError)
  let library: Kysely<any> | undefined
  async function openApp(key: string, create: boolean): Promise<Database | undefined> {
    const schema = APP_PREFIX + key
    if (create) await createSchema(schema)
    else if (!(await exists(schema))) {
      open.delete(key)
      return undefined
    }
    return openPostgres(url, schema, onIdleError)
  }
  return {
    dialect: 'postgres',
    installation,
    installationKysely() {
      if (!library) {
        const pool = new pg.Pool({ connectionString: url, max: 2, options: `-c search_path="${INSTALLATION}"` })
        pool.on('error', onIdleError)
        library = new Kysely({ dialect: new PostgresDialect({ pool }) })
      }
      return library
    },
    async app(key, create = false) {
      let database = await open.get(key)
      if (!database) {
        const opening = openApp(key, create)
        open.set(key, opening)
        database = await opening
      }
      return database
    },
    appKeys: async () => (await keys()).filter((key) => !isCopy(key)),
    copyKeys: async () => (await keys()).filter(isCopy),
    async copy(from, to, statements) {
      const database = await openApp(to, false)
      if (!database) throw new Error(`app ${to} is not there`)
      try {
        await database.transaction(async (trx) => {
          for (const text of statements((table) => `${pg.escapeIdentifier(APP_PREFIX + from)}."${table}"`)) await trx.script(text)
        })
      } finally {
        await database.close()
      }
    },
    async remove(key) {
      const opening = open.get(key)
      open.delete(key)
      await (await opening)?.close()
      await admin.query(`drop schema if exists ${pg.escapeIdentifier(APP_PREFIX + key)} cascade`)
    },
    async close() {
      for (const opening of open.values()) await (await opening)?.close()
      await library?.destroy()
      await installation.close()
      await admin.end()
    },
  }
}
