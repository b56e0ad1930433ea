// A number, sum, average, least or greatest value of related records.
import { likeOf, resultField, resultSettings } from '../computed.ts'
import type { FieldType, Rollup } from '../contract.ts'
import { expressionSchema, oneOf, refersTo, setting } from '../option-schemas.ts'

export const rollup: FieldType = {
  name: 'rollup',
  label: { en: 'Roll-up', 'zh-CN': '汇总' },
  icon: 'layers',
  options: {
    properties: {
      records: setting(refersTo('records'), 'Related records', '关联记录', {
        en: 'The name of the list that a relation of the other module opens here, such as deals.',
        'zh-CN': '对方模块的关联字段在此处的列表名，例如 deals。',
      }),
      aggregate: setting(
        oneOf({
          count: { en: 'How many', 'zh-CN': '计数' },
          sum: { en: 'Sum', 'zh-CN': '合计' },
          avg: { en: 'Average', 'zh-CN': '平均' },
          min: { en: 'Least', 'zh-CN': '最小' },
          max: { en: 'Greatest', 'zh-CN': '最大' },
        }),
        'What of them',
        '汇总方式',
      ),
      value: setting(expressionSchema('value', 'records'), 'Value', '数值', {
        en: 'An expression over one related record, such as amount. A count needs none.',
        'zh-CN': '基于单条关联记录的表达式，例如 amount；计数时不填。',
      }),
      where: setting(expressionSchema('condition', 'records'), 'Only where', '条件', {
        en: 'A condition over one related record; those for which it does not hold are left out.',
        'zh-CN': '基于单条关联记录的条件，不满足的不计入。',
      }),
      ...resultSettings(['integer', 'decimal', 'money', 'date', 'datetime']),
    },
    required: ['records', 'aggregate'],
  },
  ...likeOf((options) => ({
    // A count needs no word about what it is.
    like: resultField({ ...options, result: options.result ?? (options.aggregate === 'count' ? 'integer' : 'decimal') }),
    from: {
      rollup: {
        records: String(options.records),
        aggregate: options.aggregate as Rollup['aggregate'],
        value: options.value as string | undefined,
        where: options.where as string | undefined,
      },
    },
  })),
  examples: [
    { options: { records: 'deals', aggregate: 'count' }, valid: [0, 3], invalid: [0.5, '3'] },
    { options: { records: 'deals', aggregate: 'sum', value: 'amount', result: 'money' }, valid: [0, 99.5], invalid: [0.001] },
    { options: { records: 'deals', aggregate: 'max', value: 'closes', result: 'date' }, valid: ['2026-03-01'], invalid: ['soon'] },
  ],
}
