// How answers go out: written to Node's response as they are, long ones compressed, problems in the language of the reader. Statuses are decided here only.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Problem } from '../../runtime/problem.ts'
import type { Answer } from '../routes/route.ts'
import { SECURITY_HEADERS } from '../static.ts'
import { preferredLocale } from './request.ts'
import { together } from './together.ts'

const compress = promisify(gzip)

const STATUS: Readonly<Record<string, number>> = {
  signed_out: 401,
  forbidden: 403,
  reading_only: 403,
  not_your_move: 403,
  cross_site: 403,
  not_found: 404,
  no_such_route: 404,
  conflict: 409,
  version_moved: 409,
  not_waiting: 409,
  converted: 409,
  in_the_way: 409,
  merged: 409,
  app_exists: 409,
  too_large: 413,
  too_many: 429,
  internal: 500,
  busy: 503,
}

/** Names and values in turns: Node writes such a list as it is. */
type HeaderList = readonly string[]

const JSON_HEADERS: HeaderList = ['content-type', 'application/json', 'cache-control', 'no-store', 'x-content-type-options', 'nosniff']
const PROBLEM_HEADERS = JSON_HEADERS.with(1, 'application/problem+json')

/** Answers longer than this, in characters or bytes, are compressed for whoever takes that: a definition goes over the wire in a fifth of its size. */
const COMPRESSED_FROM = 16_384

/** Sends the answer; settles when it is handed over, streams when they are over. */
export function send(incoming: IncomingMessage, outgoing: ServerResponse, answer: Answer): Promise<void> | void {
  if ('problems' in answer) return sendProblems(incoming, outgoing, answer.problems)
  if ('body' in answer) {
    const { body, headers } = answer
    const list = Object.entries(headers).flat()
    return body instanceof Uint8Array ? end(outgoing, 200, list, body) : sendStream(outgoing, list, body)
  }
  if ('jsonText' in answer) return sendJson(incoming, outgoing, answer.status ?? 200, answer.jsonText)
  if ('json' in answer) {
    const { json, status = 200, headers } = answer
    if (status === 204) return end(outgoing, 204, headers?.flat() ?? [], '')
    return sendJson(incoming, outgoing, status, JSON.stringify(json), headers?.flat())
  }
  const headers = Object.entries({ ...SECURITY_HEADERS, 'content-type': answer.type, 'cache-control': 'no-store' }).flat()
  if (answer.fileName) headers.push('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(answer.fileName)}`)
  end(outgoing, 200, headers, answer.content)
}

function sendJson(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  status: number,
  body: string | Uint8Array,
  more: HeaderList = [],
): Promise<void> | void {
  if (body.length < COMPRESSED_FROM || !incoming.headers['accept-encoding']?.includes('gzip'))
    return end(outgoing, status, more.length > 0 ? [...JSON_HEADERS, ...more] : JSON_HEADERS, body)
  return compress(body, { level: 4 }).then((bytes) =>
    end(outgoing, status, [...JSON_HEADERS, ...more, 'content-encoding', 'gzip', 'vary', 'accept-encoding'], bytes),
  )
}

/** Problems as one document (RFC 9457), in the language the reader prefers. */
export function sendProblems(incoming: IncomingMessage, outgoing: ServerResponse, given: readonly Problem[]): void {
  const locale = preferredLocale(incoming.headers['accept-language'])
  const problems = given.map(({ message, ...rest }) => ({ ...rest, message: message[locale] }))
  const status = Math.max(...given.map((each) => STATUS[each.code] ?? 400))
  const body = { status, code: problems[0]?.code, message: problems[0]?.message, problems }
  end(outgoing, status, status === 503 ? [...PROBLEM_HEADERS, 'retry-after', '1'] : PROBLEM_HEADERS, JSON.stringify(body))
}

/** Writes the whole answer, with the others of this turn. */
export function end(outgoing: ServerResponse, status: number, headers: HeaderList, body: string | Uint8Array): void {
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length
  together(() => {
    try {
      outgoing.writeHead(status, status === 204 ? [...headers] : [...headers, 'content-length', String(length)])
      outgoing.end(body)
    } catch (error) {
      // The others of this turn must go out all the same.
      outgoing.destroy(error as Error)
    }
  })
}

/** Sends a stream. It is made no faster than it is read, and stops when nobody reads it any more. */
async function sendStream(outgoing: ServerResponse, headers: HeaderList, body: ReadableStream<Uint8Array>): Promise<void> {
  outgoing.writeHead(200, [...headers])
  outgoing.flushHeaders()
  await pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), outgoing).catch(() => outgoing.destroy())
}
