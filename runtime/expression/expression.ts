// The one language of conditions and formulas. Text is checked against a module once and then evaluated in memory, compiled to SQL, shown as rows or as a sentence.
import { fail, ok, type Problem, problem, type Result } from '../problem.ts'
import { freeze, type Node } from './ast.ts'
import { check } from './check.ts'
import type { CheckOptions, ChoiceReference, Reference, Scope } from './check-scope.ts'
import { parse } from './parse.ts'
import type { RecordShape } from './scope.ts'
import { type ExpressionType, KIND_NAMES, type Kind } from './types.ts'

export type { Node } from './ast.ts'
export type { CheckOptions, ChoiceReference, Reference } from './check-scope.ts'
export { evaluate, truthy } from './evaluate.ts'
export { memberAt, RESERVED_NAMES } from './names.ts'
export type { ExpressionType } from './types.ts'

export interface CheckedExpression {
  readonly text: string
  readonly ast: Node
  readonly type: ExpressionType
  /** Every field, system name and relation the expression reads: a reader must have the right to each. */
  readonly references: readonly Reference[]
  /** Every choice that is compared with a member. */
  readonly choices: readonly ChoiceReference[]
}

/**
 * Checks a text against the module it will be evaluated on. Problems carry `start` and `end` inside the text; syntax problems come alone, all
 * others together. `expect` is what the place needs: a condition, a number, or any single value.
 */
export function checkExpression(
  text: string,
  shape: RecordShape,
  expect: 'boolean' | 'number' | 'any',
  options: CheckOptions = {},
): Result<CheckedExpression> {
  const path = options.path ?? ''
  const parsed = parse(text, path, shape)
  if (!parsed.ok) return parsed
  const scope: Scope = {
    shape,
    parsed: parsed.value,
    options,
    items: [],
    problems: [],
    references: new Map(),
    choices: new Map(),
    origins: new WeakMap(),
  }
  const { root } = parsed.value
  const ast = check(scope, root)
  if (ast && expect !== 'any' && ast.type.kind !== expect) {
    scope.problems.push(wrongResult(ast.type.kind, expect, { path, start: root.start, end: root.end }))
  }
  if (!ast || scope.problems.length > 0) return fail(...scope.problems)
  return ok(freeze({ text, ast, type: ast.type, references: [...scope.references.values()], choices: [...scope.choices.values()] }))
}

/** The problem of an expression that gives another kind of value than its place needs. */
export function wrongResult(kind: Kind, wanted: Kind, { path, start, end }: { path: string; start: number; end: number }): Problem {
  const [is, needed] = [KIND_NAMES[kind], KIND_NAMES[wanted]]
  return problem(
    path,
    'type_mismatch',
    `The expression gives ${is.en}, but ${needed.en} is needed.${wanted === 'boolean' ? ' Compare it with something, for example `… > 0` or `… != null`.' : ''}`,
    `表达式的结果是${is['zh-CN']}，但这里需要${needed['zh-CN']}。${wanted === 'boolean' ? '请与某个值比较，例如 `… > 0` 或 `… != null`。' : ''}`,
    { start, end },
  )
}
