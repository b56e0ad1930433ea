// What can be taken back: each entry is what was said about a change and its records with their values before and after. Taking back is a change
// of its own through the bulk route, with the version each record had after ours: what someone else changed since is refused and told, never overwritten.
import { type BulkAction, type BulkRecord, NOT_ANSWERED } from '../data/bulk.ts'
import type { BulkResult, Refusal } from '../data/shapes.ts'

type Values = Readonly<Record<string, unknown>>

/** One record of a change, as the server answered it. */
export interface UndoRecord {
  readonly id: string
  /** The version it was changed from; 0 for a new one. */
  readonly seen: number
  /** The version the change gave it. */
  readonly version: number
  /** The values of the members that changed, before and after; empty where the record was created, deleted or restored. */
  readonly before?: Values
  readonly after?: Values
}
export interface UndoStep {
  readonly module: string
  readonly action: BulkAction
  readonly records: readonly UndoRecord[]
}
export interface UndoEntry {
  /** What was done, for people: "500 records changed". */
  readonly words: string
  readonly steps: readonly UndoStep[]
}
export interface NotUndone {
  readonly module: string
  readonly id: string
  readonly problems: readonly Refusal[]
}
export interface UndoOutcome {
  readonly words: string
  readonly done: number
  readonly failed: readonly NotUndone[]
}

/** Sends one action for many records; one result per record, in order. */
export type Perform = (module: string, action: BulkAction, records: readonly BulkRecord[]) => Promise<readonly BulkResult[]>

export interface UndoStack {
  /** Puts a change on the stack; what had been taken back before it cannot be done again. */
  add(entry: UndoEntry): object
  /** Takes back the latest change, or the one `token` stands for; undefined where there is none (any more). */
  undo(token?: object): Promise<UndoOutcome | undefined>
  redo(): Promise<UndoOutcome | undefined>
  /** Whether the change can still be taken back. */
  holds(token: object): boolean
  /** Runs work after what is under way and before what comes: a change that is on its way can be taken back at once. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  /** The version a record has if nobody but us changed it since it had `version`. */
  latest(id: string, version: number): number
  /** What undo and redo would do next. */
  next(): { readonly undo: string | undefined; readonly redo: string | undefined }
  subscribe(listener: () => void): () => void
}

const LIMIT = 100

interface Held {
  readonly token: object
  readonly entry: UndoEntry
}

const OPPOSITE: Readonly<Record<BulkAction, BulkAction>> = { create: 'delete', update: 'update', delete: 'restore', restore: 'delete' }

export function createUndoStack(perform: Perform): UndoStack {
  let undos: Held[] = []
  let redos: Held[] = []
  let snapshot: ReturnType<UndoStack['next']> = { undo: undefined, redo: undefined }
  const listeners = new Set<() => void>()
  /** Versions our own changes led to, by record and version before. */
  const own = new Map<string, number>()
  let last: Promise<unknown> = Promise.resolve()

  const tell = () => {
    snapshot = { undo: undos.at(-1)?.entry.words, redo: redos.at(-1)?.entry.words }
    for (const listener of listeners) listener()
  }
  /** Our own change took records one version on: whoever waits at the version before waits at the new one. With someone else's in between it does not. */
  const follow = (steps: readonly UndoStep[]) => {
    const next = new Map<string, number>()
    for (const { records } of steps)
      for (const { id, seen, version } of records) if (version === seen + 1) next.set(`${id} ${seen}`, version)
    for (const [place, version] of next) own.set(place, version)
    const moved = (held: Held): Held => {
      const follows = ({ id, version }: UndoRecord) => next.get(`${id} ${version}`)
      if (!held.entry.steps.some(({ records }) => records.some((record) => follows(record) !== undefined))) return held
      const followed = held.entry.steps.map((step) => ({
        ...step,
        records: step.records.map((record) => ({ ...record, version: follows(record) ?? record.version })),
      }))
      return { ...held, entry: { ...held.entry, steps: followed } }
    }
    undos = undos.map(moved)
    redos = redos.map(moved)
  }

  /** Runs an entry one way. Gives the part that was done, the part that got no answer, and what was refused. */
  const run = async (entry: UndoEntry, back: boolean) => {
    const done: UndoStep[] = []
    const unanswered: UndoStep[] = []
    const failed: NotUndone[] = []
    for (const { module, action, records } of back ? entry.steps.toReversed() : entry.steps) {
      // What was created and taken back stands in the trash, so doing it again restores it.
      const send: BulkAction = back ? OPPOSITE[action] : action === 'create' ? 'restore' : action
      const results = await perform(
        module,
        send,
        records.map((record) => ({
          ...(send === 'update' ? (back ? record.before : record.after) : {}),
          _id: record.id,
          _version: record.version,
        })),
      )
      const good: UndoRecord[] = []
      const open: UndoRecord[] = []
      for (const [index, record] of records.entries()) {
        const result = results[index]
        if (result && '_id' in result) good.push({ ...record, seen: record.version, version: result._version })
        else {
          const problems = result && 'problems' in result ? result.problems : []
          failed.push({ module, id: record.id, problems })
          if (problems.length === 0 || problems.some(({ code }) => code === NOT_ANSWERED)) open.push(record)
        }
      }
      if (good.length > 0) done.push({ module, action, records: good })
      if (open.length > 0) unanswered.push({ module, action, records: open })
    }
    if (back) return { done: done.toReversed(), unanswered: unanswered.toReversed(), failed }
    return { done, unanswered, failed }
  }
  const move = async (back: boolean, token?: object): Promise<UndoOutcome | undefined> => {
    const from = back ? undos : redos
    const held = token === undefined ? from.at(-1) : from.find((each) => each.token === token)
    if (!held) return undefined
    const { done, unanswered, failed } = await run(held.entry, back)
    const rest = (list: Held[]) =>
      list.flatMap((each) =>
        each.token !== held.token ? [each] : unanswered.length > 0 ? [{ ...each, entry: { ...each.entry, steps: unanswered } }] : [],
      )
    const other = done.length > 0 ? [{ token: held.token, entry: { ...held.entry, steps: done } }] : []
    if (back) {
      undos = rest(undos)
      follow(done)
      redos = [...redos, ...other]
    } else {
      redos = rest(redos)
      follow(done)
      undos = [...undos, ...other]
    }
    tell()
    return { words: held.entry.words, done: done.reduce((sum, { records }) => sum + records.length, 0), failed }
  }
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work)
    last = turn.catch(() => undefined)
    return turn
  }

  return {
    add(entry) {
      const held = { token: {}, entry }
      follow(entry.steps)
      undos = [...undos, held].slice(-LIMIT)
      redos = []
      tell()
      return held.token
    },
    undo: (token) => inTurn(() => move(true, token)),
    redo: () => inTurn(() => move(false)),
    holds: (token) => undos.some((held) => held.token === token),
    inTurn,
    latest(id, version) {
      let now = version
      for (let next = own.get(`${id} ${now}`); next !== undefined; next = own.get(`${id} ${now}`)) now = next
      return now
    },
    next: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
