// Requests as routes get them: parameters and bodies read once, refused with a reason before any route sees them.
import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'
import { readJson } from '../runtime/definition/read-json.ts'
import { fail, ok, type Problem, problem, type Result } from '../runtime/problem.ts'
import type { HeaderReader } from './access/accounts.ts'
import type { Route } from './routes/route.ts'

const MAX_BODY = 2 * 1024 * 1024
const MAX_UPLOAD = 200 * 1024 * 1024

/** The request as Node has it; undefined where none came over the network. */
function incomingOf(c: Context): IncomingMessage | undefined {
  return (c.env as { incoming?: IncomingMessage } | undefined)?.incoming
}

/** Headers are read from what Node has parsed already: making a `Headers` of them costs more than reading a record. */
export function headersOf(c: Context): HeaderReader {
  const incoming = incomingOf(c)
  if (!incoming) {
    const { headers } = c.req.raw
    return { get: (name) => headers.get(name), has: (name) => headers.has(name) }
  }
  const { headers } = incoming
  return { get: (name) => (headers[name] as string | undefined) ?? null, has: (name) => headers[name] !== undefined }
}

/** Query parameters by name: only those the route knows, each once. */
export function readQuery(route: Route, c: Context): Result<Record<string, string>> {
  const query: Record<string, string> = {}
  if (!c.req.url.includes('?')) return ok(query)
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
  const declared = Number(headersOf(c).get('content-length') ?? 0)
  const tooLarge = () =>
    fail(problem('', 'too_large', `The request is larger than ${limit / 1024 / 1024} MB.`, `请求超过 ${limit / 1024 / 1024} MB。`))
  if (declared > limit) return tooLarge()
  const incoming = incomingOf(c)
  const bytes = incoming
    ? await readIncoming(incoming, limit)
    : await readStream((c.req.raw.body ?? []) as AsyncIterable<Uint8Array>, limit)
  return bytes ? ok(bytes) : tooLarge()
}

/**
 * What comes over the network, as Node gives it: the web stream around it costs more than a small change to a record. Undefined where it is longer than
 * `limit`; what is left then stays unread, and whoever answers drops it.
 */
function readIncoming(incoming: IncomingMessage, limit: number): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    let size = 0
    const take = (chunk: Uint8Array) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      else {
        incoming.off('data', take).pause()
        resolve(undefined)
      }
    }
    incoming.on('data', take)
    incoming.once('end', () => resolve(joined(chunks)))
    incoming.once('error', reject)
    incoming.once('close', () => reject(cutOff()))
  })
}

function cutOff(): Error {
  return Object.assign(new Error('the connection ended before the request was read'), { code: 'ECONNRESET' })
}

async function readStream(stream: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size > limit) return undefined
    chunks.push(chunk)
  }
  return joined(chunks)
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
}

/** The body as a JSON object, read as strictly as a definition file. It is parsed once `turn` has come, and waits as bytes until then. */
export async function readBody(c: Context, turn?: () => Promise<void>): Promise<Result<Record<string, unknown>>> {
  if (!headersOf(c).get('content-type')?.startsWith('application/json')) {
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
  if (turn) {
    await turn()
    // Nobody is there any more to be told what became of it.
    if (incomingOf(c)?.socket.destroyed) throw cutOff()
  }
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
