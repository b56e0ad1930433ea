// API keys: a program acts as the person who made the key, with no more than that person's rights and often with less. Only a hash of a key is kept.
import { createHash, randomBytes } from 'node:crypto'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import { type Database, type Row, Slot } from '../database/database.ts'
import { newId } from '../database/id.ts'
import { statement } from '../database/text.ts'
import type { HeaderReader } from './accounts.ts'

const PREFIX = 'sw_'
const SHOWN_LENGTH = 10
const MOST_KEYS = 20
const DAY = 86_400_000
const MOST_DAYS = 366
/** How exactly the last use is told; writing it down at every request would make every read a write. */
const USE_RESOLUTION = 60_000

export interface ApiKeyScope {
  /** Only reading; every change is refused. */
  readonly readOnly: boolean
  /** One role of one app instead of everything the person may do in apps. */
  readonly role: { readonly app: string; readonly key: string } | null
}
export interface ApiKey extends ApiKeyScope {
  readonly id: string
  readonly name: string
  /** The first characters, to know it again. */
  readonly shown: string
  readonly createdAt: string
  readonly expiresAt: string
  readonly lastUsedAt: string | null
}
export interface NewApiKey extends ApiKeyScope {
  readonly name: string
  /** From 1 to 366. */
  readonly days: number
}

/** What a request with a key stands for. */
export interface KeyHolder extends ApiKeyScope {
  readonly id: string
  readonly user: string
  readonly expiresAt: number
}

export interface ApiKeys {
  list(user: string): Promise<ApiKey[]>
  /** The key itself is told once, here. */
  create(user: string, key: NewApiKey): Promise<Result<{ readonly key: string; readonly made: ApiKey }>>
  remove(user: string, id: string): Promise<boolean>
  /** Whom the key in an `Authorization: Bearer` header stands for; undefined where it is not one of ours, has ended or was removed. */
  holder(headers: HeaderReader): Promise<KeyHolder | undefined>
}

const COLUMNS = '"id", "user", "name", "shown", "read_only", "role_app", "role_key", "created_at", "expires_at", "last_used_at"'

export function createApiKeys(db: Database): ApiKeys {
  const { dialect } = db
  const byHash = statement(dialect, `SELECT ${COLUMNS} FROM "_api_key" WHERE "hash" = ? AND "expires_at" > ?`, [
    new Slot('hash'),
    new Slot('now'),
  ])
  const use = statement(dialect, 'UPDATE "_api_key" SET "last_used_at" = ? WHERE "id" = ?', [new Slot('now'), new Slot('id')])
  return {
    async list(user) {
      const rows = await db.all(statement(dialect, `SELECT ${COLUMNS} FROM "_api_key" WHERE "user" = ? ORDER BY "id" DESC`, [user]))
      return rows.map(keyOf)
    },
    async create(user, key) {
      const problems = keyProblems(key)
      if (problems.length > 0) return fail(...problems)
      const text = PREFIX + randomBytes(30).toString('base64url')
      const now = Date.now()
      const row = {
        id: newId(now),
        user,
        name: key.name.trim(),
        shown: text.slice(0, SHOWN_LENGTH),
        read_only: Number(key.readOnly),
        role_app: key.role?.app ?? null,
        role_key: key.role?.key ?? null,
        created_at: now,
        expires_at: now + key.days * DAY,
        last_used_at: null,
      }
      const sql = `INSERT INTO "_api_key" (${COLUMNS}, "hash") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
      const made = await db.transaction(async (trx) => {
        const count = await trx.get(statement(dialect, 'SELECT count(*) AS n FROM "_api_key" WHERE "user" = ?', [user]))
        if (Number(count?.n) >= MOST_KEYS) return false
        await trx.run(statement(dialect, sql, [...Object.values(row), hashOf(text)]))
        return true
      })
      return made ? ok({ key: text, made: keyOf(row) }) : fail(tooMany())
    },
    async remove(user, id) {
      return (await db.run(statement(dialect, 'DELETE FROM "_api_key" WHERE "id" = ? AND "user" = ?', [id, user]))) > 0
    },
    async holder(headers) {
      const given = /^Bearer (sw_[\w-]{20,80})$/.exec(headers.get('authorization') ?? '')?.[1]
      if (!given) return undefined
      const now = Date.now()
      const row = await db.get(byHash, { hash: hashOf(given), now })
      if (!row) return undefined
      if (now - Number(row.last_used_at ?? 0) > USE_RESOLUTION) await db.run(use, { now, id: row.id })
      return { id: String(row.id), user: String(row.user), expiresAt: Number(row.expires_at), ...scopeOf(row) }
    },
  }
}

function scopeOf(row: Row): ApiKeyScope {
  return {
    readOnly: Boolean(Number(row.read_only)),
    role: row.role_app === null ? null : { app: String(row.role_app), key: String(row.role_key) },
  }
}

function keyOf(row: Row): ApiKey {
  return {
    id: String(row.id),
    name: String(row.name),
    shown: String(row.shown),
    ...scopeOf(row),
    createdAt: new Date(Number(row.created_at)).toISOString(),
    expiresAt: new Date(Number(row.expires_at)).toISOString(),
    lastUsedAt: row.last_used_at === null ? null : new Date(Number(row.last_used_at)).toISOString(),
  }
}

function keyProblems({ name, days }: NewApiKey): Problem[] {
  const length = name.trim().length
  return [
    ...(length >= 1 && length <= 100
      ? []
      : [problem('name', 'name', 'name: enter 1 to 100 characters.', 'name：请填写 1 到 100 个字符。')]),
    ...(Number.isInteger(days) && days >= 1 && days <= MOST_DAYS
      ? []
      : [
          problem(
            'days',
            'limit',
            `days: ${days} is not a whole number from 1 to ${MOST_DAYS}.`,
            `days：${days} 应为 1 到 ${MOST_DAYS} 的整数。`,
          ),
        ]),
  ]
}

function tooMany(): Problem {
  return problem(
    '',
    'limit',
    `You have ${MOST_KEYS} keys already. Remove one that is not used any more.`,
    `已有 ${MOST_KEYS} 个密钥，请先删除不再使用的。`,
  )
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url')
}
