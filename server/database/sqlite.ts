// SQLite behind the Database interface: one writing connection whose waiting transactions share commits, one reading connection beside it.
// `synchronous=FULL` makes every commit durable; sharing commits among requests that wait in the same turn wins back most of what that costs.
import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type Sqlite from 'better-sqlite3'
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { type Database, type Handle, type Row, Slot, type Slots, type Statement, type Transaction } from './database.ts'
import { runScript } from './sqlite-add-column.ts'
import { CACHE, connectFile } from './sqlite-file.ts'
import { inserterOf } from './sqlite-insert.ts'
import { openReader } from './sqlite-reader.ts'
import { plain } from './sqlite-value.ts'

/** From this size of the file on, statements that may take long run in a thread of their own; about 70,000 records of fifteen fields. */
const HEAVY_BYTES = 32 * 1024 * 1024
/** Transactions that share one commit at most, so that the first of them is not kept waiting. */
const COMMIT_GROUP = 64
/** A group takes no more once it has worked this long: then its first is answered, and those who only read get their turn. */
const GROUP_MILLISECONDS = 10
/** How long what another process commits may go unnoticed; our own commits are noticed at once. Looking costs as much as reading a record. */
const MARK_MILLISECONDS = 2

export const sqliteBuild = new Kysely<any>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

export interface SqliteDatabase extends Database {
  readonly dialect: 'sqlite'
  readonly file: string
}

interface Waiting {
  readonly work: (trx: Transaction) => Promise<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/**
 * Opens (and creates) one SQLite file with the product's settings. Throws when the file is not a database. `alone`: in this process nothing else writes to
 * the file, so that reads may share a look at it.
 */
export function openSqlite(file: string, { alone }: { readonly alone: boolean }): SqliteDatabase {
  mkdirSync(dirname(file), { recursive: true })
  const writer = connectFile(file, CACHE.writing)
  const reader = connectFile(file)
  reader.pragma('query_only = 1')
  const sharing = alone ? sharedLook(reader) : undefined
  const write = handleOf(writer)
  const read = handleOf(reader, sharing?.look)
  const trx: Transaction = { ...write, transaction: true }
  // The reading connection never writes, so its data_version changes with every commit of anyone else, our own writer included.
  const dataVersion = reader.prepare('PRAGMA data_version').pluck()
  let mark: { readonly value: number; readonly at: number } | undefined
  const thread = openReader(file)
  const waiting: Waiting[] = []
  let draining = false

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      await commitGroup(writer, trx, waiting, () => {
        mark = undefined
        sharing?.end()
      })
      if (waiting.length > 0) await new Promise((resolve) => setImmediate(resolve))
    }
    draining = false
  }

  function changeMark(): number {
    const at = performance.now()
    if (mark === undefined || at - mark.at > MARK_MILLISECONDS) mark = { value: dataVersion.get() as number, at }
    return mark.value
  }

  function transaction<T>(work: (trx: Transaction) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      waiting.push({ work, resolve: resolve as (value: unknown) => void, reject })
      if (draining) return
      draining = true
      setImmediate(drain)
    })
  }

  return {
    dialect: 'sqlite',
    file,
    build: sqliteBuild,
    changeMark,
    changed() {
      mark = undefined
    },
    all: read.all,
    values: read.values,
    get: read.get,
    async heavy(statement, slots) {
      // A small file is read sooner here than a thread is asked.
      if (statSync(file).size < HEAVY_BYTES) return read.all(statement, slots)
      return (await thread.all(statement.sql, binder(statement.parameters)(slots))) as Row[]
    },
    run: (statement, slots) => transaction(async (inner) => inner.run(statement, slots)),
    insert: (into, rows) => transaction(async (inner) => inner.insert(into, rows)),
    script: (text) => transaction(async (inner) => inner.script(text)),
    transaction,
    async close() {
      while (draining) await new Promise((resolve) => setImmediate(resolve))
      await thread.close()
      sharing?.end()
      reader.close()
      writer.close()
    },
  }
}

