// Tells people of records that others gave them. A bulk change gives many at once and is told once for each module; an import is no gift.
import { notify } from '../collaboration/notify.ts'
import type { Transaction } from '../database/database.ts'

export interface Assignment {
  readonly module: string
  readonly record: string
  readonly owner: unknown
  readonly by: string | null
  readonly at: number
}

/** Assignments of a batch that wait to be told together, by module and new owner. */
export type Assignments = Map<string, Assignment[]>

/** Tells the new owner, unless it is who wrote; within a batch it waits in `batch`. */
export async function tellAssignment(trx: Transaction, assignment: Assignment, batch?: Assignments): Promise<void> {
  const { owner, by } = assignment
  if (typeof owner !== 'string' || owner === by) return
  if (!batch) return notice(trx, [assignment])
  const key = `${assignment.module} ${owner}`
  const waiting = batch.get(key)
  if (waiting) waiting.push(assignment)
  else batch.set(key, [assignment])
}

export async function flushAssignments(trx: Transaction, batch: Assignments): Promise<void> {
  for (const group of batch.values()) await notice(trx, group)
  batch.clear()
}

async function notice(trx: Transaction, group: readonly Assignment[]): Promise<void> {
  const { module, record, owner, by, at } = group.at(-1)!
  const about = group.length === 1 ? { record } : { payload: { count: group.length } }
  await notify(trx, { recipient: owner as string, kind: 'assigned', at, module, by, ...about })
}
