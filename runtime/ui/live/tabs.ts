// Tabs of one browser share one connection: browsers allow few to a server, and many open tabs would use them all up. The tab in sight holds it and tells the
// others; a tab nobody has looked at for a while takes no part and catches up when it is looked at.
import { connect } from './connection.ts'
import type { StreamEvent } from './events.ts'

export interface Listening {
  /** Tabs of the same name hear the same. */
  readonly name: string
  open(last: string | undefined, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>
  onEvent(event: StreamEvent): void
  /** What was missed cannot be told: everything on screen is to be read anew. */
  onMissed(): void
  onState(connected: boolean): void
}

/** A hidden tab takes part for so long. */
const HIDDEN = 60_000
/** What was read before the stream began is taken to be of the same moment where it is not older than this. */
const SAME_MOMENT = 4000

type Told = { readonly event: StreamEvent } | { readonly connected: boolean }

/** Listens until the result is called. */
export function listenInTabs({ name, open, onEvent, onMissed, onState }: Listening): () => void {
  const began = Date.now()
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(name)
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks
  let last: string | undefined
  let closed = false
  let paused = false
  let disconnect: (() => void) | undefined
  let release: (() => void) | undefined
  let waiting: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const take = (event: StreamEvent, own: boolean) => {
    const before = last
    if (event.id !== undefined) last = event.id
    if (event.name === 'ready') {
      // Where nobody knows from where on to tell, whatever came between is lost.
      if (before === undefined ? Date.now() - began > SAME_MOMENT : !own && Number(event.id) > Number(before)) onMissed()
    }
    if (event.data !== undefined) onEvent(event)
  }

  const lead = () => {
    disconnect ??= connect({
      open,
      last: () => last,
      onEvent(event) {
        take(event, true)
        channel?.postMessage({ event } satisfies Told)
      },
      onState(connected) {
        onState(connected)
        channel?.postMessage({ connected } satisfies Told)
      },
    })
  }
  const follow = () => {
    disconnect?.()
    disconnect = undefined
  }

  /** Holds the connection now (`at once`), or as soon as the tab that holds it lets go. */
  const stand = (atOnce: boolean) => {
    if (closed || disconnect) return
    if (!locks) return lead()
    waiting?.abort()
    waiting = undefined
    const hold = () => {
      waiting = undefined
      if (closed || paused) return undefined
      lead()
      return new Promise<void>((resolve) => {
        release = resolve
      })
    }
    const asked = new AbortController()
    if (!atOnce) waiting = asked
    locks.request(name, atOnce ? { steal: true } : { signal: asked.signal }, hold).then(
      () => undefined,
      () => {
        if (asked.signal.aborted) return
        // Another tab came into sight and took it.
        release = undefined
        follow()
        if (!paused) stand(false)
      },
    )
  }
  const leave = () => {
    waiting?.abort()
    waiting = undefined
    follow()
    release?.()
    release = undefined
  }

  const onSight = () => {
    clearTimeout(timer)
    if (document.visibilityState === 'visible') {
      paused = false
      stand(true)
    } else {
      timer = setTimeout(() => {
        paused = true
        leave()
      }, HIDDEN)
    }
  }
  if (channel) {
    channel.onmessage = ({ data }: MessageEvent<Told>) => {
      if (paused || disconnect) return
      if ('event' in data) take(data.event, false)
      else onState(data.connected)
    }
  }
  document.addEventListener('visibilitychange', onSight)
  onSight()
  return () => {
    closed = true
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', onSight)
    leave()
    channel?.close()
  }
}
