// What the product says when it refuses: place, rule, value and remedy, in both languages. Problems are returned, not thrown.
import type { Text } from './label.ts'

export interface Problem {
  /** Where: a JSON pointer into a definition (`/modules/deal/fields/amount`, keys instead of indexes where things have keys), or a field path of a record. */
  readonly path: string
  /** A stable machine-readable rule name, `snake_case`. */
  readonly code: string
  /** What happened, with the value, and what to do about it. */
  readonly message: Text
  /** Errors stop; warnings inform. Absent means error. */
  readonly severity?: 'error' | 'warning'
  /** Characters [start, end) inside the text at `path`, where the place is inside a text (an expression). */
  readonly start?: number
  readonly end?: number
}

export function problem(path: string, code: string, en: string, zh: string, more: Partial<Problem> = {}): Problem {
  return { path, code, message: { en, 'zh-CN': zh }, ...more }
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] }

export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}

export function fail<T = never>(...problems: Problem[]): Result<T> {
  return { ok: false, problems }
}
