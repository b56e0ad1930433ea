// One open stream of server-sent events: what waits to be sent, taken as fast as the reader takes it. Whoever is too slow is told to load anew.
import type { LiveEvent } from './batch.ts'

const MOST_WAITING = 1000
/** How long an ended stream may take to send what waits before its connection is cut. */
const LAST_MILLISECONDS = 2000
/** Milliseconds a browser waits before it comes back. */
const RETRY = 2000
const encoder = new TextEncoder()

export interface Stream {
  readonly body: ReadableStream<Uint8Array>
  /** Sends events; `place` is where in the outbox the reader is once he has all of them. */
  send(events: readonly LiveEvent[], place: number): void
  /** What was shown may be out of date in any part: load it anew. */
  reset(place: number): void
  /** The published version, when the stream opens and whenever it changes. */
  tell(name: 'ready' | 'version', version: number, place: number): void
  /** A sign of life, which also moves the place of a reader who hears nothing. */
  beat(place: number): void
  end(): void
}

/** A stream; `onOpen` runs when somebody begins to read it, `onClose` once when it has ended, whoever ended it. */
export function openStream(onOpen: () => void, onClose: () => void): Stream {
  let waiting: string[] = []
  let wake: (() => void) | undefined
  let open = false
  let ended = false
  let finished = false
  let control: ReadableStreamDefaultController<Uint8Array> | undefined
  function push(place: number, ...texts: string[]): void {
    if (ended) return
    // Whoever is so far behind is better off loading everything anew.
    waiting = waiting.length + texts.length > MOST_WAITING ? [resetText(place)] : [...waiting, ...texts]
    wake?.()
  }
  function close(): void {
    if (ended) return
    ended = true
    wake?.()
    onClose()
    const cut = () => {
      if (!finished) control?.error(new Error('the stream has ended'))
    }
    setTimeout(cut, LAST_MILLISECONDS).unref()
  }
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        control = controller
        if (!open) {
          open = true
          onOpen()
        }
        if (waiting.length === 0 && !ended) await new Promise<void>((resolve) => (wake = resolve))
        wake = undefined
        const texts = waiting
        waiting = []
        if (texts.length > 0) controller.enqueue(encoder.encode(texts.join('')))
        if (ended && !finished) {
          finished = true
          controller.close()
        }
      },
      cancel() {
        finished = true
        close()
      },
    },
    // Nothing is taken before the connection asks for it, so a slow reader's events wait here, where they are counted.
    { highWaterMark: 0 },
  )
  return {
    body,
    send(events, place) {
      // Only the last one carries the place: a connection that breaks among them begins before all of them again.
      if (events.length > 0) push(place, ...events.map((event, index) => eventText(event, index === events.length - 1 ? place : undefined)))
    },
    reset: (place) => push(place, resetText(place)),
    tell: (name, version, place) => push(place, `event: ${name}\nid: ${place}\nretry: ${RETRY}\ndata: ${JSON.stringify({ version })}\n\n`),
    beat(place) {
      if (waiting.length === 0) push(place, `: \nid: ${place}\n\n`)
    },
    end: close,
  }
}

function resetText(place: number): string {
  return `event: reset\nid: ${place}\ndata: {}\n\n`
}

function eventText(event: LiveEvent, place: number | undefined): string {
  const name = event.kind === 'notification' ? 'event: notification\n' : ''
  const data = event.kind === 'notification' ? '{}' : JSON.stringify(event)
  return `${name}${place === undefined ? '' : `id: ${place}\n`}data: ${data}\n\n`
}
