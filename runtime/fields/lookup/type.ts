// A value of a record this one points at, shown as if it were its own.
import { likeOf } from '../computed.ts'
import type { FieldType } from '../contract.ts'
import { money } from '../money/type.ts'
import { refersTo, setting } from '../option-schemas.ts'
import { select } from '../select/type.ts'
import { tags } from '../tags/type.ts'

export const lookup: FieldType = {
  name: 'lookup',
  label: { en: 'Looked-up value', 'zh-CN': '引用字段' },
  icon: 'telescope',
  options: {
    properties: {
      path: setting(
        refersTo('path', { type: 'string', pattern: '^[a-z][a-z0-9_]*([.][a-z_][a-z0-9_]*){1,3}$', maxLength: 200 }),
        'Path',
        '路径',
        {
          en: 'Relations and then a field, such as account.industry.',
          'zh-CN': '先写关联字段，再写对方的字段，例如 account.industry。',
        },
      ),
    },
    required: ['path'],
  },
  ...likeOf((options, context) =>
    context.leadsTo === undefined ? undefined : { like: context.leadsTo, from: { expression: String(options.path), setting: 'path' } },
  ),
  examples: [
    {
      options: { path: 'account.budget' },
      leadsTo: { type: money, options: { currency: 'CNY' } },
      valid: [0, 12.5],
      invalid: [0.001, '1'],
    },
    {
      options: { path: 'account.industry' },
      leadsTo: { type: select, options: {}, choices: [{ key: 'it', label: { en: 'IT', 'zh-CN': '信息技术' } }, { key: 'retail' }] },
      valid: ['it', 'retail'],
      invalid: ['IT ', 'bank'],
    },
    { options: { path: 'account.labels' }, leadsTo: { type: tags, options: {} }, valid: [['a'], ['a', '金额']], invalid: ['a'] },
  ],
}
