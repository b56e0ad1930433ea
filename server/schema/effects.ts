// What a plan means for the data that is there: rows touched, values lost with examples, decisions needed. Reads only.
import type { Field, Module } from '../../runtime/definition/app.ts'
import { bothOf, type Label, type Text } from '../../runtime/label.ts'
import { stageOf } from '../../runtime/pipeline/visits.ts'
import { type Problem, problem } from '../../runtime/problem.ts'
import type { Handle, Row } from '../database/database.ts'
import { statement } from '../database/text.ts'
import { fromColumn, quoteName, sameColumn } from './columns.ts'
import { conversionOf, validityOf } from './convert.ts'
import type { Step } from './plan.ts'
import { type Column, columnsOf } from './record-columns.ts'
import { words } from './words.ts'

export interface Decision {
  /** `choice:deal.source:web`, `stage:sales:quote`, `fill:deal.budget`, `convert:deal.amount`, `start:sales`, `restore:deal.budget`. */
  readonly key: string
  readonly kind: 'choice' | 'stage' | 'start' | 'fill' | 'convert' | 'restore'
  /** The place in the definition it is about. */
  readonly path: string
  readonly module: string
  readonly field?: string
  readonly question: Text
  /** What may be answered; absent: any value the field takes, in wire form. */
  readonly options?: readonly { readonly value: unknown; readonly label: Text }[]
  /** Records it decides about. */
  readonly rows: number
  /** A few of them by their titles, or of the values it is about. */
  readonly examples: readonly string[]
  /** Publishing waits for an answer. */
  readonly required: boolean
}

/** Whether somebody may be shown the values of a field as examples. */
export type Sees = (module: string, field: string) => boolean
const NOBODY: Sees = () => false

export interface PlanLine {
  readonly kind: Step['kind']
  readonly path: string
  readonly text: Text
  readonly rows?: number
  readonly lost?: { readonly count: number; readonly examples: readonly unknown[] }
  /** Files that go with a field or a module. */
  readonly files?: number
  readonly decision?: Decision
  readonly problem?: Problem
}

const EXAMPLES = 5

/** One line per step that people should read (indexes are silent). Without `sees` there are no examples. */
export async function measureSteps(db: Handle, steps: readonly Step[], sees: Sees = NOBODY): Promise<PlanLine[]> {
  const lines: PlanLine[] = []
  for (const step of steps) {
    const line = await measureStep(db, step, sees)
    if (line) lines.push(line)
  }
  return lines
}

