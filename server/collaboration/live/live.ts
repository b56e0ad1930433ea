// Live updates: whoever has an app open hears of changes by others. All listeners of one app in this process share one reader of its outbox, so it does not
// matter which process wrote. A stream ends with its session, with the right to open the app, and when the server stops.

import type { App } from '../../../runtime/definition/app.ts'
import type { Accounts, HeaderReader } from '../../access/accounts.ts'
import { isAllPowerful, mayDesign, mayOpen, type Principal, rolesIn, userId, viewedAs } from '../../access/principal.ts'
import type { AppHost } from '../../definitions/host.ts'
import { isPreviewKey } from '../../definitions/host.ts'
import { actingIn, isGone } from '../../previews/preview.ts'
import { type Batch, batchOf, eventsFor } from './batch.ts'
import { type Outbox, openOutbox } from './outbox.ts'
import { openStream, type Stream } from './stream.ts'

/** How often the outbox is looked at: SQLite tells without a query whether anything was written. */
const LOOK = { sqlite: 100, postgres: 250 } as const
const LOOK_AGAIN_AFTER_ERROR = 2000
/** How long a principal holds before an event is sent to him, and how long at most while nothing happens. */
const FRESH = 1000
const CHECK = 2000
const BEAT = 20_000
/** Streams of one person; opening another ends the oldest. */
const MOST_STREAMS = 30
/** Batches a listener may be behind before he is told to load anew. */
const MOST_BEHIND = 20

export interface LiveSources {
  readonly accounts: Accounts
  log(entry: Readonly<Record<string, unknown>>): void
}

export interface Live {
  /**
   * The stream of an app for a principal; `headers` are those of his request, by which he is recognised again. `after`: the id of the last event he has.
   * Undefined once the server is stopping.
   */
  open(host: AppHost, principal: Principal, headers: HeaderReader, after: string | null): ReadableStream<Uint8Array> | undefined
  /** Ends every stream and takes no more. */
  close(): Promise<void>
}

interface Listener {
  readonly stream: Stream
  readonly headers: HeaderReader
  principal: Principal
  checked: number
  beaten: number
  version: number
  /** What is being worked out for him, in order, and how much of it. */
  work: Promise<void>
  behind: number
  ended: boolean
}

interface Feed {
  readonly host: AppHost
  readonly listeners: Set<Listener>
  outbox: Promise<Outbox> | undefined
  timer: NodeJS.Timeout | undefined
  /** What was written up to this mark has been read. */
  mark: number | undefined
  /** The look that is under way. */
  busy: Promise<void> | undefined
}

