// The other side of sqlite-reader.ts: runs in the thread, answers one statement after the other.
import { parentPort, workerData } from 'node:worker_threads'
import type Sqlite from 'better-sqlite3'
import { connectFile } from './sqlite-file.ts'
import type { ReadAnswer, ReadRequest } from './sqlite-reader.ts'

const STATEMENTS = 100

const connection = connectFile((workerData as { file: string }).file)
connection.pragma('query_only = 1')
const prepared = new Map<string, Sqlite.Statement>()

parentPort!.on('message', ({ id, sql, parameters }: ReadRequest) => {
  parentPort!.postMessage(answer(id, sql, parameters))
})

function answer(id: number, sql: string, parameters: readonly unknown[]): ReadAnswer {
  try {
    return { id, rows: prepare(sql).all(...parameters) }
  } catch (error) {
    const { message, code } = error as Error & { code?: string }
    return { id, error: message, ...(code ? { code } : {}) }
  }
}

function prepare(sql: string): Sqlite.Statement {
  const known = prepared.get(sql)
  if (known) return known
  if (prepared.size >= STATEMENTS) prepared.clear()
  const made = connection.prepare(sql)
  prepared.set(sql, made)
  return made
}
