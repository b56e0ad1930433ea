// What can be asked of related records: whether one meets a condition, and how many do. The item's name is known inside the condition only.
import { AGGREGATIONS, type Node, type Records } from './ast.ts'
import { unknownFunction, wrongKind } from './calls.ts'
import { check, checkAs } from './check.ts'
import { report, type Scope } from './check-scope.ts'
import type { FunctionSpec } from './functions.ts'
import { find, RESERVED_NAMES } from './names.ts'
import type { ASTNode } from './parse.ts'
import { BOOLEAN, KIND_NAMES, NUMBER } from './types.ts'

/** `size` of a text, a list, related records, or those that a `filter` keeps. */
export function checkSize(scope: Scope, node: ASTNode, [arg]: readonly ASTNode[], spec: FunctionSpec): Node | undefined {
  if (arg!.op === 'rcall' && arg!.args[0] === 'filter') {
    const [, receiver, rest] = arg!.args
    if (rest.length !== 2) return unknownFunction(scope, node, 'filter')
    return checkMacro(scope, receiver, rest[0]!, rest[1]!, (records, body) => ({ op: 'count', type: NUMBER, records, body }))
  }
  if (arg!.op === 'id' || arg!.op === '.') {
    const found = find(scope, arg!)
    if (!found) return undefined
    if ('found' in found) return countAll(scope, found.found.records)
    return sizeOf(scope, arg!, found.node, spec)
  }
  const value = check(scope, arg!)
  return value && sizeOf(scope, arg!, value, spec)
}

function sizeOf(scope: Scope, at: ASTNode, value: Node, spec: FunctionSpec): Node | undefined {
  if (value.type.kind === 'text') return { op: 'call', name: 'size_text', type: NUMBER, args: [value] }
  if (value.type.kind === 'list') return { op: 'call', name: 'size_list', type: NUMBER, args: [value] }
  return wrongKind(scope, at, value, 'a text, a list or related records', '文本、列表或关联记录', spec)
}

function countAll(scope: Scope, records: Omit<Records, 'item' | 'index'>): Node {
  return { op: 'count', type: NUMBER, records: { ...records, item: '', index: scope.items.length }, body: null }
}

/** `records.exists(item, condition)`: true or false, never unknown. */
export function checkExists(scope: Scope, _node: ASTNode, [receiver, item, body]: readonly ASTNode[]): Node | undefined {
  return checkMacro(scope, receiver!, item!, body!, (records, condition) => ({ op: 'exists', type: BOOLEAN, records, body: condition }))
}

/** `count(records, item, condition)`, or all of them. */
export function checkCount(scope: Scope, node: ASTNode, [receiver, item, body]: readonly ASTNode[], spec: FunctionSpec): Node | undefined {
  if (body)
    return checkMacro(scope, receiver!, item!, body, (records, condition) => ({ op: 'count', type: NUMBER, records, body: condition }))
  if (item) {
    return report(
      scope,
      node,
      'wrong_argument',
      `"count" takes related records, a name and a condition: ${spec.usage}.`,
      `“count”需要关联记录、名称和条件。用法：${spec.usage}。`,
    )
  }
  return checkSize(scope, node, [receiver!], spec)
}

/** `sum(records, item, value)`, `sum(records, item, value, condition)`, and the same with avg, min and max. */
export function checkAggregate(
  scope: Scope,
  _node: ASTNode,
  [receiver, item, value, condition]: readonly ASTNode[],
  spec: FunctionSpec,
): Node | undefined {
  const opened = openRecords(scope, receiver!, item!)
  if (!opened) return undefined
  const { inner, records } = opened
  const of = check(inner, value!)
  const where = condition === undefined ? null : checkAs(inner, condition, 'boolean')
  if (!of || where === undefined) return undefined
  const aggregation = AGGREGATIONS.find((name) => name === spec.name)!
  if (!canAggregate(aggregation, of)) {
    return aggregation === 'sum' || aggregation === 'avg'
      ? wrongKind(scope, value!, of, KIND_NAMES.number.en, KIND_NAMES.number['zh-CN'], spec)
      : wrongKind(scope, value!, of, 'a number, a date or a point in time', '数字、日期或时间点', spec)
  }
  return { op: 'aggregate', type: of.type, aggregation, records, value: of, where }
}

export function canAggregate(aggregation: string, { type }: Node): boolean {
  return type.kind === 'number' || ((aggregation === 'min' || aggregation === 'max') && (type.kind === 'date' || type.kind === 'instant'))
}

function checkMacro(
  scope: Scope,
  receiver: ASTNode,
  name: ASTNode,
  condition: ASTNode,
  build: (records: Records, body: Node) => Node,
): Node | undefined {
  const opened = openRecords(scope, receiver, name)
  const body = opened && checkAs(opened.inner, condition, 'boolean')
  return body && build(opened.records, body)
}

/** The scope inside a macro, where `name` is one of the records. */
function openRecords(scope: Scope, receiver: ASTNode, name: ASTNode): { readonly inner: Scope; readonly records: Records } | undefined {
  const found = receiver.op === 'id' || receiver.op === '.' ? find(scope, receiver) : undefined
  if (found && !('found' in found)) {
    return report(
      scope,
      receiver,
      'wrong_argument',
      `Only related records can be searched, this is ${KIND_NAMES[found.node.type.kind].en}.`,
      `只能查找关联记录，这里是${KIND_NAMES[found.node.type.kind]['zh-CN']}。`,
    )
  }
  if (!found) {
    if (receiver.op === 'id' || receiver.op === '.') return undefined
    return report(
      scope,
      receiver,
      'wrong_argument',
      'Only related records can be searched: meetings.exists(m, …).',
      '只能查找关联记录：meetings.exists(m, …)。',
    )
  }
  if (name.op !== 'id') {
    return report(
      scope,
      name,
      'wrong_argument',
      'The second part must be a new name for one record: meetings.exists(m, …).',
      '此处须为代表单条记录的新名称：meetings.exists(m, …)。',
    )
  }
  const taken = RESERVED_NAMES.has(name.args) || scope.shape.members.has(name.args) || scope.items.some((item) => item.name === name.args)
  if (taken) {
    return report(
      scope,
      name,
      'name_taken',
      `"${name.args}" already means something here. Choose another name.`,
      `“${name.args}”在此处已有含义，请换一个名称。`,
    )
  }
  const { records, shape, path } = found.found
  const inner: Scope = { ...scope, items: [...scope.items, { name: name.args, shape, path }] }
  return { inner, records: { ...records, item: name.args, index: scope.items.length } }
}
