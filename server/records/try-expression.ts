// Trying an expression while an app is designed: checked against the design, evaluated on a record of the live app as whoever tries it may see it.
import { sql } from 'kysely'
import type { App, Module } from '../../runtime/definition/app.ts'
import { describeExpression } from '../../runtime/expression/describe.ts'
import { type CheckedExpression, checkExpression, type ExpressionType, evaluate } from '../../runtime/expression/expression.ts'
import type { RecordShape } from '../../runtime/expression/scope.ts'
import { bothOf, type Text } from '../../runtime/label.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import { type Principal, userId } from '../access/principal.ts'
import { rightsOf } from '../access/rules.ts'
import type { Database } from '../database/database.ts'
import { columnsOf } from '../schema/record-columns.ts'
import { readColumns } from './columns.ts'
import { compileExpression } from './expression-sql.ts'
import { and } from './list-sql.ts'
import { forbiddenReferences } from './names.ts'
import { requestSlots } from './read.ts'
import { readableRecords } from './readable.ts'
import { notFound } from './refusal.ts'
import { expressionContext, scopeSql } from './scope-sql.ts'
import { lookingAround } from './surroundings.ts'

export interface Tried {
  readonly type: ExpressionType
  readonly sentence: Text
  /** In wire form; absent where no record was named, and where the value cannot be known yet. */
  readonly value?: unknown
  readonly valueText?: Text
  /** Why there is no value although a record was named. */
  readonly problems?: readonly Problem[]
}

export interface Trial {
  readonly text: string
  /** The module as it is designed. */
  readonly shape: RecordShape
  readonly record?: string
}

export async function tryExpression(db: Database, app: App, principal: Principal, trial: Trial, now = Date.now()): Promise<Result<Tried>> {
  const checked = checkExpression(trial.text, trial.shape, 'any', { before: true })
  if (!checked.ok) return checked
  const tell = (locale: 'en' | 'zh-CN') => describeExpression(checked.value, trial.shape, locale)
  const told = { type: checked.value.type, sentence: { en: tell('en'), 'zh-CN': tell('zh-CN') } }
  if (trial.record === undefined) return ok(told)
  const live = app.modules.get(trial.shape.key)
  const known = live && liveExpression(trial.text, live.shape)
  if (!live || !known) return ok({ ...told, problems: notPublished([]) })
  if (!known.ok) return ok({ ...told, problems: notPublished(known.problems) })
  const forbidden = forbiddenReferences(app, principal, known.value, 'expression')
  if (forbidden.length > 0) return fail(...forbidden)
  const value = await valueOn(db, app, live, principal, known.value, trial.record, now)
  if (value === undefined) return fail(notFound(live, trial.record))
  return ok({ ...told, value: value.of, valueText: textOfValue(value.of, known.value, live) })
}

function liveExpression(text: string, shape: RecordShape): ReturnType<typeof checkExpression> {
  return checkExpression(text, shape, 'any', { before: true })
}

/** What the live version does not know is there only once the design is published. */
export function notPublished(problems: readonly Problem[]): Problem[] {
  const en = 'This reads what is not published yet, so there is no value to show. Publish first.'
  const zh = '此处引用了尚未发布的内容，因此暂时没有结果。请先发布。'
  if (problems.length === 0) return [problem('', 'not_published', en, zh)]
  return problems.map(({ path, start, end }) =>
    problem(path, 'not_published', en, zh, { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) }),
  )
}

/** The value on that record; undefined where the principal may not read it. */
async function valueOn(
  db: Database,
  app: App,
  module: Module,
  principal: Principal,
  expression: CheckedExpression,
  id: string,
  now: number,
): Promise<{ readonly of: unknown } | undefined> {
  const forSql = checkExpression(expression.text, module.shape, 'any', { sql: true })
  if (!forSql.ok) return inMemory(db, app, module, principal, expression, id, now)
  const { dialect } = db
  const rights = rightsOf(principal, app, module)
  const value = compileExpression(forSql.value, expressionContext(app, principal, 'r', dialect))
  const where = and([sql`r."_id" = ${id}`, ...scopeSql(rights.read, app, 'r', dialect)])
  const statement = sql`SELECT ${value} AS v FROM ${sql.id(module.key)} AS r WHERE ${where}`.compile(db.build)
  const row = await db.get(statement, requestSlots(app, principal, now))
  return row && { of: wireOf(row.v, expression.type) }
}

/** What only a change can be asked (`before`, patterns) is evaluated in memory, over a change that changes nothing. */
async function inMemory(
  db: Database,
  app: App,
  module: Module,
  principal: Principal,
  expression: CheckedExpression,
  id: string,
  now: number,
): Promise<{ readonly of: unknown } | undefined> {
  const isOpen = async (key: string, other: string) => {
    const around = app.modules.get(key)
    return around !== undefined && (await readableRecords(db, app, around, principal, [other])).has(other)
  }
  if (!(await isOpen(module.key, id))) return undefined
  const names = columnsOf(module).map(({ name }) => name)
  const record: Record<string, unknown> = { _id: id, ...(await readColumns(db, module, id, names)) }
  const environment = {
    record,
    before: record,
    now,
    timeZone: app.settings.timeZone,
    me: userId(principal),
    myTeam: principal.kind === 'user' ? principal.team : [],
  }
  return { of: await lookingAround(db, app, environment, (around) => evaluate(expression, around), isOpen) }
}

function wireOf(value: unknown, { kind }: ExpressionType): unknown {
  if (value === null || value === undefined) return null
  switch (kind) {
    case 'boolean':
    case 'document':
      return value !== false && value !== 0
    case 'number':
    case 'duration':
      return Number(value)
    case 'instant':
      return new Date(Number(value)).toISOString()
    case 'list':
      return typeof value === 'string' ? JSON.parse(value) : value
    default:
      return value
  }
}

function textOfValue(value: unknown, { ast, type }: CheckedExpression, module: Module): Text {
  if (value === null) return { en: 'empty', 'zh-CN': '空' }
  if (typeof value === 'boolean') return value ? { en: 'yes', 'zh-CN': '是' } : { en: 'no', 'zh-CN': '否' }
  const member = ast.op === 'member' && ast.source.from === 'record' ? module.shape.members.get(ast.name) : undefined
  const choice = member?.kind === 'value' ? member.choices?.find((each) => each.value === value) : undefined
  if (choice) return bothOf(choice.label, choice.value)
  if (type.kind === 'duration') return daysText(Number(value))
  return bothOf(Array.isArray(value) ? value.join(', ') : String(value))
}

function daysText(milliseconds: number): Text {
  const days = Math.round((milliseconds / 86_400_000) * 10) / 10
  return { en: `${days} day${days === 1 ? '' : 's'}`, 'zh-CN': `${days} 天` }
}
