// Compiles a checked expression to SQL of one dialect: total over the closed tree, every value a parameter, every run-time value a slot.
// `evaluate` in memory is the oracle; the agreement test compares both databases with it.
import { type RawBuilder, sql } from 'kysely'
import type { Node, Records, Source } from '../../runtime/expression/ast.ts'
import { localDate } from '../../runtime/expression/dates.ts'
import type { CheckedExpression } from '../../runtime/expression/expression.ts'
import type { Environment } from '../../runtime/expression/scope.ts'
import type { Storage } from '../../runtime/expression/storage.ts'
import { type DialectName, Slot, type Slots } from '../database/database.ts'
import { compileAggregate } from './expression-aggregates.ts'
import { compileCall } from './expression-calls.ts'
import { compileComparison, compileIn } from './expression-comparisons.ts'
import { postgresSpelling } from './expression-postgres.ts'
import type { Spelling, Sql } from './expression-spelling.ts'
import { sqliteSpelling } from './expression-sqlite.ts'

export interface ExpressionContext {
  readonly dialect: DialectName
  /** The table or alias of the record the expression is about. */
  readonly table: string
  /** The table of a module's records, `schema.table` allowed. */
  tableOf(module: string): string
  /** IANA zone of the app, which decides what day a moment falls on. */
  readonly timeZone: string
  /** What a record of `module` under `alias` must fulfil to be there for whoever asks; undefined: nothing. */
  rowFilter?(module: string, alias: string): Sql | undefined
}

export interface Compiler {
  readonly context: ExpressionContext
  readonly spelling: Spelling
  /** Aliases of the related records around this place, outermost first. */
  readonly items: readonly string[]
  /** A new alias; names with `_` never meet a module's key. */
  alias(): string
}

/**
 * The expression as SQL over `context.table`. Booleans are 0/1 on SQLite, numbers doubles, dates and instants in stored form. Its slots are
 * those of `slotValues`. Throws for `before`, and on PostgreSQL for `matches`: check with `{ sql: true }` first.
 */
export function compileExpression(expression: CheckedExpression, context: ExpressionContext): RawBuilder<any> {
  let count = 0
  const alias = () => {
    count += 1
    return `_x${count}`
  }
  const spelling = context.dialect === 'sqlite' ? sqliteSpelling : postgresSpelling
  return compile({ context, spelling, items: [], alias }, expression.ast)
}

/** What the slots of compiled expressions hold when a statement runs. */
export function slotValues(environment: Pick<Environment, 'now' | 'timeZone' | 'me' | 'myTeam'>): Slots {
  return {
    now: environment.now,
    today: localDate(environment.now, environment.timeZone),
    me: environment.me,
    my_team: JSON.stringify(environment.myTeam),
  }
}

export function compile(compiler: Compiler, node: Node): Sql {
  const { spelling } = compiler
  switch (node.op) {
    case 'value':
      return compileValue(spelling, node)
    case 'member':
      return readMember(compiler, node.source, node.name, node.storage)
    case 'now':
      return spelling.whole(new Slot('now'))
    case 'today':
      return spelling.date(new Slot('today'))
    case 'start_of':
      return spelling.startOf(node.unit, spelling.date(new Slot('today')))
    case 'me':
      return spelling.text(new Slot('me'))
    case 'my_team':
      return spelling.list(new Slot('my_team'))
    case 'and':
    case 'or':
      return sql`(${sql.join(
        node.items.map((item) => compile(compiler, item)),
        node.op === 'and' ? sql` and ` : sql` or `,
      )})`
    case 'not':
      return sql`(not ${compile(compiler, node.value)})`
    case 'is_null':
      return sql`(${compileBare(compiler, node.value)} ${node.negated ? sql`is not null` : sql`is null`})`
    case 'compare':
      return compileComparison(compiler, node)
    case 'in':
      return compileIn(compiler, node.value, node.items)
    case 'in_list':
      return bind(compiler, node.list, (list) =>
        bind(compiler, node.value, (value) => spelling.inList(value, list, { list: isKnown(node.list), other: isKnown(node.value) })),
      )
    case 'exists':
      return sql`exists (select 1 ${relatedRows(compiler, node.records, node.body)})`
    case 'count':
      return spelling.toNumber(sql`(select count(*) ${relatedRows(compiler, node.records, node.body)})`)
    case 'aggregate':
      return compileAggregate(compiler, node)
    case 'if':
      return sql`(case when ${compile(compiler, node.condition)} then ${compile(compiler, node.then)} else ${compile(compiler, node.otherwise)} end)`
    case 'call':
      return compileCall(compiler, node)
  }
}

