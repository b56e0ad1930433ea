// Calls of functions and macros. Most are decided by the overloads of functions.ts; those with arguments that are more than values have a rule of their own here.
import { compilePattern, MAX_PATTERN_SIZE } from './arithmetic.ts'
import { type Call, type Node, UNITS, type Unit, type Value } from './ast.ts'
import { check, checkAs, commonType } from './check.ts'
import { report, type Scope } from './check-scope.ts'
import { checkChoice } from './comparisons.ts'
import { isDate, parseDuration, parseInstant } from './dates.ts'
import { FUNCTIONS, type FunctionSpec } from './functions.ts'
import { nearest } from './nearest.ts'
import type { ASTNode } from './parse.ts'
import { checkAggregate, checkCount, checkExists, checkSize } from './related.ts'
import { DATE, DURATION, INSTANT, KIND_NAMES } from './types.ts'

type Rule = (scope: Scope, node: ASTNode, args: readonly ASTNode[], spec: FunctionSpec) => Node | undefined

const RULES: Readonly<Record<string, Rule>> = {
  now: () => ({ op: 'now', type: INSTANT }),
  today: () => ({ op: 'today', type: DATE }),
  start_of: checkStartOf,
  date: checkDate,
  timestamp: (scope, _node, [arg], spec) => literal(scope, arg!, spec, INSTANT, parseInstant),
  duration: (scope, _node, [arg], spec) => literal(scope, arg!, spec, DURATION, parseDuration),
  size: checkSize,
  coalesce: checkCoalesce,
  exists: checkExists,
  count: checkCount,
  sum: checkAggregate,
  avg: checkAggregate,
}
/** Least and most arguments of the functions with a rule of their own. */
const COUNTS: Readonly<Record<string, readonly [number, number]>> = {
  now: [0, 0],
  today: [0, 0],
  start_of: [1, 1],
  date: [1, 1],
  timestamp: [1, 1],
  duration: [1, 1],
  size: [1, 1],
  coalesce: [2, 10],
  exists: [3, 3],
  count: [1, 3],
  sum: [3, 4],
  avg: [3, 4],
}

/** Checks `name(args)` and `args[0].name(rest)`, which mean the same. */
export function checkCall(scope: Scope, node: ASTNode, name: string, args: readonly ASTNode[]): Node | undefined {
  const spec = FUNCTIONS.get(name)
  if (!spec) return unknownFunction(scope, node, name)
  if ((name === 'min' || name === 'max') && (args.length === 3 || args.length === 4)) return checkAggregate(scope, node, args, spec)
  const [least, most] = COUNTS[name] ?? [spec.overloads![0]!.takes.length, spec.overloads![0]!.takes.length]
  if (args.length < least || args.length > most) {
    return report(
      scope,
      node,
      'wrong_argument',
      `"${name}" takes ${least === most ? least : `${least} to ${most}`} arguments, not ${args.length}: ${spec.usage}.`,
      `“${name}”需要 ${least === most ? least : `${least}–${most}`} 个参数，这里有 ${args.length} 个。用法：${spec.usage}。`,
    )
  }
  return Object.hasOwn(RULES, name) ? RULES[name]!(scope, node, args, spec) : checkOverloads(scope, node, args, spec)
}

export function unknownFunction(scope: Scope, node: ASTNode, name: string): undefined {
  if (name === 'all') {
    return report(
      scope,
      node,
      'unknown_function',
      '"all" is not part of the language. Write !records.exists(x, !(condition)).',
      '不支持“all”。请写 !记录.exists(x, !(条件))。',
    )
  }
  if (name === 'filter') {
    return report(
      scope,
      node,
      'unknown_function',
      '"filter" can only be counted: size(records.filter(x, condition)).',
      '“filter”只能用于计数：size(记录.filter(x, 条件))。',
    )
  }
  const near = nearest(name, FUNCTIONS.keys())
  const known = [...FUNCTIONS.keys()]
  return report(
    scope,
    node,
    'unknown_function',
    `There is no function "${name}". ${near ? `Did you mean "${near}"?` : `Functions: ${known.join(', ')}`}`,
    `没有函数“${name}”。${near ? `是否想写“${near}”？` : `可用函数：${known.join('、')}`}`,
  )
}

function checkOverloads(scope: Scope, node: ASTNode, args: readonly ASTNode[], spec: FunctionSpec): Node | undefined {
  const nodes = args.map((arg) => check(scope, arg))
  if (!nodes.every((arg) => arg !== undefined)) return undefined
  const [overload] = spec.overloads!
  for (const [index, kind] of overload!.takes.entries()) {
    if (nodes[index]!.type.kind !== kind)
      return wrongKind(scope, args[index]!, nodes[index]!, KIND_NAMES[kind].en, KIND_NAMES[kind]['zh-CN'], spec)
  }
  if (spec.name === 'matches' && !checkPattern(scope, args[1]!, nodes[1]!)) return undefined
  if (spec.name === 'has_any' || spec.name === 'has_all') checkChoice(scope, args[1]!, nodes[0]!, nodes[1]!)
  const type = spec.result === 'same' ? nodes[0]!.type : spec.result
  return node && { op: 'call', name: overload!.call, type, args: nodes }
}

