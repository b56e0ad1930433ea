// One value of a sample record in wire form: the text of the app's language, the day meant by `-12d`, the record meant by `a4`, the amount in the app's currency.
import type { Field } from '../../runtime/definition/app.ts'
import { USER_MODULE } from '../../runtime/expression/storage.ts'
import { LOCALES, type Locale } from '../../runtime/label.ts'
import { type Clock, dateOf, momentOf } from './clock.ts'
import type { Sample } from './sample.ts'

export interface Meaning {
  readonly sample: Sample
  readonly locale: Locale
  readonly currency: string
  readonly clock: Clock
  /** Id of the record of a module that goes by `ref`. */
  record(module: string, ref: string): string | undefined
  /** Id of the person with that number. */
  person(number: number): string
}

/** The value in wire form; undefined where it means nothing. Whether the field takes it is not judged here. */
export function wireValue(field: Field, written: unknown, meaning: Meaning): unknown {
  const { storage } = field
  switch (storage.kind) {
    case 'date':
      return dateOf(written, meaning.clock)
    case 'instant': {
      const moment = momentOf(written, meaning.clock)
      return moment === undefined ? undefined : new Date(moment).toISOString()
    }
    case 'reference':
      if (storage.module === USER_MODULE) return typeof written === 'number' ? meaning.person(written) : undefined
      return typeof written === 'string' ? meaning.record(storage.module, written) : undefined
    case 'json': {
      const { module } = storage
      if (module === undefined || !Array.isArray(written)) return written
      const ids = written.map((ref) => (typeof ref === 'string' ? meaning.record(module, ref) : undefined))
      return ids.includes(undefined) ? undefined : ids
    }
    case 'decimal':
      return storage.currency && typeof written === 'number' ? amountOf(written, meaning) : written
    default:
      return typeof written === 'object' && written !== null && !Array.isArray(written) ? sharedText(written, meaning) : written
  }
}

function amountOf(written: number, { sample, currency }: Meaning): number {
  const scale = currency === sample.currency ? 1 : (sample.scale[currency] ?? 1)
  return scale === 1 ? written : Math.round(written * scale)
}

function sharedText(written: object, { sample, locale }: Meaning): string | undefined {
  const { text, ...label } = written as { text?: unknown } & Readonly<Partial<Record<Locale, unknown>>>
  if (text !== undefined) return typeof text === 'string' ? sample.texts[text]?.[locale] : undefined
  return LOCALES.every((each) => typeof label[each] === 'string') ? String(label[locale]) : undefined
}
