// PostgreSQL behind the Database interface: one small pool per schema, statements named once so that the server keeps their plans.
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import pg from 'pg'
import { type Database, type Handle, type Row, Slot, type Slots, type Statement, type Transaction } from './database.ts'
import { insertStatement } from './postgres-insert.ts'

const INT8 = 20
const NUMERIC = 1700
const DATE = 1082
const POOL_SIZE = 6
const STATEMENT_MILLISECONDS = 30_000
/** Errors after which the same transaction may simply be tried again: serialization failure and deadlock. */
const RETRY_CODES = new Set(['40001', '40P01'])
const ATTEMPTS = 4

const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): any {
    if (oid === INT8 || oid === NUMERIC) return Number
    if (oid === DATE) return String
    return pg.types.getTypeParser(oid, format as 'text')
  },
}

export const postgresBuild = new Kysely<any>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

export interface PostgresDatabase extends Database {
  readonly dialect: 'postgres'
  readonly schema: string
}

/** Opens a pool whose connections work in `schema` (which must exist). `onIdleError` hears of connections the server dropped; the pool replaces them. */
export function openPostgres(url: string, schema: string, onIdleError: (error: Error) => void): PostgresDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    options: `-c search_path="${schema}" -c statement_timeout=${STATEMENT_MILLISECONDS} -c TimeZone=UTC`,
    types,
  })
  pool.on('error', onIdleError)
  const uses = new WeakMap<Statement, string | true>()
  let counter = 0
  /** The name of a prepared statement from its second run on: what runs once leaves nothing behind in the server's connections. */
  function named(statement: Statement): { readonly name?: string } {
    const known = uses.get(statement)
    if (typeof known === 'string') return { name: known }
    if (known === undefined) {
      uses.set(statement, true)
      return {}
    }
    counter += 1
    const name = `s${counter}`
    uses.set(statement, name)
    return { name }
  }
  function handleOf(client: pg.Pool | pg.PoolClient): Handle {
    async function query(statement: Statement, slots: Slots | undefined): Promise<pg.QueryResult<Row>> {
      return client.query({ ...named(statement), text: statement.sql, values: bind(statement.parameters, slots) })
    }
    return {
      dialect: 'postgres',
      all: async (statement, slots) => (await query(statement, slots)).rows,
      async values(statement, slots) {
        const query = { ...named(statement), text: statement.sql, values: bind(statement.parameters, slots), rowMode: 'array' as const }
        return (await client.query(query)).rows as unknown[][]
      },
      get: async (statement, slots) => (await query(statement, slots)).rows[0],
      run: async (statement, slots) => (await query(statement, slots)).rowCount ?? 0,
      async insert(into, rows) {
        if (rows.length > 0) await query(insertStatement(into), { rows: JSON.stringify(rows) })
      },
      async script(text) {
        await client.query(text)
      },
    }
  }
  async function attempt<T>(work: (trx: Transaction) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    const ignore = () => {} // a connection killed mid-transaction also raises 'error'; the query's own rejection reports it
    client.on('error', ignore)
    let broken = false
    try {
      await client.query('BEGIN')
      const value = await work({ ...handleOf(client), transaction: true })
      await client.query('COMMIT')
      return value
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {
        broken = true
      })
      throw error
    } finally {
      client.off('error', ignore)
      client.release(broken)
    }
  }
  return {
    ...handleOf(pool),
    dialect: 'postgres',
    schema,
    build: postgresBuild,
    changeMark: () => undefined,
    changed: () => undefined,
    heavy: (statement, slots) => handleOf(pool).all(statement, slots),
    async transaction(work) {
      for (let tried = 1; ; tried += 1) {
        try {
          return await attempt(work)
        } catch (error) {
          if (tried >= ATTEMPTS || !RETRY_CODES.has((error as { code?: string }).code ?? '')) throw error
        }
      }
    },
    close: () => pool.end(),
  }
}

function bind(parameters: readonly unknown[], slots: Slots | undefined): unknown[] {
  return parameters.map((parameter) => (parameter instanceof Slot ? (slots?.[parameter.name] ?? null) : parameter))
}
