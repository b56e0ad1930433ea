// How far an app has been set up: every step is read from the data, none is ticked by anybody, so it is true for whoever looks.
import type { App } from '../../runtime/definition/app.ts'
import type { Handle } from '../database/database.ts'
import { statement } from '../database/text.ts'
import { quoteName } from '../schema/columns.ts'
import { sampleMark } from './mark.ts'

export interface StartState {
  /** Somebody's import brought records in. */
  readonly imported: boolean
  /** A record outside the trash that is neither sample data nor imported. */
  readonly own: boolean
  /** Sample records outside the trash; 0 where there is no sample data (any more). */
  readonly sample: number
}

export async function startState(db: Handle, app: App): Promise<StartState> {
  const mark = (await sampleMark(db))?.id ?? ''
  const modules = [...app.modules.keys()]
  const there = async (condition: string, ...parameters: unknown[]) => {
    for (const key of modules) {
      const text = `SELECT 1 AS there FROM ${quoteName(key)} WHERE "_deleted_at" IS NULL AND ${condition} LIMIT 1`
      if (await db.get(statement(db.dialect, text, parameters))) return true
    }
    return false
  }
  let sample = 0
  if (mark !== '') {
    for (const key of modules) {
      const text = `SELECT count(*) AS n FROM ${quoteName(key)} WHERE "_deleted_at" IS NULL AND "_import" = ?`
      sample += Number((await db.get(statement(db.dialect, text, [mark])))?.n)
    }
  }
  return { imported: await there('"_import" IS NOT NULL AND "_import" <> ?', mark), own: await there('"_import" IS NULL'), sample }
}
