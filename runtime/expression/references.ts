// Where a member or a choice is used: what has to be said before it is changed or deleted.
import type { CheckedExpression } from './expression.ts'

/** Something an expression can use: a member of a module, or one choice of it. */
export interface Target {
  readonly module: string
  readonly member: string
  readonly value?: string
}

/** Whether the expression reads the member, anywhere along a path or inside related records. */
export function usesMember(expression: CheckedExpression, module: string, member: string): boolean {
  return expression.references.some((reference) => reference.module === module && reference.member === member)
}

/** Whether the expression compares the member with this choice. */
export function usesChoice(expression: CheckedExpression, module: string, member: string, value: string): boolean {
  return expression.choices.some((choice) => choice.module === module && choice.member === member && choice.value === value)
}

export function uses(expression: CheckedExpression, target: Target): boolean {
  if (target.value === undefined) return usesMember(expression, target.module, target.member)
  return usesChoice(expression, target.module, target.member, target.value)
}

/** The places (a path, a label, anything the caller knows) whose expressions use the target. */
export function placesUsing<T>(expressions: Iterable<readonly [place: T, expression: CheckedExpression]>, target: Target): T[] {
  return [...expressions].filter(([, expression]) => uses(expression, target)).map(([place]) => place)
}

/** The modules an expression reads from: its own, those it follows to and those it searches. */
export function modulesOf(expression: CheckedExpression): ReadonlySet<string> {
  return new Set(expression.references.map(({ module }) => module))
}
