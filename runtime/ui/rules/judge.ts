// What is to be said of a text while it is written: nothing there yet, right, or wrong at places. Only what is right leaves the editor.
import { type CheckedExpression, checkExpression, wrongResult } from '../../expression/expression.ts'
import type { RecordShape } from '../../expression/scope.ts'
import type { Kind } from '../../expression/types.ts'
import type { Problem } from '../../problem.ts'
import type { RuleScope } from './draft.ts'

/** What a place needs: a condition is a boolean, undefined takes any single value. */
export type Wanted = Exclude<Kind, 'records' | 'null'> | undefined

export type Judged =
  | { readonly state: 'empty' }
  | { readonly state: 'right'; readonly text: string; readonly expression: CheckedExpression }
  | { readonly state: 'wrong'; readonly problems: readonly [Problem, ...Problem[]] }

export function judge(text: string, shape: RecordShape, wants: Wanted, scope: RuleScope): Judged {
  if (text.trim() === '') return { state: 'empty' }
  const result = checkExpression(text, shape, wants === 'boolean' || wants === 'number' ? wants : 'any', scope)
  if (!result.ok) return { state: 'wrong', problems: result.problems as readonly [Problem, ...Problem[]] }
  const { kind } = result.value.type
  // An id may be written as a text.
  const fits = wants === undefined || kind === wants || kind === 'null' || (wants === 'reference' && kind === 'text')
  if (fits) return { state: 'right', text: text.trim(), expression: result.value }
  return { state: 'wrong', problems: [wrongResult(kind, wants, { path: '', start: 0, end: text.length })] }
}

/** The characters a problem underlines: at least one, so that it can be seen; undefined where it has no place. */
export function markOf({ start, end }: Problem, text: string): readonly [start: number, end: number] | undefined {
  if (start === undefined || text === '') return undefined
  const from = Math.min(start, text.length - 1)
  return [from, Math.max(Math.min(end ?? start, text.length), from + 1)]
}
