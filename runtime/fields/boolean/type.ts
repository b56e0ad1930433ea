// Yes or no.
import { bothOf, type Label, type Locale } from '../../label.ts'
import { fail, ok, problem } from '../../problem.ts'
import type { FieldOptions, FieldType } from '../contract.ts'
import { halfWidth } from '../numerals.ts'
import { LABEL_SCHEMA, setting } from '../option-schemas.ts'
import { quote } from '../quote.ts'

interface BooleanOptions {
  readonly trueLabel?: Label
  readonly falseLabel?: Label
}

const WORDS = new Map<string, boolean>([
  ...['yes', 'y', 'true', '1', '是', '✓', '√'].map((word) => [word, true] as const),
  ...['no', 'n', 'false', '0', '否', '✗', '×'].map((word) => [word, false] as const),
])
const PLAIN = { true: { en: 'Yes', 'zh-CN': '是' }, false: { en: 'No', 'zh-CN': '否' } }

function fold(text: string): string {
  return halfWidth(text).trim().toLowerCase()
}

/** The plain words first: a label that says the opposite of one cannot be read back. */
function read(text: string, options: FieldOptions): boolean | undefined {
  const word = fold(text)
  const plain = WORDS.get(word)
  if (plain !== undefined) return plain
  const { trueLabel, falseLabel } = options as BooleanOptions
  const means = (label: Label | undefined) => label !== undefined && Object.values(bothOf(label)).some((name) => fold(name) === word)
  const [yes, no] = [means(trueLabel), means(falseLabel)]
  return yes === no ? undefined : yes
}

/** The field's own label of a value, or the plain word where it has none or where that label would be read as something else. */
export function booleanLabel(value: boolean, options: FieldOptions, locale: Locale): string {
  const { trueLabel, falseLabel } = options as BooleanOptions
  const own = bothOf(value ? trueLabel : falseLabel)[locale]
  return own !== '' && read(own, options) === value ? own : PLAIN[value ? 'true' : 'false'][locale]
}

export const boolean: FieldType = {
  name: 'boolean',
  label: { en: 'Yes or no', 'zh-CN': '是/否' },
  icon: 'square-check',
  options: {
    properties: {
      trueLabel: setting(LABEL_SCHEMA, 'Word for yes', '“是”的名称'),
      falseLabel: setting(LABEL_SCHEMA, 'Word for no', '“否”的名称'),
    },
  },
  storage: () => ({ kind: 'boolean' }),
  value: () => ({ type: 'boolean' }),
  operators: ['eq', 'ne', 'is_empty', 'is_not_empty'],
  aggregates: ['count', 'count_distinct'],
  // An unticked box says no.
  initial: () => false,
  format: (value, options, context) => (typeof value === 'boolean' ? booleanLabel(value, options, context.locale) : String(value)),
  parse(text, options, context) {
    if (text.trim() === '') return ok(null)
    const value = read(text, options)
    if (value !== undefined) return ok(value)
    const names = (locale: Locale) => [booleanLabel(true, options, locale), booleanLabel(false, options, locale)] as const
    const [shown, en, zh] = [quote(text), names('en'), names('zh-CN')]
    return fail(
      problem(
        '',
        'boolean_unreadable',
        `${shown} is neither ${en[0]} nor ${en[1]}. Write one of the two, or ${names(context.locale).join(' / ')}, true / false, 1 / 0.`,
        `${shown} 既不是“${zh[0]}”也不是“${zh[1]}”。填写其中之一，或 true / false、1 / 0。`,
      ),
    )
  },
  examples: [
    { options: {}, valid: [true, false], invalid: ['true', 'yes', 0, 1, '', []] },
    {
      options: { trueLabel: { en: 'Signed', 'zh-CN': '已签' }, falseLabel: { en: 'Open', 'zh-CN': '未签' } },
      valid: [true, false],
      invalid: ['Signed'],
    },
    // Labels that contradict the plain words or each other are not used in texts.
    { options: { trueLabel: 'No', falseLabel: 'Yes' }, valid: [true, false], invalid: [2] },
    { options: { trueLabel: 'Same', falseLabel: 'same' }, valid: [true, false], invalid: ['same'] },
  ],
}
