// Changes of many records, and what they mean for everything that was read: rows on screen keep their place and take the new values, the rest is read anew.
import { type BulkAction, type BulkOptions, type BulkRecord, sendBulk } from './bulk.ts'
import { refreshAround, refreshRecords } from './records.tsx'
import { dropAdded, patchRows } from './rows.tsx'
import type { BulkResult } from './shapes.ts'

export interface WriteManyOptions extends BulkOptions {
  /** Who writes, for the rows on screen. */
  readonly by?: string | undefined
  /** Deleted and created rows stay as they are drawn; the caller sees to them. */
  readonly keepRows?: boolean
}

/** One result per record, in order; those after an abort have none. */
export async function writeMany(
  app: string,
  module: string,
  action: BulkAction,
  records: readonly BulkRecord[],
  { by, keepRows = false, ...options }: WriteManyOptions = {},
): Promise<BulkResult[]> {
  const results = await sendBulk(app, module, action, records, options)
  const written = results.flatMap((result, index) => ('_id' in result ? [{ result, record: records[index]! }] : []))
  if (written.length === 0) return results
  if (action === 'update') {
    const at = new Date().toISOString()
    patchRows(
      app,
      module,
      written.map(({ result, record: { _id, _version, ...values } }) => ({
        id: result._id,
        version: result._version,
        values: { ...values, _updated_at: at, ...(by ? { _updated_by: by } : {}), ...('_stage' in values ? { _stage_at: at } : {}) },
      })),
    )
    void refreshAround(app, module)
  } else if (keepRows || (action === 'delete' && dropAdded(app, module, new Set(written.map(({ result }) => result._id))))) {
    void refreshAround(app, module)
  } else {
    await refreshRecords(app)
  }
  return results
}
