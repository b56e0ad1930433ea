// A column added by the text of the table alone is the column SQLite would have added: same text, same rules, gone with its transaction.
import type Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runScript } from '../../../server/database/sqlite-add-column.ts'
import { connectFile } from '../../../server/database/sqlite-file.ts'
import { newPlace, type Place } from '../../helpers/databases.ts'

let place: Place
let ours: Sqlite.Database
let plain: Sqlite.Database
beforeEach(async () => {
  place = await newPlace('sqlite')
  const { data } = place.target as { data: string }
  ours = connectFile(`${data}/ours.db`)
  plain = connectFile(`${data}/plain.db`)
  for (const db of [ours, plain]) {
    db.exec('CREATE TABLE "firm" (\n  "_id" TEXT NOT NULL PRIMARY KEY\n) STRICT')
    db.exec('CREATE TABLE "deal" (\n  "_id" TEXT NOT NULL PRIMARY KEY,\n  "name" TEXT\n) STRICT')
    db.exec(`INSERT INTO "firm" VALUES ('f'); INSERT INTO "deal" VALUES ('a', 'A'), ('b', 'B')`)
  }
})
afterEach(async () => {
  ours.close()
  plain.close()
  await place.remove()
})

const textOf = (db: Sqlite.Database, table: string) => db.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(table)
const add = (column: string, table = 'deal') => `ALTER TABLE "${table}" ADD COLUMN ${column}`
function inTransaction(db: Sqlite.Database, work: () => void): void {
  db.exec('BEGIN IMMEDIATE')
  try {
    work()
    db.exec('COMMIT')
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}

const COLUMNS = ['"amount" INTEGER', '"rate" REAL', '"raw" BLOB', '"firm" TEXT REFERENCES "firm" ("_id")', '"_fresh_x" TEXT']

it('gives the text SQLite gives, column after column, after renaming as well', () => {
  for (const column of COLUMNS) {
    inTransaction(ours, () => runScript(ours, add(column)))
    plain.exec(add(column))
    expect(textOf(ours, 'deal')).toBe(textOf(plain, 'deal'))
  }
  for (const db of [ours, plain]) db.exec('ALTER TABLE "deal" RENAME COLUMN "rate" TO "_trash_2_rate"; ALTER TABLE "deal" RENAME TO "lead"')
  inTransaction(ours, () => runScript(ours, add('"rate" TEXT', 'lead')))
  plain.exec(add('"rate" TEXT', 'lead'))
  expect(textOf(ours, 'lead')).toBe(textOf(plain, 'lead'))
  expect(ours.prepare('SELECT * FROM lead').all()).toEqual(plain.prepare('SELECT * FROM lead').all())
  expect(ours.pragma('integrity_check', { simple: true })).toBe('ok')
})

it('keeps the rules of the column: its type and what it refers to', () => {
  inTransaction(ours, () => {
    for (const column of COLUMNS) runScript(ours, add(column))
    ours.exec(`UPDATE "deal" SET "amount" = 5, "firm" = 'f' WHERE "_id" = 'a'`)
  })
  expect(() => ours.exec(`UPDATE "deal" SET "amount" = 'five'`)).toThrow(/cannot store TEXT value in INTEGER column/)
  expect(() => ours.exec(`UPDATE "deal" SET "firm" = 'none'`)).toThrow(/FOREIGN KEY/)
  expect(ours.prepare('SELECT "amount", "firm", "rate" FROM "deal" ORDER BY "_id"').all()).toEqual([
    { amount: 5, firm: 'f', rate: null },
    { amount: null, firm: null, rate: null },
  ])
})

it('is gone with its transaction, and with its savepoint', () => {
  const before = textOf(ours, 'deal')
  const every = ours.prepare('SELECT * FROM "deal" ORDER BY "_id"')
  ours.exec('BEGIN IMMEDIATE')
  runScript(ours, add('"amount" INTEGER'))
  ours.exec('CREATE INDEX "by_amount" ON "deal" ("amount"); UPDATE "deal" SET "amount" = 1; ROLLBACK')
  expect(every.get()).toEqual({ _id: 'a', name: 'A' })
  ours.exec('BEGIN IMMEDIATE; SAVEPOINT one')
  runScript(ours, add('"amount" INTEGER'))
  ours.exec(`UPDATE "deal" SET "amount" = 1; ROLLBACK TO one; RELEASE one; UPDATE "deal" SET "name" = 'Z' WHERE "_id" = 'b'; COMMIT`)
  expect(every.all()).toEqual([
    { _id: 'a', name: 'A' },
    { _id: 'b', name: 'Z' },
  ])
  expect(textOf(ours, 'deal')).toBe(before)
})

it('is seen by other connections and by statements prepared before, and only once it is committed', () => {
  const other = connectFile(ours.name)
  try {
    const first = other.prepare('SELECT * FROM "deal" LIMIT 1')
    const insert = other.prepare('INSERT INTO "deal" ("_id", "name") VALUES (?, ?)')
    expect(first.get()).toEqual({ _id: 'a', name: 'A' })
    ours.exec('BEGIN IMMEDIATE')
    runScript(ours, add('"amount" INTEGER'))
    expect(first.get()).toEqual({ _id: 'a', name: 'A' })
    ours.exec('COMMIT')
    expect(first.get()).toEqual({ _id: 'a', name: 'A', amount: null })
    insert.run('c', 'C')
    expect(ours.prepare(`SELECT "amount" FROM "deal" WHERE "_id" = 'c'`).get()).toEqual({ amount: null })
  } finally {
    other.close()
  }
})

it("leaves everything it can't do to SQLite, whose error is told, and the schema closed afterwards", () => {
  const refused = (sql: string, said: RegExp) => {
    expect(() => inTransaction(ours, () => runScript(ours, sql))).toThrow(said)
    plain.exec('BEGIN')
    expect(() => plain.exec(sql)).toThrow(said)
    plain.exec('ROLLBACK')
  }
  refused(add('"name" TEXT'), /duplicate column name/)
  refused(add('"NAME" TEXT'), /duplicate column name/)
  refused(add('"x" TEXT', 'nowhere'), /no such table/)
  refused(add('"x" TEXT NOT NULL'), /NOT NULL/)
  ours.exec('CREATE TABLE "loose" ("a")')
  inTransaction(ours, () => runScript(ours, add('"b" TEXT', 'loose')))
  for (const db of [ours, plain]) db.exec('CREATE TABLE "visit" ("record" TEXT, "seq" INTEGER, PRIMARY KEY ("record", "seq")) STRICT')
  inTransaction(ours, () => runScript(ours, add('"checks" TEXT', 'visit')))
  plain.exec(add('"checks" TEXT', 'visit'))
  expect(textOf(ours, 'visit')).toBe(textOf(plain, 'visit'))
  inTransaction(ours, () => runScript(ours, add(`"note" TEXT DEFAULT 'none'`)))
  runScript(ours, add('"outside" TEXT'))
  expect(ours.prepare('SELECT "note", "outside" FROM "deal"').get()).toEqual({ note: 'none', outside: null })
  expect(() => ours.exec(`UPDATE sqlite_schema SET sql = 'x'`)).toThrow(/may not be modified/)
})
