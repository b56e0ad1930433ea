// What every write is given besides what is written.
import type { Principal } from '../access/principal.ts'
import type { Database, Transaction } from '../database/database.ts'
import type { Published } from '../definitions/host.ts'
import type { Assignments } from './assignment.ts'
import { type Changes, noChanges } from './derived/changes.ts'
import { type LogBuffer, logBuffer } from './log.ts'
import { type WaitingRows, waitingRows } from './waiting-rows.ts'

/** Everything a write needs to know besides what is written. */
export interface WriteContext {
  readonly trx: Transaction
  /** For building statements; the transaction runs them. */
  readonly db: Database
  readonly published: Published
  readonly principal: Principal
  /** Epoch milliseconds. */
  readonly now: number
  /** Whether a user of that id exists. */
  readonly userExists: (id: string) => Promise<boolean>
  /** Id of the import the write belongs to. */
  readonly import?: string
  /** Nobody is told of records he is given: an import, or one being taken back, is no gift. */
  readonly silent?: boolean
  /** Computed values that change with it are no news to anybody who looks: sample data. */
  readonly quiet?: boolean
  /** `history`: stages are taken as they are told, because the past is recorded; no rule of a pipeline is asked. */
  readonly stages?: 'history'
  /** The move has been approved; it is judged anew, but waits for nobody. */
  readonly approved?: boolean
  /** Who may approve a move of a record that belongs to, or was asked for by, these people; they are told of it. */
  readonly approvers?: (roles: readonly string[], manager: boolean, people: readonly string[]) => Promise<readonly string[]>
  /** For many writes in one transaction: what is known already and what may be written later. Whoever sets it flushes the logs. */
  readonly batch?: WriteBatch
}

export interface WriteBatch {
  /** New records that are written together. */
  readonly rows: WaitingRows
  readonly logs: LogBuffer
  /** References found to be there for the principal: `module id`. */
  readonly references: Set<string>
  /** Values of unique fields that are taken, by field; a field that is not in it is asked for in the database. */
  readonly taken: Map<string, Set<unknown>>
  readonly assignments: Assignments
  /** What the writes mean for computed values of other records. */
  readonly derived: Changes
}

export type BatchContext = WriteContext & { readonly batch: WriteBatch }

/** The context of many writes in the transaction of `outer`, which must not be used itself until the batch is flushed. */
export function batched(outer: WriteContext): BatchContext {
  const { rows, trx } = waitingRows(outer.trx)
  const batch = { rows, logs: logBuffer(), references: new Set<string>(), taken: new Map(), assignments: new Map(), derived: noChanges() }
  return { ...outer, trx, batch }
}
