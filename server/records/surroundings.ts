// The records around one that a condition looks at, loaded while it is evaluated: a condition asks, what is missing is read, and it is asked again.
import type { App } from '../../runtime/definition/app.ts'
import type { Environment } from '../../runtime/expression/scope.ts'
import type { Handle } from '../database/database.ts'
import { statement } from '../database/text.ts'
import { fromColumn, quoteName } from '../schema/columns.ts'
import { columnsOf } from '../schema/record-columns.ts'

type Wire = Readonly<Record<string, unknown>>
const MAX_ROUNDS = 20

/** Runs `work` with an environment that can follow relations and open collections; `work` must be pure, as it may run several times. Records that are not `isOpen` are not there. */
export async function lookingAround<T>(
  db: Handle,
  app: App,
  environment: Environment,
  work: (environment: Environment) => T,
  isOpen: (module: string, id: string) => Promise<boolean> = async () => true,
): Promise<T> {
  const open = async (module: string, rows: Wire[]) => {
    const kept: Wire[] = []
    for (const row of rows) if (await isOpen(module, String(row._id))) kept.push(row)
    return kept
  }
  const followed = new Map<string, Wire | null>()
  const opened = new Map<string, readonly Wire[]>()
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const missing: (() => Promise<void>)[] = []
    const value = work({
      ...environment,
      follow(module, id) {
        const key = `${module} ${id}`
        if (!followed.has(key))
          missing.push(async () => void followed.set(key, (await open(module, await load(db, app, module, '_id', id, false)))[0] ?? null))
        return followed.get(key) ?? null
      },
      related(module, via, id) {
        const key = `${module} ${via} ${id}`
        if (!opened.has(key)) missing.push(async () => void opened.set(key, await open(module, await load(db, app, module, via, id, true))))
        return opened.get(key) ?? []
      },
    })
    if (missing.length === 0) return value
    for (const fetch of missing) await fetch()
  }
  throw new Error('a condition asked for more and more records')
}

async function load(db: Handle, app: App, key: string, column: string, value: string, live: boolean): Promise<Wire[]> {
  const module = app.modules.get(key)
  if (!module) return []
  const columns = columnsOf(module)
  const list = ['_id', ...columns.map(({ name }) => name)].map(quoteName).join(', ')
  const rest = live ? ' AND "_deleted_at" IS NULL' : ''
  const rows = await db.all(statement(db.dialect, `SELECT ${list} FROM ${quoteName(key)} WHERE ${quoteName(column)} = ?${rest}`, [value]))
  return rows.map((row) => ({
    _id: row._id,
    ...Object.fromEntries(columns.map(({ name, storage }) => [name, fromColumn(storage, row[name])])),
  }))
}
