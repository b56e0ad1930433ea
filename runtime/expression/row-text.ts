// Writes rows as the text of an expression.
import { writeDuration, writeLiteral } from './literals.ts'
import { memberAt, RESERVED_NAMES, typeOfMember } from './names.ts'
import type { RelatedRow, RelativeDate, Row, RowGroup, RowOperator } from './rows.ts'
import type { RecordShape } from './scope.ts'
import { type ExpressionType, NUMBER, TEXT } from './types.ts'

interface Written {
  readonly text: string
  /** Whether it must stand in parentheses beside others. */
  readonly compound: boolean
}

interface Place {
  /** The record the whole expression is about: its names are known everywhere. */
  readonly root: RecordShape
  /** The record the rows are about. */
  readonly shape: RecordShape
  /** What it is called: '' for the root. */
  readonly item: string
  readonly taken: readonly string[]
}

const NOWHERE: RecordShape = { key: '', members: new Map() }

export function writeGroup(group: RowGroup, place: Place): Written {
  const parts = group.rows
    .map((row) => ('join' in row ? writeGroup(row, place) : 'related' in row ? writeRelated(row, place) : writeRow(row, place)))
    .filter(({ text }) => text !== '')
  if (parts.length <= 1) return parts[0] ?? { text: '', compound: false }
  const joint = group.join === 'and' ? ' && ' : ' || '
  return { text: parts.map(({ text, compound }) => (compound ? `(${text})` : text)).join(joint), compound: true }
}

function named(path: string, { item }: Place): string {
  return item === '' ? path : `${item}.${path}`
}

function typeAt(shape: RecordShape, path: string): ExpressionType {
  const member = memberAt(shape, path.startsWith('before.') ? path.slice('before.'.length) : path)
  return (member && typeOfMember(member)) ?? TEXT
}

function writeRow({ path, operator, value }: Row, place: Place): Written {
  return writeComparison(named(path, place), typeAt(place.shape, path), operator, value)
}

function writeRelated({ related, measure, of, operator, value, where }: RelatedRow, place: Place): Written {
  const member = memberAt(place.shape, related)
  const item = itemName(related, place)
  const inner: Place = { ...place, shape: member?.kind === 'records' ? member.target : NOWHERE, item, taken: [...place.taken, item] }
  const records = named(related, place)
  const condition = writeGroup(where, inner).text
  switch (measure) {
    case 'exists':
      return { text: `${records}.exists(${item}, ${condition || 'true'})`, compound: false }
    case 'none':
      return { text: `!${records}.exists(${item}, ${condition || 'true'})`, compound: false }
    case 'all':
      return { text: `!${records}.exists(${item}, !(${condition || 'true'}))`, compound: false }
    case 'count':
      return writeComparison(condition ? `count(${records}, ${item}, ${condition})` : `size(${records})`, NUMBER, operator ?? 'ge', value)
    default: {
      const figure = `${measure}(${records}, ${item}, ${item}.${of}${condition && `, ${condition}`})`
      return writeComparison(figure, of === null ? NUMBER : typeAt(inner.shape, of), operator ?? 'ge', value)
    }
  }
}

/** A short name for one of the records that means nothing else: `m` of `meetings`. */
function itemName(related: string, { root, taken }: Place): string {
  const isFree = (name: string) => !RESERVED_NAMES.has(name) && !root.members.has(name) && !taken.includes(name)
  const first = related.slice(related.lastIndexOf('.') + 1)[0] ?? 'x'
  for (const name of [first, 'x', 'y', 'z']) if (isFree(name)) return name
  let count = 1
  while (!isFree(`x${count}`)) count += 1
  return `x${count}`
}

const COMPARISONS = { eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' } as const
const METHODS = { contains: 'contains', starts_with: 'startsWith', ends_with: 'endsWith' } as const

function writeComparison(subject: string, type: ExpressionType, operator: RowOperator, given: unknown): Written {
  const value = () => writeLiteral(given, type)
  const list = () => writeLiteral(Array.isArray(given) ? given : [given], type)
  const simple = (text: string): Written => ({ text, compound: false })
  switch (operator) {
    case 'eq':
    case 'ne':
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      return simple(`${subject} ${COMPARISONS[operator]} ${isRelative(given) ? writeRelative(given) : value()}`)
    case 'in':
      return simple(`${subject} in ${list()}`)
    case 'not_in':
      return simple(`!(${subject} in ${list()})`)
    case 'contains':
    case 'starts_with':
    case 'ends_with':
      return simple(type.kind === 'list' ? `${value()} in ${subject}` : `${subject}.${METHODS[operator]}(${value()})`)
    case 'not_contains':
      return simple(type.kind === 'list' ? `!(${value()} in ${subject})` : `!${subject}.contains(${value()})`)
    case 'has_any':
    case 'has_all':
      return simple(`${operator}(${subject}, ${list()})`)
    case 'has_none':
      return simple(`!has_any(${subject}, ${list()})`)
    case 'within_last':
    case 'within_next':
      return writeWithin(subject, operator, String(given), type)
    case 'is_me':
      return simple(`${subject} == me`)
    case 'is_not_me':
      return simple(`${subject} != me`)
    case 'in_my_team':
      return simple(`${subject} in my_team`)
    case 'not_in_my_team':
      return simple(`!(${subject} in my_team)`)
    case 'is_empty':
      return type.kind === 'list' ? { text: `${subject} == null || size(${subject}) == 0`, compound: true } : simple(`${subject} == null`)
    case 'is_not_empty':
      return simple(type.kind === 'list' ? `size(${subject}) > 0` : `${subject} != null`)
  }
}

function writeWithin(subject: string, operator: 'within_last' | 'within_next', span: string, type: ExpressionType): Written {
  const here = type.kind === 'date' ? 'today()' : 'now()'
  const duration = writeDuration(span)
  const [from, to] = operator === 'within_last' ? [`${here} - ${duration}`, here] : [here, `${here} + ${duration}`]
  return { text: `${subject} >= ${from} && ${subject} <= ${to}`, compound: true }
}

export function isRelative(value: unknown): value is RelativeDate {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'from' in value
}

function writeRelative({ from, direction, duration }: RelativeDate): string {
  const start = from === 'now' || from === 'today' ? `${from}()` : `start_of("${from}")`
  return direction && duration !== undefined ? `${start} ${direction === 'add' ? '+' : '-'} ${writeDuration(duration)}` : start
}
