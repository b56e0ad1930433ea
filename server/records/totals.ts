// The figures below a list: how many records, and the sum, average, least or greatest value of its columns, over exactly the records the list would show;
// for a list in groups, the same for each group.
import { type RawBuilder, sql } from 'kysely'
import type { Total } from '../../runtime/definition/app.ts'
import { canGroup, membersOfModule, TOTALS, totalsOf } from '../../runtime/definition/view-members.ts'
import { fromUnits, USER_MODULE } from '../../runtime/expression/storage.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import type { Principal } from '../access/principal.ts'
import { rightsOf } from '../access/rules.ts'
import type { Database, DialectName, Row } from '../database/database.ts'
import { fromColumn } from '../schema/columns.ts'
import { figureRows } from './figures.ts'
import { and, column, filters, from, searchSlots } from './list-sql.ts'
import { type Name, resolveName } from './names.ts'
import type { ListQuery } from './query.ts'
import { requestSlots, statementCache } from './read.ts'
import { scopeSql } from './scope-sql.ts'

const MAX_TOTALS = 60
const MAX_GROUPS = 200
/** SQLite adds the high and the low digits apart, so that neither sum leaves 64 bits. */
const SPLIT = 1_000_000_000

export interface Figure extends Name {
  readonly total: Total
}
export interface TotalsRequest {
  readonly figures: readonly Figure[]
  readonly group: Name | undefined
}

/** Numbers in major units, days and moments in wire form; null where there is nothing to add up or compare. */
export type Totals = Readonly<Record<string, unknown>>
export interface GroupTotals {
  /** In wire form; null for the records without a value. */
  readonly value: unknown
  /** Of a relation: what the record is called, null where that is not open to the reader. */
  readonly title?: unknown
  readonly count: number
  readonly totals: Totals
}
export interface TotalsPage {
  readonly count: number
  readonly totals: Totals
  /** Most records first; at most 200. */
  readonly groups?: readonly GroupTotals[]
  /** There are more groups than are given. */
  readonly more?: boolean
}

/** Reads `amount:sum,closes:max` and the name of a group for the rights of `query`; a hidden member is refused like one that is not there. */
export function resolveTotals({ module, rights }: ListQuery, totals: string | undefined, group: string | undefined): Result<TotalsRequest> {
  const members = membersOfModule(module)
  const problems: Problem[] = []
  const figures: Figure[] = []
  const texts = totals === undefined || totals === '' ? [] : totals.split(',')
  if (texts.length > MAX_TOTALS) return fail(tooMany(texts.length))
  for (const text of texts) {
    const at = text.lastIndexOf(':')
    const [name, total] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
    const resolved = resolveName(module, rights, name, 'totals')
    const known = members.get(name)
    if (!resolved.ok) problems.push(...resolved.problems)
    else if (figures.some((figure) => figure.name === name)) problems.push(twice(name))
    else if (!known || !totalsOf(known).includes(total as Total)) problems.push(cannotTotal(name, total, known ? totalsOf(known) : []))
    else figures.push({ ...resolved.value, total: total as Total })
  }
  const grouped = group === undefined ? undefined : resolveName(module, rights, group, 'group')
  if (grouped && !grouped.ok) problems.push(...grouped.problems)
  else if (group !== undefined && !canGroup(members.get(group)!)) problems.push(cannotGroup(group))
  return problems.length > 0 ? fail(...problems) : ok({ figures, group: grouped?.ok ? grouped.value : undefined })
}

/** Counts and figures over the records of `query`; its page, order and members play no part. */
export async function readTotals(
  db: Database,
  query: ListQuery,
  principal: Principal,
  { figures, group }: TotalsRequest,
): Promise<TotalsPage> {
  const { dialect } = db
  const key = figures.map(({ name, total }) => `${name}:${total}`).join(',')
  const columns = figures.flatMap((figure, index) => figureSql(figure, index, dialect))
  const rows = () => sql`FROM ${sql.raw(from(query.module))} WHERE ${and(filters(query, principal, dialect))}`
  const slots = requestSlots(query.app, principal, undefined, searchSlots(query.search))
  const whole = statementCache(query.app).get(`totals ${key} ${query.cacheKey}`, () =>
    sql`SELECT ${sql.join([sql`count(*) AS n`, ...columns])} ${rows()}`.compile(db.build),
  )
  const [all] = (await figureRows(db, whole, slots)) as [Row]
  const page = { count: Number(all.n), totals: totalsIn(all, figures) }
  if (!group) return page
  const parts = statementCache(query.app).get(`groups ${group.name} ${key} ${query.cacheKey}`, () => {
    const value = sql.raw(column(group.name))
    const grouped = sql`SELECT ${sql.join([sql`${value} AS v`, sql`count(*) AS n`, ...columns])} ${rows()} GROUP BY ${value} ORDER BY n DESC, (${value} IS NULL), ${value} LIMIT ${sql.lit(MAX_GROUPS + 1)}`
    const title = titleSql(query, principal, group, dialect)
    return sql`SELECT ${sql.join([sql`g.*`, ...(title ? [sql`${title} AS title`] : [])])} FROM (${grouped}) AS g ORDER BY g.n DESC, (g.v IS NULL), g.v`.compile(
      db.build,
    )
  })
  const found = await figureRows(db, parts, slots)
  const target = targetOf(query, group)
  const groups = found.slice(0, MAX_GROUPS).map((row) => ({
    value: fromColumn(group.storage, row.v),
    ...(target ? { title: fromColumn(target.title.storage, row.title) } : {}),
    count: Number(row.n),
    totals: totalsIn(row, figures),
  }))
  return { ...page, groups, ...(found.length > MAX_GROUPS ? { more: true } : {}) }
}

