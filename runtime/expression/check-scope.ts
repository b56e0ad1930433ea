// What a check carries along: where names come from, what was found wrong, what was touched.
import { type Problem, problem } from '../problem.ts'
import type { Node } from './ast.ts'
import type { Parsed } from './parse.ts'
import type { RecordShape } from './scope.ts'

/** A field, system name or relation that an expression touches; `path` is how it was reached (`account.industry`). */
export interface Reference {
  readonly module: string
  readonly member: string
  readonly path: string
}

/** A choice an expression compares a member with. */
export interface ChoiceReference {
  readonly module: string
  readonly member: string
  readonly value: string
}

export interface CheckOptions {
  /** Whether `before.field` may be used. */
  readonly before?: boolean
  /** Whether the expression will be compiled to SQL, where `matches` and `before` do not exist. */
  readonly sql?: boolean
  /** The path of problems: where the text stands in the definition. */
  readonly path?: string
}

/** One related record inside `exists`, `count` or `filter`. */
export interface Item {
  readonly name: string
  readonly shape: RecordShape
  readonly path: string
}

export interface Scope {
  readonly shape: RecordShape
  readonly parsed: Parsed
  readonly options: CheckOptions
  readonly items: readonly Item[]
  readonly problems: Problem[]
  readonly references: Map<string, Reference>
  readonly choices: Map<string, ChoiceReference>
  /** The members that resolved nodes stand for: their module and choices. */
  readonly origins: WeakMap<Node, Origin>
}

export interface Origin {
  readonly module: string
  readonly name: string
  readonly choices: readonly string[] | undefined
}

/** Notes a problem at a node and returns undefined, the sign of a node that has no meaning. */
export function report(scope: Scope, node: { start: number; end: number }, code: string, en: string, zh: string): undefined {
  scope.problems.push(problem(scope.options.path ?? '', code, en, zh, { start: node.start, end: node.end }))
  return undefined
}
