// Comparisons: == != < <= > >= and `in`, with the checks that a choice exists and that both sides are of one kind.
import type { Text } from '../label.ts'
import type { Comparison, Node } from './ast.ts'
import { check } from './check.ts'
import { report, type Scope } from './check-scope.ts'
import { isDate } from './dates.ts'
import { nearest } from './nearest.ts'
import type { ASTNode } from './parse.ts'
import { BOOLEAN, isComparable, KIND_NAMES, ORDERED } from './types.ts'

type Binary = ASTNode & { args: [ASTNode, ASTNode] }

function isNull(node: ASTNode): boolean {
  return node.op === 'value' && node.args === null
}

/** `x == null` and `x != null`, which are true or false and never unknown; undefined where no side is `null`. */
export function checkNull(scope: Scope, node: Binary, comparison: Comparison): Node | undefined {
  const [left, right] = node.args
  if ((comparison !== 'eq' && comparison !== 'ne') || (!isNull(left) && !isNull(right))) return undefined
  const value = check(scope, isNull(right) ? left : right)
  // A value that has a problem of its own must not be compared a second time.
  return value ? { op: 'is_null', type: BOOLEAN, value, negated: comparison === 'ne' } : BROKEN
}

/** Stands for a node whose problem is already reported; never leaves a check that succeeds. */
const BROKEN: Node = { op: 'value', type: BOOLEAN, value: null }

export function checkComparison(scope: Scope, node: Binary, comparison: Comparison): Node | undefined {
  const left = check(scope, node.args[0])
  const right = check(scope, node.args[1])
  if (!left || !right || !checkSides(scope, node, left, right)) return undefined
  const { kind } = left.type
  if (kind === 'list') {
    return report(
      scope,
      node,
      'type_mismatch',
      'Lists are not compared as a whole. Write has_any(…), has_all(…) or "x" in list.',
      '列表不能整体比较。请写 has_any(…)、has_all(…) 或 "x" in 列表。',
    )
  }
  if (kind === 'document') {
    return report(
      scope,
      node,
      'type_mismatch',
      'A value of several parts is not compared as a whole. Write == null or != null.',
      '复合值不能整体比较。请写 == null 或 != null。',
    )
  }
  if (comparison !== 'eq' && comparison !== 'ne' && !(ORDERED.has(kind) && ORDERED.has(right.type.kind))) {
    return report(
      scope,
      node,
      'type_mismatch',
      `There is no order between values of this kind (${KIND_NAMES[kind].en}). Use == or !=.`,
      `${KIND_NAMES[kind]['zh-CN']}没有大小顺序。请用 == 或 !=。`,
    )
  }
  checkChoice(scope, node.args[1], left, right)
  checkChoice(scope, node.args[0], right, left)
  return { op: 'compare', type: BOOLEAN, comparison, left, right }
}

export function checkIn(scope: Scope, node: Binary): Node | undefined {
  const value = check(scope, node.args[0])
  if (node.args[1].op === 'list') return checkInItems(scope, node.args[1], node.args[1].args, value)
  const list = check(scope, node.args[1])
  if (!value || !list) return undefined
  if (list.type.kind !== 'list') {
    return report(
      scope,
      node.args[1],
      'type_mismatch',
      `"in" needs a list on its right, this is ${KIND_NAMES[list.type.kind].en}.`,
      `“in”右侧须为列表，这里是${KIND_NAMES[list.type.kind]['zh-CN']}。`,
    )
  }
  if (value.type.kind !== 'text' && value.type.kind !== 'reference') {
    return report(
      scope,
      node.args[0],
      'type_mismatch',
      `A list contains texts, this is ${KIND_NAMES[value.type.kind].en}.`,
      `列表的元素是文本，这里是${KIND_NAMES[value.type.kind]['zh-CN']}。`,
    )
  }
  checkChoice(scope, node.args[0], list, value)
  return { op: 'in_list', type: BOOLEAN, value, list }
}

