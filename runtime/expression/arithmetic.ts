// What numbers and texts do, in one place for the evaluator and the SQLite functions: IEEE doubles that never overflow, texts ordered by code point.
import { RE2JS } from 're2js'

/** Results beyond this are null, and results nearer to zero than SMALLEST are zero: no engine ever meets infinity, and all of them agree. */
export const LARGEST = 1e100
export const SMALLEST = 1e-100

export function settle(value: number): number | null {
  const size = Math.abs(value)
  if (!(size <= LARGEST)) return null
  // Adding zero turns -0 into 0.
  return size < SMALLEST ? 0 : value + 0
}

/** To the nearest whole number, halves away from zero. */
export function round(value: number): number {
  const size = Math.abs(value)
  const whole = Math.floor(size)
  return Math.sign(value) * (size - whole >= 0.5 ? whole + 1 : whole) + 0
}

/** What is left of 1 after `age` when half goes in each `halfLife`; nine digits, which every engine agrees on. Nothing has gone before it began. */
export function decay(age: number, halfLife: number): number | null {
  if (halfLife <= 0) return null
  if (age <= 0) return 1
  return Math.round(0.5 ** (age / halfLife) * 1e9) / 1e9
}

/** Orders texts by Unicode code point, as SQLite (BINARY) and PostgreSQL (COLLATE "C") do; JavaScript's own order is by UTF-16 unit. */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  for (let index = 0; index < length; index += 1) {
    const a = left.charCodeAt(index)
    const b = right.charCodeAt(index)
    if (a !== b) return rankOfUnit(a) - rankOfUnit(b)
  }
  return left.length - right.length
}

// Surrogates stand for code points above all others, so they rank behind U+E000 to U+FFFF.
function rankOfUnit(unit: number): number {
  return unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit
}

/** Number of code points. */
export function sizeOfText(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

/** Letters A to Z only: beyond ASCII the engines disagree. */
export function lower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}
export function upper(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())
}

/**
 * A pattern's compiled size times the length of a text is what a search costs at most (about 25 ns each step), so both have a limit:
 * larger patterns are refused when an expression is checked, longer texts give null.
 */
export const MAX_PATTERN_SIZE = 200
export const MAX_MATCHED_LENGTH = 5000

const patterns = new Map<string, RE2JS>()
const REMEMBERED_PATTERNS = 200

/** The compiled RE2 pattern; throws where it is not one. */
export function compilePattern(pattern: string): RE2JS {
  let compiled = patterns.get(pattern)
  if (!compiled) {
    compiled = RE2JS.compile(pattern)
    if (patterns.size >= REMEMBERED_PATTERNS) patterns.clear()
    patterns.set(pattern, compiled)
  }
  return compiled
}

/** Whether the pattern is found anywhere in the text, in time linear in the text; null for a text of more than MAX_MATCHED_LENGTH characters. */
export function matches(text: string, pattern: string): boolean | null {
  return text.length > MAX_MATCHED_LENGTH ? null : compilePattern(pattern).matcher(text).find()
}
