// What the sign-in library answers, as a result of ours: its cookies are handed on, its errors become the one problem that fits.
import { fail, ok, type Problem, type Result } from '../../runtime/problem.ts'
import type { HeaderReader } from './accounts.ts'
import type { LibraryReply } from './library.ts'

/** A session that began, goes on renewed, or ended. */
export interface SessionChange {
  /** What the browser is to keep, as the values of `set-cookie`. */
  readonly cookies: readonly string[]
  /** There is no session yet: the code of the second factor is asked for. */
  readonly twoFactor?: true
}

/** What the call did to the session, or `wrong` where the library refused. */
export async function answered(call: Promise<LibraryReply>, wrong: Problem): Promise<Result<SessionChange>> {
  const reply = await call
  if (reply.status >= 400) return fail(wrong)
  const { cookies } = reply
  return ok((bodyOf(reply) as { twoFactorRedirect?: boolean } | null)?.twoFactorRedirect ? { cookies, twoFactor: true } : { cookies })
}

/** The body of a reply; null where it has none. */
export function bodyOf({ text }: LibraryReply): unknown {
  return text === '' ? null : JSON.parse(text)
}

/** What the library is told of the browser, which it keeps with the session. */
export function browserOf(headers: HeaderReader): readonly (readonly [string, string])[] {
  const agent = headers.get('user-agent')
  return agent ? [['user-agent', agent]] : []
}