function compileValue(spelling: Spelling, { value, type }: Node & { op: 'value' }): Sql {
  if (value === null) return sql`null`
  if (typeof value === 'boolean') return spelling.boolean(value)
  if (typeof value === 'object') return spelling.list(JSON.stringify(value))
  if (type.kind === 'number') return spelling.number(value)
  if (type.kind === 'date') return spelling.date(value)
  return typeof value === 'number' ? spelling.whole(value) : spelling.text(value)
}

/** A column as the language sees it: decimals in major units. */
function readMember(compiler: Compiler, source: Source, name: string, storage: Storage): Sql {
  const column = readColumn(compiler, source, name)
  if (storage.kind === 'integer') return compiler.spelling.toNumber(column)
  if (storage.kind !== 'decimal') return column
  return storage.scale === 0
    ? compiler.spelling.toNumber(column)
    : sql`(${compiler.spelling.toNumber(column)} / ${sql.lit(10 ** storage.scale)})`
}

/** A column as it is stored. A reference is followed by a subquery, whether its target is in the trash or not. */
export function readColumn(compiler: Compiler, source: Source, name: string): Sql {
  switch (source.from) {
    case 'record':
      return sql.id(compiler.context.table, name)
    case 'item':
      return sql.id(compiler.items[source.index]!, name)
    case 'reference': {
      const alias = compiler.alias()
      const id = readColumn(compiler, source.source, source.member)
      return sql`(select ${sql.id(alias, name)} from ${sql.table(compiler.context.tableOf(source.module))} as ${sql.id(alias)} where ${sql.id(alias, '_id')} = ${id}${visible(compiler, source.module, alias)})`
    }
    case 'before':
      throw new Error('The record before a change is not in the database: check expressions for SQL with { sql: true }.')
  }
}

/** Like `compile`, but a member is left as stored, which is enough to ask whether it is null. */
function compileBare(compiler: Compiler, node: Node): Sql {
  return node.op === 'member' ? readColumn(compiler, node.source, node.name) : compile(compiler, node)
}

function visible({ context }: Compiler, module: string, alias: string): Sql {
  const filter = context.rowFilter?.(module, alias)
  return filter ? sql` and ${filter}` : sql``
}

function relatedRows(compiler: Compiler, records: Records, body: Node | null): Sql {
  return openRecords(compiler, records, body).rows
}

/** `from … where …` of the related records for which `body` holds, and the compiler inside, which knows one of them. */
export function openRecords(compiler: Compiler, records: Records, body: Node | null): { readonly rows: Sql; readonly inner: Compiler } {
  const alias = compiler.alias()
  const { of } = records
  const id = of.from === 'reference' ? readColumn(compiler, of.source, of.member) : readColumn(compiler, of, '_id')
  const inner: Compiler = { ...compiler, items: [...compiler.items, alias] }
  const from = sql`from ${sql.table(compiler.context.tableOf(records.module))} as ${sql.id(alias)} where ${sql.id(alias, records.via)} = ${id} and ${sql.id(alias, '_deleted_at')} is null${visible(compiler, records.module, alias)}`
  return { rows: body ? sql`${from} and ${compile(inner, body)}` : from, inner }
}

/** Uses a node's SQL several times without repeating it: what is more than a column or a constant gets a name in a subquery of its own. */
export function bind(compiler: Compiler, node: Node, use: (value: Sql) => Sql): Sql {
  const value = compile(compiler, node)
  return isSimple(node) ? use(value) : compiler.spelling.bind(compiler.alias(), value, use)
}

function isSimple(node: Node): boolean {
  if (node.op === 'member') return node.source.from !== 'reference'
  return node.op === 'value' || node.op === 'now' || node.op === 'today' || node.op === 'me' || node.op === 'my_team'
}

/** Whether a node is never null. `me` is null for the system. */
export function isKnown(node: Node): boolean {
  return (node.op === 'value' && node.value !== null) || node.op === 'my_team' || node.op === 'now' || node.op === 'today'
}
