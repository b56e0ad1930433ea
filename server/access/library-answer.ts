// What the sign-in library answers, as a result of ours: its cookies are handed on, its errors become the one problem that fits.
import { fail, ok, type Problem, type Result } from '../../runtime/problem.ts'

/** The library's answer with its cookies, or `wrong`. Its body says only whether a second factor is asked for: `{"twoFactor":true}`. */
export async function answered(call: Promise<Response>, wrong: Problem): Promise<Result<Response>> {
  const response = await call
  if (!response.ok) return fail(wrong)
  const body = (await response.json().catch(() => null)) as { twoFactorRedirect?: boolean } | null
  return ok(new Response(body?.twoFactorRedirect ? '{"twoFactor":true}' : '{}', { headers: cookiesOf(response) }))
}

export function cookiesOf(response: Response): Headers {
  const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'no-store' })
  for (const cookie of response.headers.getSetCookie()) headers.append('set-cookie', cookie)
  return headers
}
