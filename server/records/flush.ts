// The end of a batch of writes: what waits in its logs is written, and computed values that hang on its records are brought up to date.
import { noChanges } from './derived/changes.ts'
import { recompute } from './derived/recompute.ts'
import { flushLogs } from './log.ts'
import type { WriteContext } from './write-context.ts'

/** Nothing of the batch waits afterwards. `context` has a batch. */
export async function flushBatch(context: WriteContext): Promise<void> {
  const { trx, batch } = context
  if (!batch) return
  await batch.rows.flush()
  await flushLogs(trx, batch.logs)
  const changes = { ...batch.derived }
  Object.assign(batch.derived, noChanges())
  await recompute(context, changes)
}
