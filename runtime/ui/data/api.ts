// The one way to the server: JSON in, JSON out, refusals in the language of the screen. No other part of the pages fetches.
import { currentLocale, say } from '../words/words.tsx'
import type { Refusal } from './shapes.ts'

export const BASE = '/api/v1'

/** A request that was refused or never arrived. `status` 0: the server could not be reached. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly problems: readonly Refusal[]

  constructor(status: number, code: string, message: string, problems: readonly Refusal[]) {
    super(message)
    this.status = status
    this.code = code
    this.problems = problems
  }
}

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly body?: unknown
  /** Sent as it is, in place of a body. */
  readonly file?: Blob
  /** The changed record comes back instead of its version alone. */
  readonly wantRecord?: boolean
  readonly signal?: AbortSignal
  /** Arrives even if the page is left meanwhile. */
  readonly keepalive?: boolean
}

/** Calls the server and gives its JSON; throws ApiError. */
export async function call<T>(
  path: string,
  { method = 'GET', query, body, file, wantRecord, signal, keepalive = false }: Call = {},
): Promise<T> {
  const headers: Record<string, string> = { 'accept-language': currentLocale() }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (wantRecord) headers.prefer = 'return=representation'
  if (concerns(path)) headers['x-view-as'] = viewed!.role
  let response: Response
  try {
    response = await fetch(BASE + path + queryText(query), {
      method,
      headers,
      credentials: 'same-origin',
      keepalive,
      ...(file ? { body: file } : body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError(0, 'unreachable', say('failure.unreachable'), [])
  }
  const text = await response.text()
  const json = text === '' ? undefined : parse(text)
  if (response.ok) {
    if (method !== 'GET') for (const tell of written) tell(path, json)
    return json as T
  }
  const refusal = json as { code?: string; message?: string; problems?: readonly Refusal[] } | undefined
  if (response.status === 401) for (const tell of signedOut) tell()
  if (refusal?.code === 'reading_only' && concerns(path)) for (const tell of refusedViews) tell()
  const message = refusal?.message ?? say('failure.status', { status: response.status })
  throw new ApiError(response.status, refusal?.code ?? 'internal', message, refusal?.problems ?? [])
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function queryText(query: Call['query']): string {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined)
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}

/** Opens a stream of server-sent events, from the event after `last` on; throws ApiError where it is refused or cannot be reached. */
export async function openStream(path: string, last: string | undefined, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const headers: Record<string, string> = { 'accept-language': currentLocale(), accept: 'text/event-stream' }
  if (last !== undefined) headers['last-event-id'] = last
  if (concerns(path)) headers['x-view-as'] = viewed!.role
  let response: Response
  try {
    response = await fetch(BASE + path, { headers, credentials: 'same-origin', cache: 'no-store', signal })
  } catch (error) {
    if (signal.aborted) throw error
    throw new ApiError(0, 'unreachable', say('failure.unreachable'), [])
  }
  if (response.ok && response.body) return response.body
  if (response.status === 401) for (const tell of signedOut) tell()
  throw new ApiError(response.status, 'stream', say('failure.status', { status: response.status }), [])
}

const written = new Set<(path: string, answer: unknown) => void>()

/** Tells of every change the server took from this page: the address it was sent to and the answer. */
export function onWritten(tell: (path: string, answer: unknown) => void): () => void {
  written.add(tell)
  return () => written.delete(tell)
}

const signedOut = new Set<() => void>()

/** Tells when the server no longer knows the session. */
export function onSignedOut(tell: () => void): () => void {
  signedOut.add(tell)
  return () => signedOut.delete(tell)
}

/** The role somebody looks at an app as: every request about that app names it, and the server answers as that role would see it, reading only. */
export interface ViewedAs {
  readonly app: string
  readonly role: string
}

let viewed: ViewedAs | undefined
const refusedViews = new Set<() => void>()

export function sendViewAs(next: ViewedAs | undefined): void {
  viewed = next
}

/** The role somebody looks at that app as. */
export function viewedRole(app: string): string | undefined {
  return viewed?.app === app ? viewed.role : undefined
}

/** On pages outside the app, as those of people and accounts, one asks as oneself. */
function concerns(path: string): boolean {
  if (viewed === undefined) return false
  const own = `/apps/${viewed.app}`
  return [path, location.pathname].every((each) => each === own || each.startsWith(`${own}/`))
}

/** Tells when a change was refused because somebody only looks as another role. */
export function onViewRefused(tell: () => void): () => void {
  refusedViews.add(tell)
  return () => refusedViews.delete(tell)
}

/** What a failure says: the sentence of the server, or of the browser for a fault of its own. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

export function problemsOf(error: unknown): readonly Refusal[] {
  return error instanceof ApiError ? error.problems : []
}
