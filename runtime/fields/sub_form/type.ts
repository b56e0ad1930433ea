// Line items inside a record, such as the products of a quote.

import type { FieldType, JsonSchema } from '../contract.ts'
import { type Line, lineColumns, lineSchema, readLines, writeLines } from '../line-items.ts'
import { KEY_SCHEMA, LABEL_SCHEMA, setting } from '../option-schemas.ts'

/** The type, whose columns may be of these types. */
export function subFormOf(scalars: readonly FieldType[]): FieldType {
  const types = new Map(scalars.map((type) => [type.name, type]))
  return {
    name: 'sub_form',
    label: { en: 'Line items', 'zh-CN': '明细表' },
    icon: 'table-2',
    options: {
      properties: {
        columns: setting(
          {
            type: 'array',
            items: { anyOf: scalars.map(columnSchema) },
            minItems: 1,
            maxItems: 12,
            'x-start': [{ key: 'item', type: scalars[0]!.name, label: { en: 'Item', 'zh-CN': '项目' } }],
          },
          'Columns',
          '列',
        ),
        most: setting({ type: 'integer', minimum: 1, maximum: 200, default: 100 }, 'Most rows', '最多行数'),
      },
      required: ['columns'],
    },
    storage: () => ({ kind: 'document' }),
    value(options, context) {
      const { most = 100 } = options as { readonly most?: number }
      return { type: 'array', items: lineSchema(lineColumns(types, options, context)), minItems: 1, maxItems: most }
    },
    operators: ['is_empty', 'is_not_empty'],
    aggregates: ['count'],
    initial: () => null,
    format: (value, options, context) =>
      Array.isArray(value) ? writeLines(lineColumns(types, options, context), value as readonly Line[]) : String(value),
    parse: (text, options, context) => readLines(lineColumns(types, options, context), text),
    examples: [
      {
        options: {
          columns: [
            { key: 'product', type: 'text', label: { en: 'Product', 'zh-CN': '产品' }, required: true },
            { key: 'count', type: 'integer', min: 1 },
            { key: 'price', type: 'money' },
            {
              key: 'kind',
              type: 'select',
              options: [
                { key: 'new', label: { en: 'New', 'zh-CN': '新购' } },
                { key: 'more', label: '增购' },
              ],
            },
            { key: 'due', type: 'date' },
            { key: 'paid', type: 'boolean' },
          ],
        },
        valid: [
          [{ product: 'A' }],
          [
            { product: 'Server, "big"', count: 1234, price: 1234.5, kind: 'new', due: '2026-03-01', paid: true },
            { product: ' 软件 ', count: 2, price: -0.01, kind: 'more', paid: false },
          ],
        ],
        invalid: [
          [],
          'A,1',
          {},
          [{}],
          [{ count: 1 }],
          [{ product: 'A', count: 0 }],
          [{ product: 'A', other: 1 }],
          [{ product: 'A', price: '12' }],
          [{ product: 'A', price: null }],
          [{ product: 'A', kind: 'gone' }],
          [['A']],
          [null],
          JSON.parse('[{"product":"A","__proto__":1}]'),
        ],
      },
      {
        options: { columns: [{ key: 'note', type: 'text' }], most: 1 },
        valid: [[{ note: 'x' }]],
        invalid: [[{ note: 'x' }, { note: 'y' }]],
      },
    ],
  }
}

function columnSchema(type: FieldType): JsonSchema {
  const { dictionary: _, ...own } = type.options.properties
  return {
    type: 'object',
    properties: {
      key: setting(KEY_SCHEMA, 'Key', '键'),
      type: { const: type.name, 'x-name': type.label },
      label: setting(LABEL_SCHEMA, 'Label', '名称'),
      required: setting({ type: 'boolean' }, 'Required', '必填'),
      total: setting({ type: 'boolean', default: true }, 'Sum below the column', '列下显示合计'),
      ...own,
    },
    required: ['key', 'type', ...(Object.hasOwn(own, 'options') ? ['options'] : (type.options.required ?? []))],
    additionalProperties: false,
  }
}
