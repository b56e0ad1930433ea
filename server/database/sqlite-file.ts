// A connection to an SQLite file with the product's settings and functions.
import Sqlite from 'better-sqlite3'
import { sqliteFunctions } from './sqlite-functions.ts'

/** How long a write waits for another process before it is refused; waiting blocks this process, so it is short. */
const BUSY_MILLISECONDS = 2000

/** One connection with the product's settings. */
export function connectFile(file: string): Sqlite.Database {
  const connection = new Sqlite(file, { timeout: BUSY_MILLISECONDS })
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  // Sixteen megabytes: pages written again and again are copied back once; a fifth more rows a second in bulk writing than with the default of four.
  connection.pragma('wal_autocheckpoint = 4000')
  connection.pragma('foreign_keys = ON')
  connection.pragma('cache_size = -65536')
  connection.pragma('temp_store = MEMORY')
  connection.pragma('mmap_size = 268435456')
  for (const { name, fn } of sqliteFunctions) connection.function(name, { deterministic: true }, fn)
  return connection
}
