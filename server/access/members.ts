// What people do with accounts: first set-up, signing in, passwords, sessions, invitations, teams, rights. Every secret is kept as a hash.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import type { Database } from '../database/database.ts'
import { newId } from '../database/id.ts'
import { statement } from '../database/text.ts'
import type { Accounts, HeaderReader, User } from './accounts.ts'
import { type ApiKeys, createApiKeys } from './api-keys.ts'
import { countAttempt } from './attempts.ts'
import { emailProblems, nameProblems, passwordProblems } from './better-auth.ts'
import type { SignInLibrary } from './library.ts'
import { answered, browserOf, type SessionChange } from './library-answer.ts'
import { changeProfile, type Profile, type ProfileChange, readProfile } from './profile.ts'
import { dropSecret } from './settings.ts'
import { createTwoFactor, type TwoFactor } from './two-factor.ts'

const INVITATION_DAYS = 7
const DAY = 86_400_000
/** Attempts in five minutes: from one address, and on one account. */
const ADDRESS_ATTEMPTS = 60
const ACCOUNT_ATTEMPTS = 10

export interface SessionInfo {
  readonly id: string
  readonly createdAt: string
  readonly userAgent: string | null
  readonly current: boolean
}
export interface Invitation {
  readonly id: string
  readonly email: string
  readonly admin: boolean
  readonly roles: Readonly<Record<string, readonly string[]>>
  readonly expiresAt: string
}
export interface Team {
  readonly id: string
  readonly name: string
  readonly manager: string | null
  readonly members: readonly string[]
}
export interface UserChange {
  readonly name?: string
  readonly admin?: boolean
  readonly disabled?: boolean
  readonly locale?: string | null
  readonly roles?: Readonly<Record<string, readonly string[]>>
}

export interface Members extends Accounts {
  readonly keys: ApiKeys
  readonly twoFactor: TwoFactor
  /** Creates the first administrator; the token works once, and only while there is no user. */
  setUp(token: string, user: { name: string; email: string; password: string }): Promise<Result<User>>
  /** Begins a session, or the second step of it. */
  signIn(email: string, password: string, headers: HeaderReader, address: string): Promise<Result<SessionChange>>
  signOut(headers: HeaderReader): Promise<SessionChange>
  /** Changes the password, ends every other session and renews this one. */
  changePassword(current: string, next: string, headers: HeaderReader): Promise<Result<SessionChange>>
  sessions(userId: string, headers: HeaderReader): Promise<SessionInfo[]>
  endSession(userId: string, id: string): Promise<boolean>
  updateUser(id: string, change: UserChange): Promise<Result<User>>
  profile(userId: string): Promise<Profile>
  changeProfile(userId: string, change: ProfileChange): Promise<Profile>
  invite(
    invitation: { email: string; admin: boolean; roles: Invitation['roles'] },
    by: string,
  ): Promise<Result<{ token: string; expiresAt: string }>>
  invitations(): Promise<Invitation[]>
  withdrawInvitation(id: string): Promise<boolean>
  invitation(token: string): Promise<Invitation | undefined>
  acceptInvitation(token: string, name: string, password: string): Promise<Result<User>>
  teams(): Promise<Team[]>
  saveTeam(id: string | undefined, team: { name: string; manager: string | null; members: readonly string[] }): Promise<Result<Team>>
  removeTeam(id: string): Promise<boolean>
}

