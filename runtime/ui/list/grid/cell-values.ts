// Values of cells as text and back: what goes to the clipboard, what an editor begins with, and what pasted or typed text means for a member.
// Titles of records and names of people cannot be read here; they are asked for together and put in afterwards.
import type { Module } from '../../../definition/app.ts'
import { USER_MODULE } from '../../../expression/storage.ts'
import type { DateOrder, FieldContext } from '../../../fields/contract.ts'
import { PLAIN_FORMAT } from '../../../fields/numerals.ts'
import { compileValue, type ValueCheck } from '../../../fields/validate-value.ts'
import { bothOf, type Locale, type Text, textOf } from '../../../label.ts'
import { stageOf, stagesOf } from '../../../pipeline/visits.ts'
import type { Problem } from '../../../problem.ts'
import type { ShownMember } from '../../data/members.ts'
import type { Say, WordKey } from '../../words/words.tsx'

export type TitleOf = (module: string, id: string) => string | undefined

/** Text whose meaning is a record or a person: `module` is where to look it up. */
export interface Lookup {
  readonly module: string
  readonly text: string
}
export type CellRead = { readonly value: unknown } | { readonly fault: Fault } | { readonly lookup: Lookup }

/** Why a text is no value: in the words of the field's type or in those of the pages. */
export interface Fault {
  readonly code: string
  readonly message: Text | { readonly word: WordKey; readonly values: Readonly<Record<string, string | number>> }
}

export function faultText({ message }: Fault, say: Say, locale: Locale): string {
  return 'word' in message ? say(message.word, message.values) : message[locale]
}

function faultOf({ code, message }: Problem): { readonly fault: Fault } {
  return { fault: { code, message } }
}

/** A value as the text that reads back as the same value, as far as titles are unique; '' for nothing. */
export function textOfValue(module: Module, member: ShownMember, value: unknown, titleOf: TitleOf): string {
  if (value === null || value === undefined) return ''
  if (member.name === '_stage') return textOf(stageOf(module, value)?.stage.label, member.context.locale, String(value))
  return member.type.format(value, member.field.options, { ...member.context, titleOf })
}

/** The text one edits: numbers without group signs, because a digit put between groups would break them. */
export function editText(module: Module, member: ShownMember, value: unknown, titleOf: TitleOf): string {
  if (member.storage.kind !== 'integer' && member.storage.kind !== 'decimal') return textOfValue(module, member, value, titleOf)
  const plain = { ...member.context, numberFormat: { ...(member.context.numberFormat ?? PLAIN_FORMAT), group: '' as const } }
  return value === null || value === undefined ? '' : member.type.format(value, member.field.options, plain)
}

export interface ReadOptions {
  readonly dateOrder?: DateOrder | undefined
}

/** What a text means for the member; blank is nothing. */
export function readText(module: Module, member: ShownMember, text: string, { dateOrder }: ReadOptions = {}): CellRead {
  if (text.trim() === '') return { value: null }
  if (member.name === '_stage') return readStage(module, text)
  if (member.storage.kind === 'reference') return { lookup: { module: member.storage.module, text: text.trim() } }
  const context: FieldContext = dateOrder ? { ...member.context, dateOrder } : member.context
  const read = member.type.parse(text, member.field.options, context)
  return read.ok ? checkedValue(member, read.value) : faultOf(read.problems[0]!)
}

/** The value, if the member may have it. */
export function checkedValue(member: ShownMember, value: unknown): CellRead {
  const found = value === null || value === undefined ? [] : checkOf(member)(value, member.name)
  return found.length > 0 ? faultOf(found[0]!) : { value: value ?? null }
}

const checks = new WeakMap<object, ValueCheck>()

function checkOf(member: ShownMember): ValueCheck {
  const key = member.source ?? member.type
  let check = checks.get(key)
  if (!check) {
    check = member.source ? compileValue(member.type.value(member.field.options, member.context), member.field.label) : () => []
    checks.set(key, check)
  }
  return check
}

/** Stages by key or by name in either language, as imports read them. */
function readStage(module: Module, text: string): CellRead {
  const wanted = text.trim().toLowerCase()
  const stages = stagesOf(module)
  const found = stages.find((stage) => {
    const label = bothOf(stage.label, stage.key)
    return [stage.key, label.en, label['zh-CN']].some((name) => name.toLowerCase() === wanted)
  })
  if (found) return { value: found.key }
  const { locale } = module.title.context
  const names = stages.map((stage) => textOf(stage.label, locale, stage.key)).join(locale === 'en' ? ', ' : '\u3001')
  return { fault: { code: 'unknown_stage', message: { word: 'grid.fault.stage', values: { text: text.trim(), names } } } }
}

/** What looking a text up gave: exactly one id is its meaning. */
export function foundValue({ module, text }: Lookup, ids: readonly string[] | undefined): CellRead {
  if (ids?.length === 1) return { value: ids[0]! }
  const person = module === USER_MODULE
  const count = ids?.length ?? 0
  if (count > 1) {
    return {
      fault: { code: 'several_found', message: { word: person ? 'grid.fault.people' : 'grid.fault.records', values: { text, count } } },
    }
  }
  return { fault: { code: 'none_found', message: { word: person ? 'grid.fault.nobody' : 'grid.fault.no_record', values: { text } } } }
}

export function sameValue(left: unknown, right: unknown): boolean {
  if (left === right || (isNothing(left) && isNothing(right))) return true
  return Array.isArray(left) && Array.isArray(right) && JSON.stringify(left) === JSON.stringify(right)
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}
