// The keywords a value's schema may use, each compiled into a rule that finds what is wrong. Standard ones mean what JSON Schema says; `x-scale` is the most
// decimals of a number, `x-re2` a pattern in RE2 syntax, `x-from` and `x-to` the first and last calendar date, `x-divisions` what an address may begin with.
import { RE2JS } from 're2js'
import { fromUnits, MAX_UNITS, toUnits } from '../expression/storage.ts'
import type { Text } from '../label.ts'
import { LEVELS } from './addresses.ts'
import { quote } from './quote.ts'
import { VALUE_FORMATS, type ValueFormat } from './value-formats.ts'

/** What is wrong with a value, in sentences without the place. */
export interface Fault {
  readonly code: string
  readonly text: Text
  /** Where in a value of several parts: keys and indexes, and what people call the place. */
  readonly at?: readonly string[]
  readonly where?: Text
}
/** The first fault of a value of the right type, or undefined. */
export type ValueRule = (value: any) => Fault | undefined

/** The keywords JSON Schema does not know, for validators that must be told. */
export const VALUE_KEYWORDS = ['x-scale', 'x-re2', 'x-from', 'x-to', 'x-divisions'] as const

function fault(code: string, en: string, zh: string): Fault {
  return { code, text: { en, 'zh-CN': zh } }
}

