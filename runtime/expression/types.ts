// The types of the expression language, and their names for people.
import type { Text } from '../label.ts'
import type { Storage } from './storage.ts'

export type ExpressionType =
  | { readonly kind: 'boolean' }
  | { readonly kind: 'number' }
  | { readonly kind: 'text' }
  | { readonly kind: 'date' }
  | { readonly kind: 'instant' }
  | { readonly kind: 'duration' }
  /** A list of texts. */
  | { readonly kind: 'list' }
  /** A value of several parts, of which only is asked whether it is there. */
  | { readonly kind: 'document' }
  /** The id of a record of `module`; `_user` is a user. */
  | { readonly kind: 'reference'; readonly module: string }
  /** The related records of `module`, which only `exists`, `count`, `filter` and `size` take. */
  | { readonly kind: 'records'; readonly module: string }
  | { readonly kind: 'null' }
export type Kind = ExpressionType['kind']

export const BOOLEAN: ExpressionType = { kind: 'boolean' }
export const NUMBER: ExpressionType = { kind: 'number' }
export const TEXT: ExpressionType = { kind: 'text' }
export const DATE: ExpressionType = { kind: 'date' }
export const INSTANT: ExpressionType = { kind: 'instant' }
export const DURATION: ExpressionType = { kind: 'duration' }
export const LIST: ExpressionType = { kind: 'list' }
export const DOCUMENT: ExpressionType = { kind: 'document' }
export const NULL: ExpressionType = { kind: 'null' }

export const KIND_NAMES: Readonly<Record<Kind, Text>> = {
  boolean: { en: 'a yes/no value', 'zh-CN': '是/否值' },
  number: { en: 'a number', 'zh-CN': '数字' },
  text: { en: 'a text', 'zh-CN': '文本' },
  date: { en: 'a date', 'zh-CN': '日期' },
  instant: { en: 'a point in time', 'zh-CN': '时间点' },
  duration: { en: 'a duration', 'zh-CN': '时长' },
  list: { en: 'a list', 'zh-CN': '列表' },
  document: { en: 'a value of several parts', 'zh-CN': '复合值' },
  reference: { en: 'a linked record', 'zh-CN': '关联记录' },
  records: { en: 'a set of related records', 'zh-CN': '一组相关记录' },
  null: { en: 'null', 'zh-CN': '空值' },
}

/** Kinds that have an order, so that `<` and `>=` make sense. */
export const ORDERED: ReadonlySet<Kind> = new Set(['number', 'text', 'date', 'instant', 'duration'])

/** The type of a stored value in expressions; undefined where nothing is stored. */
export function typeOfStorage(storage: Storage): ExpressionType | undefined {
  switch (storage.kind) {
    case 'text':
      return TEXT
    case 'integer':
    case 'decimal':
      return NUMBER
    case 'boolean':
      return BOOLEAN
    case 'date':
      return DATE
    case 'instant':
      return INSTANT
    case 'json':
      return LIST
    case 'document':
      return DOCUMENT
    case 'reference':
      return { kind: 'reference', module: storage.module }
    case 'none':
      return undefined
  }
}

/** Whether values of the two types may be compared or stand in for one another: same kind, and a reference also with the text of an id. */
export function isComparable(left: ExpressionType, right: ExpressionType): boolean {
  if (left.kind === 'reference' && right.kind === 'reference') return left.module === right.module
  if (left.kind === 'reference') return right.kind === 'text'
  if (right.kind === 'reference') return left.kind === 'text'
  return left.kind === right.kind
}
