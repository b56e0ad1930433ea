// A choice of two levels from a dictionary: first a group, then what stands below it. Kept as `first` or `first/second`.
import { CHOICE_AGGREGATES, CHOICE_OPERATORS, choiceSchema, choicesOf, indexChoices, readChoice, writeChoice } from '../choices.ts'
import type { Choice, FieldType } from '../contract.ts'
import { DICTIONARY_SETTING, setting } from '../option-schemas.ts'

interface CascadeOptions {
  readonly leafOnly?: boolean
}

const REASONS: readonly Choice[] = [
  {
    key: 'price',
    label: { en: 'Price and terms', 'zh-CN': '价格/条款' },
    color: 'red',
    items: [
      {
        key: 'slow_discount',
        label: { en: 'Discount approval too slow', 'zh-CN': '折扣审批太慢' },
        action: { en: 'Delegate discounts under 10 %', 'zh-CN': '下放 10% 内折扣权限' },
      },
      { key: 'other', label: { en: 'Other', 'zh-CN': '其他' } },
      { key: 'gone', active: false },
    ],
  },
  { key: 'product', label: { en: 'Product', 'zh-CN': '产品' }, items: [{ key: 'other', label: { en: 'Other', 'zh-CN': '其他' } }] },
  { key: 'none', label: { en: 'No reason', 'zh-CN': '无原因' } },
  { key: 'empty', items: [{ key: 'unused', active: false }] },
  { key: 'retired', active: false, items: [{ key: 'below' }] },
]

export const cascade: FieldType = {
  name: 'cascade',
  label: { en: 'Two-level choice', 'zh-CN': '两级选择' },
  icon: 'list-tree',
  options: {
    properties: {
      dictionary: DICTIONARY_SETTING,
      leafOnly: setting({ type: 'boolean', default: true }, 'Second level required', '必须选到第二级', {
        en: 'On: where a first choice has choices below it, one of them has to be chosen.',
        'zh-CN': '开启后，第一级下有选项时必须选到第二级。',
      }),
    },
    required: ['dictionary'],
  },
  storage: () => ({ kind: 'text' }),
  value(options, context) {
    const { leafOnly = true } = options as CascadeOptions
    const { entries } = indexChoices(choicesOf(options, context), 2)
    return choiceSchema(entries.filter((entry) => entry.active && (entry.leaf || !leafOnly)).map((entry) => entry.value))
  },
  operators: [...CHOICE_OPERATORS, 'starts_with'],
  aggregates: CHOICE_AGGREGATES,
  initial: () => null,
  format: (value, options, context) => writeChoice(indexChoices(choicesOf(options, context), 2), value, context.locale),
  parse: (text, options, context) => readChoice(indexChoices(choicesOf(options, context), 2), text, context.locale),
  examples: [
    {
      options: { dictionary: 'loss_reason' },
      choices: REASONS,
      valid: ['price/slow_discount', 'price/other', 'product/other', 'none', 'empty'],
      invalid: ['', 'price', 'price/gone', 'price/', '/other', 'other', 'retired', 'retired/below', 'none/other', 'price/other/x', 3],
    },
    {
      options: { dictionary: 'loss_reason', leafOnly: false },
      choices: REASONS,
      valid: ['price', 'price/other', 'none'],
      invalid: ['retired', 'price/gone', ['price']],
    },
  ],
}
