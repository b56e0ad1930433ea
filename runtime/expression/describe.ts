// An expression as a sentence in the reader's language, with the labels of fields and choices instead of keys.
import { type Locale, textOf } from '../label.ts'
import type { Comparison, Node, Source } from './ast.ts'
import { DAY, HOUR } from './dates.ts'
import type { CheckedExpression } from './expression.ts'
import { PHRASES, type Phrases } from './phrases.ts'
import { rowOf } from './row-patterns.ts'
import type { Member, RecordShape } from './scope.ts'
import type { Kind } from './types.ts'

interface Teller {
  readonly shape: RecordShape
  readonly locale: Locale
  readonly phrases: Phrases
  /** Shapes of the related records around this place, outermost first. */
  readonly items: readonly RecordShape[]
  readonly titleOf: ((module: string, id: string) => string | undefined) | undefined
}

/** A readable sentence: `Amount is at least 10,000 and Account › Industry is IT`. `titleOf` names the records that are referred to by id. */
export function describeExpression(
  expression: CheckedExpression,
  shape: RecordShape,
  locale: Locale,
  titleOf?: (module: string, id: string) => string | undefined,
): string {
  return tell({ shape, locale, phrases: PHRASES[locale], items: [], titleOf }, expression.ast, true)
}

/** `open`: nothing stands beside it, so a chain of conditions needs no parentheses. */
function tell(teller: Teller, node: Node, open = false): string {
  const { phrases } = teller
  switch (node.op) {
    case 'value':
      return tellValue(teller, node, undefined)
    case 'member': {
      const label = labelOf(teller, node.source, node.name)
      return node.type.kind === 'boolean' && open ? `${label} ${phrases.booleans.eq} ${phrases.yes}` : label
    }
    case 'now':
      return phrases.now
    case 'today':
      return phrases.today
    case 'me':
      return phrases.me
    case 'my_team':
      return phrases.myTeam
    case 'start_of':
      return phrases.startOf[node.unit]
    case 'and':
    case 'or': {
      const row = rowOf(node, baseOf(teller))
      if (row?.operator === 'is_empty' && node.items[0]?.op === 'is_null') return tell(teller, node.items[0])
      const chain = tellChain(teller, node)
      return open || chain.single ? chain.text : phrases.group(chain.text)
    }
    case 'not':
      return tellNot(teller, node.value)
    case 'is_null':
      return (node.negated ? phrases.notEmpty : phrases.empty)(tell(teller, node.value))
    case 'compare':
      return tellComparison(teller, node.comparison, node.left, node.right)
    case 'in':
      if (node.items.length === 1) return tellComparison(teller, 'eq', node.value, node.items[0]!)
      return phrases.in(tell(teller, node.value), tellItems(teller, node.items, node.value))
    case 'in_list':
      if (node.list.op === 'my_team') return phrases.team(tell(teller, node.value))
      return phrases.has(tell(teller, node.list), tellSide(teller, node.value, node.list))
    case 'exists':
      if (isTrue(node.body)) return phrases.existsAny(tellRecords(teller, node.records))
      return phrases.exists(tellRecords(teller, node.records), tell(inside(teller, node.records), node.body, true))
    case 'count':
      if (!node.body) return phrases.countAll(tellRecords(teller, node.records))
      return phrases.count(tellRecords(teller, node.records), tell(inside(teller, node.records), node.body, true))
    case 'aggregate': {
      const within = inside(teller, node.records)
      const [value, records] = [tell(within, node.value), tellRecords(teller, node.records)]
      const words = phrases.aggregates[node.aggregation]
      return node.where ? words(value, phrases.those(records, tell(within, node.where, true))) : words(value, records)
    }
    case 'if':
      return phrases.choose(tell(teller, node.condition, true), tell(teller, node.then), tell(teller, node.otherwise))
    case 'call':
      return tellCall(teller, node)
  }
}

/** The record whose members stand here without another name. */
function baseOf(teller: Teller): number {
  return teller.items.length - 1
}

function isTrue(node: Node): boolean {
  return node.op === 'value' && node.value === true
}

function tellChain(teller: Teller, node: Node & { op: 'and' | 'or' }): { text: string; single: boolean } {
  const { phrases } = teller
  const parts: string[] = []
  for (let index = 0; index < node.items.length; index += 1) {
    const item = node.items[index]!
    const within = rowOf({ ...node, items: node.items.slice(index, index + 2) }, baseOf(teller))
    if (within && (within.operator === 'within_last' || within.operator === 'within_next') && item.op === 'compare') {
      const words = within.operator === 'within_last' ? phrases.withinLast : phrases.withinNext
      parts.push(words(tell(teller, item.left), tellWritten(phrases, String(within.value))))
      index += 1
    } else parts.push(item.op === 'member' ? tell(teller, item, true) : tell(teller, item))
  }
  return { text: parts.join(node.op === 'and' ? phrases.and : phrases.or), single: parts.length === 1 }
}

