// Turns values of one field type into another through the text both types read and write, so every pair of types converts by the same rule.
import type { Field } from '../../runtime/definition/app.ts'
import { compileValue } from '../../runtime/fields/validate-value.ts'

export interface Conversion {
  /** The value in the new type's wire form, or undefined where it cannot be kept. */
  convert(value: unknown): unknown
}

/** How values of `before` become values of `after`; both in wire form, never null. */
export function conversionOf(before: Field, after: Field): Conversion {
  const isValid = validityOf(after)
  return {
    convert(value) {
      // A reference to another module means another record: nothing of it can be kept.
      if (refersTo(before) || refersTo(after)) return undefined
      const parsed = after.type.parse(before.type.format(value, before.options, before.context), after.options, after.context)
      if (!parsed.ok || parsed.value === null) return undefined
      return isValid(parsed.value) ? parsed.value : undefined
    },
  }
}

/** Whether a value already in the column is still valid under `after`. */
export function validityOf(after: Field): (value: unknown) => boolean {
  const check = compileValue(after.type.value(after.options, after.context))
  return (value) => check(value, after.key).length === 0
}

function refersTo({ storage }: Field): boolean {
  return storage.kind === 'reference' || (storage.kind === 'json' && storage.module !== undefined)
}
