// What can be written at the cursor of an expression: fields and paths, related records, functions, choices of what is compared, the words of the language.
import { FUNCTIONS, type FunctionSpec, isMethod, signatureOf } from '../../expression/functions.ts'
import { writeText } from '../../expression/literals.ts'
import { typeOfMember } from '../../expression/names.ts'
import type { Member, RecordShape } from '../../expression/scope.ts'
import { USER_MODULE } from '../../expression/storage.ts'
import { KIND_NAMES } from '../../expression/types.ts'
import { WORD_HELP, type Word } from '../../expression/words.ts'
import { type Locale, textOf } from '../../label.ts'
import { rankOf } from '../../match.ts'
import { bracketsOf, chainBefore, isClosed, type OpenBracket, type Token, tokensOf } from './tokens.ts'

export interface Completion {
  readonly kind: 'field' | 'records' | 'function' | 'choice' | 'word'
  /** What is written. */
  readonly insert: string
  /** Where the cursor stands afterwards, from the beginning of what is written. */
  readonly caret: number
  readonly name: string
  /** The label of a field or choice, how a function is called. */
  readonly detail: string
  /** A line of help, or the kind of value. */
  readonly help: string
}

export interface Completions {
  /** The characters that are replaced. */
  readonly from: number
  readonly to: number
  readonly items: readonly Completion[]
}

export interface CompletionPlace {
  readonly shape: RecordShape
  readonly before: boolean
  /** `matches` is not offered where the database answers. */
  readonly sql: boolean
  readonly locale: Locale
}

const MOST = 60
const NOTHING: readonly Completion[] = []

interface Item {
  readonly name: string
  readonly shape: RecordShape
}

/** What fits at the cursor, best first. `asked`: somebody asked for it, so that all is offered before a letter is written. */
export function completionsAt(text: string, cursor: number, place: CompletionPlace, asked = false): Completions {
  const all = tokensOf(text)
  const none: Completions = { from: cursor, to: cursor, items: NOTHING }
  const touched = all.find((token) => token.start < cursor && (cursor < token.end || (cursor === token.end && reaches(token))))
  if (touched?.kind === 'comment' || touched?.kind === 'number') return none
  const own = touched?.kind === 'string' || touched?.kind === 'name' ? touched : undefined
  const tokens = all.filter((token) => token.end <= (own ? own.start : cursor))
  const brackets = bracketsOf(tokens)
  const items = itemsOf(brackets, place)
  const [from, to] = own ? [own.start, own.end] : [cursor, cursor]
  const compared = comparedAt(tokens, brackets, items, place)
  if (own?.kind === 'string') {
    const typed = text.slice(own.start + 1, Math.min(cursor, isClosed(own) ? own.end - 1 : own.end))
    // An unfinished text runs to the end of the line: what stands behind the cursor is not replaced.
    return { from, to: isClosed(own) ? own.end : cursor, items: best(choicesOf(compared, place), typed) }
  }
  const typed = own ? text.slice(own.start, cursor) : ''
  const previous = tokens.at(-1)
  if (previous?.text === '.') return { from, to, items: best(behindDot(chainBefore(tokens, tokens.length - 1), items, place), typed) }
  if (previous && isOperand(previous)) return { from, to, items: typed === '' ? NOTHING : best([word('in', place)], typed) }
  const first = fitting(compared, previous, place)
  if (typed === '' && !asked) return { from, to, items: first.filter(({ kind }) => kind === 'choice') }
  return { from, to, items: best([...first, ...everything(items, place)], typed) }
}

/** The function whose arguments are being written. */
export function callAt(text: string, cursor: number): FunctionSpec | undefined {
  const tokens = tokensOf(text).filter((token) => token.end <= cursor)
  const name = bracketsOf(tokens).findLast((bracket) => bracket.name !== undefined)?.name
  return name === undefined ? undefined : FUNCTIONS.get(name)
}

