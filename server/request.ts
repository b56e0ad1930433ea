// Requests as routes get them: parameters and bodies read once, refused with a reason before any route sees them.
import type { Context } from 'hono'
import { readJson } from '../runtime/definition/read-json.ts'
import { fail, ok, type Problem, problem, type Result } from '../runtime/problem.ts'
import type { Route } from './routes/route.ts'

const MAX_BODY = 2 * 1024 * 1024
const MAX_UPLOAD = 200 * 1024 * 1024

/** Query parameters by name: only those the route knows, each once. */
export function readQuery(route: Route, c: Context): Result<Record<string, string>> {
  const query: Record<string, string> = {}
  for (const [name, values] of Object.entries(c.req.queries())) {
    const shown = name.slice(0, 60)
    if (!route.query?.includes(name)) {
      const known = route.query?.join(', ') || '–'
      return fail(
        problem(
          shown,
          'unknown_parameter',
          `"${shown}" is not a parameter of this address. Known: ${known}.`,
          `此地址没有参数“${shown}”。可用：${known}。`,
        ),
      )
    }
    if (values.length !== 1)
      return fail(
        problem(
          shown,
          'repeated_parameter',
          `"${shown}" is given ${values.length} times. Give it once.`,
          `参数“${shown}”出现了 ${values.length} 次，请只填一次。`,
        ),
      )
    query[name] = values[0]!
  }
  return ok(query)
}

/** The raw body, up to `limit` bytes. */
export async function readBytes(c: Context, limit = MAX_UPLOAD): Promise<Result<Uint8Array>> {
  const declared = Number(c.req.header('content-length') ?? 0)
  const tooLarge = () =>
    fail(problem('', 'too_large', `The request is larger than ${limit / 1024 / 1024} MB.`, `请求超过 ${limit / 1024 / 1024} MB。`))
  if (declared > limit) return tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of (c.req.raw.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > limit) return tooLarge()
    chunks.push(chunk)
  }
  return ok(Buffer.concat(chunks))
}

/** The body as a JSON object, read as strictly as a definition file. */
export async function readBody(c: Context): Promise<Result<Record<string, unknown>>> {
  if (!c.req.header('content-type')?.startsWith('application/json')) {
    return fail(
      problem(
        '',
        'not_json',
        'Send JSON with the header Content-Type: application/json.',
        '请以 JSON 提交，并设置 Content-Type: application/json。',
      ),
    )
  }
  const bytes = await readBytes(c, MAX_BODY)
  if (!bytes.ok) return bytes
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.value)
    const read = readJson(text)
    if (!read.ok) return read
    const { value } = read
    if (text.includes('\\u0000') && holdsNul(value)) return fail(nulProblem())
    if (value && typeof value === 'object' && !Array.isArray(value)) return ok(value as Record<string, unknown>)
  } catch {
    // falls through to the one refusal below
  }
  return fail(problem('', 'not_json', 'The body is not a JSON object.', '请求体不是 JSON 对象。'))
}

/** Texts end at the character NUL in too many places; PostgreSQL does not store it at all. */
export function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0')
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([name, member]) => name.includes('\0') || holdsNul(member))
}

export function nulProblem(): Problem {
  return problem('', 'character', 'The request holds the character NUL (U+0000). Leave it out.', '请求中含有空字符（U+0000），请去掉。')
}
