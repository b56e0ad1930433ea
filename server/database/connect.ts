// Where the data of an installation lives: a folder with one SQLite file per app, or a PostgreSQL database with one schema per app.
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely'
import pg from 'pg'
import type { Database, DialectName } from './database.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'
import { connectFile } from './sqlite-file.ts'

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
  close(): Promise<void>
}

const INSTALLATION = 'stagewright'
const APP_PREFIX = 'app_'

export async function connect(target: Target, log: (message: string) => void = console.error): Promise<Store> {
  return 'url' in target ? connectPostgres(target.url, log) : connectFolder(target.data)
}

function connectFolder(folder: string): Store {
  const apps = join(folder, 'apps')
  mkdirSync(apps, { recursive: true, mode: 0o700 })
  const open = new Map<string, Database>()
  const file = join(folder, 'installation.db')
  const installation = openSqlite(file)
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
      const database = openSqlite(file)
      open.set(key, database)
      return database
    },
    async appKeys() {
      return readdirSync(apps)
        .filter((name) => name.endsWith('.db'))
        .map((name) => name.slice(0, -3))
        .sort()
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
    async appKeys() {
      const { rows } = await admin.query("select schema_name from information_schema.schemata where schema_name like 'app\\_%' order by 1")
      return rows.map((row) => String(row.schema_name).slice(APP_PREFIX.length))
    },
    async close() {
      for (const opening of open.values()) await (await opening)?.close()
      await library?.destroy()
      await installation.close()
      await admin.end()
    },
  }
}