function reaches(token: Token): boolean {
  return token.kind === 'name' || token.kind === 'number' || token.kind === 'comment' || (token.kind === 'string' && !isClosed(token))
}

function isOperand(token: Token): boolean {
  if (token.kind === 'name') return token.text !== 'in'
  return token.kind === 'string' || token.kind === 'number' || token.text === ')' || token.text === ']'
}

const MACROS = new Set(['exists', 'filter', 'count', 'sum', 'avg', 'min', 'max'])

/** The related records that have a name here: `m` inside `meetings.exists(m, …)`. */
function itemsOf(brackets: readonly OpenBracket[], place: CompletionPlace): Item[] {
  const items: Item[] = []
  for (const { name, given } of brackets) {
    const [records, own] = given
    if (!name || !MACROS.has(name) || !records || own?.length !== 1) continue
    const found = resolve(records, items, place)
    if (found?.kind === 'records') items.push({ name: own[0]!, shape: found.target })
  }
  return items
}

/** The member a path leads to. */
function resolve(names: readonly string[], items: readonly Item[], place: CompletionPlace): Member | undefined {
  const [first, ...rest] = names
  const item = items.find(({ name }) => name === first)
  const start = item?.shape ?? (first === 'before' && place.before ? place.shape : undefined)
  const path = start ? rest : names
  let shape: RecordShape | undefined = start ?? place.shape
  let member: Member | undefined
  for (const name of path) {
    member = shape?.members.get(name)
    shape = member?.kind === 'reference' ? member.target : undefined
  }
  return member
}

/** What the value at the end is compared with: the member left of `==`, of `in [`, or the list of `has_any(list, [`. */
function comparedAt(
  tokens: readonly Token[],
  brackets: readonly OpenBracket[],
  items: readonly Item[],
  place: CompletionPlace,
): Member | undefined {
  const previous = tokens.at(-1)
  if (previous && /^([=!<>]=|[<>])$/.test(previous.text)) return resolve(chainBefore(tokens, tokens.length - 1), items, place)
  if (previous?.text === 'in') return resolve(chainBefore(tokens, tokens.length - 1), items, place)
  const list = brackets.at(-1)
  if (list?.sign !== '[') return undefined
  const before = tokens[list.index - 1]
  if (before?.text === 'in') return resolve(chainBefore(tokens, list.index - 1), items, place)
  const call = brackets.at(-2)
  return call?.name === 'has_any' || call?.name === 'has_all' ? resolve(call.given[0] ?? [], items, place) : undefined
}

function choicesOf(member: Member | undefined, { locale }: CompletionPlace): Completion[] {
  if (member?.kind !== 'value' || !member.choices) return []
  return member.choices.map(({ value, label }) => {
    const insert = writeText(value)
    return { kind: 'choice', insert, caret: insert.length, name: value, detail: textOf(label, locale, value), help: '' }
  })
}

/** What is compared with such a member most often. */
function fitting(member: Member | undefined, previous: Token | undefined, place: CompletionPlace): Completion[] {
  if (!member) return []
  if (previous?.text === 'in') return member.kind === 'reference' && member.module === USER_MODULE ? [word('my_team', place)] : []
  const names: readonly Word[] = member.kind === 'reference' ? (member.module === USER_MODULE ? ['me', 'null'] : ['null']) : []
  const kind = typeOfMember(member)?.kind
  const calls = kind === 'date' ? ['today', 'start_of', 'date'] : kind === 'instant' ? ['now', 'timestamp'] : []
  const words: readonly Word[] = kind === 'boolean' ? ['true', 'false'] : names
  return [...choicesOf(member, place), ...words.map((name) => word(name, place)), ...calls.map((name) => call(FUNCTIONS.get(name)!, place))]
}

function word(name: Word, { locale }: CompletionPlace): Completion {
  return { kind: 'word', insert: name, caret: name.length, name, detail: WORD_HELP[name][locale], help: '' }
}

