// Checks one value against the JSON Schema its field type gives. It knows exactly the keywords field types use and refuses to compile any other;
// forms and the server share it, so both say the same thing.
import { bothOf, type Label, textOf } from '../label.ts'
import { type Problem, problem } from '../problem.ts'
import type { JsonSchema } from './contract.ts'
import { type Fault, missingMember, rules, unknownMember, type ValueRule } from './value-rules.ts'

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
    return faults.map(({ code, text, at = [], where }) => {
      const en = where ? `${where.en}: ${text.en}` : text.en
      const zh = where ? `${where['zh-CN']}：${text['zh-CN']}` : text['zh-CN']
      return problem([path, ...at].join('.'), code, `${place.en}: ${en}`, `${place.zh}：${zh}`)
    })
  }
}

/** Checks a value once. Compile the schema instead where many values are checked. */
export function checkValue(schema: JsonSchema, value: unknown, path: string, label?: Label): Problem[] {
  return compileValue(schema, label)(value, path)
}

const MOST_ITEM_FAULTS = 10
const NONE: readonly Fault[] = []

function compileFaults({
  type,
  items,
  properties,
  required,
  additionalProperties,
  ...keywords
}: JsonSchema): (value: unknown) => readonly Fault[] {
  const ordered: ValueRule[] = [rules.type(type)]
  for (const [keyword, argument] of Object.entries(keywords)) {
    const make = Object.hasOwn(rules, keyword) ? (rules as Record<string, (argument: any) => ValueRule>)[keyword] : undefined
    if (!make || keyword === 'type') throw new Error(`The schema of a value cannot use the keyword ${keyword}.`)
    // Limits of length come first: nothing else should walk through an endless text.
    if (keyword === 'maxLength' || keyword === 'maxItems') ordered.splice(1, 0, make(argument))
    else ordered.push(make(argument))
  }
  if ((type === 'object') !== (properties !== undefined && additionalProperties === false))
    throw new Error('The schema of a value of several parts says all its members.')
  const itemFaults = items === undefined ? undefined : compileFaults(items as JsonSchema)
  const rows = (items as JsonSchema | undefined)?.type === 'object'
  const memberFaults =
    properties === undefined ? undefined : compileMembers(properties as Record<string, JsonSchema>, (required ?? []) as readonly string[])
  return (value) => {
    for (const rule of ordered) {
      const fault = rule(value)
      if (fault) return [fault]
    }
    if (memberFaults) return memberFaults(value as Readonly<Record<string, unknown>>)
    if (!itemFaults) return NONE
    const found = (value as unknown[]).flatMap((item, index) =>
      rows ? itemFaults(item).map((fault) => inRow(fault, index)) : itemFaults(item),
    )
    return found.slice(0, MOST_ITEM_FAULTS)
  }
}

function inRow(fault: Fault, index: number): Fault {
  const { at = [], where } = fault
  const row = { en: `row ${index + 1}`, 'zh-CN': `第 ${index + 1} 行` }
  const place = where ? { en: `${row.en}, ${where.en}`, 'zh-CN': `${row['zh-CN']}，${where['zh-CN']}` } : row
  return { ...fault, at: [String(index), ...at], where: place }
}

/** The members of a value of several parts: each its own rules, none that is not known. */
function compileMembers(
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[],
): (value: Readonly<Record<string, unknown>>) => readonly Fault[] {
  const members = Object.entries(properties).map(([name, { 'x-label': label, ...schema }]) => {
    return { name, where: bothOf(label as Label | undefined, name), check: compileFaults(schema) }
  })
  const known = new Set(members.map(({ name }) => name))
  return (value) => {
    const strange = Object.keys(value).find((name) => !known.has(name))
    if (strange !== undefined) return [unknownMember(strange, [...known])]
    return members.flatMap(({ name, where, check }) => {
      const found = Object.hasOwn(value, name) ? check(value[name]) : required.includes(name) ? [missingMember()] : NONE
      return found.map((fault) => ({ ...fault, at: [name, ...(fault.at ?? [])], where: fault.where ?? where }))
    })
  }
}
