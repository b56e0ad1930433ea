// People and sessions on better-auth: its tables, password hashing and signed cookies. Its own routes are not mounted; ours call what they need of it.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { fail, ok, problem, type Result } from '../../runtime/problem.ts'
import type { Store } from '../database/connect.ts'
import { type Database, Slot, type Statement } from '../database/database.ts'
import { statement } from '../database/text.ts'
import type { Accounts, HeaderReader, NewUser, User } from './accounts.ts'
import { createApiKeys, type KeyHolder } from './api-keys.ts'
import { installationTablesSql } from './installation-tables.ts'
import { openLibrary, type SignInLibrary } from './library.ts'
import { COOKIE_PREFIX, MAX_PASSWORD, MIN_PASSWORD } from './library-options.ts'
import { createMembers, type Members } from './members.ts'
import type { Principal } from './principal.ts'
import { keptSecret } from './settings.ts'

const KNOWN_MILLISECONDS = 1000
const MOST_KNOWN = 10_000
const COOKIE_NAMES = [`${COOKIE_PREFIX}.session_token`, `__Secure-${COOKIE_PREFIX}.session_token`]

/** Accounts of the installation; makes its tables when they are not there. `publicUrl` decides whether cookies are for https only. */
export async function createAccounts(store: Store, publicUrl?: string): Promise<Members> {
  const db = store.installation
  await db.transaction(async (trx) => {
    for (const sql of installationTablesSql(trx.dialect)) await trx.script(sql)
  })
  const secret = process.env.STAGEWRIGHT_SECRET || (await keptSecret(db, 'session_secret'))
  const library = openLibrary({ target: store.target, secret, publicUrl }, () => db.changed())
  store.beforeClose(() => library.close())
  // The newest of the library's tables: an installation made before it gets what is missing.
  if (!(await hasTable(db, 'twoFactor'))) await library.migrate()
  return createMembers(basicAccounts(db, library, secret), db, library)
}

async function hasTable(db: Database, name: string): Promise<boolean> {
  const catalogue =
    db.dialect === 'sqlite'
      ? 'SELECT 1 FROM sqlite_schema WHERE name = ?'
      : 'SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = ?'
  return (await db.get(statement(db.dialect, catalogue, [name]))) !== undefined
}

