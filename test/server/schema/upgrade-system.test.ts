// An app made before a table was there gets it when it is opened, by however many processes at once; one made by a newer product is left alone.
import { expect, it } from 'vitest'
import type { Database } from '../../../server/database/database.ts'
import { statement } from '../../../server/database/text.ts'
import { openHost } from '../../../server/definitions/host.ts'
import { SYSTEM_SCHEMA } from '../../../server/schema/system-tables.ts'
import { newApp } from '../../helpers/app.ts'
import { newPlace, onBothDatabases } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'

const ADDED = ['_view', '_preference', '_note', '_notification']

const OLD = '01890a5d-ac96-774b-bcce-b302099a8057'
const NEW_COLUMNS = [
  ['_visit', 'transition'],
  ['_visit', 'checks'],
  ['deal', '_stage_due'],
  ['deal', '_regressions'],
]

onBothDatabases('system tables', (dialect) => {
  const layout = async (db: Database) =>
    (await db.get(statement(dialect, `SELECT "value" FROM "_meta" WHERE "name" = 'system_schema'`)))?.value
  const counts = async (db: Database) =>
    Promise.all(ADDED.map(async (name) => Number((await db.get(statement(dialect, `SELECT count(*) AS n FROM "${name}"`)))?.n)))

  it('of an older layout are brought up to the present one, once, and keep what they hold', async () => {
    const place = await newPlace(dialect)
    try {
      const { host } = await newApp(await place.connect(), salesDefinition())
      const { db } = host
      const versions = statement(dialect, 'SELECT * FROM "_version"')
      const before = await db.all(versions)
      for (const name of ['_approval', ...ADDED]) await db.script(`DROP TABLE "${name}"`)
      for (const [table, column] of NEW_COLUMNS) await db.script(`ALTER TABLE "${table}" DROP COLUMN "${column}"`)
      for (const table of ['_visit', '_history']) await db.script(`CREATE INDEX "${table}_import" ON "${table}" ("import")`)
      const now = Date.now()
      const deal = `INSERT INTO "deal" ("_id", "_version", "_created_at", "_updated_at", "_stage", "_stage_at", "name") VALUES (?, 3, ?, ?, 'quote', ?, 'Old')`
      await db.run(statement(dialect, deal, [OLD, now, now, now]))
      const visit = `INSERT INTO "_visit" ("record", "pipeline", "seq", "module", "version", "stage", "entered_at", "kind") VALUES (?, 'main', ?, 'deal', 1, 'quote', ?, ?)`
      for (const [index, kind] of ['create', 'regress', 'advance'].entries())
        await db.run(statement(dialect, visit, [OLD, index + 1, now, kind]))
      await db.run(statement(dialect, `UPDATE "_meta" SET "value" = '1' WHERE "name" = 'system_schema'`))
      const stores = [await place.connect(), await place.connect(), await place.connect()]
      const hosts = await Promise.all(stores.map((store) => openHost(store, 'sales')))
      for (const opened of hosts) {
        expect(await layout(opened!.db)).toBe(String(SYSTEM_SCHEMA))
        expect(await counts(opened!.db)).toEqual([0, 0, 0, 0])
      }
      expect(await db.all(versions)).toEqual(before)
      const catalogue = dialect === 'sqlite' ? 'SELECT name FROM sqlite_schema' : 'SELECT indexname AS name FROM pg_indexes'
      expect(await db.all(statement(dialect, `SELECT name FROM (${catalogue}) AS i WHERE name LIKE '%\\_import' ESCAPE '\\'`))).toEqual([])
      const [old] = await db.all(statement(dialect, 'SELECT "_stage_at", "_stage_due", "_regressions" FROM "deal"'))
      expect(old).toEqual({ _stage_at: now, _stage_due: now + 10 * 86_400_000, _regressions: 1 })
      expect(await db.all(statement(dialect, 'SELECT DISTINCT "transition", "checks" FROM "_visit"'))).toEqual([
        { transition: null, checks: null },
      ])
      await db.run(statement(dialect, `INSERT INTO "_preference" ("owner", "name", "value") VALUES ('a', 'recents', '[]')`))
      expect(await counts((await openHost(await place.connect(), 'sales'))!.db)).toEqual([0, 1, 0, 0])
    } finally {
      await place.remove()
    }
  })

  it('of a newer layout are refused', async () => {
    const place = await newPlace(dialect)
    try {
      const { db } = (await newApp(await place.connect(), salesDefinition())).host
      await db.run(statement(dialect, `UPDATE "_meta" SET "value" = ? WHERE "name" = 'system_schema'`, [String(SYSTEM_SCHEMA + 1)]))
      const store = await place.connect()
      await expect(openHost(store, 'sales')).rejects.toThrow(/newer product/)
      expect(await layout(db)).toBe(String(SYSTEM_SCHEMA + 1))
    } finally {
      await place.remove()
    }
  })
})
