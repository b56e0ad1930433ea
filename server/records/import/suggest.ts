// Which column of a file is likely which field: by the names both have, in both languages, by other names of the same thing, and by what the cells hold.
import type { App, Field, Module } from '../../../runtime/definition/app.ts'
import { isNumbered } from '../../../runtime/definition/numbered.ts'
import { systemFields } from '../../../runtime/definition/system.ts'
import { moduleReferredTo } from '../../../runtime/expression/storage.ts'
import type { DateOrder, NumberFormat } from '../../../runtime/fields/contract.ts'
import { bothOf } from '../../../runtime/label.ts'
import type { Principal } from '../../access/principal.ts'
import { rightsOf } from '../../access/rules.ts'
import { isId } from './cells.ts'
import { type ColumnMap, isWritten } from './mapping.ts'
import type { FileRow } from './row.ts'
import { plainName, sameMeaning } from './synonyms.ts'

export interface Suggestion {
  readonly columns: readonly ColumnMap[]
  /** The field by which lines are likely known, where its column is there. */
  readonly match?: string
  readonly dateOrder?: DateOrder
  readonly numberFormat?: NumberFormat
}

interface Target {
  readonly field: string
  /** Relation: the field of the other module. */
  readonly match?: string
  readonly names: readonly string[]
  /** Whether a text of the file could be its value. */
  readonly fits: (text: string) => boolean
  /** The name alone says too little. */
  readonly strict?: boolean
  readonly written: boolean
}
interface Pair {
  readonly index: number
  readonly target: Target
  readonly score: number
}

const SURE = 100
const LIKELY = 80
const PERHAPS = 50
/** Part of a name that must be the other one: `Account name` is no `Name`. */
const MOSTLY = 0.6
/** Cells that must look like values of the field where only the names are alike. */
const FITTING = 0.8

/** What to begin with; people correct it. Only fields the principal may write, or, for `match`, read. */
export function suggestMap(
  app: App,
  module: Module,
  principal: Principal,
  headings: readonly string[],
  rows: readonly FileRow[],
): Suggestion {
  const written = formOf(rows)
  const targets = targetsOf(app, module, principal, written)
  const own = [module.key, ...Object.values(bothOf(module.label))].map(plainName)
  const pairs = headings.flatMap((heading, index) => {
    const texts = rows.map(({ cells }) => (cells[index] ?? '').trim()).filter((text) => text !== '')
    return targets.flatMap((target): Pair[] => {
      const score = scoreOf(plainName(heading), target, own, texts)
      return score > 0 ? [{ index, target, score }] : []
    })
  })
  pairs.sort((a, b) => b.score - a.score || a.index - b.index)
  const [columns, fields] = [new Map<number, Target>(), new Set<string>()]
  for (const { index, target } of pairs) {
    if (columns.has(index) || fields.has(target.field)) continue
    columns.set(index, target)
    fields.add(target.field)
  }
  const keys = [...columns.values()].filter(({ field }) => isUnique(module, field))
  const key = keys.find(({ field }) => field === '_id') ?? keys.find((each) => !each.written) ?? keys[0]
  const used = [...columns].sort(([a], [b]) => a - b).filter(([, target]) => target.written || target === key)
  return {
    columns: used.map(([index, { field, match }]) => ({ column: headings[index]!, field, ...(match ? { match } : {}) })),
    ...(key ? { match: key.field } : {}),
    ...written,
  }
}

function isUnique(module: Module, name: string): boolean {
  const field = module.fields.get(name)
  return name === '_id' || field?.unique === true || (field !== undefined && isNumbered(field))
}

function targetsOf(app: App, module: Module, principal: Principal, written: Pick<Suggestion, 'dateOrder' | 'numberFormat'>): Target[] {
  const rights = rightsOf(principal, app, module)
  const own = [...module.fields.values()].filter(
    (field) => rights.canRead(field.key) && (isWritten(module, rights, field.key) || isUnique(module, field.key)),
  )
  const fields = own.map((field) => ({
    field: field.key,
    names: namesOf(field),
    fits: fitsOf(field, written),
    written: isWritten(module, rights, field.key),
  }))
  const system = ['_id', '_owner', ...(module.pipeline ? ['_stage'] : [])].flatMap((name): Target[] => {
    const label = systemFields.get(name)!.label
    const names = [name, label.en, label['zh-CN']].map(plainName)
    if (name === '_id') return [{ field: name, names, fits: isId, strict: true, written: false }]
    return isWritten(module, rights, name) ? [{ field: name, names, fits: () => true, written: true }] : []
  })
  return [...fields, ...own.flatMap((field) => keysOf(app, principal, field)), ...system]
}

