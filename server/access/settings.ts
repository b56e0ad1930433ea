// Values an installation makes once and keeps: the secret that signs sessions, the token of first set-up. The first process to ask makes them.
import { randomBytes } from 'node:crypto'
import type { Database } from '../database/database.ts'
import { statement } from '../database/text.ts'

/** The value of that name, made from 32 random bytes by whoever comes first. */
export async function keptSecret(db: Database, name: string): Promise<string> {
  const insert = 'INSERT INTO "_setting" ("name", "value") VALUES (?, ?) ON CONFLICT ("name") DO NOTHING'
  await db.run(statement(db.dialect, insert, [name, randomBytes(32).toString('base64url')]))
  const row = await db.get(statement(db.dialect, 'SELECT "value" FROM "_setting" WHERE "name" = ?', [name]))
  return String(row!.value)
}

/** Removes a kept value; true for the one caller who removed it. */
export async function dropSecret(db: Database, name: string, value: string): Promise<boolean> {
  return (await db.run(statement(db.dialect, 'DELETE FROM "_setting" WHERE "name" = ? AND "value" = ?', [name, value]))) === 1
}
