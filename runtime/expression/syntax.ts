// What the parser refuses, said for people: the place, what stands there and what to write instead.
import { ParseError } from '@marcbachmann/cel-js'
import type { Text } from '../label.ts'
import { textOf } from '../label.ts'
import { type Problem, problem } from '../problem.ts'
import type { RecordShape } from './scope.ts'

export const MAX_LENGTH = 2000
export const MAX_DEPTH = 50
export const MAX_NODES = 100
export const MAX_ITEMS = 200

/** The problem of a text the parser threw at. */
export function syntaxProblem(error: unknown, text: string, path: string, shape: RecordShape): Problem {
  if (!(error instanceof ParseError)) throw error
  const start = Math.min(error.range?.start ?? 0, text.length)
  const end = Math.min(Math.max(error.range?.end ?? start, start), text.length)
  if (error.code === 'limit_exceeded') {
    return error.summary.includes('maxDepth') ? tooDeep(path, start, end) : tooLarge(path, start, end)
  }
  const { place, said } = explain(error.code, text, start, end, shape)
  const [from, to] = place ?? [start, end]
  return problem(path, 'expression_syntax', said.en, said['zh-CN'], { start: from, end: to })
}

export function tooLong(path: string, length: number): Problem {
  return problem(
    path,
    'expression_too_long',
    `The expression has ${length} characters, at most ${MAX_LENGTH} are allowed. Split it, for example into a formula field.`,
    `表达式共 ${length} 个字符，最多 ${MAX_LENGTH} 个。请拆分，例如拆成一个公式字段。`,
  )
}

export function tooDeep(path: string, start: number, end: number): Problem {
  return problem(
    path,
    'expression_too_deep',
    `The expression is nested more than ${MAX_DEPTH} levels deep. Remove parentheses or split it.`,
    `表达式嵌套超过 ${MAX_DEPTH} 层。请减少括号或拆分表达式。`,
    { start, end },
  )
}

export function tooLarge(path: string, start: number, end: number): Problem {
  return problem(
    path,
    'expression_too_large',
    `The expression has more than ${MAX_NODES} parts, or a list of more than ${MAX_ITEMS} values. Split it.`,
    `表达式超过 ${MAX_NODES} 个组成部分，或列表超过 ${MAX_ITEMS} 个值。请拆分表达式。`,
    { start, end },
  )
}

interface Explanation {
  readonly said: Text
  readonly place?: readonly [start: number, end: number]
}

function explain(code: string, text: string, start: number, end: number, shape: RecordShape): Explanation {
  if (text.trim() === '')
    return {
      said: {
        en: 'The expression is empty. Write a condition such as `amount > 0`.',
        'zh-CN': '表达式为空。请填写条件，例如 `amount > 0`。',
      },
    }
  if (start >= text.length) {
    return {
      said: {
        en: 'The expression ends too early: a value or a closing bracket is missing at the end.',
        'zh-CN': '表达式不完整：末尾缺少值或右括号。',
      },
    }
  }
  if (code === 'reserved_identifier') {
    const word = text.slice(start, end)
    return { said: { en: `"${word}" is a reserved word and cannot be used as a name.`, 'zh-CN': `“${word}”是保留字，不能用作名称。` } }
  }
  if (code.startsWith('unterminated')) {
    return { said: { en: 'A text is not closed. Add the closing quotation mark.', 'zh-CN': '文本缺少右引号。请补上引号。' } }
  }
  if (code === 'newline_in_string') {
    return {
      said: { en: 'A text runs over the end of the line. Write \\n for a line break.', 'zh-CN': '文本中不能直接换行。请用 \\n 表示换行。' },
    }
  }
  if (code.includes('escape') || code.includes('surrogate')) {
    return {
      said: {
        en: 'This escape after "\\" is unknown. Write "\\\\" for a backslash.',
        'zh-CN': '“\\”后的转义写法无效。反斜杠请写成“\\\\”。',
      },
    }
  }
  if (code.includes('integer') || code.includes('number') || code.includes('exponent')) {
    return {
      said: { en: 'This number cannot be read. Write it like 1000 or 12.5.', 'zh-CN': '无法识别这个数字。请写成 1000 或 12.5 的形式。' },
    }
  }
  if (code === 'invalid_macro_argument') {
    return {
      said: {
        en: 'The first argument must be a new name for one related record: `meetings.exists(m, m.role == "approver")`.',
        'zh-CN': '第一个参数须为代表单条关联记录的新名称：`meetings.exists(m, m.role == "approver")`。',
      },
    }
  }
  return explainCharacter(text, start, end, shape)
}

const INSTEAD: Readonly<Record<string, string>> = {
  '=': '==',
  '&': '&&',
  '|': '||',
  '＝': '==',
  '＞': '>',
  '＜': '<',
  '≥': '>=',
  '≤': '<=',
  '≠': '!=',
  '！': '!',
  '（': '(',
  '）': ')',
  '，': ',',
  '、': ',',
  '。': '.',
  '；': ',',
  '：': ':',
  '？': '?',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '「': '"',
  '」': '"',
  '`': '"',
  '×': '*',
  '÷': '/',
  and: '&&',
  or: '||',
  not: '!',
  AND: '&&',
  OR: '||',
  NOT: '!',
  且: '&&',
  并且: '&&',
  或: '||',
  或者: '||',
}

function explainCharacter(text: string, start: number, end: number, shape: RecordShape): Explanation {
  const word = /^[\p{L}\p{N}_]+/u.exec(text.slice(start))?.[0]
  const found = word ?? (text.slice(start, end) || text[start]!)
  const place: readonly [number, number] = [start, start + found.length]
  const instead = Object.hasOwn(INSTEAD, found) ? INSTEAD[found] : undefined
  if (instead)
    return {
      place,
      said: { en: `"${found}" is not used here. Write ${instead} instead.`, 'zh-CN': `此处不能写“${found}”，请改用 ${instead}。` },
    }
  if (word && /[^\x00-\x7f]/.test(word)) {
    const key = keyOfLabel(shape, word)
    return {
      place,
      said: key
        ? { en: `"${word}" is a label. Write the key "${key}" instead.`, 'zh-CN': `“${word}”是字段标签，请改写为字段标识“${key}”。` }
        : {
            en: `"${word}" is not a name. Fields are written by their keys, texts in quotation marks.`,
            'zh-CN': `“${word}”不是可用的名称。字段请写字段标识，文本请加引号。`,
          },
    }
  }
  return { place, said: { en: `"${found}" is not expected here.`, 'zh-CN': `此处不应出现“${found}”。` } }
}

/** The key of the member with this label in any language. */
export function keyOfLabel(shape: RecordShape, label: string): string | undefined {
  for (const member of shape.members.values()) {
    const stored = member.kind !== 'value' || member.storage.kind !== 'none'
    if (stored && (textOf(member.label, 'zh-CN') === label || textOf(member.label, 'en') === label)) return member.name
  }
  return undefined
}