function namesOf(field: Field): string[] {
  const { en, 'zh-CN': zh } = bothOf(field.label, field.key)
  return [...new Set([field.key, en, zh].map(plainName))]
}

/** A relation by another field of the other module: `Account e-mail`, `客户编号`. */
function keysOf(app: App, principal: Principal, field: Field): Target[] {
  const other = app.modules.get(moduleReferredTo(field.storage) ?? '')
  if (!other) return []
  const rights = rightsOf(principal, app, other)
  const keys = [...other.fields.values()].filter(
    (each) => (each.unique || isNumbered(each) || each === other.title) && rights.canRead(each.key),
  )
  return keys.map((key) => ({
    field: field.key,
    match: key.key,
    names: namesOf(field).flatMap((left) => namesOf(key).map((right) => left + right)),
    fits: () => true,
    written: true,
  }))
}

/** Whether a text reads as a value. Texts and relations take anything, so they say nothing either way. */
function fitsOf(field: Field, written: Pick<Suggestion, 'dateOrder' | 'numberFormat'>): Target['fits'] {
  if (field.storage.kind === 'reference' || moduleReferredTo(field.storage) !== undefined) return () => true
  const context = { ...field.context, ...written }
  return (text) => field.type.parse(text, field.options, context).ok
}

function scoreOf(heading: string, { names, fits, strict }: Target, own: readonly string[], texts: readonly string[]): number {
  if (heading === '') return 0
  const score = nameScore(heading, names, own)
  if (strict && texts.length === 0) return 0
  if (score === 0 || (score >= SURE && !strict) || texts.length === 0) return score
  return texts.filter(fits).length >= texts.length * FITTING ? score : 0
}

function nameScore(heading: string, names: readonly string[], own: readonly string[]): number {
  if (names.includes(heading)) return SURE
  // `Deal amount` in a file of deals is the amount.
  const short = own.filter((name) => name !== '' && heading.startsWith(name)).map((name) => heading.slice(name.length))
  if (short.some((name) => names.includes(name))) return SURE - 5
  if (names.some((name) => sameMeaning(heading, name))) return LIKELY
  if (short.some((rest) => names.some((name) => sameMeaning(rest, name)))) return LIKELY - 5
  const alike = names.map((name) => (isLong(name) && isLong(heading) ? overlap(heading, name) : 0))
  const best = Math.max(0, ...alike)
  return best >= MOSTLY ? PERHAPS * best : 0
}

/** How much of the longer name the shorter one is, where it is a part of it. */
function overlap(left: string, right: string): number {
  const [short, long] = left.length < right.length ? [left, right] : [right, left]
  return long.includes(short) ? short.length / long.length : 0
}

/** Long enough to say something where it is only a part: two characters of Chinese, four letters. */
function isLong(name: string): boolean {
  return name.length >= 4 || (name.length >= 2 && /\p{Script=Han}/u.test(name))
}

/** How numbers and dates are written, where the cells leave no doubt and it is not the plain way. */
function formOf(rows: readonly FileRow[]): Pick<Suggestion, 'dateOrder' | 'numberFormat'> {
  const votes = { comma: 0, point: 0, dayFirst: 0, monthFirst: 0 }
  for (const { cells, numbers } of rows) {
    for (const [index, cell] of cells.entries()) {
      const text = cell.trim()
      if (text.length > 24 || numbers?.includes(index)) continue
      if (/^-?(\d{1,3}(\.\d{3})+,\d+|\d+,\d{1,2}|\d{1,3}(\.\d{3}){2,})$/.test(text)) votes.comma += 1
      else if (/^-?(\d{1,3}(,\d{3})+(\.\d+)?|\d+\.\d{1,2})$/.test(text)) votes.point += 1
      const date = /^(\d{1,2})([/.-])(\d{1,2})\2\d{4}\b/.exec(text)
      if (!date) continue
      if (Number(date[1]) > 12) votes.dayFirst += 1
      else if (Number(date[3]) > 12) votes.monthFirst += 1
      else if (date[2] === '.') votes.dayFirst += 0.1
    }
  }
  const order: DateOrder | undefined = votes.dayFirst > votes.monthFirst ? 'DMY' : votes.monthFirst > votes.dayFirst ? 'MDY' : undefined
  return {
    ...(order ? { dateOrder: order } : {}),
    ...(votes.comma > votes.point ? { numberFormat: { decimal: ',', group: '.' } as const } : {}),
  }
}