async function measureStep(db: Handle, step: Step, sees: Sees): Promise<PlanLine | undefined> {
  if (step.kind === 'drop_index') return undefined
  if (step.kind === 'create_index') return step.index.unique ? uniqueLine(db, step.index) : undefined
  const path = `/modules/${step.module.key}${'field' in step ? `/fields/${step.field.key}` : ''}`
  const base = { kind: step.kind, path }
  const about = { path, module: step.module.key, ...('field' in step ? { field: step.field.key } : {}) }
  const names = { module: bothOf(step.module.label), field: 'field' in step ? bothOf(step.field.label) : bothOf('') }
  switch (step.kind) {
    case 'create_module': {
      const trash = await trashedModule(db, step.module)
      const text = words.createModule(names.module, step.module.fields.size)
      return { ...base, text, ...(trash ? { decision: restoreDecision(`restore:${step.module.key}`, names.module, about) } : {}) }
    }
    case 'remove_module': {
      const rows = await countRows(db, step.module)
      const files = await countFiles(db, step.module.key)
      return { ...base, rows, text: words.removeModule(names.module, rows, files), ...(files > 0 ? { files } : {}) }
    }
    case 'add_field': {
      const trash = await trashedField(db, step.module, step.field)
      if (step.field.derived) return { ...base, text: words.addField(names.module, names.field) }
      const key = `restore:${step.module.key}.${step.field.key}`
      return {
        ...base,
        text: words.addField(names.module, names.field),
        ...(trash ? { decision: restoreDecision(key, names.field, about) } : {}),
      }
    }
    case 'remove_field': {
      const rows = await countRows(db, step.module, `${quoteName(step.field.key)} IS NOT NULL`)
      const files = await countFiles(db, step.module.key, step.field.key)
      return { ...base, rows, text: words.removeField(names.module, names.field, rows, files), ...(files > 0 ? { files } : {}) }
    }
    case 'convert_field':
      return convertLine(db, step, names, sees)
    case 'retype_field': {
      const valid = validityOf(step.field)
      const values = await valuesOf(db, step.module, step.before)
      const bad = values.filter(({ value }) => !valid(value))
      const count = bad.reduce((sum, { rows }) => sum + rows, 0)
      const rows = values.reduce((sum, each) => sum + each.rows, 0)
      const examples = sees(step.module.key, step.field.key) ? bad.slice(0, EXAMPLES).map(({ value }) => value) : []
      return {
        ...base,
        rows,
        text: words.retypeField(
          names.module,
          names.field,
          bothOf(step.before.type.label),
          bothOf(step.field.type.label),
          rows,
          count,
          examples,
        ),
      }
    }
    case 'remove_choice': {
      const rows = await choiceUses(db, step.module, step.field, step.choice)
      // What goes is called as it was.
      const label = labelOfChoice(step.before, step.choice)
      if (rows === 0) return { ...base, rows, text: words.removeChoice(names.field, label, 0) }
      const decision: Decision = {
        ...about,
        kind: 'choice',
        rows,
        examples: await titlesOf(db, step.module, sees, ...choiceCondition(db, step.field, step.choice)),
        key: `choice:${step.module.key}.${step.field.key}:${step.choice}`,
        question: words.mapChoice(names.field, label, rows),
        options: [
          ...step.remaining.map((value) => ({ value, label: labelOfChoice(step.field, value) })),
          { value: null, label: words.empty },
        ],
        required: true,
      }
      return { ...base, rows, text: words.removeChoice(names.field, label, rows), decision }
    }
    case 'require_field': {
      const column = quoteName(step.field.key)
      const exists = await columnExists(db, step.module, step.field.key)
      const rows = await countRows(db, step.module, exists ? `${column} IS NULL` : 'TRUE')
      if (rows === 0) return undefined
      const line = { ...base, rows, text: words.requireField(names.module, names.field, rows) }
      // One value cannot stand in several records of a field whose values are all different.
      if (step.field.unique && rows > 1) return line
      const decision: Decision = {
        ...about,
        kind: 'fill',
        key: `fill:${step.module.key}.${step.field.key}`,
        question: words.fill(names.field, rows),
        rows,
        examples: await titlesOf(db, step.module, sees, exists ? `${column} IS NULL` : 'TRUE'),
        required: false,
      }
      return { ...line, decision }
    }
    case 'compute_field': {
      const rows = await countRows(db, step.module)
      return rows === 0 ? undefined : { ...base, rows, text: words.computeField(names.module, names.field, rows) }
    }
    case 'number_records': {
      const rows = await countRows(db, step.module)
      return { ...base, rows, text: words.numberRecords(names.module, names.field, rows) }
    }
    case 'add_pipeline': {
      const rows = await countRows(db, step.module)
      const open = step.pipeline.stages.filter((stage) => stage.type === 'open')
      const decision: Decision = {
        ...about,
        path: `/pipelines/${step.pipeline.key}`,
        kind: 'start',
        rows,
        examples: [],
        key: `start:${step.pipeline.key}`,
        question: words.start(names.module, rows),
        options: open.map((stage) => ({ value: stage.key, label: bothOf(stage.label) })),
        required: false,
      }
      return { ...base, rows, text: words.addPipeline(names.module, bothOf(step.pipeline.label), rows), ...(rows > 0 ? { decision } : {}) }
    }
    case 'remove_pipeline': {
      const rows = await countRows(db, step.module)
      return { ...base, rows, text: words.removePipeline(names.module, bothOf(step.pipeline.label), rows) }
    }
    case 'remove_stage': {
      const { key } = step.stage
      const label = bothOf(step.stage.label)
      const rows = await countRows(db, step.module, '"_stage" = ?', key)
      const text = words.removeStage(names.module, label, rows)
      const stagePath = `/pipelines/${step.pipeline.key}/stages/${key}`
      const visits = await get(db, 'SELECT count(*) AS n FROM "_visit" WHERE "pipeline" = ? AND "stage" = ?', step.pipeline.key, key)
      const decision: Decision = {
        ...about,
        path: stagePath,
        kind: 'stage',
        rows,
        examples: await titlesOf(db, step.module, sees, '"_stage" = ?', key),
        key: `stage:${step.pipeline.key}:${key}`,
        question: words.mapStage(label, rows, Number(visits.n)),
        options: step.remaining.map((value) => ({ value, label: bothOf(stageOf(step.module, value)?.stage.label, value) })),
        required: rows > 0,
      }
      return { ...base, path: stagePath, rows, text, ...(rows > 0 || Number(visits.n) > 0 ? { decision } : {}) }
    }
    case 'retime_stage': {
      const rows = await countRows(db, step.module, '"_stage" = ?', step.stage.key)
      return { ...base, rows, text: words.retimeStage(bothOf(step.stage.label), rows) }
    }
  }
}

