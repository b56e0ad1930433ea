// What is known to have changed, told to whoever shows it: by this page's own writing at once, by others' as the server tells of it.

export interface Changes {
  readonly app: string
  readonly module: string
  /** Undefined: so many that they are not named. */
  readonly ids: readonly string[] | undefined
}

const listeners = new Set<(changes: Changes) => void>()

export function onChanges(listener: (changes: Changes) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function tellChanges(changes: Changes): void {
  for (const listener of [...listeners]) listener(changes)
}

/** Versions this page wrote, so that it does not read anew what it knows already. */
const own = new Set<string>()
const MOST_OWN = 5000

function place(id: string, version: number): string {
  return `${id} ${version}`
}

export function isOwn(id: string, version: number): boolean {
  return own.has(place(id, version))
}

/** Notes what a change of records was answered with and tells of it. Other answers say nothing. */
export function noteWritten(path: string, answer: unknown): void {
  const [, app, module] = /^\/apps\/([^/]+)\/records\/([^/]+)(?:\/|$)/.exec(path) ?? []
  if (app === undefined || module === undefined) return
  const results = (answer as { results?: unknown } | undefined)?.results
  const written = (Array.isArray(results) ? results : [answer]).filter(isWritten)
  if (written.length === 0) return
  for (const { _id, _version } of written) own.add(place(_id, _version))
  for (const old of own) {
    if (own.size <= MOST_OWN) break
    own.delete(old)
  }
  tellChanges({ app, module, ids: written.length > MOST_NAMED ? undefined : written.map(({ _id }) => _id) })
}
const MOST_NAMED = 200

function isWritten(value: unknown): value is { readonly _id: string; readonly _version: number } {
  const { _id, _version } = (value ?? {}) as { _id?: unknown; _version?: unknown }
  return typeof _id === 'string' && typeof _version === 'number'
}