export function createLive(sources: LiveSources): Live {
  const feeds = new Map<string, Feed>()
  let stopping = false

  function feedOf(host: AppHost): Feed {
    const known = feeds.get(host.key)
    if (known) return known
    const feed: Feed = { host, listeners: new Set(), outbox: undefined, timer: undefined, mark: undefined, busy: undefined }
    feeds.set(host.key, feed)
    return feed
  }

  function leave(feed: Feed, listener: Listener): void {
    listener.ended = true
    feed.listeners.delete(listener)
    if (feed.listeners.size > 0) return
    clearTimeout(feed.timer)
    feed.outbox = undefined
    feed.timer = undefined
    feed.mark = undefined
  }

  function look(feed: Feed, delay: number): void {
    if (stopping || feed.listeners.size === 0) return
    clearTimeout(feed.timer)
    feed.timer = setTimeout(() => {
      // A look that is under way goes on by itself.
      feed.busy ??= round(feed)
        .then((more) => (more ? 0 : LOOK[feed.host.db.dialect]))
        .catch((error) => {
          // A copy that was tried out and removed has nothing more to tell.
          if (isPreviewKey(feed.host.key) && isGone(error)) for (const listener of [...feed.listeners]) listener.stream.end()
          else sources.log({ level: 'warn', part: 'live', app: feed.host.key, error: String(error) })
          return LOOK_AGAIN_AFTER_ERROR
        })
        .then((next) => {
          feed.busy = undefined
          look(feed, next)
        })
    }, delay)
    feed.timer.unref()
  }

  /** One look at the outbox and at the listeners; true where more is waiting. */
  async function round(feed: Feed): Promise<boolean> {
    const { host, listeners } = feed
    const mark = host.db.changeMark()
    const quiet = mark !== undefined && mark === feed.mark
    const outbox = await feed.outbox
    if (!outbox) return false
    const { rows, place } = quiet ? { rows: [], place: outbox.place() } : await outbox.read()
    // Rows are read a page at a time, so after some there may be more under the same mark.
    feed.mark = rows.length > 0 ? undefined : mark
    if (rows.length > 0) {
      const { app } = await host.current()
      const batch = batchOf(host.db, app, rows, place)
      for (const listener of listeners) give(feed, listener, batch)
    }
    await attend(feed, place)
    return rows.length > 0
  }

  /** Lets a listener have his part of the batch, after what he is still owed. */
  function give(feed: Feed, listener: Listener, batch: Batch): void {
    if (listener.behind >= MOST_BEHIND) {
      listener.stream.reset(batch.place)
      return
    }
    listener.behind += 1
    const work = listener.work.then(async () => {
      if (listener.ended || !(await stillThere(feed, listener, batch.app, FRESH))) return
      listener.stream.send(await eventsFor(batch, listener.principal), batch.place)
    })
    listener.work = work
      .catch((error) => {
        sources.log({ level: 'warn', part: 'live', app: feed.host.key, error: String(error) })
        listener.stream.reset(batch.place)
      })
      .then(() => {
        listener.behind -= 1
      })
  }

  /** Signs of life, ended sessions, changed rights, a newly published version. */
  async function attend(feed: Feed, place: number): Promise<void> {
    const now = Date.now()
    const due = [...feed.listeners].filter((listener) => now - listener.checked >= CHECK)
    if (due.length > 0) {
      const { app, number } = await feed.host.current()
      const attended = due.map(async (listener) => {
        if (!(await stillThere(feed, listener, app, CHECK)) || listener.version === number || listener.version === 0) return
        listener.version = number
        listener.stream.tell('version', number, place)
      })
      await Promise.all(attended)
    }
    for (const listener of feed.listeners) {
      if (now - listener.beaten < BEAT) continue
      listener.beaten = now
      // A place he has not got yet must not be told to a listener who is still owed something before it.
      if (listener.behind === 0) listener.stream.beat(place)
    }
  }

  /** Recognises a listener again when that is longer ago than `age`; ends his stream where he is not to be told any more. */
  async function stillThere(feed: Feed, listener: Listener, app: App, age: number): Promise<boolean> {
    if (Date.now() - listener.checked < age) return true
    const person = await sources.accounts.authenticate(listener.headers)
    const principal = listenerIn(app, person && (await actingIn(feed.host, person)), listener.headers)
    if (!principal || userId(principal) !== userId(listener.principal)) {
      listener.stream.end()
      return false
    }
    const changed = standing(principal, app) !== standing(listener.principal, app)
    listener.principal = principal
    listener.checked = Date.now()
    if (changed) listener.stream.reset((await feed.outbox)?.place() ?? 0)
    return true
  }

  async function begin(feed: Feed, listener: Listener, after: string | null): Promise<void> {
    const { app, number } = await feed.host.current()
    const outbox = await feed.outbox
    if (!outbox) return
    listener.version = number
    const place = outbox.place()
    if (after === null || after === '') return listener.stream.tell('ready', number, place)
    const rows = /^\d{1,15}$/.test(after) ? await outbox.since(Number(after)) : undefined
    listener.stream.tell('ready', number, rows ? Number(after) : place)
    if (!rows) return listener.stream.reset(place)
    listener.stream.send(await eventsFor(batchOf(feed.host.db, app, rows, place), listener.principal), place)
  }

  return {
    open(host, principal, headers, after) {
      if (stopping) return undefined
      const feed = feedOf(host)
      const start = () => {
        if (stopping) return listener.stream.end()
        listener.ended = false
        const mine = [...feed.listeners].filter((each) => userId(each.principal) === userId(principal))
        if (mine.length >= MOST_STREAMS) mine[0]!.stream.end()
        feed.listeners.add(listener)
        const first = feed.outbox === undefined
        feed.outbox ??= openOutbox(host.db)
        listener.work = begin(feed, listener, after)
          .catch((error) => {
            sources.log({ level: 'warn', part: 'live', app: host.key, error: String(error) })
            listener.stream.end()
          })
          .then(() => {
            listener.behind -= 1
          })
        if (first) look(feed, 0)
      }
      const now = Date.now()
      const listener: Listener = {
        stream: openStream(start, () => leave(feed, listener)),
        headers,
        principal,
        checked: now,
        beaten: now,
        version: 0,
        work: Promise.resolve(),
        // what he is owed from the beginning
        behind: 1,
        ended: true,
      }
      return listener.stream.body
    },
    async close() {
      stopping = true
      const open: (Promise<void> | undefined)[] = []
      for (const { listeners, timer, busy } of feeds.values()) {
        clearTimeout(timer)
        open.push(busy, ...[...listeners].map((listener) => listener.work))
        for (const listener of [...listeners]) listener.stream.end()
      }
      await Promise.all(open)
    },
  }
}

/** Who listens to the app: the person, or the role he looks at it as; undefined where he may not any more. */
function listenerIn(app: App, person: Principal | undefined, headers: HeaderReader): Principal | undefined {
  if (!person || !mayOpen(person, app)) return undefined
  const viewed = headers.get('x-view-as')
  if (viewed === null) return person
  return mayDesign(person, app) && app.roles.has(viewed) ? viewedAs(person, app, viewed) : undefined
}

/** Equal while a principal may see the same. */
function standing(principal: Principal, app: App): string {
  const team = principal.kind === 'user' ? principal.team : []
  return JSON.stringify([isAllPowerful(principal), rolesIn(principal, app), team])
}
