// The one way to the server: JSON in, JSON out, refusals in the language of the screen. No other part of the pages fetches.
import i18next from 'i18next'
import type { Refusal } from './shapes.ts'

const BASE = '/api/v1'

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
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly body?: unknown
  /** The changed record comes back instead of its version alone. */
  readonly wantRecord?: boolean
  readonly signal?: AbortSignal
}

/** Calls the server and gives its JSON; throws ApiError. */
export async function call<T>(path: string, { method = 'GET', query, body, wantRecord, signal }: Call = {}): Promise<T> {
  const headers: Record<string, string> = { 'accept-language': i18next.language }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (wantRecord) headers.prefer = 'return=representation'
  let response: Response
  try {
    response = await fetch(BASE + path + queryText(query), {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError(0, 'unreachable', i18next.t('failure.unreachable'), [])
  }
  const text = await response.text()
  const json = text === '' ? undefined : parse(text)
  if (response.ok) return json as T
  const refusal = json as { code?: string; message?: string; problems?: readonly Refusal[] } | undefined
  if (response.status === 401) for (const tell of signedOut) tell()
  const message = refusal?.message ?? i18next.t('failure.status', { status: response.status })
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

const signedOut = new Set<() => void>()

/** Tells when the server no longer knows the session. */
export function onSignedOut(tell: () => void): () => void {
  signedOut.add(tell)
  return () => signedOut.delete(tell)
}

/** What a failure says: the sentence of the server, or of the browser for a fault of its own. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

export function problemsOf(error: unknown): readonly Refusal[] {
  return error instanceof ApiError ? error.problems : []
}
