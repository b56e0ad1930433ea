// Calls in SQL: arguments that are written more than once are bound to a name, results that could leave the range of numbers or dates are checked.
import { sql } from 'kysely'
import { LARGEST, SMALLEST } from '../../runtime/expression/arithmetic.ts'
import type { Call, CallName, Node } from '../../runtime/expression/ast.ts'
import { DAY, MAX_INSTANT, MIN_INSTANT } from '../../runtime/expression/dates.ts'
import { isWithin, rangeOf } from './expression-ranges.ts'
import type { Sql } from './expression-spelling.ts'
import { bind, type Compiler, compile, isKnown } from './expression-sql.ts'

/** Positions of the arguments that some dialect writes more than once. */
const REPEATED: Readonly<Partial<Record<CallName, readonly number[]>>> = {
  min: [0, 1],
  max: [0, 1],
  round: [0],
  starts_with: [1],
  ends_with: [1],
  decay: [0, 1],
}

export function compileCall(compiler: Compiler, call: Call): Sql {
  const { spelling } = compiler
  switch (call.name) {
    case 'coalesce':
      return sql`coalesce(${sql.join(call.args.map((arg) => compile(compiler, arg)))})`
    case 'has_any':
    case 'has_all': {
      const [list, wanted] = call.args as readonly [Node, Node]
      const known = { list: isKnown(list), other: isKnown(wanted) }
      const quantity = call.name === 'has_any' ? 'any' : 'all'
      return bind(compiler, list, (a) => bind(compiler, wanted, (b) => spelling.hasSome(quantity, a, b, known)))
    }
    case 'date_of':
      return bind(compiler, call.args[0]!, (instant) => spelling.dateOf(instant, compiler.context.timeZone))
    case 'date_add':
    case 'date_subtract':
      return moveDate(compiler, call.args[0]!, call.name === 'date_add' ? '+' : '-', call.args[1]!)
    case 'instant_add':
    case 'instant_subtract':
      return moveInstant(compiler, call.args[0]!, call.name === 'instant_add' ? '+' : '-', call.args[1]!)
    default: {
      const write = spelling.calls[call.name]
      const repeated = REPEATED[call.name] ?? []
      const result = withArguments(compiler, call.args, repeated, [], (args) => write(...args))
      return isWithin(rangeOf(call)) ? result : settle(compiler, result)
    }
  }
}

function withArguments(
  compiler: Compiler,
  nodes: readonly Node[],
  repeated: readonly number[],
  done: readonly Sql[],
  use: (args: readonly Sql[]) => Sql,
): Sql {
  const node = nodes[done.length]
  if (!node) return use(done)
  const next = (arg: Sql) => withArguments(compiler, nodes, repeated, [...done, arg], use)
  return repeated.includes(done.length) ? bind(compiler, node, next) : next(compile(compiler, node))
}

/** As `settle` in memory: beyond LARGEST null, below SMALLEST zero, so that no operation overflows. */
function settle(compiler: Compiler, value: Sql): Sql {
  const { spelling } = compiler
  return spelling.bind(
    compiler.alias(),
    value,
    (v) =>
      sql`case when abs(${v}) > ${sql.lit(LARGEST)} then null when abs(${v}) < ${sql.lit(SMALLEST)} then ${spelling.toNumber(sql`0`)} else ${v} end`,
  )
}

function moveDate(compiler: Compiler, date: Node, sign: '+' | '-', duration: Node): Sql {
  const { spelling } = compiler
  if (date.op === 'today' && duration.op === 'value') {
    const days = Math.trunc(Number(duration.value) / DAY)
    return spelling.moveToday(compile(compiler, date), sign === '+' ? days : 0 - days)
  }
  return spelling.moveDate(compiler.alias(), compile(compiler, date), sign, compile(compiler, duration))
}

function moveInstant(compiler: Compiler, instant: Node, sign: '+' | '-', duration: Node): Sql {
  const moved = sql`(${compile(compiler, instant)} ${sql.raw(sign)} ${compile(compiler, duration)})`
  // A fixed time from now cannot leave the calendar, and without the check an index can serve the comparison.
  if (instant.op === 'now' && duration.op === 'value') return moved
  return compiler.spelling.bind(
    compiler.alias(),
    moved,
    (v) => sql`case when ${v} between ${sql.lit(MIN_INSTANT)} and ${sql.lit(MAX_INSTANT)} then ${v} end`,
  )
}
