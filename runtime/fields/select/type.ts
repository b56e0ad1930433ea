// One of a list of choices.
import { CHOICE_AGGREGATES, CHOICE_OPERATORS, choiceSchema, choicesOf, indexChoices, readChoice, writeChoice } from '../choices.ts'
import type { FieldType } from '../contract.ts'
import { CHOICES_SETTING, DICTIONARY_SETTING, oneOf, setting } from '../option-schemas.ts'

export const select: FieldType = {
  name: 'select',
  label: { en: 'Choice', 'zh-CN': '单选' },
  icon: 'circle-dot',
  options: {
    properties: {
      options: CHOICES_SETTING,
      dictionary: DICTIONARY_SETTING,
      display: setting(
        {
          ...oneOf({
            dropdown: { en: 'A list that opens', 'zh-CN': '下拉列表' },
            radio: { en: 'Buttons, all in view', 'zh-CN': '单选按钮' },
            badge: { en: 'Coloured badges', 'zh-CN': '彩色标签' },
          }),
          default: 'dropdown',
        },
        'Shown as',
        '显示方式',
      ),
    },
  },
  storage: () => ({ kind: 'text' }),
  value(options, context) {
    const { entries } = indexChoices(choicesOf(options, context), 1)
    return choiceSchema(entries.filter((entry) => entry.active).map((entry) => entry.value))
  },
  operators: CHOICE_OPERATORS,
  aggregates: CHOICE_AGGREGATES,
  initial: () => null,
  format: (value, options, context) => writeChoice(indexChoices(choicesOf(options, context), 1), value, context.locale),
  parse: (text, options, context) => readChoice(indexChoices(choicesOf(options, context), 1), text, context.locale),
  examples: [
    {
      options: {
        options: [
          { key: 'web', label: { en: 'Website', 'zh-CN': '官网' }, color: 'blue' },
          { key: 'fair', label: { en: 'Trade fair; booth', 'zh-CN': '展会；展位' }, color: 'teal' },
          { key: 'referral', label: { 'zh-CN': '转介绍' } },
          { key: 'call', label: 'Cold call' },
          { key: 'other' },
          { key: 'fax', label: { en: 'Fax', 'zh-CN': '传真' }, active: false },
        ],
      },
      valid: ['web', 'fair', 'referral', 'call', 'other'],
      invalid: ['', 'fax', 'Website', 'WEB', 'web ', 0, true, ['web'], 'constructor', '__proto__'],
    },
    {
      // Labels that are the same, or the key of another choice, cannot stand for a choice in a text.
      options: {
        display: 'radio',
        options: [
          { key: 'a', label: 'Same' },
          { key: 'b', label: 'Same' },
          { key: 'c', label: 'a' },
          { key: 'd', label: ' ' },
        ],
      },
      valid: ['a', 'b', 'c', 'd'],
      invalid: ['Same'],
    },
    {
      options: { dictionary: 'industry', display: 'badge' },
      choices: [{ key: 'it', label: { en: 'IT', 'zh-CN': '信息技术' }, items: [{ key: 'saas' }] }, { key: 'retail' }],
      valid: ['it', 'retail'],
      invalid: ['it/saas', 'saas'],
    },
    { options: { dictionary: 'empty' }, choices: [], valid: [], invalid: ['', 'any', 1] },
  ],
}
