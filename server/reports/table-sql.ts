// The statements of a table report: one over groups, one over everything. Records give their columns, groups their aggregates, and only the rows
// that are shown their titles; medians come from ranks over windows, so that nothing is loaded to be sorted here.
import { sql } from 'kysely'
import type { CheckedExpression } from '../../runtime/expression/expression.ts'
import { USER_MODULE } from '../../runtime/expression/storage.ts'
import type { PlannedGroup, PlannedPart, PlannedSort } from '../../runtime/funnel/report-plan.ts'
import { rightsOf } from '../access/rules.ts'
import type { Database, DialectName, Statement } from '../database/database.ts'
import { compileExpression } from '../records/expression-sql.ts'
import { and, column, from, RECORD } from '../records/list-sql.ts'
import { expressionContext, scopeSql } from '../records/scope-sql.ts'
import { wireSql } from '../records/wire-sql.ts'
import { quoteName } from '../schema/columns.ts'
import { countsSql, groupSql, type Sql, valueSql } from './column-sql.ts'
import { figureColumns, isRanked, orderSql, type PartColumns } from './figure-sql.ts'
import type { TableQuery } from './table-query.ts'

export function groupName(index: number): string {
  return `g${index}`
}

export function titleName(index: number): string {
  return `t${index}`
}

/** Rows in their order, one more than are shown: group columns, titles, figures. */
export function rowsStatement(db: Database, query: TableQuery): Statement {
  const { plan } = query
  const { dialect } = db
  const groups = plan.groups.map((_, index) => sql.id(groupName(index)))
  const { source, figures } = recordsSql(query, dialect, true)
  const grouped = sql`SELECT ${sql.join([...groups, ...figures.map(({ name, aggregate }) => sql`${aggregate} AS ${sql.id(name)}`)])} FROM ${source} GROUP BY ${sql.join(groups)}`
  const titles = plan.groups.flatMap((group, index) => {
    const title = titleSql(query, group, sql.id('q', groupName(index)), dialect)
    return title ? [{ index, sql: sql`${title} AS ${sql.id(titleName(index))}` }] : []
  })
  const titled = sql`SELECT ${sql.join([sql`q.*`, ...titles.map((each) => each.sql)])} FROM (${grouped}) AS q`
  const withTitle = new Set(titles.map(({ index }) => index))
  const order = plan.sort.flatMap((sort) => orderOf(query, sort, withTitle, dialect))
  const shown = [...groups, ...titles.map(({ index }) => sql.id(titleName(index))), ...figures.map((figure) => shownFigure(figure))]
  return sql`SELECT ${sql.join(shown)} FROM (${titled}) AS p ORDER BY ${sql.join(order)} LIMIT ${sql.lit(plan.limit + 1)}`.compile(db.build)
}

/** The figures over all records. */
export function totalsStatement(db: Database, query: TableQuery): Statement {
  const { source, figures } = recordsSql(query, db.dialect, false)
  const totals = sql`SELECT ${sql.join(figures.map(({ name, aggregate }) => sql`${aggregate} AS ${sql.id(name)}`))} FROM ${source}`
  return sql`SELECT ${sql.join(figures.map((figure) => shownFigure(figure)))} FROM (${totals}) AS p`.compile(db.build)
}

function shownFigure({ name, exact }: { readonly name: string; readonly exact: boolean }): Sql {
  return exact ? sql`cast(${sql.id(name)} as text) AS ${sql.id(name)}` : sql.id(name)
}

