// How the sign-in library (better-auth) is set up, for the process it runs in.
import type { BetterAuthOptions } from 'better-auth'
import { newId } from '../database/id.ts'
import type { LibraryDatabase } from '../database/library-database.ts'

export const MIN_PASSWORD = 8
export const MAX_PASSWORD = 128
const SESSION_SECONDS = 60 * 60 * 24 * 14
export const COOKIE_PREFIX = 'stagewright'
export const APP_NAME = 'Stagewright'

export function libraryOptions({ db, type }: LibraryDatabase, secret: string, publicUrl: string | undefined) {
  return {
    appName: APP_NAME,
    baseURL: publicUrl ?? 'http://127.0.0.1',
    secret,
    database: { db, type },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD,
      maxPasswordLength: MAX_PASSWORD,
      revokeSessionsOnPasswordReset: true,
    },
    session: { expiresIn: SESSION_SECONDS, cookieCache: { enabled: false } },
    user: {
      additionalFields: {
        admin: { type: 'boolean', required: true, defaultValue: false, input: false },
        disabled: { type: 'boolean', required: true, defaultValue: false, input: false },
        locale: { type: 'string', required: false, input: false },
        roles: { type: 'string', required: true, defaultValue: '{}', input: false },
      },
    },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: publicUrl?.startsWith('https://') ?? false,
      // Requests are checked for their origin before they come here, by the address they were sent to.
      disableCSRFCheck: true,
      disableOriginCheck: true,
      database: { generateId: () => newId() },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Attempts are counted in the database by attempts.ts.
    rateLimit: { enabled: false },
  } satisfies BetterAuthOptions
}