/** The columns that a figure is read from; `index` tells those of several figures apart. */
export function figureSql({ name, total }: Figure, index: number, dialect: DialectName): RawBuilder<unknown>[] {
  const value = sql.raw(column(name))
  const as = (what: string, text: RawBuilder<unknown>) => sql`${text} AS ${sql.id(`t${index}_${what}`)}`
  if (total === 'min' || total === 'max') return [as(total, sql`${sql.raw(total)}(${value})`)]
  const count = as('n', sql`count(${value})`)
  if (dialect === 'postgres') return [count, as('low', sql`sum(${value})::text`)]
  const split = sql.lit(SPLIT)
  return [count, as('high', sql`sum(${value} / ${split})`), as('low', sql`sum(${value} % ${split})`)]
}

function totalsIn(row: Row, figures: readonly Figure[]): Totals {
  return Object.fromEntries(figures.map((figure, index) => [figure.name, figureIn(row, figure, index)]))
}

/** A figure from the columns of `figureSql`, in wire form; null where there is nothing to add up or compare. */
export function figureIn(row: Row, { storage, total }: Figure, index: number): unknown {
  if (total === 'min' || total === 'max') return fromColumn(storage, row[`t${index}_${total}`])
  const count = Number(row[`t${index}_n`])
  if (count === 0) return null
  const high = (row[`t${index}_high`] as number | undefined) ?? 0
  const sum = BigInt(high) * BigInt(SPLIT) + BigInt(row[`t${index}_low`] as string | number)
  const scale = storage.kind === 'decimal' ? storage.scale : 0
  return total === 'avg' ? fromUnits(Number(sum) / count, scale) : majorUnits(sum, scale)
}

/** Whole units of 10^-scale as the nearest number there is: beyond 15 digits a division of rounded units would be off. */
function majorUnits(units: bigint, scale: number): number {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
  return Number(units < 0n ? `-${text}` : text)
}

/** The module a group refers to, where its titles are open to the reader at all. */
function targetOf({ app, module }: ListQuery, { name, storage }: Name) {
  if (storage.kind !== 'reference' || storage.module === USER_MODULE) return undefined
  return module.fields.has(name) ? app.modules.get(storage.module) : undefined
}

function titleSql(query: ListQuery, principal: Principal, group: Name, dialect: DialectName): RawBuilder<unknown> | undefined {
  const target = targetOf(query, group)
  if (!target) return undefined
  const rights = rightsOf(principal, query.app, target)
  if (rights.read === 'none' || !rights.canRead(target.title.key)) return sql`NULL`
  const where = and([sql`x."_id" = g.v`, ...scopeSql(rights.read, query.app, 'x', dialect)])
  return sql`(SELECT ${sql.id('x', target.title.key)} FROM ${sql.id(target.key)} AS x WHERE ${where})`
}

function cannotTotal(name: string, total: string, known: readonly Total[]): Problem {
  const shown = total.slice(0, 20)
  const list = known.map((each) => `${name}:${each}`).join(', ')
  return problem(
    'totals',
    'cannot_total',
    `totals: "${name}" has no "${shown}". ${list === '' ? 'Leave it out.' : `Use ${list}.`}`,
    `totals：“${name}”不能计算“${shown}”，${list === '' ? '请去掉' : `可用：${list}`}。`,
  )
}

function cannotGroup(name: string): Problem {
  return problem(
    'group',
    'cannot_group',
    `group: "${name}" has too many or several values at once to group by.`,
    `group：“${name}”的值过多或为多值，不能用于分组。`,
  )
}

function twice(name: string): Problem {
  const known = TOTALS.join(', ')
  return problem(
    'totals',
    'repeated',
    `totals: "${name}" is given twice. Ask for one of ${known}.`,
    `totals：“${name}”出现了两次，请只取一项：${known}。`,
  )
}

function tooMany(count: number): Problem {
  return problem(
    'totals',
    'too_many_totals',
    `totals: ${count} figures are more than ${MAX_TOTALS}. Ask for fewer.`,
    `totals：${count} 项超过上限 ${MAX_TOTALS}，请减少。`,
  )
}
