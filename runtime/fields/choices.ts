// The choices of a select, a multi-select or a two-level choice as a flat, indexed list: what may be stored, what it is called, and which written text means it.
import type { Aggregate, Operator } from '../expression/operators.ts'
import { bothOf, type Locale, type Text, textOf } from '../label.ts'
import { fail, ok, problem, type Result } from '../problem.ts'
import type { Choice, FieldContext, FieldOptions, JsonSchema } from './contract.ts'
import { halfWidth } from './numerals.ts'
import { quote } from './quote.ts'

export const CHOICE_OPERATORS: readonly Operator[] = ['eq', 'ne', 'in', 'not_in', 'is_empty', 'is_not_empty']
export const LIST_OPERATORS: readonly Operator[] = ['has_any', 'has_all', 'has_none', 'is_empty', 'is_not_empty']
export const CHOICE_AGGREGATES: readonly Aggregate[] = ['count', 'count_distinct']

export interface ChoiceEntry {
  /** What is stored: the key, at the second level `first/second`. */
  readonly value: string
  readonly choice: Choice
  readonly parent: Choice | undefined
  /** The label; at the second level both labels, `first / second`. */
  readonly label: Text
  /** In use, and so is its parent. */
  readonly active: boolean
  /** Nothing in use stands below it. */
  readonly leaf: boolean
}

/** The choices of a field: those its dictionary gave the context, else its own. */
export function choicesOf(options: FieldOptions, context: FieldContext): readonly Choice[] {
  return context.choices ?? (options.options as readonly Choice[] | undefined) ?? []
}

export interface ChoiceIndex {
  readonly entries: readonly ChoiceEntry[]
  readonly byValue: ReadonlyMap<string, ChoiceEntry>
  /** By normalised label or value; null where a text means several entries. */
  readonly byText: ReadonlyMap<string, ChoiceEntry | null>
}

const indexes = { 1: new WeakMap<readonly Choice[], ChoiceIndex>(), 2: new WeakMap<readonly Choice[], ChoiceIndex>() }

/** The index of a list of choices down to `levels`; built once per list. */
export function indexChoices(choices: readonly Choice[], levels: 1 | 2): ChoiceIndex {
  let index = indexes[levels].get(choices)
  if (!index) {
    index = buildIndex(choices, levels)
    indexes[levels].set(choices, index)
  }
  return index
}

function buildIndex(choices: readonly Choice[], levels: 1 | 2): ChoiceIndex {
  const entries = choices.flatMap((choice): ChoiceEntry[] => {
    const items = levels === 2 ? (choice.items ?? []) : []
    const active = choice.active !== false
    const label = bothOf(choice.label, choice.key)
    const first = { value: choice.key, choice, parent: undefined, label, active, leaf: !items.some((item) => item.active !== false) }
    const below = items.map((item) => {
      const own = bothOf(item.label, item.key)
      return {
        value: `${choice.key}/${item.key}`,
        choice: item,
        parent: choice,
        label: { en: `${label.en} / ${own.en}`, 'zh-CN': `${label['zh-CN']} / ${own['zh-CN']}` },
        active: active && item.active !== false,
        leaf: true,
      }
    })
    return [first, ...below]
  })
  const byText = new Map<string, ChoiceEntry | null>()
  for (const entry of entries) {
    for (const text of new Set([entry.value, entry.label.en, entry.label['zh-CN']].map(normalise))) {
      byText.set(text, byText.has(text) ? null : entry)
    }
  }
  return { entries, byValue: new Map(entries.map((entry) => [entry.value, entry])), byText }
}

function normalise(text: string): string {
  return halfWidth(text)
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/ ?\/ ?/g, '/')
}

/** The entry a written text means: its value, or its label in either language; undefined where it means none or several. */
export function findEntry(index: ChoiceIndex, text: string): ChoiceEntry | undefined {
  return index.byValue.get(text.trim()) ?? index.byText.get(normalise(text)) ?? undefined
}

/** The label of a value, or the value itself where the label would not be understood when read back. */
export function writeChoice(index: ChoiceIndex, value: unknown, locale: Locale): string {
  const entry = index.byValue.get(String(value))
  if (!entry) return String(value)
  const label = entry.label[locale]
  return label.trim() !== '' && findEntry(index, label) === entry ? label : entry.value
}

/** Reads one choice; blank is null. */
export function readChoice(index: ChoiceIndex, text: string, locale: Locale): Result<string | null> {
  if (text.trim() === '') return ok(null)
  const entry = findEntry(index, text)
  return entry ? ok(entry.value) : fail(unknownChoice(index, text, locale))
}

const SEPARATOR = /[;；]/

/** Labels joined with `; `. */
export function writeChoices(index: ChoiceIndex, value: unknown, locale: Locale): string {
  if (!Array.isArray(value)) return String(value)
  return value
    .map((item) => {
      const text = writeChoice(index, item, locale)
      return SEPARATOR.test(text) ? String(item) : text
    })
    .join('; ')
}

/** Reads choices separated by `;`, each once; nothing but blanks is null. */
export function readChoices(index: ChoiceIndex, text: string, locale: Locale): Result<readonly string[] | null> {
  const parts = splitList(text)
  const unknown = parts.filter((part) => !findEntry(index, part))
  if (unknown.length > 0) return fail(...unknown.map((part) => unknownChoice(index, part, locale)))
  const values = [...new Set(parts.map((part) => findEntry(index, part)!.value))]
  return ok(values.length === 0 ? null : values)
}

/** The parts of a text separated by `;` or `；`, without blanks. */
export function splitList(text: string): readonly string[] {
  return text
    .split(SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function unknownChoice(index: ChoiceIndex, text: string, locale: Locale) {
  const list = (language: Locale) => {
    const names = index.entries.filter((entry) => entry.active && entry.leaf).map((entry) => textOf(entry.label, language))
    const rest = names.length - 8
    const shown = names.slice(0, 8).join(language === 'en' ? ', ' : '、')
    return rest > 0 ? `${shown}${language === 'en' ? ` and ${rest} more` : ` 等 ${names.length} 项`}` : shown
  }
  const shown = quote(text)
  const several = index.byText.get(normalise(text)) === null
  if (several) {
    const keys = index.entries.filter((entry) => normalise(entry.label[locale]) === normalise(text)).map((entry) => entry.value)
    return problem(
      '',
      'choice_ambiguous',
      `${shown} is the name of several choices. Write the key instead: ${keys.join(', ')}.`,
      `${shown} 是多个选项的名称。改写选项的键：${keys.join('、')}。`,
    )
  }
  return problem(
    '',
    'choice_unknown',
    `${shown} is not one of the choices. Use one of these or add it to the choices: ${list('en')}.`,
    `${shown} 不在选项中。改用以下选项之一，或先添加该选项：${list('zh-CN')}。`,
  )
}

/** Schema of one of `values`. Without any, nothing passes: the enum holds only the empty text, which is too short. */
export function choiceSchema(values: readonly string[]): JsonSchema {
  return values.length === 0 ? { type: 'string', enum: [''], minLength: 1 } : { type: 'string', enum: values }
}
