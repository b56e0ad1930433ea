// A PostgreSQL database as the place of an installation: one schema for it and one for each app.
import pg from 'pg'
import { isCopy, type Store } from './connect.ts'
import type { Database } from './database.ts'
import { INSTALLATION } from './library-database.ts'
import { openPostgres } from './postgres.ts'

const APP_PREFIX = 'app_'

export async function connectPostgres(target: { readonly url: string }, log: (message: string) => void): Promise<Store> {
  const { url } = target
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
  const closing: (() => Promise<void>)[] = []
  const open = new Map<string, Promise<Database | undefined>>()
  await createSchema(INSTALLATION)
  const installation = openPostgres(url, INSTALLATION, onIdleError)
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
    target,
    installation,
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
    beforeClose(work) {
      closing.push(work)
    },
    async close() {
      for (const work of closing) await work()
      for (const opening of open.values()) await (await opening)?.close()
      await installation.close()
      await admin.end()
    },
  }
}
