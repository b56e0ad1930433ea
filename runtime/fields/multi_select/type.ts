// Several of a list of choices.
import { CHOICE_AGGREGATES, choiceSchema, choicesOf, indexChoices, LIST_OPERATORS, readChoices, writeChoices } from '../choices.ts'
import type { FieldType } from '../contract.ts'
import { CHOICES_SETTING, DICTIONARY_SETTING, oneOf, setting } from '../option-schemas.ts'

export const multiSelect: FieldType = {
  name: 'multi_select',
  label: { en: 'Several choices', 'zh-CN': '多选' },
  icon: 'list-checks',
  options: {
    properties: {
      options: CHOICES_SETTING,
      dictionary: DICTIONARY_SETTING,
      display: setting(
        {
          ...oneOf({
            dropdown: { en: 'A list that opens', 'zh-CN': '下拉列表' },
            checkbox: { en: 'Boxes to tick, all in view', 'zh-CN': '复选框' },
            badge: { en: 'Coloured badges', 'zh-CN': '彩色标签' },
          }),
          default: 'dropdown',
        },
        'Shown as',
        '显示方式',
      ),
    },
  },
  storage: () => ({ kind: 'json' }),
  value(options, context) {
    const { entries } = indexChoices(choicesOf(options, context), 1)
    const items = choiceSchema(entries.filter((entry) => entry.active).map((entry) => entry.value))
    return { type: 'array', items, uniqueItems: true, minItems: 1, maxItems: 500 }
  },
  operators: LIST_OPERATORS,
  aggregates: CHOICE_AGGREGATES.filter((aggregate) => aggregate === 'count'),
  initial: () => null,
  format: (value, options, context) => writeChoices(indexChoices(choicesOf(options, context), 1), value, context.locale),
  parse: (text, options, context) => readChoices(indexChoices(choicesOf(options, context), 1), text, context.locale),
  examples: [
    {
      options: {
        options: [
          { key: 'user', label: { en: 'User', 'zh-CN': '使用者' }, color: 'gray' },
          { key: 'approver', label: { en: 'Approver', 'zh-CN': '审批者' }, color: 'red' },
          { key: 'buyer', label: { en: 'Buyer; seller', 'zh-CN': '采购；销售' } },
          { key: 'old', active: false },
        ],
      },
      valid: [['user'], ['approver', 'user'], ['user', 'approver', 'buyer']],
      invalid: [[], ['user', 'user'], ['old'], ['nobody'], [''], [1], 'user', {}, [['user']]],
    },
    { options: { dictionary: 'empty', display: 'checkbox' }, choices: [], valid: [], invalid: [['x'], ['']] },
  ],
}
