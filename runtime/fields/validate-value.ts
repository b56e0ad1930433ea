// Checks one value against the JSON Schema its field type gives. It knows exactly the keywords field types use and refuses to compile any other;
// forms and the server share it, so both say the same thing.
import { type Label, textOf } from '../label.ts'
import { type Problem, problem } from '../problem.ts'
import type { JsonSchema } from './contract.ts'
import { type Fault, rules, type ValueRule } from './value-rules.ts'

export type ValueCheck = (value: unknown, path: string) => Problem[]

/**
 * Compiles the schema of one value. The check returns what is wrong with a value that is not null; messages begin with `label`,
 * or with the path where there is none. Throws for a keyword, type, format or pattern outside the subset: that is a bug in a field type.
 */
export function compileValue(schema: JsonSchema, label?: Label): ValueCheck {
  const check = compileFaults(schema)
  return (value, path) => {
    const faults = check(value)
    if (faults.length === 0) return []
    const place = { en: textOf(label, 'en', path), zh: textOf(label, 'zh-CN', path) }
    return faults.map(({ code, text }) => problem(path, code, `${place.en}: ${text.en}`, `${place.zh}：${text['zh-CN']}`))
  }
}

/** Checks a value once. Compile the schema instead where many values are checked. */
export function checkValue(schema: JsonSchema, value: unknown, path: string, label?: Label): Problem[] {
  return compileValue(schema, label)(value, path)
}

const MOST_ITEM_FAULTS = 10
const NONE: readonly Fault[] = []

function compileFaults({ type, items, ...keywords }: JsonSchema): (value: unknown) => readonly Fault[] {
  const ordered: ValueRule[] = [rules.type(type)]
  for (const [keyword, argument] of Object.entries(keywords)) {
    const make = Object.hasOwn(rules, keyword) ? (rules as Record<string, (argument: any) => ValueRule>)[keyword] : undefined
    if (!make || keyword === 'type') throw new Error(`The schema of a value cannot use the keyword ${keyword}.`)
    // Limits of length come first: nothing else should walk through an endless text.
    if (keyword === 'maxLength' || keyword === 'maxItems') ordered.splice(1, 0, make(argument))
    else ordered.push(make(argument))
  }
  const itemFaults = items === undefined ? undefined : compileFaults(items as JsonSchema)
  return (value) => {
    for (const rule of ordered) {
      const fault = rule(value)
      if (fault) return [fault]
    }
    return itemFaults ? (value as unknown[]).flatMap(itemFaults).slice(0, MOST_ITEM_FAULTS) : NONE
  }
}
