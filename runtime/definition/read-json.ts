// Reads JSON text as people send it: refuses what JSON.parse would silently accept and lose (duplicate keys) or what attacks use (deep nesting, `__proto__`).
import { fail, ok, type Problem, problem, type Result } from '../problem.ts'

const MAX_DEPTH = 100
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

/** The parsed value, or problems with line and column. */
export function readJson(text: string): Result<unknown> {
  const problems: Problem[] = []
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text
  let value: unknown
  try {
    value = JSON.parse(source)
  } catch (error) {
    const reason = (error as Error).message
    return fail(problem('', 'not_json', `The file is not JSON: ${reason}.`, `文件不是有效的 JSON：${reason}。`))
  }
  if (!isPlain(source, value)) scan(source, problems)
  return problems.length > 0 ? fail(...problems) : ok(value)
}

/**
 * Whether text already known to be JSON is free of all that `scan` looks for, found out at a tenth of the cost: where a key stands twice, the parsed value
 * has fewer keys than the text. Escapes could spell a forbidden key in other letters, so such a text is walked through.
 */
function isPlain(text: string, value: unknown): boolean {
  if (text.includes('\\u')) return false
  for (const key of FORBIDDEN) if (text.includes(`"${key}"`)) return false
  let keys = 0
  let depth = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === QUOTE) {
      index += 1
      for (let inner = text.charCodeAt(index); inner !== QUOTE; inner = text.charCodeAt(index)) index += inner === BACKSLASH ? 2 : 1
    } else if (code === COLON) keys += 1
    else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      depth += 1
      if (depth > MAX_DEPTH) return false
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) depth -= 1
  }
  return keys === keysIn(value)
}

const [QUOTE, BACKSLASH, COLON, OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x22, 0x5c, 0x3a, 0x7b, 0x7d, 0x5b, 0x5d]

function keysIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let count = 0
  if (Array.isArray(value)) for (const item of value) count += keysIn(item)
  else
    for (const member of Object.values(value)) {
      count += 1
      if (typeof member === 'object') count += keysIn(member)
    }
  return count
}

/** Walks text already known to be JSON and reports what the parser does not. */
function scan(text: string, problems: Problem[]): void {
  const stack: (Set<string> | null)[] = []
  let expectKey = false
  const report = (index: number, code: string, en: string, zh: string) => {
    const before = text.slice(0, index)
    const line = before.split('\n').length
    const column = index - before.lastIndexOf('\n')
    problems.push(problem('', code, `Line ${line}, column ${column}: ${en}`, `第 ${line} 行第 ${column} 列：${zh}`))
  }
  for (let index = 0; index < text.length && problems.length < 100; index += 1) {
    const character = text[index]
    if (character === '{' || character === '[') {
      stack.push(character === '{' ? new Set() : null)
      expectKey = character === '{'
      if (stack.length === MAX_DEPTH + 1) report(index, 'too_deep', `nested deeper than ${MAX_DEPTH} levels.`, `嵌套超过 ${MAX_DEPTH} 层。`)
    } else if (character === '}' || character === ']') {
      stack.pop()
      expectKey = false
    } else if (character === ',') {
      expectKey = stack.at(-1) instanceof Set
    } else if (character === '"') {
      const end = endOfString(text, index)
      const keys = stack.at(-1)
      if (expectKey && keys) {
        const key = JSON.parse(text.slice(index, end + 1)) as string
        if (keys.has(key))
          report(
            index,
            'duplicate_key',
            `the key "${key}" stands twice in the same object. Keep one.`,
            `同一对象中“${key}”出现了两次，请只保留一个。`,
          )
        if (FORBIDDEN.has(key)) report(index, 'forbidden_key', `the key "${key}" is not allowed.`, `不允许使用键“${key}”。`)
        keys.add(key)
        expectKey = false
      }
      index = end
    }
  }
}

function endOfString(text: string, start: number): number {
  let index = start + 1
  while (text[index] !== '"') index += text[index] === '\\' ? 2 : 1
  return index
}
