// Gives every node of the library's tree a meaning and a type, or reports why it has none. Checks go on after a problem, so that all are found at once.
import { type Comparison, freeze, type Node, type Value } from './ast.ts'
import { checkCall } from './calls.ts'
import { report, type Scope } from './check-scope.ts'
import { checkComparison, checkIn, checkNull } from './comparisons.ts'
import { find } from './names.ts'
import { checkArithmetic, checkNegation } from './operations.ts'
import { type ASTNode, chainOf } from './parse.ts'
import { BOOLEAN, type ExpressionType, isComparable, KIND_NAMES, type Kind, LIST, NULL, NUMBER, TEXT } from './types.ts'

const COMPARISON_OF: Readonly<Record<string, Comparison>> = { '==': 'eq', '!=': 'ne', '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' }
/** Larger and smaller literals have no use and would lose digits. */
const LARGEST_LITERAL = 1e15
const SMALLEST_LITERAL = 1e-15

export function check(scope: Scope, node: ASTNode): Node | undefined {
  switch (node.op) {
    case 'value':
      return checkValue(scope, node, node.args)
    case 'id':
    case '.': {
      const found = find(scope, node)
      if (!found) return undefined
      if ('node' in found) return found.node
      const { name } = found.found.records
      return report(
        scope,
        node,
        'wrong_argument',
        `"${name}" is a set of records, not a value. Write ${name}.exists(x, x.field …), count(${name}, x, x.field …) or size(${name}).`,
        `“${name}”是一组记录，不是单个值。请写 ${name}.exists(x, x.字段 …)、count(${name}, x, x.字段 …) 或 size(${name})。`,
      )
    }
    case '&&':
    case '||': {
      const items = chainOf(node, scope.parsed).map((operand) => checkAs(scope, operand, 'boolean'))
      return items.every((item) => item !== undefined) ? { op: node.op === '&&' ? 'and' : 'or', type: BOOLEAN, items } : undefined
    }
    case '!_': {
      const value = checkAs(scope, node.args, 'boolean')
      return value && { op: 'not', type: BOOLEAN, value }
    }
    case '-_':
      return checkNegation(scope, node)
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const comparison = COMPARISON_OF[node.op]!
      return checkNull(scope, node, comparison) ?? checkComparison(scope, node, comparison)
    }
    case 'in':
      return checkIn(scope, node)
    case '+':
    case '-':
    case '*':
    case '/':
      return checkArithmetic(scope, node)
    case '?:':
      return checkTernary(scope, node.args)
    case 'list':
      return checkList(scope, node, node.args)
    case 'call':
      return checkCall(scope, node, node.args[0], node.args[1])
    case 'rcall':
      return checkCall(scope, node, node.args[0], [node.args[1], ...node.args[2]])
    default:
      return report(scope, node, 'not_supported', `"${node.op}" is not part of the language.`, `表达式不支持“${node.op}”。`)
  }
}

/** Checks a node that must be of one kind. */
export function checkAs(scope: Scope, node: ASTNode, kind: Kind): Node | undefined {
  const checked = check(scope, node)
  if (!checked || checked.type.kind === kind) return checked
  return report(
    scope,
    node,
    'type_mismatch',
    `This is ${KIND_NAMES[checked.type.kind].en}, but ${KIND_NAMES[kind].en} is needed here.${kind === 'boolean' ? ' Compare it with something.' : ''}`,
    `这里是${KIND_NAMES[checked.type.kind]['zh-CN']}，但需要${KIND_NAMES[kind]['zh-CN']}。${kind === 'boolean' ? '请与某个值比较。' : ''}`,
  )
}

function checkValue(scope: Scope, node: ASTNode, value: unknown): Value | undefined {
  if (value === null) return { op: 'value', type: NULL, value }
  if (typeof value === 'boolean') return { op: 'value', type: BOOLEAN, value }
  if (typeof value === 'string') {
    if (!/\p{Surrogate}|\0/u.test(value)) return { op: 'value', type: TEXT, value }
    return report(
      scope,
      node,
      'wrong_value',
      'A text may not contain the character NUL or half a surrogate pair.',
      '文本不能包含 NUL 字符或不完整的代理对。',
    )
  }
  if (typeof value !== 'number' && typeof value !== 'bigint') {
    return report(
      scope,
      node,
      'not_supported',
      'Byte texts and unsigned numbers are not part of the language. Write "text" or 12.',
      '表达式不支持字节文本和无符号数。请写 "文本" 或 12。',
    )
  }
  const number = Number(value)
  const size = Math.abs(number)
  if (size <= LARGEST_LITERAL && (size === 0 || size >= SMALLEST_LITERAL)) return { op: 'value', type: NUMBER, value: number }
  return report(scope, node, 'wrong_value', 'A number may lie between 10^-15 and 10^15.', '数字的绝对值须在 10^-15 到 10^15 之间。')
}

function checkTernary(scope: Scope, [a, b, c]: readonly [ASTNode, ASTNode, ASTNode]): Node | undefined {
  const condition = checkAs(scope, a, 'boolean')
  const then = check(scope, b)
  const otherwise = check(scope, c)
  if (!condition || !then || !otherwise) return undefined
  const type = commonType([then, otherwise])
  if (type) return { op: 'if', type, condition, then, otherwise }
  return report(
    scope,
    { start: b.start, end: c.end },
    'type_mismatch',
    `Both results of "? :" must be of one kind, these are ${KIND_NAMES[then.type.kind].en} and ${KIND_NAMES[otherwise.type.kind].en}.`,
    `“? :”的两个结果须为同一类型，这里是${KIND_NAMES[then.type.kind]['zh-CN']}和${KIND_NAMES[otherwise.type.kind]['zh-CN']}。`,
  )
}

/** The type that all nodes share, nulls aside; undefined where they differ. */
export function commonType(nodes: readonly Node[]): ExpressionType | undefined {
  let type: ExpressionType = NULL
  for (const node of nodes) {
    if (node.type.kind === 'null') continue
    if (type.kind === 'null') type = node.type
    else if (!isComparable(type, node.type)) return undefined
  }
  return type
}

function checkList(scope: Scope, node: ASTNode, operands: readonly ASTNode[]): Node | undefined {
  const items = operands.map((operand) => checkAs(scope, operand, 'text'))
  if (!items.every((item) => item !== undefined)) return undefined
  const texts: string[] = []
  for (const [index, item] of items.entries()) {
    if (item.op !== 'value') {
      return report(
        scope,
        operands[index] ?? node,
        'wrong_argument',
        'A list may only contain fixed texts here: ["a", "b"].',
        '此处列表只能包含固定文本：["a", "b"]。',
      )
    }
    texts.push(String(item.value))
  }
  return freeze({ op: 'value', type: LIST, value: texts } as const)
}
