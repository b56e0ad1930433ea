// What the rest of the server knows of a database: compiled statements go in, rows come out. The two dialects implement it.
import type { Kysely } from 'kysely'

export type DialectName = 'sqlite' | 'postgres'
export type Row = Record<string, unknown>

/** A value that is filled in when a prepared statement runs (`me`, `now`, a cursor position, a column of a new row). */
export class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}
export type Slots = { readonly [name: string]: unknown }

/** A statement compiled once: SQL text of one dialect and its parameters, some of them slots. Kysely's `compile()` result fits. */
export interface Statement {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/** A table and columns of it that rows are put into; make it once and keep it. JSON comes as text. */
export interface Into {
  readonly table: string
  readonly columns: readonly { readonly name: string; readonly type: 'text' | 'bigint' | 'boolean' | 'date' | 'jsonb' }[]
}

/**
 * Runs statements. On SQLite the statement object is prepared on first use and kept; on PostgreSQL it becomes a named prepared statement.
 * So: compile once, keep the Statement object, run it many times with different slots.
 */
export interface Handle {
  readonly dialect: DialectName
  all(statement: Statement, slots?: Slots): Promise<Row[]>
  /** Rows as arrays of values in the order of the columns, which costs less than objects. */
  values(statement: Statement, slots?: Slots): Promise<unknown[][]>
  get(statement: Statement, slots?: Slots): Promise<Row | undefined>
  /** Returns the number of rows changed. */
  run(statement: Statement, slots?: Slots): Promise<number>
  /** Inserts rows, each its values in the order of the columns. Many at once cost far less than one by one. */
  insert(into: Into, rows: readonly (readonly unknown[])[]): Promise<void>
  /** Runs several statements of plain SQL text without parameters (DDL). */
  script(sql: string): Promise<void>
}

/** A handle inside a transaction. */
export interface Transaction extends Handle {
  readonly transaction: true
}

export interface Database extends Handle {
  /** For building statements only (`db.build.selectFrom(…).compile()`): it has the dialect's compiler and no connection. */
  readonly build: Kysely<any>
  /**
   * A number that differs after any commit to this database, by whichever process; undefined where the database cannot tell cheaply.
   * What was read under the same mark still holds.
   */
  changeMark(): number | undefined
  /** Somebody else in this process wrote to the database: the mark is looked for again at once. */
  changed(): void
  /** Like `all`, for reading that may take long: it keeps nobody else waiting. */
  heavy(statement: Statement, slots?: Slots): Promise<Row[]>
  /**
   * Runs `work` in a transaction (SQLite: BEGIN IMMEDIATE; PostgreSQL: read committed) and commits when it returns; rolls back when it throws.
   * `work` must use only `trx` and must not wait for anything but the database.
   */
  transaction<T>(work: (trx: Transaction) => Promise<T>): Promise<T>
  close(): Promise<void>
}