function restoreDecision(key: string, name: Text, about: Pick<Decision, 'path' | 'module' | 'field'>): Decision {
  const options = [
    { value: true, label: words.restore },
    { value: false, label: words.startEmpty },
  ]
  return { ...about, kind: 'restore', key, question: words.fromTrash(name), options, rows: 0, examples: [], required: false }
}

/** The trashed column a field of this key and storage could take its old values from. */
export async function trashedField(db: Handle, module: Module, field: Field): Promise<{ id: string; place: string } | undefined> {
  const row = await get(
    db,
    'SELECT "id", "place", "definition" FROM "_trash" WHERE "module" = ? AND "field" = ? ORDER BY "at" DESC LIMIT 1',
    module.key,
    field.key,
  )
  if (!row.id) return undefined
  const { storage } = jsonOf(row.definition) as { storage: Field['storage'] }
  return sameColumn(storage, field.storage) ? { id: String(row.id), place: String(row.place) } : undefined
}

/** The trashed table of a module with exactly these columns. */
export async function trashedModule(db: Handle, module: Module): Promise<{ id: string; place: string } | undefined> {
  const row = await get(
    db,
    'SELECT "id", "place", "definition" FROM "_trash" WHERE "module" = ? AND "field" IS NULL ORDER BY "at" DESC LIMIT 1',
    module.key,
  )
  if (!row.id) return undefined
  const { columns } = jsonOf(row.definition) as { columns: Column[] }
  const now = columnsOf(module)
  const same =
    now.length === columns.length &&
    now.every((column) => columns.some((old) => old.name === column.name && sameColumn(old.storage, column.storage)))
  return same ? { id: String(row.id), place: String(row.place) } : undefined
}

function jsonOf(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value
}

async function convertLine(
  db: Handle,
  step: Extract<Step, { kind: 'convert_field' }>,
  names: { module: Text; field: Text },
  sees: Sees,
): Promise<PlanLine> {
  const conversion = conversionOf(step.before, step.field)
  const values = await valuesOf(db, step.module, step.before)
  const lost = values.filter(({ value }) => conversion.convert(value) === undefined)
  const count = lost.reduce((sum, { rows }) => sum + rows, 0)
  const rows = values.reduce((sum, each) => sum + each.rows, 0)
  const types = [bothOf(step.before.type.label), bothOf(step.field.type.label)] as const
  const shown = sees(step.module.key, step.field.key) ? lost.slice(0, EXAMPLES) : []
  const examples = shown.map(({ value }) => value)
  const line = {
    kind: step.kind,
    path: `/modules/${step.module.key}/fields/${step.field.key}`,
    rows,
    text: words.convertField(names.module, names.field, ...types, rows, count, examples),
    lost: { count, examples },
  }
  if (count === 0) return line
  const decision: Decision = {
    kind: 'convert',
    path: line.path,
    module: step.module.key,
    field: step.field.key,
    rows: count,
    examples: shown.map(({ value }) => formatted(step.before, value)),
    key: `convert:${step.module.key}.${step.field.key}`,
    question: words.acceptLoss(names.field, count),
    options: [{ value: 'accept', label: words.accept }],
    required: true,
  }
  return { ...line, decision }
}

async function uniqueLine(db: Handle, index: { table: string; columns: readonly string[] }): Promise<PlanLine | undefined> {
  const column = index.columns[0]!
  if (!(await columnNames(db, index.table)).includes(column)) return undefined
  const name = quoteName(column)
  const sql = `SELECT ${name} AS value, count(*) AS n FROM ${quoteName(index.table)} WHERE "_deleted_at" IS NULL AND ${name} IS NOT NULL GROUP BY ${name} HAVING count(*) > 1 ORDER BY 2 DESC LIMIT ${EXAMPLES}`
  const twice = await db.all({ sql, parameters: [] })
  if (twice.length === 0) return undefined
  const path = `/modules/${index.table}/fields/${column}/unique`
  const list = twice.map((row) => `${row.value} (${row.n})`).join(', ')
  const blocked = problem(
    path,
    'not_unique',
    `${path}: these values occur more than once: ${list}. Change the records first.`,
    `${path}：以下值重复：${list}。请先修改这些记录。`,
  )
  return { kind: 'create_index', path, text: blocked.message, problem: blocked }
}