export function createMembers(accounts: Accounts, db: Database, library: SignInLibrary): Members {
  const run = (sql: string, ...parameters: unknown[]) => db.run(statement(db.dialect, sql, parameters))
  const all = (sql: string, ...parameters: unknown[]) => db.all(statement(db.dialect, sql, parameters))
  const userOf = async (id: string) => (await accounts.users()).find((user) => user.id === id)

  async function invitation(token: string): Promise<Invitation | undefined> {
    const [row] = await all(
      'SELECT "id", "email", "admin", "roles", "expires_at" FROM "_invitation" WHERE "token_hash" = ? AND "expires_at" > ?',
      hashOf(token),
      Date.now(),
    )
    return row && invitationOf(row)
  }

  return {
    ...accounts,
    keys: createApiKeys(db),
    twoFactor: createTwoFactor(db, library),
    async setUp(token, user) {
      const due = await accounts.setupToken()
      if (!due || !sameText(token, due)) return fail(badToken())
      const problems = [...nameProblems(user.name), ...passwordProblems(user.password)]
      if (problems.length > 0) return fail(...problems)
      if (!(await dropSecret(db, 'setup_token', due))) return fail(badToken())
      const created = await accounts.createUser({ ...user, admin: true })
      if (!created.ok) await run('INSERT INTO "_setting" ("name", "value") VALUES (?, ?)', 'setup_token', due)
      return created
    },
    async signIn(email, password, headers, address) {
      const counted = [
        await countAttempt(db, `address ${address}`, ADDRESS_ATTEMPTS),
        await countAttempt(db, `account ${email.trim().toLowerCase()}`, ACCOUNT_ATTEMPTS),
      ]
      const limit = counted.find((each) => each !== undefined)
      if (limit) return fail(limit)
      const wrong = problem('password', 'credentials', 'The e-mail address or the password is wrong.', '邮箱或密码不正确。')
      // Nothing else of the request: an old cookie must not be carried into a new session.
      const result = await answered(library.call('signInEmail', { email: email.trim().toLowerCase(), password }, browserOf(headers)), wrong)
      if (!result.ok) return result
      const user = (await accounts.users()).find((each) => each.email === email.trim().toLowerCase())
      if (!user?.disabled) return result
      await run('DELETE FROM "session" WHERE "userId" = ?', user.id)
      return fail(wrong)
    },
    signOut: (headers) => library.call('signOut', {}, headers),
    async changePassword(current, next, headers) {
      const problems = passwordProblems(next)
      if (problems.length > 0) return fail(...problems)
      const wrong = problem('current', 'credentials', 'current: this is not your present password.', 'current：当前密码不正确。')
      return answered(
        library.call('changePassword', { currentPassword: current, newPassword: next, revokeOtherSessions: true }, headers),
        wrong,
      )
    },
    async sessions(userId, headers) {
      const current = await accounts.sessionOf(headers)
      const rows = await all(
        'SELECT "id", "createdAt", "userAgent" FROM "session" WHERE "userId" = ? AND "expiresAt" > ? ORDER BY "createdAt" DESC',
        userId,
        new Date().toISOString(),
      )
      return rows.map((row) => ({
        id: String(row.id),
        createdAt: new Date(row.createdAt as string).toISOString(),
        userAgent: row.userAgent ? String(row.userAgent) : null,
        current: row.id === current,
      }))
    },
    endSession: async (userId, id) => (await run('DELETE FROM "session" WHERE "id" = ? AND "userId" = ?', id, userId)) > 0,
    async updateUser(id, change) {
      const user = await userOf(id)
      if (!user) return fail(problem('', 'not_found', 'There is no such user.', '没有该用户。'))
      const problems = change.name === undefined ? [] : nameProblems(change.name)
      const losesAdmin = user.admin && (change.admin === false || change.disabled === true)
      const admins = (await accounts.users()).filter((each) => each.admin && !each.disabled && each.id !== id)
      if (losesAdmin && admins.length === 0)
        problems.push(
          problem('admin', 'last_admin', 'This is the last administrator. Name another one first.', '这是最后一位管理员，请先指定另一位。'),
        )
      if (problems.length > 0) return fail(...problems)
      const next = { ...user, ...change, name: change.name?.trim() ?? user.name }
      const flag = (value: boolean) => (db.dialect === 'sqlite' ? Number(value) : value)
      await run(
        'UPDATE "user" SET "name" = ?, "admin" = ?, "disabled" = ?, "locale" = ?, "roles" = ?, "updatedAt" = ? WHERE "id" = ?',
        next.name,
        flag(next.admin),
        flag(next.disabled),
        next.locale,
        JSON.stringify(next.roles),
        new Date().toISOString(),
        id,
      )
      if (next.disabled) await run('DELETE FROM "session" WHERE "userId" = ?', id)
      return ok(next)
    },
    profile: (userId) => readProfile(db, userId),
    changeProfile: (userId, change) => changeProfile(db, userId, change),
    async invite({ email, admin, roles }, by) {
      const problems = emailProblems(email.trim().toLowerCase())
      if (problems.length > 0) return fail(...problems)
      const token = randomBytes(32).toString('base64url')
      const expires = Date.now() + INVITATION_DAYS * DAY
      const sql =
        'INSERT INTO "_invitation" ("id", "token_hash", "email", "admin", "roles", "created_by", "expires_at") VALUES (?, ?, ?, ?, ?, ?, ?)'
      await run(sql, newId(), hashOf(token), email.trim().toLowerCase(), Number(admin), JSON.stringify(roles), by, expires)
      return ok({ token, expiresAt: new Date(expires).toISOString() })
    },
    invitations: async () =>
      (
        await all(
          'SELECT "id", "email", "admin", "roles", "expires_at" FROM "_invitation" WHERE "expires_at" > ? ORDER BY "expires_at"',
          Date.now(),
        )
      ).map(invitationOf),
    withdrawInvitation: async (id) => (await run('DELETE FROM "_invitation" WHERE "id" = ?', id)) > 0,
    invitation,
    async acceptInvitation(token, name, password) {
      const found = await invitation(token)
      if (!found) return fail(badToken())
      const problems = [...nameProblems(name), ...passwordProblems(password)]
      if (problems.length > 0) return fail(...problems)
      // Whoever removes the invitation is the one who uses it.
      if ((await run('DELETE FROM "_invitation" WHERE "id" = ?', found.id)) !== 1) return fail(badToken())
      return accounts.createUser({ name, email: found.email, password, admin: found.admin, roles: found.roles })
    },
    async teams() {
      const members = await all('SELECT "team", "member" FROM "_team_member" ORDER BY "member"')
      const rows = await all('SELECT "id", "name", "manager" FROM "_team" ORDER BY "name", "id"')
      return rows.map((row) => ({
        id: String(row.id),
        name: String(row.name),
        manager: row.manager === null ? null : String(row.manager),
        members: members.filter((each) => each.team === row.id).map((each) => String(each.member)),
      }))
    },
    async saveTeam(id, { name, manager, members }) {
      const problems = nameProblems(name)
      const known = new Set((await accounts.users()).map((user) => user.id))
      const people = [...new Set(members)]
      for (const person of manager === null ? people : [manager, ...people]) {
        if (!known.has(person))
          problems.push(problem('members', 'no_such_user', `members: there is no user "${person}".`, `members：没有用户“${person}”。`))
      }
      if (problems.length > 0) return fail(...problems)
      const team = id ?? newId()
      const written = await db.transaction(async (trx) => {
        const within = (sql: string, ...parameters: unknown[]) => trx.run(statement(trx.dialect, sql, parameters))
        if (id === undefined) await within('INSERT INTO "_team" ("id", "name", "manager") VALUES (?, ?, ?)', team, name.trim(), manager)
        else if ((await within('UPDATE "_team" SET "name" = ?, "manager" = ? WHERE "id" = ?', name.trim(), manager, team)) === 0)
          return false
        await within('DELETE FROM "_team_member" WHERE "team" = ?', team)
        for (const member of people) await within('INSERT INTO "_team_member" ("team", "member") VALUES (?, ?)', team, member)
        return true
      })
      return written
        ? ok({ id: team, name: name.trim(), manager, members: people })
        : fail(problem('', 'not_found', 'There is no such team.', '没有该团队。'))
    },
    removeTeam: async (id) => (await run('DELETE FROM "_team" WHERE "id" = ?', id)) > 0,
  }
}

function badToken(): Problem {
  return problem('token', 'token', 'This link is not valid any more. Ask for a new one.', '此链接已失效，请重新获取。')
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

function sameText(left: string, right: string): boolean {
  return timingSafeEqual(createHash('sha256').update(left).digest(), createHash('sha256').update(right).digest())
}

function invitationOf(row: Readonly<Record<string, unknown>>): Invitation {
  return {
    id: String(row.id),
    email: String(row.email),
    admin: Boolean(row.admin),
    roles: JSON.parse(String(row.roles)),
    expiresAt: new Date(Number(row.expires_at)).toISOString(),
  }
}