/** The records with the columns their figures need, as a FROM source, and the aggregates over it. */
function recordsSql(query: TableQuery, dialect: DialectName, grouped: boolean): { source: Sql; figures: ReturnType<typeof figureColumns> } {
  const { app, module, rights, principal, plan } = query
  const context = expressionContext(app, principal, RECORD, dialect)
  const columns = new Map<string, { readonly name: string; readonly sql: Sql }>()
  const ranks = new Map<string, Sql[]>()
  const groups = grouped ? plan.groups.map((group, index) => sql`${groupSql(group, context)} AS ${sql.id(groupName(index))}`) : []
  const keys = groups.map((_, index) => sql.id(groupName(index)))

  /** The column of a part, shared by the parts that ask for the same. */
  const columnOf = (part: PlannedPart): PartColumns => {
    const counts = countsSql(part, context)
    if (!counts) return { value: undefined, rank: undefined, size: undefined }
    const key = JSON.stringify([part.where.map(({ text }) => text), part.value?.text])
    const known = columns.get(key) ?? { name: `x${columns.size}`, sql: columnSql(part) }
    columns.set(key, known)
    const value = sql.id(known.name)
    if (!isRanked(part)) return { value, rank: undefined, size: undefined }
    const [rank, size] = [sql.id(`${known.name}_rank`), sql.id(`${known.name}_size`)]
    const partition = keys.length > 0 ? sql`PARTITION BY ${sql.join(keys)}` : sql``
    ranks.set(known.name, [
      sql`row_number() OVER (${partition} ORDER BY ${value} NULLS LAST) AS ${rank}`,
      sql`count(${value}) OVER (${partition}) AS ${size}`,
    ])
    return { value, rank, size }
  }
  const columnSql = ({ where, value, form }: PlannedPart): Sql => {
    const result = value ? valueSql(value, form, context) : sql`1`
    if (where.length === 0) return result
    const condition = sql.join(
      where.map((each) => sql`(${compileExpression(each, context)})`),
      sql` AND `,
    )
    return sql`CASE WHEN ${condition} THEN ${result} END`
  }

  const figures = plan.measures.flatMap((measure, index) => figureColumns(index, measure, measure.parts.map(columnOf), dialect))
  const selected = [...groups, ...[...columns.values()].map((each) => sql`${each.sql} AS ${sql.id(each.name)}`)]
  const where = and([
    sql.raw(`${column('_deleted_at')} IS NULL`),
    ...scopeSql(rights.read, app, RECORD, dialect),
    ...(plan.where ? [sql`(${compileExpression(plan.where, context)})`] : []),
  ])
  const plain =
    (!grouped || plan.groups.every((group) => !group.bucket && isColumn(group.by))) &&
    plan.measures.every(({ parts }) => parts.every(isCheap))
  const records = sql`(SELECT ${selected.length > 0 ? sql.join(selected) : sql`1 AS one`} FROM ${sql.raw(from(module))} WHERE ${where}${plain ? sql`` : fence(dialect)}) AS b`
  if (ranks.size === 0) return { source: records, figures }
  return { source: sql`(SELECT b.*, ${sql.join([...ranks.values()].flat())} FROM ${records}) AS w`, figures }
}

/** Whether a part costs nothing to read twice; without a fence an index can answer. */
function isCheap({ aggregate, where, value }: PlannedPart): boolean {
  return aggregate === 'count' || (where.length === 0 && value !== undefined && isColumn(value))
}

/** Whether an expression is a column of the record itself. */
function isColumn({ ast }: CheckedExpression): boolean {
  return ast.op === 'member' && ast.source.from === 'record'
}

/** Keeps the planner from writing a column's expression out again at each of its uses, which would compute it as often. */
function fence(dialect: DialectName): Sql {
  return dialect === 'sqlite' ? sql` LIMIT -1` : sql` OFFSET 0`
}

/** The title of the record a group stands for, where the principal may read it. */
function titleSql({ app, principal }: TableQuery, { module }: PlannedGroup, id: Sql, dialect: DialectName): Sql | undefined {
  const target = module === undefined || module === USER_MODULE ? undefined : app.modules.get(module)
  if (!target) return undefined
  const rights = rightsOf(principal, app, target)
  if (rights.read === 'none' || !rights.canRead(target.title.key)) return undefined
  const title = sql.raw(wireSql(target.title.storage, `y.${quoteName(target.title.key)}`, dialect))
  return sql`(SELECT ${title} FROM ${sql.id(target.key)} AS y WHERE ${and([sql`y."_id" = ${id}`, ...scopeSql(rights.read, app, 'y', dialect)])})`
}

/** Choices in their order, references by title, everything else by value; nothing comes last in either direction. */
function orderOf(
  { plan }: TableQuery,
  { group, measure, descending }: PlannedSort,
  withTitle: ReadonlySet<number>,
  dialect: DialectName,
): Sql[] {
  const direction = descending ? sql` DESC NULLS LAST` : sql` NULLS LAST`
  if (group === undefined) return [sql`${orderSql(measure!, plan.measures[measure!]!, 'p', dialect)}${direction}`]
  const value = sql.id('p', groupName(group))
  const own = sql`${value}${direction}`
  if (withTitle.has(group)) return [sql`${sql.id('p', titleName(group))}${direction}`, own]
  const choices = plan.groups[group]!.choices
  if (!choices || choices.length === 0) return [own]
  const places = choices.map((choice, place) => sql`WHEN ${choice.value} THEN ${sql.lit(place)}`)
  const place = sql`CASE WHEN ${value} IS NULL THEN NULL ELSE CASE ${value} ${sql.join(places, sql` `)} ELSE ${sql.lit(choices.length)} END END`
  return [sql`${place}${direction}`, own]
}
