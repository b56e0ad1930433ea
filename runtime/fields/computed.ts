// What formula, lookup and rollup share: they are shown, stored and compared like a plain field, and nobody writes them.
import type { Storage } from '../expression/storage.ts'
import { USER_MODULE } from '../expression/storage.ts'
import { bothOf } from '../label.ts'
import { ok } from '../problem.ts'
import { boolean } from './boolean/type.ts'
import type { Computation, FieldContext, FieldOptions, FieldType, JsonSchema, PlainField } from './contract.ts'
import { date } from './date/type.ts'
import { datetime } from './datetime/type.ts'
import { decimal } from './decimal/type.ts'
import { integer } from './integer/type.ts'
import { money } from './money/type.ts'
import { oneOf, setting } from './option-schemas.ts'
import { relation } from './relation/type.ts'
import { tags } from './tags/type.ts'
import { text } from './text/type.ts'
import { user } from './user/type.ts'

const RESULTS = { text, integer, decimal, money, boolean, date, datetime } as const

/** The settings that say what kind of value comes out. */
export function resultSettings(kinds: readonly (keyof typeof RESULTS)[]): { readonly [option: string]: JsonSchema } {
  return {
    result: setting(oneOf(Object.fromEntries(kinds.map((kind) => [kind, bothOf(RESULTS[kind].label)]))), 'Kind of value', '结果类型'),
    scale: setting({ type: 'integer', minimum: 0, maximum: 6, default: 2 }, 'Decimals', '小数位数'),
    currency: setting({ type: 'string', pattern: '^[A-Z]{3}$' }, 'Currency', '币种', {
      en: 'A code of three letters such as CNY or USD. Without it the app’s currency holds.',
      'zh-CN': '三位字母代码，例如 CNY 或 USD。不填则使用应用的币种。',
    }),
  }
}

/** The plain field that the settings of `resultSettings` describe. */
export function resultField({ result, scale, currency }: FieldOptions): PlainField {
  const type = RESULTS[result as keyof typeof RESULTS] ?? text
  return { type, options: { ...(scale === undefined ? {} : { scale }), ...(currency === undefined ? {} : { currency }) } }
}

/** A plain field whose values are kept in that way; undefined where nothing is kept. */
export function fieldOfStorage(storage: Storage): PlainField | undefined {
  switch (storage.kind) {
    case 'text':
      return { type: text, options: {} }
    case 'integer':
      return { type: integer, options: {} }
    case 'decimal':
      return storage.currency
        ? { type: money, options: { currency: storage.currency } }
        : { type: decimal, options: { scale: storage.scale } }
    case 'boolean':
      return { type: boolean, options: {} }
    case 'date':
      return { type: date, options: {} }
    case 'instant':
      return { type: datetime, options: {} }
    case 'json':
      return { type: tags, options: {} }
    case 'reference':
      return storage.module === USER_MODULE ? { type: user, options: {} } : { type: relation, options: { module: storage.module } }
    case 'none':
      return undefined
  }
}

type Shared = Pick<FieldType, 'storage' | 'value' | 'initial' | 'format' | 'parse' | 'operators' | 'aggregates' | 'computed'>

/** The members that follow from what the field is like. */
export function likeOf(computed: (options: FieldOptions, context: FieldContext) => Computation | undefined): Shared {
  const within = (options: FieldOptions, context: FieldContext) => {
    const like = computed(options, context)?.like
    return like && { ...like, context: { ...context, choices: like.choices } }
  }
  return {
    computed,
    storage(options, context) {
      const like = within(options, context)
      const storage = like?.type.storage(like.options, like.context) ?? { kind: 'none' }
      // A number that is looked up was counted elsewhere.
      return storage.kind === 'text' ? { kind: 'text' } : storage
    },
    value(options, context) {
      const like = within(options, context)
      return like?.type.value(like.options, like.context) ?? {}
    },
    // What a field offers is what the field it is like offers; these hold for all of them.
    operators: ['is_empty', 'is_not_empty'],
    aggregates: ['count', 'count_distinct'],
    initial: () => null,
    format(value, options, context) {
      const like = within(options, context)
      return like ? like.type.format(value, like.options, like.context) : String(value)
    },
    parse(written, options, context) {
      const like = within(options, context)
      return like ? like.type.parse(written, like.options, like.context) : ok(null)
    },
  }
}
