// Real databases for tests: a fresh SQLite folder or a fresh PostgreSQL database, one suite run on both.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { describe, inject } from 'vitest'
import { connect, type Store, type Target } from '../../server/database/connect.ts'
import type { DialectName } from '../../server/database/database.ts'

export interface Place {
  readonly dialect: DialectName
  readonly target: Target
  connect(): Promise<Store>
  /** Closes what was connected and removes the data. */
  remove(): Promise<void>
}

let counter = 0

/** A new empty place for an installation. Call `remove` when done. */
export async function newPlace(dialect: DialectName, pgUrl = dialect === 'postgres' ? inject('pgUrl') : ''): Promise<Place> {
  const open: Store[] = []
  const opener = (target: Target) => async () => {
    const store = await connect(target)
    open.push(store)
    return store
  }
  const closeAll = async () => {
    for (const store of open.splice(0)) await store.close()
  }
  if (dialect === 'sqlite') {
    const data = mkdtempSync(join(tmpdir(), 'stagewright-test-'))
    return {
      dialect,
      target: { data },
      connect: opener({ data }),
      async remove() {
        await closeAll()
        rmSync(data, { recursive: true, force: true })
      },
    }
  }
  counter += 1
  const name = `t_${process.pid}_${counter}_${Math.random().toString(36).slice(2, 8)}`
  await adminQuery(pgUrl, `create database ${name}`)
  const url = new URL(pgUrl)
  url.pathname = `/${name}`
  return {
    dialect,
    target: { url: url.href },
    connect: opener({ url: url.href }),
    async remove() {
      await closeAll()
      await adminQuery(pgUrl, `drop database ${name} with (force)`)
    },
  }
}

async function adminQuery(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(text)
  await client.end()
}

/** Runs a suite once per database. */
export function onBothDatabases(name: string, suite: (dialect: DialectName) => void): void {
  for (const dialect of ['sqlite', 'postgres'] as const) describe(`${name} (${dialect})`, () => suite(dialect))
}
