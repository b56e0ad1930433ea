// The second factor: a code from an authenticator app, asked for after the password, with single-use codes for when the device is lost.
import { createHash } from 'node:crypto'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import type { Database } from '../database/database.ts'
import { statement } from '../database/text.ts'
import type { HeaderReader } from './accounts.ts'
import { countAttempt } from './attempts.ts'
import type { SignInLibrary } from './library.ts'
import { answered, bodyOf, browserOf, type SessionChange } from './library-answer.ts'

/** Attempts in five minutes for one signing in; a new one takes the password again, which is counted too. */
const CODE_ATTEMPTS = 8
const PENDING_COOKIE = /(?:^|;)\s*(?:__Secure-)?stagewright\.two_factor=[^;]+/

export interface TwoFactor {
  /** The second step of signing in; begins the session. */
  enterCode(code: string, headers: HeaderReader): Promise<Result<SessionChange>>
  /** Begins: what the authenticator app is told (an `otpauth:` address), and the codes to keep. Nothing is asked for before `confirm`. */
  begin(password: string, headers: HeaderReader): Promise<Result<{ readonly uri: string; readonly backupCodes: readonly string[] }>>
  /** A first code proves that the app has the secret; from then on codes are asked for. Renews the session. */
  confirm(code: string, headers: HeaderReader): Promise<Result<SessionChange>>
  /** Ends it with the password. Renews the session. */
  end(password: string, headers: HeaderReader): Promise<Result<SessionChange>>
  /** What an administrator does for someone who lost both device and codes. */
  reset(user: string): Promise<void>
  enabled(user: string): Promise<boolean>
}

export function createTwoFactor(db: Database, library: SignInLibrary): TwoFactor {
  const { dialect } = db
  const yes = dialect === 'sqlite' ? '1' : 'TRUE'
  const no = dialect === 'sqlite' ? '0' : 'FALSE'
  return {
    async enterCode(code, headers) {
      const pending = PENDING_COOKIE.exec(headers.get('cookie') ?? '')?.[0]
      if (!pending) return fail(problem('code', 'signed_out', 'code: sign in with your password first.', 'code：请先输入密码登录。'))
      const limit = await countAttempt(db, `code ${createHash('sha256').update(pending).digest('base64url')}`, CODE_ATTEMPTS)
      if (limit) return fail(limit)
      // Only what belongs to this signing in: an old session must not take part in it.
      const own = [['cookie', pending.replace(/^;?\s*/, '')] as const, ...browserOf(headers)]
      const text = code.replaceAll(/\s/g, '')
      return answered(library.call(/^\d{6}$/.test(text) ? 'verifyTOTP' : 'verifyBackupCode', { code: text }, own), wrongCode())
    },
    async begin(password, headers) {
      const reply = await library.call('enableTwoFactor', { password, method: 'totp' }, headers)
      const made = reply.status < 400 ? (bodyOf(reply) as { totpURI?: string; backupCodes?: readonly string[] }) : {}
      return made.totpURI ? ok({ uri: made.totpURI, backupCodes: made.backupCodes ?? [] }) : fail(wrongPassword())
    },
    confirm: async (code, headers) => answered(library.call('verifyTOTP', { code: code.replaceAll(/\s/g, '') }, headers), wrongCode()),
    end: async (password, headers) => answered(library.call('disableTwoFactor', { password }, headers), wrongPassword()),
    async reset(user) {
      await db.transaction(async (trx) => {
        await trx.run(statement(dialect, 'DELETE FROM "twoFactor" WHERE "userId" = ?', [user]))
        await trx.run(statement(dialect, `UPDATE "user" SET "twoFactorEnabled" = ${no} WHERE "id" = ?`, [user]))
      })
    },
    async enabled(user) {
      const sql = `SELECT 1 AS found FROM "user" WHERE "id" = ? AND "twoFactorEnabled" = ${yes}`
      return (await db.get(statement(dialect, sql, [user]))) !== undefined
    },
  }
}

function wrongCode(): Problem {
  return problem(
    'code',
    'credentials',
    'code: this code is not right or has run out. Enter the one shown now, or one of the codes you kept.',
    'code：验证码不正确或已过期，请输入当前显示的验证码，或使用一个备用码。',
  )
}

function wrongPassword(): Problem {
  return problem('password', 'credentials', 'password: this is not your password.', 'password：密码不正确。')
}
