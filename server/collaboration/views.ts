// Views people save for themselves or for everyone: who sees which, who may change which. Changes carry the version that was seen.
import type { App, Module } from '../../runtime/definition/app.ts'
import type { SavedViewDefinition } from '../../runtime/definition/types.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import { mayDesign, type Principal, userId } from '../access/principal.ts'
import { rightsOf } from '../access/rules.ts'
import type { Database, Row } from '../database/database.ts'
import { newId } from '../database/id.ts'
import { statement } from '../database/text.ts'
import { checkViewContent, usableView } from './view-content.ts'

const MAX_VIEWS = 200
const MAX_LABEL = 200
const COLUMNS = '"id", "module", "label", "shared", "owner", "version", "definition"'

export interface SavedView {
  readonly id: string
  readonly module: string
  readonly label: string
  readonly shared: boolean
  readonly mine: boolean
  readonly owner: string
  readonly version: number
  /** As the reader may see it. */
  readonly view: SavedViewDefinition
  /** What of it the reader does not get: `where`, `fields`, `date`, `type`. */
  readonly lost?: readonly string[]
}
export interface NewView {
  readonly module: string
  readonly label: string
  readonly shared: boolean
  readonly view: unknown
}
export interface ViewChange {
  readonly version: number
  readonly label?: string
  readonly shared?: boolean
  readonly view?: unknown
}

/** My views and the shared ones, of the modules I may read, by name. */
export async function listViews(db: Database, app: App, principal: Principal): Promise<SavedView[]> {
  const sql = `SELECT ${COLUMNS} FROM "_view" WHERE "owner" = ? OR "shared" = 1 ORDER BY "label", "id"`
  const rows = await db.all(statement(db.dialect, sql, [userId(principal)]))
  return rows.flatMap((row) => savedView(app, principal, row) ?? [])
}

/** Keeps a view for its maker, and for everyone who may read the module where it is shared. */
export async function createView(db: Database, app: App, principal: Principal, wanted: NewView): Promise<Result<SavedView>> {
  const me = userId(principal)
  const module = openModule(app, principal, wanted.module)
  if (!module || me === null) return fail(noModule(wanted.module))
  const content = checkViewContent(app, module, principal, wanted.view)
  const problems = [...labelProblems(wanted.label), ...(content.ok ? [] : content.problems)]
  if (!content.ok || problems.length > 0) return fail(...problems)
  const id = newId()
  const made = await db.transaction(async (trx) => {
    const count = await trx.get(statement(trx.dialect, 'SELECT count(*) AS n FROM "_view" WHERE "owner" = ?', [me]))
    if (Number(count?.n) >= MAX_VIEWS) return false
    const sql = `INSERT INTO "_view" (${COLUMNS}, "at") VALUES (?, ?, ?, ?, ?, 1, ?, ?)`
    const values = [id, module.key, wanted.label.trim(), Number(wanted.shared), me, JSON.stringify(content.value), Date.now()]
    await trx.run(statement(trx.dialect, sql, values))
    return true
  })
  return made ? ok((await readView(db, app, principal, id))!) : fail(tooMany())
}

/** Changes what is given. Its owner may, and for a shared one whoever may design. */
export async function updateView(db: Database, app: App, principal: Principal, id: string, change: ViewChange): Promise<Result<SavedView>> {
  const found = await changeable(db, app, principal, id)
  if (!found.ok) return found
  const { row, module } = found.value
  const content = change.view === undefined ? undefined : checkViewContent(app, module, principal, change.view)
  const problems = [...(change.label === undefined ? [] : labelProblems(change.label)), ...(content && !content.ok ? content.problems : [])]
  if (problems.length > 0) return fail(...problems)
  const next = {
    ...row,
    label: change.label?.trim() ?? row.label,
    shared: Number(change.shared ?? row.shared),
    definition: content?.ok ? JSON.stringify(content.value) : row.definition,
    version: change.version + 1,
  }
  const sql = `UPDATE "_view" SET "label" = ?, "shared" = ?, "definition" = ?, "version" = ?, "at" = ? WHERE "id" = ? AND "version" = ?`
  const values = [next.label, next.shared, next.definition, next.version, Date.now(), id, change.version]
  const written = await db.run(statement(db.dialect, sql, values))
  return written === 0 ? fail(movedOn(String(row.label))) : ok(savedView(app, principal, next)!)
}

export async function removeView(db: Database, app: App, principal: Principal, id: string): Promise<Result<undefined>> {
  const found = await changeable(db, app, principal, id)
  if (!found.ok) return found
  await db.run(statement(db.dialect, 'DELETE FROM "_view" WHERE "id" = ?', [id]))
  return ok(undefined)
}

async function rowOf(db: Database, principal: Principal, id: string): Promise<Row | undefined> {
  const sql = `SELECT ${COLUMNS} FROM "_view" WHERE "id" = ? AND ("owner" = ? OR "shared" = 1)`
  return db.get(statement(db.dialect, sql, [id, userId(principal)]))
}

async function readView(db: Database, app: App, principal: Principal, id: string): Promise<SavedView | undefined> {
  const row = await rowOf(db, principal, id)
  return row && savedView(app, principal, row)
}

function savedView(app: App, principal: Principal, row: Row): SavedView | undefined {
  const module = openModule(app, principal, String(row.module))
  if (!module) return undefined
  const { view, lost } = usableView(app, module, principal, JSON.parse(String(row.definition)))
  return {
    id: String(row.id),
    module: module.key,
    label: String(row.label),
    shared: Number(row.shared) === 1,
    mine: row.owner === userId(principal),
    owner: String(row.owner),
    version: Number(row.version),
    view,
    ...(lost.length > 0 ? { lost } : {}),
  }
}

/** The view for whoever may change it; someone else's private view is not there. */
async function changeable(db: Database, app: App, principal: Principal, id: string): Promise<Result<{ row: Row; module: Module }>> {
  const row = await rowOf(db, principal, id)
  const module = row && openModule(app, principal, String(row.module))
  if (!row || !module) return fail(problem('', 'not_found', 'There is no such view for you.', '没有你可用的该视图。'))
  if (row.owner === userId(principal) || mayDesign(principal, app)) return ok({ row, module })
  return fail(
    problem('', 'forbidden', 'This view belongs to someone else. Save a copy as your own.', '此视图属于他人，请另存为自己的视图。'),
  )
}

function openModule(app: App, principal: Principal, key: string): Module | undefined {
  const module = app.modules.get(key)
  return module && rightsOf(principal, app, module).read !== 'none' ? module : undefined
}

function noModule(key: string): Problem {
  const shown = key.slice(0, 60)
  return problem('module', 'unknown_module', `module: there is no module "${shown}" for you.`, `module：没有你可用的模块“${shown}”。`)
}

function labelProblems(label: string): Problem[] {
  const length = label.trim().length
  if (length >= 1 && length <= MAX_LABEL) return []
  return [problem('label', 'label', `label: enter 1 to ${MAX_LABEL} characters.`, `label：请填写 1 到 ${MAX_LABEL} 个字符。`)]
}

function tooMany(): Problem {
  return problem(
    '',
    'too_many_views',
    `You have ${MAX_VIEWS} views in this app, which is the most. Remove one first.`,
    `你在此应用中已有 ${MAX_VIEWS} 个视图，达到上限，请先删除一个。`,
  )
}

function movedOn(label: string): Problem {
  return problem(
    'version',
    'conflict',
    `The view "${label}" was changed meanwhile. Load it again before changing it.`,
    `视图“${label}”刚被修改，请重新载入后再改。`,
  )
}
