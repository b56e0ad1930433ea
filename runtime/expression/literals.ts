// Writes values as expression text. Chinese stays readable, only quotes, backslashes and control characters are escaped.
import { parseDuration } from './dates.ts'
import type { ExpressionType } from './types.ts'

const ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

export function writeText(text: string): string {
  const body = text.replace(
    /["\\\n\r\t\u0000-\u001f\u007f]/g,
    (character) => ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `"${body}"`
}

export function writeDuration(text: string): string {
  return `duration(${writeText(text)})`
}

/** A wire value as the literal of a type; a value that does not fit is written as what it is, so that the check of the text can say so. */
export function writeLiteral(value: unknown, type: ExpressionType): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return `[${value.map((item) => writeLiteral(item, type)).join(', ')}]`
  const text = String(value)
  if (type.kind === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return String(Number(text))
  if (type.kind === 'date') return `date(${writeText(text)})`
  if (type.kind === 'instant') return `timestamp(${writeText(text)})`
  if (type.kind === 'duration' && parseDuration(text) !== null) return writeDuration(text)
  return writeText(text)
}