function call(spec: FunctionSpec, { locale }: CompletionPlace, item = 'x'): Completion {
  const { name } = spec
  const insert = name === 'exists' ? `exists(${item}, )` : `${name}()`
  const done = name === 'now' || name === 'today'
  return {
    kind: 'function',
    insert,
    caret: done ? insert.length : insert.length - 1,
    name,
    detail: signatureOf(spec, locale),
    help: textOf(spec.help, locale),
  }
}

function memberCompletion(member: Member, { locale }: CompletionPlace): Completion | undefined {
  const type = typeOfMember(member)
  if (member.kind !== 'records' && !type) return undefined
  return {
    kind: member.kind === 'records' ? 'records' : 'field',
    insert: member.name,
    caret: member.name.length,
    name: member.name,
    detail: textOf(member.label, locale, member.name),
    help: KIND_NAMES[type?.kind ?? 'records'][locale].replace(/^an? /, ''),
  }
}

function membersOf(shape: RecordShape, place: CompletionPlace): Completion[] {
  return [...shape.members.values()].flatMap((member) => memberCompletion(member, place) ?? [])
}

function behindDot(names: readonly string[], items: readonly Item[], place: CompletionPlace): Completion[] {
  if (names.length === 0) return []
  const item = names.length === 1 ? items.find(({ name }) => name === names[0]) : undefined
  if (item) return membersOf(item.shape, place)
  if (names.length === 1 && names[0] === 'before') return place.before ? membersOf(place.shape, place) : []
  const member = resolve(names, items, place)
  if (member?.kind === 'reference') return member.target ? membersOf(member.target, place) : []
  if (member?.kind === 'records') return [call(FUNCTIONS.get('exists')!, place, freeName(member.name, items, place))]
  const isText = member && typeOfMember(member)?.kind === 'text'
  return isText ? [...FUNCTIONS.values()].filter((spec) => isMethod(spec) && spec.name !== 'exists').map((spec) => call(spec, place)) : []
}

/** A name for one of the records that means nothing else here. */
function freeName(records: string, items: readonly Item[], { shape }: CompletionPlace): string {
  const names = [records[0]!, 'x', 'y', 'z']
  return names.find((name) => !shape.members.has(name) && !items.some((item) => item.name === name)) ?? 'x'
}

function everything(items: readonly Item[], place: CompletionPlace): Completion[] {
  const named = items.toReversed().map(({ name, shape }): Completion => {
    return { kind: 'field', insert: name, caret: name.length, name, detail: shape.key, help: KIND_NAMES.reference[place.locale] }
  })
  const words: readonly Word[] = ['me', 'my_team', ...(place.before ? (['before'] as const) : []), 'null', 'true', 'false']
  const functions = [...FUNCTIONS.values()].filter((spec) => !isMethod(spec) && !(place.sql && spec.name === 'matches'))
  return [
    ...named,
    ...membersOf(place.shape, place),
    ...functions.map((spec) => call(spec, place)),
    ...words.map((name) => word(name, place)),
  ]
}

/** Those that fit what is typed, best first; each once. A label fits as well as a name, in the reader's language. */
function best(offered: readonly Completion[], typed: string): readonly Completion[] {
  const seen = new Set<string>()
  const fresh = offered.filter(({ kind, insert }) => {
    const key = `${kind} ${insert}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
  if (typed.trim() === '') return fresh.slice(0, MOST)
  const ranked = fresh.map((item) => {
    const label = item.kind === 'function' || item.kind === 'word' ? 0 : rankOf(item.detail, typed)
    return { item, rank: Math.max(rankOf(item.name, typed, item.name.replaceAll('_', ' ')), label) }
  })
  return ranked
    .filter(({ rank }) => rank > 0)
    .toSorted((a, b) => b.rank - a.rank)
    .slice(0, MOST)
    .map(({ item }) => item)
}
