// The draft while it is edited. Changes are shown at once and sent a moment later; what others did meanwhile comes back with the answer and goes under
// one's own. Nothing a person did is dropped in silence: what clashes is asked about, what cannot be sent waits and is tried again.
import { applyEdits, type Edit, placeOf } from '../../runtime/definition/edit.ts'
import { inverseOf } from '../../runtime/definition/inverse.ts'
import type { AppDefinition } from '../../runtime/definition/types.ts'
import { ok, type Result } from '../../runtime/problem.ts'
import { type Change, joined, type Step, squeezed } from './change.ts'

export interface DraftOnServer {
  readonly version: number
  /** The published version it was begun from. */
  readonly base: number
  readonly definition: AppDefinition
  readonly by: string | null
  readonly at: string | null
}

export interface OthersEdits {
  readonly version: number
  readonly by: string | null
  readonly at: string
  readonly edits: readonly Edit[]
}

/** A place where somebody else did something to what one changed oneself. */
export interface Conflict {
  readonly path: string
  readonly by: string | null
  readonly at: string
  readonly theirs: Edit
}

export type SendAnswer =
  | { readonly kind: 'saved'; readonly version: number; readonly base: number; readonly others: readonly OthersEdits[] }
  | { readonly kind: 'conflict'; readonly conflicts: readonly Conflict[] }
  /** The draft that was edited is no more: published or discarded by somebody. */
  | { readonly kind: 'gone' }
  /** The server takes these edits never, for the reason given. */
  | { readonly kind: 'refused'; readonly message: string }
  /** It did not arrive; worth trying again. */
  | { readonly kind: 'failed'; readonly message: string }

export interface DraftServer {
  read(): Promise<DraftOnServer>
  /** What others did since; undefined where the draft is no more, or the server cannot be reached now. */
  since(
    version: number,
  ): Promise<{ readonly version: number; readonly base: number; readonly others: readonly OthersEdits[] } | 'gone' | undefined>
  send(since: number, edits: readonly Edit[], mine: readonly string[], leaving: boolean): Promise<SendAnswer>
}

export type SaveState =
  | { readonly kind: 'saved' }
  /** Changes wait to be sent, or are on their way. */
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'conflict'; readonly conflicts: readonly Conflict[] }

/** Something the person should hear of once. */
export type Notice =
  | { readonly kind: 'others'; readonly by: string | null; readonly count: number }
  | { readonly kind: 'gone'; readonly lost: number }
  | { readonly kind: 'refused'; readonly message: string }

export interface EditorState {
  readonly definition: AppDefinition
  /** The version of the draft on the server; 0: no draft, what is live. */
  readonly version: number
  readonly base: number
  readonly past: readonly Step[]
  readonly future: readonly Step[]
  readonly save: SaveState
}

export interface Editor {
  state(): EditorState
  subscribe(listener: () => void): () => void
  /** Does it, or says why it cannot be done; nothing is changed then. */
  dispatch(change: Change): Result<undefined>
  /** The step that was taken back. */
  undo(): Result<Step | undefined>
  redo(): Result<Step | undefined>
  /** Sends what waits, and is over once there is nothing more to send or it cannot be sent now. */
  flush(leaving?: boolean): Promise<void>
  /** Answers a conflict: the places where one's own stands; at the others the other person's does. */
  resolve(mine: readonly string[]): Promise<void>
  /** Takes in what others did since, unless something of one's own is on its way, which brings it along. */
  pull(): Promise<void>
  /** Takes the draft as it is on the server, with what is not yet sent on top. */
  reload(): Promise<void>
  onNotice(listener: (notice: Notice) => void): () => void
}

interface Options {
  /** Milliseconds without a change after which it is sent. */
  readonly patience?: number
  /** Milliseconds after which a failed sending is tried again; it doubles each time up to 30 s. */
  readonly retry?: number
  readonly now?: () => number
}

const MOST_EDITS = 1000
const LONGEST_RETRY = 30_000