function checkInItems(scope: Scope, at: ASTNode, operands: readonly ASTNode[], value: Node | undefined): Node | undefined {
  if (value?.type.kind === 'list') {
    return report(
      scope,
      at,
      'type_mismatch',
      'The left side is a list. Write has_any(list, [ … ]).',
      '左侧是列表。请写 has_any(列表, [ … ])。',
    )
  }
  const items: Node[] = []
  for (const operand of operands) {
    const item = isNull(operand)
      ? report(
          scope,
          operand,
          'wrong_value',
          '"null" cannot be in a list. Write `x == null ||` in front.',
          '列表中不能有 null。请在前面加上 `x == null ||`。',
        )
      : check(scope, operand)
    if (!item || !value || !checkSides(scope, operand, value, item)) continue
    checkChoice(scope, operand, value, item)
    items.push(item)
  }
  return value && items.length === operands.length ? { op: 'in', type: BOOLEAN, value, items } : undefined
}

function checkSides(scope: Scope, at: ASTNode, left: Node, right: Node): boolean {
  if (left.type.kind !== 'null' && isComparable(left.type, right.type)) return true
  const hint = hintFor(left, right) ?? hintFor(right, left)
  const [a, b] = [KIND_NAMES[left.type.kind], KIND_NAMES[right.type.kind]]
  report(
    scope,
    at,
    'type_mismatch',
    `${a.en} and ${b.en} cannot be compared.${hint ? ` ${hint.en}` : ''}`.replace(/^a/, 'A'),
    `${a['zh-CN']}与${b['zh-CN']}不能比较。${hint?.['zh-CN'] ?? ''}`,
  )
  return false
}

function hintFor(left: Node, right: Node): Text | undefined {
  const text = right.op === 'value' && typeof right.value === 'string' ? right.value : undefined
  if (left.type.kind === 'date' && text !== undefined) {
    const date = isDate(text) ? text : '2026-01-31'
    return { en: `Write date("${date}").`, 'zh-CN': `请写 date("${date}")。` }
  }
  if (left.type.kind === 'instant' && text !== undefined) {
    return { en: 'Write timestamp("2026-01-31T00:00:00Z").', 'zh-CN': '请写 timestamp("2026-01-31T00:00:00Z")。' }
  }
  if (left.type.kind === 'instant' && right.type.kind === 'date') return { en: 'Take its date: date(…).', 'zh-CN': '请先取日期：date(…)。' }
  if (left.type.kind === 'number' && text !== undefined && text.trim() !== '' && Number.isFinite(Number(text))) {
    return { en: `Write ${Number(text)} without quotation marks.`, 'zh-CN': `请去掉引号，写 ${Number(text)}。` }
  }
  if (left.type.kind === 'text' && right.op === 'value' && right.type.kind === 'number') {
    return { en: `Write "${right.value}" in quotation marks.`, 'zh-CN': `请加引号，写 "${right.value}"。` }
  }
  if (left.type.kind === 'list' && text !== undefined) return { en: `Write "${text}" in list.`, 'zh-CN': `请写 "${text}" in 列表。` }
  return undefined
}

/** Reports a literal that is none of the member's choices and notes the choices that are used. */
export function checkChoice(scope: Scope, at: ASTNode, member: Node, value: Node): void {
  const origin = scope.origins.get(member)
  if (!origin?.choices || value.op !== 'value') return
  for (const text of Array.isArray(value.value) ? value.value : [value.value]) {
    if (typeof text !== 'string') continue
    if (origin.choices.includes(text)) {
      scope.choices.set(`${origin.module} ${origin.name} ${text}`, { module: origin.module, member: origin.name, value: text })
      continue
    }
    const near = nearest(text, origin.choices)
    const known = `${origin.choices.slice(0, 12).join(', ')}${origin.choices.length > 12 ? ' …' : ''}`
    report(
      scope,
      at,
      'unknown_choice',
      `"${text}" is not an option of "${origin.name}". ${near ? `Did you mean "${near}"?` : `Options: ${known}`}`,
      `“${text}”不是“${origin.name}”的选项。${near ? `是否想写“${near}”？` : `选项：${known}`}`,
    )
  }
}
