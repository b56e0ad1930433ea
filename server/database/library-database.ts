// The installation's database for a library that brings its own queries.
import { join } from 'node:path'
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely'
import type { Target } from './connect.ts'
import type { DialectName } from './database.ts'
import { connectFile } from './sqlite-file.ts'

/** The schema of the installation in PostgreSQL. */
export const INSTALLATION = 'stagewright'

/** The file of the installation in a folder. */
export function installationFile(folder: string): string {
  return join(folder, 'installation.db')
}

export interface LibraryDatabase {
  readonly db: Kysely<any>
  readonly type: DialectName
}

/** A connection of its own, opened on first use. */
export async function libraryDatabase(target: Target): Promise<LibraryDatabase> {
  if ('data' in target) {
    const dialect = new SqliteDialect({ database: () => Promise.resolve(connectFile(installationFile(target.data))) })
    return { db: new Kysely({ dialect }), type: 'sqlite' }
  }
  const { Pool } = (await import('pg')).default
  const pool = new Pool({ connectionString: target.url, max: 2, options: `-c search_path="${INSTALLATION}"` })
  // A connection that waits may be ended by the server; the next query opens another.
  pool.on('error', () => undefined)
  return { db: new Kysely({ dialect: new PostgresDialect({ pool }) }), type: 'postgres' }
}
