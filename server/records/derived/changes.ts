// What a change means for derived columns of other records: noted while records are written, worked off when the writing is done.
import type { App, Module } from '../../../runtime/definition/app.ts'
import { derivedPlan } from './plan.ts'

type Ids = Map<string, Set<string>>

export interface Changes {
  /** Records that came, went to the trash or came back, by module. */
  rows: Ids
  /** Records in which a member changed: `module member`. */
  members: Ids
  /** Records that a relation pointed at before it changed: `module via`. */
  left: Ids
  /** Records whose change is told of anyway, by module. */
  own: Ids
  /** Records whose score was computed with their own change: `module column`. */
  scored: Ids
  /** Records were changed past the write path, so what only reads the record itself is stale too. */
  outside: boolean
}

export function noChanges(): Changes {
  return { rows: new Map(), members: new Map(), left: new Map(), own: new Map(), scored: new Map(), outside: false }
}

export function addId(ids: Ids, key: string, id: string): void {
  const known = ids.get(key)
  if (known) known.add(id)
  else ids.set(key, new Set([id]))
}

export function isEmpty({ rows, members, left, scored }: Changes): boolean {
  return rows.size + members.size + left.size + scored.size === 0
}

/** A record came, went or came back. */
export function noteRow(changes: Changes, app: App, module: Module, id: string): void {
  const { counted, followed } = derivedPlan(app)
  addId(changes.own, module.key, id)
  if (counted.has(module.key) || followed.has(module.key)) addId(changes.rows, module.key, id)
}

/** Members of a record changed; `before` says where its relations pointed. */
export function noteMembers(
  changes: Changes,
  app: App,
  module: Module,
  id: string,
  names: readonly string[],
  before: Readonly<Record<string, unknown>>,
): void {
  const { watched, counted } = derivedPlan(app)
  const interesting = watched.get(module.key)
  addId(changes.own, module.key, id)
  if (!interesting) return
  for (const name of names) {
    if (!interesting.has(name)) continue
    addId(changes.members, `${module.key} ${name}`, id)
    const left = before[name]
    if (counted.get(module.key)?.has(name) && typeof left === 'string') addId(changes.left, `${module.key} ${name}`, left)
  }
}

/** A record was changed by a statement of its own, past the write path: everything it says may be new. */
export function noteOutside(changes: Changes, module: Module, id: string): void {
  changes.outside = true
  addId(changes.own, module.key, id)
  addId(changes.rows, module.key, id)
  for (const name of module.shape.members.keys()) addId(changes.members, `${module.key} ${name}`, id)
}