export function createEditor(
  draft: DraftOnServer,
  server: DraftServer,
  { patience = 500, retry = 2000, now = Date.now }: Options = {},
): Editor {
  const listeners = new Set<() => void>()
  const noticeListeners = new Set<(notice: Notice) => void>()
  /** As the server has it, as far as it is known. */
  let confirmed = draft.definition
  let state: EditorState = {
    definition: draft.definition,
    version: draft.version,
    base: draft.base,
    past: [],
    future: [],
    save: { kind: 'saved' },
  }
  let waiting: readonly Edit[] = []
  let sending: readonly Edit[] = []
  let mine: readonly string[] = []
  let running: Promise<void> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let pause = retry

  function set(next: Partial<EditorState>): void {
    state = { ...state, ...next }
    for (const listener of listeners) listener()
  }
  function notify(notice: Notice): void {
    for (const listener of noticeListeners) listener(notice)
  }
  function later(milliseconds: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), milliseconds)
  }

  function perform(edits: readonly Edit[]): Result<AppDefinition> {
    const result = applyEdits(state.definition, edits)
    if (!result.ok) return result
    waiting = squeezed([...waiting, ...edits])
    if (state.save.kind !== 'conflict') later(patience)
    return result
  }

  function dispatch(change: Change): Result<undefined> {
    const inverse = inverseOf(state.definition, change.edits)
    const done = perform(change.edits)
    if (!done.ok) return done
    if (done.value === state.definition) return ok(undefined)
    const step: Step = { ...change, inverse, at: now() }
    const last = state.past.at(-1)
    const one = state.future.length === 0 ? joined(last, step) : undefined
    set({ definition: done.value, past: one ? [...state.past.slice(0, -1), one] : [...state.past, step], future: [], save: busy() })
    return ok(undefined)
  }

  function busy(): SaveState {
    return state.save.kind === 'conflict' ? state.save : { kind: 'saving' }
  }

  function undo(): Result<Step | undefined> {
    const step = state.past.at(-1)
    if (!step) return ok(undefined)
    const done = perform(step.inverse)
    if (!done.ok) return done
    set({ definition: done.value, past: state.past.slice(0, -1), future: [...state.future, step], save: busy() })
    return ok(step)
  }

  function redo(): Result<Step | undefined> {
    const step = state.future.at(-1)
    if (!step) return ok(undefined)
    const inverse = inverseOf(state.definition, step.edits)
    const done = perform(step.edits)
    if (!done.ok) return done
    // What comes next is no part of it.
    const { merge: _, ...again } = step
    set({ definition: done.value, past: [...state.past, { ...again, inverse }], future: state.future.slice(0, -1), save: busy() })
    return ok(step)
  }

  function flush(leaving = false): Promise<void> {
    clearTimeout(timer)
    if (running && leaving) return sendOnce(true)
    running ??= sendAll(leaving).finally(() => {
      running = undefined
    })
    return running
  }

  async function sendAll(leaving: boolean): Promise<void> {
    while ((waiting.length > 0 || sending.length > 0) && state.save.kind !== 'conflict') {
      await sendOnce(leaving)
      if (state.save.kind === 'failed') return
    }
  }

  async function sendOnce(leaving: boolean): Promise<void> {
    if (sending.length === 0) {
      sending = waiting.slice(0, MOST_EDITS)
      waiting = waiting.slice(MOST_EDITS)
    }
    if (sending.length === 0) return
    set({ save: { kind: 'saving' } })
    const answer = await server.send(state.version, sending, mine, leaving)
    if (answer.kind === 'failed') {
      set({ save: { kind: 'failed', message: answer.message } })
      later(pause)
      pause = Math.min(pause * 2, LONGEST_RETRY)
      return
    }
    pause = retry
    switch (answer.kind) {
      case 'saved':
        takeIn(answer.others, answer.version, sending)
        sending = []
        mine = []
        set({ save: waiting.length > 0 ? { kind: 'saving' } : { kind: 'saved' } })
        // It went onto what was published meanwhile, which has to be seen.
        if (answer.base !== state.base) notify({ kind: 'gone', lost: await reload() })
        return
      case 'conflict':
        set({ save: { kind: 'conflict', conflicts: answer.conflicts } })
        return
      case 'gone': {
        const lost = await reload()
        notify({ kind: 'gone', lost })
        return
      }
      case 'refused':
        sending = []
        mine = []
        set({ save: { kind: 'saved' }, past: [], future: [] })
        await reload()
        notify({ kind: 'refused', message: answer.message })
    }
  }

  async function resolve(kept: readonly string[]): Promise<void> {
    if (state.save.kind !== 'conflict') return
    const given = new Set(state.save.conflicts.map(({ path }) => path).filter((path) => !kept.includes(path)))
    const stays = (edit: Edit) => !given.has(placeOf(edit))
    const left = sending.filter(stays)
    // A step whose edits were given up has no way back any more.
    const own = (step: Step) => step.edits.every(stays)
    mine = [...mine, ...kept]
    set({ past: state.past.filter(own), future: state.future.filter(own), save: { kind: 'saving' } })
    if (left.length < sending.length) {
      sending = []
      waiting = [...left, ...waiting]
      await reload()
      // What stays was asked about already; the draft is read anew, so nobody is in its way.
      mine = []
    }
    await flush()
  }

  /** How many of the edits not yet sent found no place in the draft as it is now. */
  async function reload(): Promise<number> {
    let draft: DraftOnServer
    try {
      draft = await server.read()
    } catch (error) {
      waiting = [...sending, ...waiting]
      sending = []
      set({ save: { kind: 'failed', message: error instanceof Error ? error.message : String(error) } })
      later(pause)
      return 0
    }
    confirmed = draft.definition
    const own = layered(confirmed, [...sending, ...waiting])
    sending = []
    waiting = own.kept
    set({
      definition: own.definition,
      version: draft.version,
      base: draft.base,
      save: waiting.length > 0 ? { kind: 'saving' } : { kind: 'saved' },
    })
    if (waiting.length > 0) later(patience)
    return own.lost
  }

  const idle = () => waiting.length === 0 && sending.length === 0

  async function pull(): Promise<void> {
    if (!idle()) return
    const { version } = state
    const answer = await server.since(version)
    if (answer === undefined || !idle() || version !== state.version) return
    if (answer === 'gone' || answer.base !== state.base) {
      await reload()
      notify({ kind: 'gone', lost: 0 })
    } else if (answer.version !== version) takeIn(answer.others, answer.version)
  }

  /** What others did goes first, then what one sent oneself, then what is still to be sent. */
  function takeIn(others: readonly OthersEdits[], version: number, own: readonly Edit[] = []): void {
    const edits = others.flatMap((each) => each.edits)
    confirmed = layered(confirmed, [...edits, ...own]).definition
    set({ version, ...(edits.length > 0 ? { definition: layered(confirmed, waiting).definition } : {}) })
    if (others.length > 0) notify({ kind: 'others', by: others[0]!.by, count: edits.length })
  }

  return {
    state: () => state,
    pull,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispatch,
    undo,
    redo,
    flush,
    resolve,
    async reload() {
      await running
      await reload()
    },
    onNotice(listener) {
      noticeListeners.add(listener)
      return () => noticeListeners.delete(listener)
    },
  }
}

/** Edits on top of a definition, one by one; those that lead nowhere any more are left out. */
function layered(definition: AppDefinition, edits: readonly Edit[]): { definition: AppDefinition; kept: readonly Edit[]; lost: number } {
  const kept: Edit[] = []
  let now = definition
  for (const edit of edits) {
    const next = applyEdits(now, [edit])
    if (!next.ok) continue
    now = next.value
    kept.push(edit)
  }
  return { definition: now, kept, lost: edits.length - kept.length }
}
