// One connection to a stream of events that comes back by itself: after growing pauses with some chance in them, at once when the network is back, and from
// where it was. A connection that gives no sign of life is given up.
import { readEvents, type StreamEvent } from './events.ts'

export interface Connecting {
  /** Opens the stream after the event `last`. An error with a status that says "not for you" ends the connection for good. */
  open(last: string | undefined, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>
  /** The id of the last event taken. */
  last(): string | undefined
  onEvent(event: StreamEvent): void
  onState?(connected: boolean): void
  readonly pauses?: Partial<Pauses>
}

export interface Pauses {
  /** Milliseconds before the first try to come back; each one after it waits twice as long. */
  readonly first: number
  readonly longest: number
  /** Without a sign of life for this long the connection is dead; the server gives one every 20 seconds. */
  readonly silence: number
}

const PAUSES: Pauses = { first: 500, longest: 30_000, silence: 50_000 }
const NOT_FOR_YOU = new Set([400, 401, 403, 404])

/** Connects and stays connected until the result is called. */
export function connect({ open, last, onEvent, onState, pauses }: Connecting): () => void {
  const { first, longest, silence } = { ...PAUSES, ...pauses }
  let closed = false
  let failures = 0
  let current: AbortController | undefined
  let wake: (() => void) | undefined

  async function once(): Promise<void> {
    const controller = new AbortController()
    current = controller
    const quiet = { timer: undefined as ReturnType<typeof setTimeout> | undefined }
    const listen = () => {
      clearTimeout(quiet.timer)
      quiet.timer = setTimeout(() => controller.abort(), silence)
    }
    listen()
    try {
      const body = await open(last(), controller.signal)
      for await (const event of abortable(readEvents(body, listen), controller.signal)) {
        if (failures > 0 || event.name === 'ready') onState?.(true)
        failures = 0
        onEvent(event)
      }
    } finally {
      clearTimeout(quiet.timer)
      controller.abort()
      if (current === controller) current = undefined
    }
  }

  async function stay(): Promise<void> {
    while (!closed) {
      try {
        await once()
      } catch (error) {
        if (NOT_FOR_YOU.has((error as { status?: number }).status ?? 0)) closed = true
      }
      if (closed) return
      onState?.(false)
      const pause = Math.min(longest, first * 2 ** Math.min(failures, 10))
      failures += 1
      await new Promise<void>((resolve) => {
        wake = resolve
        // People who lost the server at the same moment do not come back at the same moment.
        setTimeout(resolve, pause * (0.5 + Math.random()))
      })
      wake = undefined
    }
  }

  const back = () => wake?.()
  const gone = () => current?.abort()
  const page = typeof window === 'undefined' ? undefined : window
  page?.addEventListener('online', back)
  page?.addEventListener('offline', gone)
  void stay()
  return () => {
    closed = true
    page?.removeEventListener('online', back)
    page?.removeEventListener('offline', gone)
    gone()
    back()
  }
}

/** Ends the reading when the signal says so, also where the stream itself does not notice. */
async function* abortable<T>(items: AsyncGenerator<T>, signal: AbortSignal): AsyncGenerator<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('the connection was given up')), { once: true })
  })
  aborted.catch(() => undefined)
  for (;;) {
    const next = await Promise.race([items.next(), aborted])
    if (next.done) return
    yield next.value
  }
}
