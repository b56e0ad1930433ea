// SQLite behind the interface: reads that share a look at the file see what must be seen, and parameters are told from texts that look like them.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Slot } from '../../../server/database/database.ts'
import { openSqlite, type SqliteDatabase } from '../../../server/database/sqlite.ts'
import { connectFile } from '../../../server/database/sqlite-file.ts'
import { statement } from '../../../server/database/text.ts'
import { newPlace, type Place } from '../../helpers/databases.ts'

let place: Place
let file: string
let db: SqliteDatabase
beforeEach(async () => {
  place = await newPlace('sqlite')
  file = `${(place.target as { data: string }).data}/look.db`
  db = openSqlite(file, { alone: true })
  await db.script('CREATE TABLE "thing" ("name" TEXT, "n" INTEGER) STRICT')
})
afterEach(async () => {
  await db.close()
  await place.remove()
})

const insert = statement('sqlite', 'INSERT INTO "thing" VALUES (?, ?)', [new Slot('name'), new Slot('n')])
const count = statement('sqlite', 'SELECT count(*) AS n FROM "thing"')
const things = async () => (await db.get(count))?.n

it('sees its own commit at once, in the turn in which it was answered', async () => {
  for (let n = 1; n <= 50; n += 1) {
    expect(await things()).toBe(n - 1)
    const changed = db.run(insert, { name: `thing ${n}`, n })
    expect(await things()).toBe(n - 1)
    await changed
    expect(await things()).toBe(n)
  }
})

it('sees what another process commits in the next turn but one, and within milliseconds where the turn does not end', async () => {
  const other = connectFile(file)
  try {
    const write = other.prepare('INSERT INTO "thing" VALUES (?, 0)')
    expect(await things()).toBe(0)
    write.run('a')
    await new Promise((resolve) => setImmediate(resolve))
    await new Promise((resolve) => setImmediate(resolve))
    expect(await things()).toBe(1)
    write.run('b')
    const begun = performance.now()
    while (performance.now() - begun < 5) await Promise.resolve()
    expect(await things()).toBe(2)
  } finally {
    other.close()
  }
})

it('holds nobody up when its turn is over: the log can be taken back whole', async () => {
  const other = connectFile(file)
  try {
    await db.run(insert, { name: 'a', n: 1 })
    expect(await things()).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 5))
    const [state] = other.pragma('wal_checkpoint(TRUNCATE)') as { busy: number; log: number }[]
    expect(state).toMatchObject({ busy: 0, log: 0 })
  } finally {
    other.close()
  }
})

it('tells parameters from question marks in texts and names', async () => {
  const tricky = `SELECT '?' AS a, 'it''s ?' AS b, "n" AS "n?", ? AS c, -? AS d FROM "thing" WHERE "name" = ? LIMIT ?`
  await db.run(insert, { name: 'who?', n: 7 })
  expect(await db.get(statement('sqlite', tricky, ['?', 3, 'who?', 1]))).toEqual({ a: '?', b: "it's ?", 'n?': 7, c: '?', d: -3 })
  expect(await db.values(statement('sqlite', tricky, ['?', 3, 'who?', 1]))).toEqual([['?', "it's ?", 7, '?', -3]])
})