/** Length in characters, not in the halves JavaScript counts. */
function lengthOf(text: string): number {
  let length = text.length
  for (let at = 0; at < text.length - 1; at++) {
    if ((text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) length--
  }
  return length
}

interface ValueKind {
  readonly test: (value: unknown) => boolean
  readonly name: Text
  readonly remedy: Text
}
const NUMBER_REMEDY = { en: 'Enter a number such as 1234.5.', 'zh-CN': '填写数字，例如 1234.5。' }
const KINDS: Readonly<Record<string, ValueKind>> = {
  string: {
    test: (value) => typeof value === 'string',
    name: { en: 'text', 'zh-CN': '文本' },
    remedy: { en: 'Enter text in quotes.', 'zh-CN': '填写带引号的文本。' },
  },
  number: {
    test: (value) => typeof value === 'number' && Number.isFinite(value),
    name: { en: 'a number', 'zh-CN': '数字' },
    remedy: NUMBER_REMEDY,
  },
  integer: {
    test: (value) => Number.isInteger(value),
    name: { en: 'a whole number', 'zh-CN': '整数' },
    remedy: { en: 'Enter a whole number such as 12.', 'zh-CN': '填写整数，例如 12。' },
  },
  boolean: {
    test: (value) => typeof value === 'boolean',
    name: { en: 'true or false', 'zh-CN': 'true 或 false' },
    remedy: { en: 'Choose yes or no.', 'zh-CN': '选择“是”或“否”。' },
  },
  object: {
    test: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    name: { en: 'a row of cells', 'zh-CN': '一行单元格' },
    remedy: { en: 'Give the cells by their keys.', 'zh-CN': '按列的键给出各单元格。' },
  },
  array: {
    test: Array.isArray,
    name: { en: 'a list', 'zh-CN': '列表' },
    remedy: { en: 'Give the values as a list.', 'zh-CN': '以列表形式填写。' },
  },
}

/** Compiles a pattern of the definition: RE2 syntax, matched anywhere in the text, in time linear in it. Throws where it is no such pattern. */
export function compilePattern(pattern: string): (text: string) => boolean {
  const compiled = RE2JS.compile(pattern)
  return (text) => compiled.test(text)
}

export const rules = {
  type(name: unknown): ValueRule {
    const kind = typeof name === 'string' && Object.hasOwn(KINDS, name) ? KINDS[name] : undefined
    if (!kind) throw new Error(`The schema of a value cannot have the type ${String(name)}.`)
    return (value) =>
      kind.test(value)
        ? undefined
        : fault(
            'value_type',
            `${quote(value)} is not ${kind.name.en}. ${kind.remedy.en}`,
            `${quote(value)} 不是${kind.name['zh-CN']}。${kind.remedy['zh-CN']}`,
          )
  },

  enum(values: readonly string[]): ValueRule {
    const known = new Set<unknown>(values)
    const real = values.filter((value) => value !== '')
    const some = real.slice(0, 10)
    const more = real.length - some.length
    const remedy = {
      en: real.length === 0 ? 'Add a choice to the field first.' : `Use one of: ${some.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
      'zh-CN': real.length === 0 ? '先为该字段添加选项。' : `改用以下之一：${some.join('、')}${more > 0 ? ` 等 ${real.length} 项` : ''}。`,
    }
    return (value) =>
      known.has(value)
        ? undefined
        : fault(
            'value_choice',
            `${quote(value)} is not a choice in use. ${remedy.en}`,
            `${quote(value)} 不是可用的选项。${remedy['zh-CN']}`,
          )
  },

  minimum(least: number): ValueRule {
    return (value) =>
      value >= least
        ? undefined
        : fault(
            'value_minimum',
            `${quote(value)} is less than ${least}. Enter ${least} or more.`,
            `${quote(value)} 小于 ${least}。填写不小于 ${least} 的数。`,
          )
  },
  maximum(most: number): ValueRule {
    return (value) =>
      value <= most
        ? undefined
        : fault(
            'value_maximum',
            `${quote(value)} is more than ${most}. Enter ${most} or less.`,
            `${quote(value)} 大于 ${most}。填写不大于 ${most} 的数。`,
          )
  },
  'x-scale'(scale: number): ValueRule {
    const most = fromUnits(MAX_UNITS, scale)
    return (value) => {
      if (Math.abs(value) > most) {
        return fault(
          'value_range',
          `${quote(value)} is larger than ${most}. Use a larger unit.`,
          `${quote(value)} 超过 ${most}。改用更大的单位。`,
        )
      }
      const units = toUnits(value, scale)
      if (units !== null && fromUnits(units, scale) === value) return undefined
      return fault(
        'value_decimals',
        `${quote(value)} has more than ${scale} decimals. Round it to ${scale}.`,
        `${quote(value)} 的小数超过 ${scale} 位。保留 ${scale} 位小数。`,
      )
    }
  },

  minLength(least: number): ValueRule {
    return (value) =>
      value.length >= least && lengthOf(value) >= least
        ? undefined
        : value === ''
          ? fault('value_empty', '"" is an empty text. Enter text or give null.', '"" 是空文本。填写文字，或传入 null。')
          : fault(
              'value_short',
              `${quote(value)} is shorter than ${least} characters. Enter at least ${least}.`,
              `${quote(value)} 不足 ${least} 个字符。至少填写 ${least} 个。`,
            )
  },
  maxLength(most: number): ValueRule {
    return (value) =>
      value.length <= most || lengthOf(value) <= most
        ? undefined
        : fault(
            'value_long',
            `${quote(value)} has ${lengthOf(value)} characters, more than ${most}. Shorten it.`,
            `${quote(value)} 有 ${lengthOf(value)} 个字符，超过 ${most} 个。缩短后再填写。`,
          )
  },
  'x-re2'(pattern: string): ValueRule {
    const matches = compilePattern(pattern)
    return (value) =>
      matches(value)
        ? undefined
        : fault(
            'value_pattern',
            `${quote(value)} does not match the pattern ${pattern}. Correct it or change the field's pattern.`,
            `${quote(value)} 不符合格式 ${pattern}。更正内容，或修改该字段的格式。`,
          )
  },
  format(name: string): ValueRule {
    const format = Object.hasOwn(VALUE_FORMATS, name) ? (VALUE_FORMATS as Readonly<Record<string, ValueFormat>>)[name] : undefined
    if (!format) throw new Error(`The schema of a value cannot have the format ${name}.`)
    return (value) =>
      format.test(value)
        ? undefined
        : fault(
            `value_${name.replace(/-/g, '_')}`,
            `${quote(value)} ${format.fault.en}. ${format.remedy.en}`,
            `${quote(value)} ${format.fault['zh-CN']}。${format.remedy['zh-CN']}`,
          )
  },
  // Dates of four-digit years stand in the order of their texts.
  'x-from'(first: string): ValueRule {
    return (value) =>
      value >= first
        ? undefined
        : fault(
            'value_early',
            `${quote(value)} is before ${first}. Enter ${first} or later.`,
            `${quote(value)} 早于 ${first}。填写 ${first} 或之后的日期。`,
          )
  },
  'x-to'(last: string): ValueRule {
    return (value) =>
      value <= last
        ? undefined
        : fault(
            'value_late',
            `${quote(value)} is after ${last}. Enter ${last} or earlier.`,
            `${quote(value)} 晚于 ${last}。填写 ${last} 或之前的日期。`,
          )
  },

  'x-divisions'(paths: readonly string[]): ValueRule {
    const known = new Set(paths)
    return (value: string) =>
      known.has(value.split('/').slice(0, LEVELS).join('/'))
        ? undefined
        : fault(
            'value_division',
            `${quote(value)} names a province, city or district that is not in use. Choose them from the lists.`,
            `${quote(value)} 含有未启用的省、市或区县。从列表中选择。`,
          )
  },

  minProperties(least: number): ValueRule {
    return (value) =>
      Object.keys(value).length >= least
        ? undefined
        : fault('value_blank', 'The row is blank. Fill in a cell or leave the row out.', '该行为空。填写单元格，或去掉该行。')
  },
  minItems(least: number): ValueRule {
    return (value) =>
      value.length >= least
        ? undefined
        : fault(
            'value_few',
            `The list has fewer than ${least} entries. Add some or give null.`,
            `列表不足 ${least} 项。添加后再提交，或传入 null。`,
          )
  },
  maxItems(most: number): ValueRule {
    return (value) =>
      value.length <= most
        ? undefined
        : fault(
            'value_many',
            `The list has ${value.length} entries, more than ${most}. Remove some.`,
            `列表有 ${value.length} 项，超过 ${most} 项。删减后再提交。`,
          )
  },
  uniqueItems(wanted: boolean): ValueRule {
    return (value: unknown[]) => {
      if (!wanted) return undefined
      const seen = new Set<unknown>()
      for (const item of value) {
        if (seen.has(item))
          return fault('value_twice', `${quote(item)} stands in the list twice. Remove one.`, `${quote(item)} 在列表中重复。删除其中一个。`)
        seen.add(item)
      }
      return undefined
    }
  },
}

export function unknownMember(name: string, known: readonly string[]): Fault {
  return fault(
    'value_member',
    `${quote(name)} is not a column. Use ${known.join(', ')}.`,
    `${quote(name)} 不是已有的列。可用：${known.join('、')}。`,
  )
}

export function missingMember(): Fault {
  return fault('value_missing', 'The cell is blank. Enter a value.', '该单元格为空。请填写。')
}
