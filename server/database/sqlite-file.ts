// A connection to an SQLite file with the product's settings and functions.
import Sqlite from 'better-sqlite3'
import { sqliteFunctions } from './sqlite-functions.ts'

/** How long a write waits for another process before it is refused; waiting blocks this process, so it is short. */
const BUSY_MILLISECONDS = 2000

/** Megabytes of pages a connection keeps. Writing touches every index in many places; reading comes back to the same few. */
export const CACHE = { writing: 12, reading: 8 } as const

/** One connection with the product's settings. */
export function connectFile(file: string, cache: number = CACHE.reading): Sqlite.Database {
  const connection = new Sqlite(file, { timeout: BUSY_MILLISECONDS })
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  // Sixteen megabytes: pages written again and again are copied back once; a fifth more rows a second in bulk writing than with the default of four.
  connection.pragma('wal_autocheckpoint = 4000')
  connection.pragma('foreign_keys = ON')
  // The file is not mapped into memory as well: that counts for each connection once more, and what is asked for often is in the cache anyway.
  connection.pragma(`cache_size = -${cache * 1024}`)
  connection.pragma('temp_store = MEMORY')
  for (const { name, fn } of sqliteFunctions) connection.function(name, { deterministic: true }, fn)
  return connection
}