export function wrongKind(scope: Scope, at: ASTNode, node: Node, en: string, zh: string, spec: FunctionSpec): undefined {
  const is = KIND_NAMES[node.type.kind]
  return report(
    scope,
    at,
    'wrong_argument',
    `"${spec.name}" needs ${en} here, this is ${is.en}: ${spec.usage}.`,
    `“${spec.name}”此处需要${zh}，这里是${is['zh-CN']}。用法：${spec.usage}。`,
  )
}

function checkPattern(scope: Scope, at: ASTNode, node: Node): boolean {
  if (scope.options.sql) {
    report(
      scope,
      at,
      'not_available',
      '"matches" cannot be used in filters, views, reports and access rules. Use contains, startsWith or endsWith.',
      '“matches”不能用于筛选、视图、报表和权限条件。请改用 contains、startsWith 或 endsWith。',
    )
    return false
  }
  if (node.op !== 'value') {
    report(
      scope,
      at,
      'wrong_argument',
      'The pattern must be written out, it cannot come from a field.',
      '正则表达式须直接写出，不能来自字段。',
    )
    return false
  }
  try {
    if (compilePattern(String(node.value)).programSize() <= MAX_PATTERN_SIZE) return true
    report(
      scope,
      at,
      'wrong_value',
      'This pattern is too large to search quickly. Use smaller repetitions than {n,m}.',
      '该正则过大，查找会很慢。请减少 {n,m} 之类的重复次数。',
    )
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    report(
      scope,
      at,
      'wrong_value',
      `This is not an RE2 pattern (${reason}). Look-around and back-references do not exist in RE2.`,
      `不是有效的 RE2 正则（${reason}）。RE2 不支持环视和反向引用。`,
    )
  }
  return false
}

/** A call whose only argument is a text that is read at once: date("…"), timestamp("…"), duration("…"). */
function literal(
  scope: Scope,
  at: ASTNode,
  spec: FunctionSpec,
  type: Value['type'],
  read: (text: string) => string | number | null,
): Value | undefined {
  const node = checkAs(scope, at, 'text')
  if (!node) return undefined
  const written = node.op === 'value' ? String(node.value) : undefined
  const value = written === undefined ? null : read(written)
  if (value !== null && written !== undefined) return { op: 'value', type, value, written }
  return report(
    scope,
    at,
    'wrong_value',
    `"${written ?? at.input.slice(at.start, at.end)}" cannot be read as ${KIND_NAMES[type.kind].en}. Write it like ${spec.usage}.`,
    `“${written ?? at.input.slice(at.start, at.end)}”不是有效的${KIND_NAMES[type.kind]['zh-CN']}。请写成 ${spec.usage}。`,
  )
}

function checkDate(scope: Scope, node: ASTNode, [arg]: readonly ASTNode[], spec: FunctionSpec): Node | undefined {
  if (arg!.op === 'value' && typeof arg!.args === 'string') return literal(scope, arg!, spec, DATE, (text) => (isDate(text) ? text : null))
  const value = check(scope, arg!)
  if (!value) return undefined
  if (value.type.kind === 'instant') return { op: 'call', name: 'date_of', type: DATE, args: [value] }
  return wrongKind(scope, node, value, KIND_NAMES.instant.en, KIND_NAMES.instant['zh-CN'], spec)
}

function checkStartOf(scope: Scope, _node: ASTNode, [arg]: readonly ASTNode[], spec: FunctionSpec): Node | undefined {
  const unit = UNITS.find((name) => arg!.op === 'value' && arg!.args === name)
  if (unit) return { op: 'start_of', type: DATE, unit: unit satisfies Unit }
  return report(
    scope,
    arg!,
    'wrong_argument',
    `"start_of" takes one of ${UNITS.map((name) => `"${name}"`).join(', ')}: ${spec.usage}.`,
    `“start_of”的参数须为 ${UNITS.map((name) => `"${name}"`).join('、')} 之一。用法：${spec.usage}。`,
  )
}

function checkCoalesce(scope: Scope, node: ASTNode, args: readonly ASTNode[]): Node | undefined {
  const nodes = args.map((arg) => check(scope, arg))
  if (!nodes.every((arg) => arg !== undefined)) return undefined
  const type = commonType(nodes)
  if (type && type.kind !== 'null') return { op: 'call', name: 'coalesce', type, args: nodes } satisfies Call
  const kinds = [...new Set(nodes.map((arg) => arg.type.kind))]
  return report(
    scope,
    node,
    'type_mismatch',
    `The values of "coalesce" must be of one kind, these are ${kinds.map((kind) => KIND_NAMES[kind].en).join(', ')}.`,
    `“coalesce”的各个值须为同一类型，这里有${kinds.map((kind) => KIND_NAMES[kind]['zh-CN']).join('、')}。`,
  )
}
