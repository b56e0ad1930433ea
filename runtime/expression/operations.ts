// The operators + - * / and the minus sign: which kinds they join and what comes out.

import type { Text } from '../label.ts'
import type { CallName, Node, Value } from './ast.ts'
import { check } from './check.ts'
import { report, type Scope } from './check-scope.ts'
import { DAY } from './dates.ts'
import type { ASTNode } from './parse.ts'
import { DATE, DURATION, type ExpressionType, INSTANT, KIND_NAMES, NUMBER, TEXT } from './types.ts'

const OPERATIONS: Readonly<Record<string, readonly [CallName, ExpressionType]>> = {
  'number + number': ['add', NUMBER],
  'number - number': ['subtract', NUMBER],
  'number * number': ['multiply', NUMBER],
  'number / number': ['divide', NUMBER],
  'text + text': ['concat', TEXT],
  'date + duration': ['date_add', DATE],
  'date - duration': ['date_subtract', DATE],
  'date - date': ['date_difference', DURATION],
  'instant + duration': ['instant_add', INSTANT],
  'instant - duration': ['instant_subtract', INSTANT],
  'instant - instant': ['instant_difference', DURATION],
  'duration + duration': ['duration_add', DURATION],
  'duration - duration': ['duration_subtract', DURATION],
}

export function checkArithmetic(scope: Scope, node: ASTNode & { op: '+' | '-' | '*' | '/' }): Node | undefined {
  let left = check(scope, node.args[0])
  let right = check(scope, node.args[1])
  if (!left || !right) return undefined
  // duration + date is date + duration
  if (node.op === '+' && left.type.kind === 'duration' && right.type.kind !== 'duration') [left, right] = [right, left]
  const operation = OPERATIONS[`${left.type.kind} ${node.op} ${right.type.kind}`]
  if (!operation) {
    const hint = hintFor(left, right)
    return report(
      scope,
      node,
      'type_mismatch',
      `"${node.op}" does not join ${KIND_NAMES[left.type.kind].en} and ${KIND_NAMES[right.type.kind].en}.${hint ? ` ${hint.en}` : ''}`,
      `“${node.op}”不能用于${KIND_NAMES[left.type.kind]['zh-CN']}和${KIND_NAMES[right.type.kind]['zh-CN']}。${hint?.['zh-CN'] ?? ''}`,
    )
  }
  const [name, type] = operation
  if (type.kind === 'date' && right.op === 'value' && Number(right.value) % DAY !== 0) {
    return report(scope, node.args[1], 'wrong_value', 'A date moves by whole days: duration("3d").', '日期只能按整天加减：duration("3d")。')
  }
  return { op: 'call', name, type, args: [left, right] }
}

function hintFor(left: Node, right: Node): Text | undefined {
  const kinds = new Set([left.type.kind, right.type.kind])
  if (kinds.has('number') && (kinds.has('date') || kinds.has('instant'))) {
    return { en: 'Write a length of time: duration("3d").', 'zh-CN': '请写成时长：duration("3d")。' }
  }
  if (kinds.has('date') && kinds.has('instant'))
    return { en: 'Take the date of the point in time: date(…).', 'zh-CN': '请先取该时刻的日期：date(…)。' }
  return undefined
}

export function checkNegation(scope: Scope, node: ASTNode & { op: '-_' }): Node | undefined {
  const value = check(scope, node.args)
  if (!value) return undefined
  const { kind } = value.type
  if (kind === 'number' && value.op === 'value') return { ...value, value: 0 - Number(value.value) } satisfies Value
  if (kind === 'number') return { op: 'call', name: 'negate', type: NUMBER, args: [value] }
  if (kind === 'duration') return { op: 'call', name: 'duration_negate', type: DURATION, args: [value] }
  return report(
    scope,
    node,
    'type_mismatch',
    `"-" needs a number, this is ${KIND_NAMES[kind].en}.`,
    `“-”需要数字，这里是${KIND_NAMES[kind]['zh-CN']}。`,
  )
}
