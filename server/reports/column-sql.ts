// What a report takes from each record, as SQL: the value of a group, the value of a measure, the condition of a measure. The grouped statement
// and the list behind a figure are built from the same pieces, so they cannot disagree.
import { type RawBuilder, sql } from 'kysely'
import type { ValueForm } from '../../runtime/definition/report-value.ts'
import type { MemberNode } from '../../runtime/expression/ast.ts'
import type { CheckedExpression } from '../../runtime/expression/expression.ts'
import type { PlannedGroup, PlannedPart } from '../../runtime/funnel/report-plan.ts'
import { type DialectName, Slot } from '../database/database.ts'
import { postgresSpelling } from '../records/expression-postgres.ts'
import type { Spelling } from '../records/expression-spelling.ts'
import { type Compiler, compileExpression, type ExpressionContext, readColumn } from '../records/expression-sql.ts'
import { sqliteSpelling } from '../records/expression-sqlite.ts'

export type Sql = RawBuilder<unknown>

export function spellingOf(dialect: DialectName): Spelling {
  return dialect === 'sqlite' ? sqliteSpelling : postgresSpelling
}

/** How a group's value is kept while it is grouped: what the database compares, and what a token carries. */
export type GroupKind = 'text' | 'boolean' | 'whole' | 'number' | 'date'

export function groupKind({ by, bucket }: PlannedGroup): GroupKind {
  if (bucket) return 'date'
  if (isStoredNumber(by)) return 'whole'
  switch (by.type.kind) {
    case 'boolean':
    case 'number':
    case 'date':
      return by.type.kind
    case 'instant':
      return 'whole'
    default:
      return 'text'
  }
}

/** The value of a group: whole units, a date (of a bucket its first day), milliseconds, text. */
export function groupSql(group: PlannedGroup, context: ExpressionContext): Sql {
  const { by, bucket } = group
  const spelling = spellingOf(context.dialect)
  if (isStoredNumber(by)) return storedSql(by, context)
  const value = compileExpression(by, context)
  if (groupKind(group) === 'text') return spelling.ordered(value)
  if (!bucket) return value
  const date = by.type.kind === 'instant' ? spelling.bind('_g', value, (instant) => spelling.dateOf(instant, context.timeZone)) : value
  return bucket === 'day' ? date : spelling.bind('_d', date, (day) => spelling.startOf(bucket, day))
}

/** Whether a record's group is the one whose value is in the slot; `empty`: the group without a value. */
export function groupIs(group: PlannedGroup, context: ExpressionContext, slot: string, empty: boolean): Sql {
  const value = groupSql(group, context)
  return empty ? sql`(${value} IS NULL)` : sql`(${value} = ${slotSql(groupKind(group), slot, context.dialect)})`
}

function slotSql(kind: GroupKind, name: string, dialect: DialectName): Sql {
  const spelling = spellingOf(dialect)
  if (kind === 'boolean') return dialect === 'sqlite' ? sql`${new Slot(name)}` : sql`cast(${new Slot(name)} as boolean)`
  return spelling[kind](new Slot(name))
}

/** The value of a measure: stored numbers in whole units, everything else as expressions give it. */
export function valueSql(value: CheckedExpression, form: ValueForm, context: ExpressionContext): Sql {
  return form.kind === 'units' ? storedSql(value, context) : compileExpression(value, context)
}

/** Whether a record counts for a part of a measure; undefined where every record does. */
export function countsSql({ where, value, form }: PlannedPart, context: ExpressionContext): Sql | undefined {
  const conditions = where.map((each): Sql => sql`(${compileExpression(each, context)})`)
  if (value) conditions.push(sql`(${valueSql(value, form, context)} IS NOT NULL)`)
  return conditions.length === 0 ? undefined : sql`(${sql.join(conditions, sql` AND `)})`
}

function isStoredNumber({ ast }: CheckedExpression): boolean {
  return ast.op === 'member' && (ast.storage.kind === 'integer' || ast.storage.kind === 'decimal')
}

/** A member as its column keeps it. */
function storedSql({ ast }: CheckedExpression, context: ExpressionContext): Sql {
  const { source, name } = ast as MemberNode
  let count = 0
  const alias = () => {
    count += 1
    return `_x${count}`
  }
  const compiler: Compiler = { context, spelling: spellingOf(context.dialect), items: [], alias }
  return readColumn(compiler, source, name)
}