async function commitGroup(writer: Sqlite.Database, trx: Transaction, waiting: Waiting[], committed: () => void): Promise<void> {
  const answers: (() => void)[] = []
  const taken: Waiting[] = []
  try {
    writer.exec('BEGIN IMMEDIATE')
  } catch (error) {
    for (const one of waiting.splice(0)) one.reject(error)
    return
  }
  const begun = performance.now()
  while (waiting.length > 0 && taken.length < COMMIT_GROUP && (taken.length === 0 || performance.now() - begun < GROUP_MILLISECONDS)) {
    const one = waiting.shift()!
    taken.push(one)
    // Before the first there is nothing to return to but the beginning; under a savepoint SQLite copies every page that changes.
    const first = taken.length === 1
    if (!first) writer.exec('SAVEPOINT one')
    try {
      const value = await one.work(trx)
      if (!first) writer.exec('RELEASE one')
      answers.push(() => one.resolve(value))
    } catch (error) {
      // A full disk or an I/O error ends the whole transaction; there is no savepoint left to return to then.
      if (!writer.inTransaction) {
        for (const each of taken) each.reject(error)
        return
      }
      if (first) {
        writer.exec('ROLLBACK')
        one.reject(error)
        return
      }
      writer.exec('ROLLBACK TO one; RELEASE one')
      answers.push(() => one.reject(error))
    }
  }
  try {
    writer.exec('COMMIT')
  } catch (error) {
    if (writer.inTransaction) writer.exec('ROLLBACK')
    for (const one of taken) one.reject(error)
    return
  }
  committed()
  for (const answer of answers) answer()
}

/**
 * Reads that follow each other at once look at the same state of the file: to begin and end a look takes a lock each time, which costs as much as finding a
 * record. It ends with the turn of the event loop, before what we commit is answered, and when it is older than another process's commit may stay unnoticed.
 */
function sharedLook(reader: Sqlite.Database): { readonly look: () => void; readonly end: () => void } {
  const begin = reader.prepare('BEGIN')
  const commit = reader.prepare('COMMIT')
  let since: number | undefined
  function end(): void {
    if (since !== undefined) commit.run()
    since = undefined
  }
  function look(): void {
    const now = performance.now()
    if (since !== undefined && now - since <= MARK_MILLISECONDS) return
    if (since === undefined) setImmediate(end)
    else commit.run()
    begin.run()
    since = now
  }
  return { look, end }
}

interface Prepared {
  readonly statement: Sqlite.Statement
  /** The same statement giving arrays; prepared on first use. */
  raw?: Sqlite.Statement
  readonly bind: (slots: Slots | undefined) => unknown[]
}

/** `before` is called before each statement that reads. */
function handleOf(connection: Sqlite.Database, before?: () => void): Handle {
  const cache = new WeakMap<Statement, Prepared>()
  const insert = inserterOf(connection)
  function prepare(statement: Statement): Prepared {
    let prepared = cache.get(statement)
    if (!prepared) {
      prepared = { statement: connection.prepare(steady(statement.sql)), bind: binder(statement.parameters) }
      cache.set(statement, prepared)
    }
    return prepared
  }
  return {
    dialect: 'sqlite',
    async all(statement, slots) {
      const prepared = prepare(statement)
      before?.()
      return prepared.statement.all(...prepared.bind(slots)) as Row[]
    },
    async values(statement, slots) {
      const prepared = prepare(statement)
      prepared.raw ??= connection.prepare(steady(statement.sql)).raw()
      before?.()
      return prepared.raw.all(...prepared.bind(slots)) as unknown[][]
    },
    async get(statement, slots) {
      const prepared = prepare(statement)
      before?.()
      return prepared.statement.get(...prepared.bind(slots)) as Row | undefined
    },
    async run(statement, slots) {
      const prepared = prepare(statement)
      return prepared.statement.run(...prepared.bind(slots)).changes
    },
    async insert(into, rows) {
      insert(into, rows)
    },
    async script(text) {
      runScript(connection, text)
    },
  }
}

const QUOTED_OR_PARAMETER = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g

/**
 * The same statement, planned once. Where a table has partial indexes, or a limit is a parameter, SQLite plans a prepared statement anew each time the
 * parameter is bound, as another value might allow another index; that costs more than reading a page of records. Behind a sign it does not look at it.
 */
function steady(sql: string): string {
  return sql.replace(QUOTED_OR_PARAMETER, (part) => (part === '?' ? '+?' : part))
}

/** Fills slots and turns booleans into 0 and 1, which is what STRICT integer columns take. */
function binder(parameters: readonly unknown[]): (slots: Slots | undefined) => unknown[] {
  const names = parameters.map((parameter) => (parameter instanceof Slot ? parameter.name : undefined))
  const constant = parameters.map((parameter) => plain(parameter))
  if (names.every((name) => name === undefined)) return () => constant
  return (slots) => {
    const values = new Array<unknown>(names.length)
    for (let index = 0; index < names.length; index += 1) {
      const name = names[index]
      values[index] = name === undefined ? constant[index] : plain(slots?.[name])
    }
    return values
  }
}
