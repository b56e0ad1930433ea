// Runs the examples of every field type against what the contract promises. A new type is covered by being in the list.
import { Ajv2020 } from 'ajv/dist/2020.js'
import dynamicIconImports from 'lucide-react/dynamicIconImports'
import { describe, expect, test } from 'vitest'
import { AGGREGATES, OPERATORS } from '../../../runtime/expression/operators.ts'
import type { DateOrder, FieldContext, FieldExample, FieldType, NumberFormat } from '../../../runtime/fields/contract.ts'
import { FIELD_TYPES, fieldTypes } from '../../../runtime/fields/index.ts'
import { KEY_PATTERN } from '../../../runtime/fields/option-schemas.ts'
import { compileValue } from '../../../runtime/fields/validate-value.ts'
import { VALUE_FORMATS, type ValueFormat } from '../../../runtime/fields/value-formats.ts'
import { compilePattern, VALUE_KEYWORDS } from '../../../runtime/fields/value-rules.ts'
import { LOCALES } from '../../../runtime/label.ts'

/** What the builder draws settings by. */
const ANNOTATIONS = ['x-name', 'x-names', 'x-refers', 'x-expression', 'x-over', 'x-color', 'x-start', 'x-unique']
const BOTH = { en: expect.stringMatching(/\S/), 'zh-CN': expect.stringMatching(/\p{Script=Han}/u) }
const STORAGE_KINDS = ['text', 'integer', 'decimal', 'boolean', 'date', 'instant', 'json', 'document', 'reference', 'none']
const BASE_PROPERTIES = ['key', 'label', 'help', 'required', 'readOnly', 'visible', 'unique', 'default', 'type']
const TIME_ZONES = ['Asia/Shanghai', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC']
const NUMBER_FORMATS: readonly (NumberFormat | undefined)[] = [
  undefined,
  { decimal: ',', group: '.' },
  { decimal: ',', group: ' ' },
  { decimal: '.', group: "'" },
  { decimal: '.', group: '' },
]
const DATE_ORDERS: readonly (DateOrder | undefined)[] = [undefined, 'YMD', 'MDY', 'DMY']

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true })
for (const [name, format] of Object.entries<ValueFormat>(VALUE_FORMATS)) ajv.addFormat(name, format.test)
ajv.addFormat('pattern', (text: string) => {
  try {
    compilePattern(text)
    return true
  } catch {
    return false
  }
})
ajv.addVocabulary(['x-label', 'x-help', ...ANNOTATIONS, ...VALUE_KEYWORDS])

function contextOf(example: FieldExample, changes: Partial<FieldContext> = {}): FieldContext {
  const choices = example.choices ?? (example.options.options as FieldContext['choices'])
  return {
    locale: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    currency: 'CNY',
    choices,
    divisions: example.divisions,
    leadsTo: example.leadsTo,
    ...changes,
  }
}

function optionSchema(type: FieldType) {
  const { properties, required = [] } = type.options
  return { type: 'object', properties, required: [...required], additionalProperties: false }
}

/** Every schema in a value, however deep. */
function schemasIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return []
  return [...(Array.isArray(value) ? [] : [value as Record<string, unknown>]), ...Object.values(value).flatMap(schemasIn)]
}

test('names, labels and icons of the types', () => {
  expect(fieldTypes.size).toBe(FIELD_TYPES.length)
  for (const type of FIELD_TYPES) {
    expect(type.name).toMatch(new RegExp(KEY_PATTERN))
    expect(fieldTypes.get(type.name)).toBe(type)
    expect(type.label).toEqual({ en: expect.stringMatching(/\S/), 'zh-CN': expect.stringMatching(/\p{Script=Han}/u) })
    expect(Object.keys(dynamicIconImports)).toContain(type.icon)
  }
  for (const locale of LOCALES) {
    const labels = FIELD_TYPES.map((type) => (type.label as Record<string, string>)[locale])
    expect(new Set(labels).size).toBe(labels.length)
  }
})

