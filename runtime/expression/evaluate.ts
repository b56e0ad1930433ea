// Evaluates a checked expression in memory. This is the oracle: the SQL of both databases must give the same values.

import { aggregate } from './aggregates.ts'
import { compareText } from './arithmetic.ts'
import type { Node, Records, Source } from './ast.ts'
import { CALL_FUNCTIONS, type Plain } from './call-functions.ts'
import { localDate, parseInstant, startOf } from './dates.ts'
import type { CheckedExpression } from './expression.ts'
import type { Environment } from './scope.ts'
import type { Storage } from './storage.ts'

type Row = Readonly<Record<string, unknown>>
interface Frame {
  readonly environment: Environment
  /** The related records of the macros around this place, outermost first. */
  readonly items: readonly Row[]
}

/**
 * The value of the expression in wire form: boolean, number, text, `YYYY-MM-DD`, ISO instant, milliseconds of a duration, list of texts, or null
 * where it is unknown. Logic is three-valued as in SQL.
 */
export function evaluate(expression: CheckedExpression, environment: Environment): unknown {
  const value = run(expression.ast, { environment, items: [] })
  return expression.type.kind === 'instant' && typeof value === 'number' ? new Date(value).toISOString() : value
}

/** Whether a condition's value counts as met: unknown does not. */
export function truthy(value: unknown): boolean {
  return value === true
}

function run(node: Node, frame: Frame): Plain {
  switch (node.op) {
    case 'value':
      return node.value
    case 'member':
      return readMember(recordOf(node.source, frame), node.name, node.storage)
    case 'now':
      return frame.environment.now
    case 'today':
      return today(frame)
    case 'start_of':
      return startOf(node.unit, today(frame))
    case 'me':
      return frame.environment.me
    case 'my_team':
      return frame.environment.myTeam
    case 'and':
      return every(node.items, frame, false)
    case 'or':
      return every(node.items, frame, true)
    case 'not': {
      const value = run(node.value, frame)
      return value === null ? null : !value
    }
    case 'is_null':
      return (run(node.value, frame) === null) !== node.negated
    case 'compare': {
      const left = run(node.left, frame)
      const right = run(node.right, frame)
      if (left === null || right === null) return null
      return COMPARE[node.comparison](order(left, right))
    }
    case 'in':
      return isIn(
        run(node.value, frame),
        node.items.map((item) => run(item, frame)),
      )
    case 'in_list': {
      const list = run(node.list, frame)
      return list === null ? null : isIn(run(node.value, frame), list as readonly string[])
    }
    case 'exists':
      return relatedOf(node.records, frame).some((row) => run(node.body, { ...frame, items: [...frame.items, row] }) === true)
    case 'count': {
      const { body } = node
      const rows = relatedOf(node.records, frame)
      return body ? rows.filter((row) => run(body, { ...frame, items: [...frame.items, row] }) === true).length : rows.length
    }
    case 'aggregate': {
      const { where } = node
      const frames = relatedOf(node.records, frame).map((row) => ({ ...frame, items: [...frame.items, row] }))
      const counted = where ? frames.filter((inner) => run(where, inner) === true) : frames
      const values = counted.map((inner) => run(node.value, inner)).filter((value) => value !== null)
      return aggregate(node.aggregation, values, node.value)
    }
    case 'if':
      return run(run(node.condition, frame) === true ? node.then : node.otherwise, frame)
    case 'call': {
      const args = node.args.map((arg) => run(arg, frame))
      if (node.name === 'coalesce') return args.find((arg) => arg !== null) ?? null
      return args.includes(null) ? null : CALL_FUNCTIONS[node.name](args, frame.environment.timeZone)
    }
  }
}

function today(frame: Frame): string {
  const date = localDate(frame.environment.now, frame.environment.timeZone)
  if (date === null) throw new RangeError(`The time ${frame.environment.now} has no date.`)
  return date
}

/** `and` with decisive = false, `or` with decisive = true: the decisive value wins, then unknown. */
function every(items: readonly Node[], frame: Frame, decisive: boolean): boolean | null {
  let unknown = false
  for (const item of items) {
    const value = run(item, frame)
    if (value === decisive) return decisive
    unknown ||= value === null
  }
  return unknown ? null : !decisive
}

/** As SQL: true where equal to one of them, false for an empty list, else unknown where anything is null. */
function isIn(value: Plain, items: readonly Plain[]): boolean | null {
  if (items.length === 0) return false
  if (value === null) return null
  if (items.includes(value)) return true
  return items.includes(null) ? null : false
}

function order(left: Plain, right: Plain): number {
  if (typeof left === 'string' && typeof right === 'string') return left === right ? 0 : compareText(left, right)
  return Number(left) - Number(right)
}

const COMPARE = {
  eq: (order: number) => order === 0,
  ne: (order: number) => order !== 0,
  lt: (order: number) => order < 0,
  le: (order: number) => order <= 0,
  gt: (order: number) => order > 0,
  ge: (order: number) => order >= 0,
} as const

function recordOf(source: Source, frame: Frame): Row | null {
  switch (source.from) {
    case 'record':
      return frame.environment.record
    case 'before':
      return frame.environment.before ?? null
    case 'item':
      return frame.items[source.index] ?? null
    case 'reference': {
      const id = readMember(recordOf(source.source, frame), source.member, { kind: 'reference', module: source.module })
      return typeof id === 'string' ? (frame.environment.follow?.(source.module, id) ?? null) : null
    }
  }
}

function relatedOf(records: Records, frame: Frame): readonly Row[] {
  const { of } = records
  const id =
    of.from === 'reference'
      ? readMember(recordOf(of.source, frame), of.member, { kind: 'reference', module: of.module })
      : readMember(recordOf(of, frame), '_id', { kind: 'text' })
  return typeof id === 'string' ? (frame.environment.related?.(records.module, records.via, id) ?? []) : []
}

/** A value of a record from its wire form; null where it is missing or not of its kind. */
function readMember(row: Row | null, name: string, storage: Storage): Plain {
  const value = row && Object.hasOwn(row, name) ? row[name] : null
  switch (storage.kind) {
    case 'integer':
    case 'decimal':
      return typeof value === 'number' && Number.isFinite(value) ? value + 0 : null
    case 'boolean':
      return typeof value === 'boolean' ? value : null
    case 'instant':
      return typeof value === 'string' ? parseInstant(value) : null
    case 'json':
      return Array.isArray(value) ? value : null
    case 'document':
      return typeof value === 'object' && value !== null ? true : null
    case 'text':
    case 'date':
    case 'reference':
      return typeof value === 'string' ? value : null
    case 'none':
      return null
  }
}