/** Distinct values of a field in wire form, each with its number of rows. Trashed records count: they may come back. */
export async function valuesOf(
  db: Handle,
  module: Module,
  field: Field,
): Promise<{ readonly value: unknown; readonly raw: unknown; readonly rows: number }[]> {
  const column = quoteName(field.key)
  const rows = await db.all({
    sql: `SELECT ${column} AS value, count(*) AS n FROM ${quoteName(module.key)} WHERE ${column} IS NOT NULL GROUP BY ${column} ORDER BY 1`,
    parameters: [],
  })
  return rows.map((row) => ({ value: fromColumn(field.storage, row.value), raw: row.value, rows: Number(row.n) }))
}

async function choiceUses(db: Handle, module: Module, field: Field, choice: string): Promise<number> {
  return countRows(db, module, ...choiceCondition(db, field, choice))
}

function choiceCondition(db: Handle, field: Field, choice: string): [where: string, parameter: string] {
  const column = quoteName(field.key)
  if (field.storage.kind !== 'json') return [`${column} = ?`, choice]
  const within =
    db.dialect === 'sqlite' ? `EXISTS (SELECT 1 FROM json_each(${column}) AS e WHERE e.value = ?)` : `jsonb_exists(${column}, ?)`
  return [within, choice]
}

/** Titles of the newest records for which the condition holds. */
async function titlesOf(db: Handle, module: Module, sees: Sees, where: string, ...parameters: unknown[]): Promise<string[]> {
  const { title } = module
  if (!sees(module.key, title.key) || !(await columnExists(db, module, title.key))) return []
  const column = quoteName(title.key)
  const sql = `SELECT ${column} AS title FROM ${quoteName(module.key)} WHERE ${where} AND ${column} IS NOT NULL ORDER BY "_id" DESC LIMIT ${EXAMPLES}`
  const rows = await db.all(statement(db.dialect, sql, parameters))
  return rows.map((row) => formatted(title, fromColumn(title.storage, row.title)))
}

function formatted(field: Field, value: unknown): string {
  return field.type.format(value, field.options, field.context)
}

/** Files in records of the module, or of one field of it. */
async function countFiles(db: Handle, module: string, field?: string): Promise<number> {
  const where = `"module" = ? AND "record" IS NOT NULL AND "dropped_at" IS NULL${field === undefined ? '' : ' AND "field" = ?'}`
  const row = await get(db, `SELECT count(*) AS n FROM "_file" WHERE ${where}`, module, ...(field === undefined ? [] : [field]))
  return Number(row.n)
}

async function get(db: Handle, sql: string, ...parameters: unknown[]): Promise<Row> {
  return (await db.get(statement(db.dialect, sql, parameters))) ?? {}
}

async function countRows(db: Handle, module: Module, where = 'TRUE', ...parameters: unknown[]): Promise<number> {
  if (!(await tableExists(db, module.key))) return 0
  return Number((await get(db, `SELECT count(*) AS n FROM ${quoteName(module.key)} WHERE ${where}`, ...parameters)).n)
}

async function tableExists(db: Handle, name: string): Promise<boolean> {
  return (await columnNames(db, name)).length > 0
}

async function columnExists(db: Handle, module: Module, name: string): Promise<boolean> {
  return (await columnNames(db, module.key)).includes(name)
}

async function columnNames(db: Handle, table: string): Promise<string[]> {
  const statement =
    db.dialect === 'sqlite'
      ? { sql: 'SELECT name FROM pragma_table_info(?)', parameters: [table] }
      : {
          sql: 'SELECT column_name AS name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1',
          parameters: [table],
        }
  return (await db.all(statement)).map((row) => String(row.name))
}

function labelOfChoice(field: Field, value: string): Text {
  let choices = field.choices
  let label: Label | undefined
  for (const step of value.split('/')) {
    const found = choices?.find((choice) => choice.key === step)
    label = found?.label
    choices = found?.items
  }
  return bothOf(label, value)
}