/** The token inside a signed session cookie, if the signature is ours. */
function sessionToken(headers: HeaderReader, secret: string): string | undefined {
  for (const part of (headers.get('cookie') ?? '').split(';')) {
    const at = part.indexOf('=')
    if (!COOKIE_NAMES.includes(part.slice(0, at).trim())) continue
    const value = decode(part.slice(at + 1).trim())
    const dot = value.lastIndexOf('.')
    const token = value.slice(0, dot)
    const given = Buffer.from(value.slice(dot + 1), 'base64')
    const due = createHmac('sha256', secret).update(token).digest()
    if (given.length === due.length && timingSafeEqual(given, due)) return token
  }
  return undefined
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/** One statement finds the living session, its enabled user and the people of his teams. */
function principalSql(dialect: Database['dialect'], where: string, join: string): string {
  const teams = `SELECT t."id" FROM "_team" AS t WHERE t."manager" = u."id" UNION SELECT o."team" FROM "_team_member" AS o WHERE o."member" = u."id"`
  const people = `SELECT m."member" AS id FROM "_team_member" AS m WHERE m."team" IN (${teams}) UNION SELECT n."manager" FROM "_team" AS n WHERE n."id" IN (${teams}) AND n."manager" IS NOT NULL`
  const managed = `SELECT c."member" AS id FROM "_team_member" AS c JOIN "_team" AS d ON d."id" = c."team" WHERE d."manager" = u."id"`
  const list = (ids: string) =>
    dialect === 'sqlite' ? `(SELECT json_group_array(p.id) FROM (${ids}) AS p)` : `(SELECT json_agg(p.id)::text FROM (${ids}) AS p)`
  return `SELECT u."id", u."name", u."admin", u."roles", ${list(people)} AS team, ${list(managed)} AS manages FROM "user" AS u ${join} WHERE ${where} AND NOT u."disabled"`
}

function basicAccounts(db: Database, library: SignInLibrary, secret: string): Accounts {
  const { dialect } = db
  const bySession = statement(
    dialect,
    principalSql(dialect, 's."token" = ? AND s."expiresAt" > ?', 'JOIN "session" AS s ON s."userId" = u."id"'),
    [new Slot('token'), new Slot('now')],
  )
  const byId = statement(dialect, principalSql(dialect, 'u."id" = ?', ''), [new Slot('id')])
  const session = statement(dialect, 'SELECT "id" FROM "session" WHERE "token" = ? AND "expiresAt" > ?', [
    new Slot('token'),
    new Slot('now'),
  ])
  const exists = statement(dialect, 'SELECT 1 AS found FROM "user" WHERE "id" = ?', [new Slot('id')])
  const anyone = statement(dialect, 'SELECT 1 AS found FROM "user" LIMIT 1')
  async function principal(sql: Statement, slots: Record<string, unknown>): Promise<Principal | undefined> {
    const row = await db.get(sql, slots)
    if (!row) return undefined
    const roles = JSON.parse(String(row.roles)) as Record<string, string[]>
    const team = new Set<string>(JSON.parse(String(row.team ?? '[]')))
    const id = String(row.id)
    return {
      kind: 'user',
      id,
      name: String(row.name),
      admin: Boolean(row.admin),
      roles: new Map(Object.entries(roles)),
      team: [...team.add(id)].sort(),
      manages: JSON.parse(String(row.manages ?? '[]')) as string[],
    }
  }
  const keys = createApiKeys(db)
  // What was found for a cookie holds until the next commit to the installation, or a second, so that the end of a session is seen.
  const known = new Map<string, { readonly mark: number; readonly at: number; readonly principal: Principal }>()
  return {
    async authenticate(headers) {
      if (headers.has('authorization')) {
        const holder = await keys.holder(headers)
        return holder && withKey(await principal(byId, { id: holder.user }), holder)
      }
      const cookie = headers.get('cookie')
      if (!cookie) return undefined
      const mark = db.changeMark()
      const now = Date.now()
      const found = mark === undefined ? undefined : known.get(cookie)
      if (found && found.mark === mark && now - found.at < KNOWN_MILLISECONDS) return found.principal
      const token = sessionToken(headers, secret)
      const living = token ? await principal(bySession, { token, now: new Date(now).toISOString() }) : undefined
      if (living && mark !== undefined) {
        if (known.size >= MOST_KNOWN) known.clear()
        known.set(cookie, { mark, at: now, principal: living })
      }
      return living
    },
    async sessionOf(headers) {
      const token = sessionToken(headers, secret)
      const row = token ? await db.get(session, { token, now: new Date().toISOString() }) : undefined
      return row && String(row.id)
    },
    principalOf: (id) => principal(byId, { id }),
    exists: async (id) => (await db.get(exists, { id })) !== undefined,
    async users() {
      const rows = await db.all(
        statement(dialect, 'SELECT "id", "name", "email", "admin", "disabled", "locale", "roles" FROM "user" ORDER BY "name", "id"'),
      )
      return rows.map(
        (row): User => ({
          id: String(row.id),
          name: String(row.name),
          email: String(row.email),
          admin: Boolean(row.admin),
          disabled: Boolean(row.disabled),
          locale: row.locale === null ? null : String(row.locale),
          roles: JSON.parse(String(row.roles)),
        }),
      )
    },
    createUser: (user) => createUser(library, user),
    setupToken: async () => ((await db.get(anyone)) ? undefined : keptSecret(db, 'setup_token')),
  }
}

/** What a person may do through a key: all the person may do in apps, or the key's role alone, as long as the person holds it. */
function withKey(owner: Principal | undefined, { id, readOnly, role }: KeyHolder): Principal | undefined {
  if (owner?.kind !== 'user') return undefined
  const limits = { key: { id, limited: role !== null }, ...(readOnly ? { readOnly } : {}) }
  if (!role) return { ...owner, ...limits }
  const holds = owner.admin || owner.roles.get(role.app)?.includes(role.key)
  return { ...owner, admin: false, roles: new Map(holds ? [[role.app, [role.key]]] : []), ...limits }
}

async function createUser(library: SignInLibrary, user: NewUser): Promise<Result<User>> {
  const email = user.email.trim().toLowerCase()
  const problems = [...nameProblems(user.name), ...emailProblems(email), ...passwordProblems(user.password)]
  if (problems.length > 0) return fail(...problems)
  const [name, admin, roles] = [user.name.trim(), user.admin ?? false, user.roles ?? {}]
  const id = await library.createUser({ name, email, password: user.password, admin, roles: JSON.stringify(roles) })
  if (id === undefined) {
    return fail(
      problem(
        'email',
        'not_unique',
        `email: "${email}" already has an account. Use another address.`,
        `email：“${email}”已有账号，请使用其他邮箱。`,
      ),
    )
  }
  return ok({ id, name, email, admin, disabled: false, locale: null, roles })
}

export function nameProblems(name: string): ReturnType<typeof problem>[] {
  const length = name.trim().length
  return length >= 1 && length <= 100 ? [] : [problem('name', 'name', 'name: enter 1 to 100 characters.', 'name：请填写 1 到 100 个字符。')]
}

export function emailProblems(email: string): ReturnType<typeof problem>[] {
  if (email.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return []
  return [
    problem('email', 'email', `email: "${email.slice(0, 60)}" is not an e-mail address.`, `email：“${email.slice(0, 60)}”不是邮箱地址。`),
  ]
}

export function passwordProblems(password: string): ReturnType<typeof problem>[] {
  if (password.length >= MIN_PASSWORD && password.length <= MAX_PASSWORD) return []
  return [
    problem(
      'password',
      'password',
      `password: use ${MIN_PASSWORD} to ${MAX_PASSWORD} characters.`,
      `password：密码长度应为 ${MIN_PASSWORD} 到 ${MAX_PASSWORD} 个字符。`,
    ),
  ]
}