function tellNot(teller: Teller, inner: Node): string {
  const { phrases } = teller
  if (inner.op === 'member') return `${tell(teller, inner)} ${phrases.booleans.eq} ${phrases.no}`
  if (inner.op === 'in' && inner.items.length !== 1)
    return phrases.notIn(tell(teller, inner.value), tellItems(teller, inner.items, inner.value))
  if (inner.op === 'in_list' && inner.list.op === 'my_team') return phrases.notTeam(tell(teller, inner.value))
  if (inner.op === 'in_list') return phrases.hasNot(tell(teller, inner.list), tellSide(teller, inner.value, inner.list))
  if (inner.op === 'call' && inner.name === 'contains') return phrases.hasNot(tell(teller, inner.args[0]!), tell(teller, inner.args[1]!))
  if (inner.op === 'call' && inner.name === 'has_any')
    return phrases.hasNone(tell(teller, inner.args[0]!), tellSide(teller, inner.args[1]!, inner.args[0]!))
  if (inner.op === 'in') return tellComparison(teller, 'ne', inner.value, inner.items[0]!)
  if (inner.op === 'exists') {
    const [records, within] = [tellRecords(teller, inner.records), inside(teller, inner.records)]
    if (isTrue(inner.body)) return phrases.noneAtAll(records)
    return inner.body.op === 'not'
      ? phrases.all(records, tell(within, inner.body.value, true))
      : phrases.none(records, tell(within, inner.body, true))
  }
  return phrases.not(tell(teller, inner, true))
}

function tellComparison(teller: Teller, comparison: Comparison, left: Node, right: Node): string {
  return `${tellSide(teller, left, right)} ${verb(teller.phrases, comparison, left.type.kind)} ${tellSide(teller, right, left)}`
}

function verb(phrases: Phrases, comparison: Comparison, kind: Kind): string {
  if (kind === 'number' || kind === 'duration') return phrases.numbers[comparison]
  if (kind === 'date' || kind === 'instant') return phrases.times[comparison]
  return kind === 'boolean' && (comparison === 'eq' || comparison === 'ne') ? phrases.booleans[comparison] : phrases.others[comparison]
}

function tellCall(teller: Teller, node: Node & { op: 'call' }): string {
  const { phrases } = teller
  const [first, second] = node.args
  if (first && (first.op === 'now' || first.op === 'today') && second?.op === 'value' && second.written !== undefined) {
    const duration = tellWritten(phrases, second.written)
    if (node.name === 'instant_subtract' || node.name === 'date_subtract') return phrases.ago(duration)
    if (node.name === 'instant_add' || node.name === 'date_add') return phrases.ahead(duration)
  }
  return phrases.calls[node.name](...node.args.map((arg, index) => (index === 0 ? tell(teller, arg) : tellSide(teller, arg, first!))))
}

function tellItems(teller: Teller, items: readonly Node[], beside: Node): string {
  return items.map((item) => tellSide(teller, item, beside)).join(teller.phrases.listed)
}

/** A value beside a member it is compared with, whose choices give it a label. */
function tellSide(teller: Teller, node: Node, beside: Node): string {
  return node.op === 'value' ? tellValue(teller, node, beside) : tell(teller, node)
}

function tellValue(teller: Teller, node: Node & { op: 'value' }, beside: Node | undefined): string {
  const { phrases, locale } = teller
  const { value } = node
  if (value === null) return phrases.nothing
  if (typeof value === 'boolean') return value ? phrases.yes : phrases.no
  if (typeof value === 'object') return value.map((text) => tellText(teller, text, beside)).join(phrases.listed)
  if (node.type.kind === 'duration') return tellWritten(phrases, node.written ?? `${Number(value) / 60_000}m`)
  if (typeof value === 'number' && node.type.kind === 'number')
    return new Intl.NumberFormat(locale, { maximumFractionDigits: 15 }).format(value)
  return node.written ?? tellText(teller, String(value), beside)
}

function tellText(teller: Teller, text: string, beside: Node | undefined): string {
  if (beside?.op === 'member') {
    const member = memberOf(teller, beside.source, beside.name)
    const choice = member?.kind === 'value' ? member.choices?.find(({ value }) => value === text) : undefined
    if (choice) return textOf(choice.label, teller.locale, text)
    const title = beside.type.kind === 'reference' ? teller.titleOf?.(beside.type.module, text) : undefined
    if (title !== undefined) return title
  }
  return `“${text}”`
}

/** `720h` as 30 days, `1d12h` as 36 hours: the largest unit that is whole. */
function tellWritten(phrases: Phrases, written: string): string {
  const units = { w: 7 * DAY, d: DAY, h: HOUR, m: 60_000 } as const
  let total = 0
  for (const [, count, unit] of written.matchAll(/(\d+)([wdhm])/g)) total += Number(count) * units[unit as 'w']
  const unit = (['d', 'h'] as const).find((name) => total % units[name] === 0) ?? 'm'
  const largest = /^-?\d+w$/.test(written) ? 'w' : unit
  return phrases.durations[largest]((total / units[largest]) * (written.startsWith('-') ? -1 : 1))
}

function inside(teller: Teller, records: { readonly name: string; readonly of: Source }): Teller {
  const member = memberOf(teller, records.of, records.name)
  return member?.kind === 'records' ? { ...teller, items: [...teller.items, member.target] } : teller
}

function tellRecords(teller: Teller, records: { readonly name: string; readonly of: Source }): string {
  return labelOf(teller, records.of, records.name)
}

function labelOf(teller: Teller, source: Source, name: string): string {
  const label = textOf(memberOf(teller, source, name)?.label, teller.locale, name)
  if (source.from === 'reference') return `${labelOf(teller, source.source, source.member)} › ${label}`
  return source.from === 'before' ? teller.phrases.before(label) : label
}

function memberOf(teller: Teller, source: Source, name: string): Member | undefined {
  return shapeOf(teller, source)?.members.get(name)
}

function shapeOf(teller: Teller, source: Source): RecordShape | undefined {
  if (source.from === 'item') return teller.items[source.index]
  if (source.from !== 'reference') return teller.shape
  const member = memberOf(teller, source.source, source.member)
  return member?.kind === 'reference' ? member.target : undefined
}
