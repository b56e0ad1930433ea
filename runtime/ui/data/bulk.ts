// Many records changed at once: sent in parts the server takes, one result per record whatever happens on the way.

import { say } from '../words/words.tsx'
import { ApiError, call, messageOf } from './api.ts'
import type { BulkResult } from './shapes.ts'

export type BulkAction = 'create' | 'update' | 'delete' | 'restore'
export type BulkRecord = Readonly<Record<string, unknown>>

export interface BulkOptions {
  /** Told after each part how many records are behind it. */
  readonly onProgress?: ((done: number) => void) | undefined
  /** Stops before the next part; what is not sent then has no result. */
  readonly signal?: AbortSignal | undefined
}

const MOST_RECORDS = 500
/** The server takes bodies of 2 MB. */
const MOST_CHARACTERS = 600_000

/** Code of the problem of records whose part never got a proper answer. */
export const NOT_ANSWERED = 'not_answered'

/** Parts of at most 500 records and about half of what a body may hold. */
export function partsOf(records: readonly BulkRecord[]): BulkRecord[][] {
  const parts: BulkRecord[][] = []
  let size = 0
  for (const record of records) {
    const length = JSON.stringify(record).length
    const part = parts.at(-1)
    if (!part || part.length >= MOST_RECORDS || size + length > MOST_CHARACTERS) {
      parts.push([record])
      size = length
    } else {
      part.push(record)
      size += length
    }
  }
  return parts
}

/** One result per record, in order. A part that fails as a whole gives each of its records the reason; the parts after it are not sent. */
export async function sendBulk(
  app: string,
  module: string,
  action: BulkAction,
  records: readonly BulkRecord[],
  { onProgress, signal }: BulkOptions = {},
): Promise<BulkResult[]> {
  const results: BulkResult[] = []
  let broken: BulkResult | undefined
  for (const part of partsOf(records)) {
    if (signal?.aborted) break
    if (broken) {
      results.push(...part.map(() => broken!))
      continue
    }
    try {
      const body = { action, records: part }
      const answer = await call<{ results: (BulkResult & { readonly _approval?: string })[] }>(`/apps/${app}/records/${module}/bulk`, {
        method: 'POST',
        body,
      })
      results.push(...answer.results.map((result) => (result._approval === undefined ? result : waiting())))
    } catch (error) {
      broken = { problems: reasonsOf(error) }
      results.push(...part.map(() => broken!))
    }
    onProgress?.(results.length)
  }
  return results
}

/** What waits for consent has not happened. */
function waiting(): BulkResult {
  return { problems: [{ path: '_stage', code: 'waits', message: say('move.waits') }] }
}

/** A refusal of the whole part says why; a part without an answer may be tried again. */
function reasonsOf(error: unknown) {
  const answered = error instanceof ApiError && error.status >= 400 && error.status < 500
  if (answered && error.problems.length > 0) return error.problems
  return [{ path: '', code: answered ? error.code : NOT_ANSWERED, message: messageOf(error) }]
}
