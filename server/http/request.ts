// Requests as routes get them: parameters and bodies read once, refused with a reason before any route sees them.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { readJson } from '../../runtime/definition/read-json.ts'
import { LOCALES, type Locale } from '../../runtime/label.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import type { HeaderReader } from '../access/accounts.ts'
import type { Principal } from '../access/principal.ts'
import type { AppHost, Published } from '../definitions/host.ts'
import { boundedCache } from '../records/cache.ts'
import type { AppRequest, Route } from '../routes/route.ts'
import type { Services } from '../services.ts'

const MAX_BODY = 2 * 1024 * 1024
const MAX_UPLOAD = 200 * 1024 * 1024

/**
 * Headers are read from what Node has parsed already: making a `Headers` of them costs more than reading a record, and what it comes from takes thirteen
 * megabytes.
 */
class IncomingHeaders implements HeaderReader {
  readonly #headers: IncomingHttpHeaders
  constructor(headers: IncomingHttpHeaders) {
    this.#headers = headers
  }
  get(name: string): string | null {
    return (this.#headers[name] as string | undefined) ?? null
  }
  has(name: string): boolean {
    return this.#headers[name] !== undefined
  }
  *[Symbol.iterator](): Iterator<readonly [string, string]> {
    for (const [name, value] of Object.entries(this.#headers))
      for (const each of Array.isArray(value) ? value : [value ?? '']) yield [name, each]
  }
}

/**
 * A request as routes get it. A class, as what only some routes ask for is worked out when they do, and an object literal with accessors is slow to make.
 * Who asks and for what app is not there before it is known; routes that are handled sooner do not see these members.
 */
export class HttpRequest implements AppRequest {
  readonly #incoming: IncomingMessage
  readonly services: Services
  readonly path: AppRequest['path']
  readonly query: AppRequest['query']
  readonly headers: HeaderReader
  principal!: Principal
  host!: AppHost
  published!: Published
  constructor(incoming: IncomingMessage, services: Services, path: AppRequest['path'], query: AppRequest['query']) {
    this.#incoming = incoming
    this.services = services
    this.path = path
    this.query = query
    this.headers = new IncomingHeaders(incoming.headers)
  }
  /** The peer's address. Headers that claim another one are not believed: anyone can send them. */
  get address() {
    return this.#incoming.socket.remoteAddress ?? 'local'
  }
  get locale() {
    return preferredLocale(this.headers.get('accept-language'))
  }
  body(turn?: () => Promise<void>) {
    return readBody(this.#incoming, turn)
  }
  bytes() {
    return readBytes(this.#incoming)
  }
  pieces(take: (piece: Uint8Array) => Promise<void>) {
    return readPieces(this.#incoming, take)
  }
}

/** The product's language that stands first in the header; Chinese where it names none. */
export function preferredLocale(header: string | null | undefined): Locale {
  return header ? locales.get(header, () => firstLocale(header)) : 'zh-CN'
}

/** Browsers send the same few headers again and again. */
const locales = boundedCache<Locale>(100)

function firstLocale(header: string): Locale {
  for (const part of header.split(',')) {
    const tag = part.split(';')[0]!.trim().toLowerCase()
    const found = LOCALES.find((locale) => locale.toLowerCase() === tag || locale.split('-')[0] === tag.split('-')[0])
    if (found) return found
  }
  return 'zh-CN'
}

const NO_QUERY: Result<Record<string, string>> = ok({})

/** Query parameters of an address by name: only those the route knows, each once. */
export function readQuery(route: Route, url: string): Result<Record<string, string>> {
  const at = url.indexOf('?')
  if (at < 0) return NO_QUERY
  const query: Record<string, string> = {}
  const given = new URLSearchParams(url.slice(at))
  for (const [name, value] of given) {
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
    if (Object.hasOwn(query, name)) {
      const times = given.getAll(name).length
      return fail(
        problem(
          shown,
          'repeated_parameter',
          `"${shown}" is given ${times} times. Give it once.`,
          `参数“${shown}”出现了 ${times} 次，请只填一次。`,
        ),
      )
    }
    query[name] = value
  }
  return ok(query)
}

/** The raw body, up to `limit` bytes. */
async function readBytes(incoming: IncomingMessage, limit = MAX_UPLOAD): Promise<Result<Uint8Array>> {
  if (declaredLength(incoming) > limit) return tooLarge(limit)
  const bytes = await readIncoming(incoming, limit)
  return bytes ? ok(bytes) : tooLarge(limit)
}

/** The raw body as it comes. What is left of one that is too large stays unread, and whoever answers drops it. */
async function readPieces(
  incoming: IncomingMessage,
  take: (piece: Uint8Array) => Promise<void>,
  limit = MAX_UPLOAD,
): Promise<Result<void>> {
  if (declaredLength(incoming) > limit) return tooLarge(limit)
  let size = 0
  for await (const piece of incoming.iterator({ destroyOnReturn: false })) {
    size += piece.length
    if (size > limit) return tooLarge(limit)
    await take(piece)
  }
  return ok(undefined)
}

function declaredLength(incoming: IncomingMessage): number {
  return Number(incoming.headers['content-length'] ?? 0)
}

function tooLarge(limit: number): Result<never> {
  const megabytes = limit / 1024 / 1024
  return fail(problem('', 'too_large', `The request is larger than ${megabytes} MB.`, `请求超过 ${megabytes} MB。`))
}

/**
 * What comes over the network, as Node gives it: the web stream around it costs more than a small change to a record. Undefined where it is longer than
 * `limit`; what is left then stays unread, and whoever answers drops it.
 */
function readIncoming(incoming: IncomingMessage, limit: number): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    if (incoming.destroyed) reject(cutOff())
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

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
}

/** The body as a JSON object, read as strictly as a definition file. It is parsed once `turn` has come, and waits as bytes until then. */
async function readBody(incoming: IncomingMessage, turn?: () => Promise<void>): Promise<Result<Record<string, unknown>>> {
  if (!incoming.headers['content-type']?.startsWith('application/json')) {
    return fail(
      problem(
        '',
        'not_json',
        'Send JSON with the header Content-Type: application/json.',
        '请以 JSON 提交，并设置 Content-Type: application/json。',
      ),
    )
  }
  const bytes = await readBytes(incoming, MAX_BODY)
  if (!bytes.ok) return bytes
  if (turn) {
    await turn()
    // Nobody is there any more to be told what became of it.
    if (incoming.socket.destroyed) throw cutOff()
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