describe.each(FIELD_TYPES.map((type) => [type.name, type] as const))('%s', (_name, type) => {
  test('has at most 12 members, and one more where its values are computed', () => {
    expect(Object.keys(type).length).toBeLessThanOrEqual(type.computed ? 13 : 12)
  })

  test('its settings are flat, titled in both languages, and none is a base property of fields', () => {
    for (const [name, schema] of Object.entries(type.options.properties)) {
      expect(BASE_PROPERTIES).not.toContain(name)
      expect(schema['x-label'], name).toEqual({ en: expect.stringMatching(/\S/), 'zh-CN': expect.stringMatching(/\p{Script=Han}/u) })
      if (schema['x-help']) expect(schema['x-help']).toEqual({ en: expect.stringMatching(/\.$/), 'zh-CN': expect.stringMatching(/。$/) })
      if (schema.default !== undefined) expect(ajv.validate({ ...schema }, schema.default)).toBe(true)
    }
    for (const name of type.options.required ?? []) expect(type.options.properties).toHaveProperty(name)
  })

  test('every value to choose from has its name in both languages', () => {
    for (const schema of schemasIn(type.options.properties)) {
      if (!Array.isArray(schema.enum)) continue
      expect(Object.keys(schema['x-names'] as object)).toEqual(schema.enum)
      for (const name of Object.values(schema['x-names'] as object)) expect(name).toEqual(BOTH)
    }
  })

  test('what a new field begins with fits the settings', () => {
    const { properties } = type.options
    for (const schema of Object.values(properties)) {
      if (schema['x-start'] !== undefined) expect(ajv.validate({ ...schema }, schema['x-start'])).toBe(true)
      if (schema['x-over'] !== undefined) expect(properties).toHaveProperty(String(schema['x-over']))
    }
  })

  test('operators and aggregates come from the closed sets, none twice', () => {
    for (const [own, all] of [
      [type.operators, OPERATORS],
      [type.aggregates, AGGREGATES],
    ] as const) {
      expect(own.length).toBeGreaterThan(0)
      expect(new Set(own).size).toBe(own.length)
      for (const name of own) expect(all).toContain(name)
    }
  })

  test('has examples with valid and invalid values', () => {
    expect(type.examples.some((example) => example.valid.length > 0)).toBe(true)
    for (const example of type.examples) expect(example.invalid.length).toBeGreaterThan(0)
  })

  describe.each(type.examples.map((example) => [JSON.stringify(example.options).slice(0, 80), example] as const))(
    '%s',
    (_options, example) => {
      const context = contextOf(example)
      const schema = type.value(example.options, context)
      const check = compileValue(schema, { en: 'Amount', 'zh-CN': '数额' })

      test('the settings fit their schema', () => {
        const fits = ajv.compile(optionSchema(type))
        expect(fits(example.options), JSON.stringify(fits.errors)).toBe(true)
        expect(fits({ ...example.options, unknown_setting: 1 })).toBe(false)
      })

      test('storage is of the closed kinds', () => {
        expect(STORAGE_KINDS).toContain(type.storage(example.options, context).kind)
      })

      test('valid values pass', () => {
        for (const value of example.valid) expect(check(value, 'f'), JSON.stringify(value)).toEqual([])
      })

      test('values stay the same as JSON', () => {
        for (const value of example.valid) expect(JSON.parse(JSON.stringify(value))).toEqual(value)
      })

      test('invalid values fail with a readable problem in both languages', () => {
        for (const value of example.invalid) {
          const problems = check(value, 'f')
          expect(problems.length, JSON.stringify(value)?.slice(0, 80)).toBeGreaterThan(0)
          for (const { path, code, message } of problems) {
            expect(path).toMatch(/^f(\.\d+)?(\.[a-z_]+)?$/)
            expect(code).toMatch(/^value_[a-z_]+$/)
            expect(message.en).toMatch(/^Amount: .+\. [A-Z].+\.$/s)
            expect(message['zh-CN']).toMatch(/^数额：.+。.+。$/s)
            expect(message.en.length).toBeLessThan(400)
          }
        }
      })

      test('the schema says the same to a JSON Schema validator as far as that knows its keywords', () => {
        const validate = ajv.compile({ ...schema })
        for (const value of example.valid) expect(validate(value), JSON.stringify(value)).toBe(true)
        const own = Object.keys(schema).some((keyword) => (VALUE_KEYWORDS as readonly string[]).includes(keyword))
        if (!own) for (const value of example.invalid) expect(validate(value), JSON.stringify(value)).toBe(false)
      })

      test('the initial value is null or valid', () => {
        const initial = type.initial(example.options, context)
        if (initial !== null) expect(check(initial, 'f')).toEqual([])
      })

      test('blank text is null', () => {
        for (const text of ['', '  ']) expect(type.parse(text, example.options, context)).toEqual({ ok: true, value: null })
      })

      test('text of a value reads back as that value in both languages, every time zone, number format and date order', () => {
        for (const value of example.valid) {
          for (const locale of LOCALES) {
            const contexts = [
              ...TIME_ZONES.map((timeZone) => contextOf(example, { locale, timeZone })),
              ...NUMBER_FORMATS.map((numberFormat) => contextOf(example, { locale, numberFormat })),
              ...DATE_ORDERS.map((dateOrder) => contextOf(example, { locale, dateOrder })),
            ]
            for (const own of contexts) {
              const text = type.format(value, example.options, own)
              expect(typeof text).toBe('string')
              expect(type.parse(text, example.options, own), `${text} in ${locale}, ${own.timeZone}`).toEqual({ ok: true, value })
            }
          }
        }
      })

      test('a refused text says so in both languages', () => {
        for (const text of [
          '???',
          '12.3456789',
          '31/31/2020',
          '2020-02-31',
          '=SUM(A1)',
          'x;y',
          'constructor',
          '９９９９９９９９９９９９９９９９９９９',
        ]) {
          const result = type.parse(text, example.options, context)
          if (result.ok) continue
          for (const { path, message } of result.problems) {
            expect(path).toBe('')
            expect(message.en).toMatch(/^".+" .+\.$/s)
            expect(message['zh-CN']).toMatch(/^".+" .+。$/s)
          }
        }
      })
    },
  )
})
