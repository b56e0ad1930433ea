// Random expressions that are well typed by construction, over the modules of shapes.ts, and random values for their rows.

import { writeText } from '../../../runtime/expression/literals.ts'
import { typeOfMember } from '../../../runtime/expression/names.ts'
import type { RecordShape } from '../../../runtime/expression/scope.ts'
import type { Storage } from '../../../runtime/expression/storage.ts'

/** A small seeded generator (mulberry32): failures can be repeated. */
export class Random {
  private state: number
  constructor(seed: number) {
    this.state = seed
  }
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!
  }
}

type Kind = 'boolean' | 'number' | 'text' | 'date' | 'instant' | 'duration' | 'list'

export const TEXTS = [
  '',
  'a',
  'b',
  'c',
  'it',
  'IT',
  'retail',
  'A%_b',
  '%',
  '_',
  'Ünï',
  '金额',
  '～',
  '😀',
  '\uffee',
  '😀\uffee',
  "o'clock",
  'back\\slash',
  'q"q',
  'line\nbreak',
  'é',
  'É',
]
const NUMBERS = [
  '0',
  '1',
  '2',
  '-1',
  '3',
  '7',
  '10',
  '100',
  '12.34',
  '0.1',
  '0.005',
  '-0.5',
  '2.5',
  '99.99',
  '1e15',
  '123456.789',
  '0.00001',
  '1e-15',
]
export const DATES = [
  '2024-02-29',
  '2026-01-31',
  '2026-03-31',
  '2025-12-31',
  '1970-01-01',
  '1969-12-31',
  '0001-01-01',
  '9999-12-31',
  '2026-11-16',
]
export const INSTANTS = [
  '2026-01-31T00:00:00.000Z',
  '2026-01-30T15:59:59.999Z',
  '2026-01-30T16:00:00.000Z',
  '2025-11-02T05:30:00.000Z',
  '2025-11-02T06:30:00.000Z',
  '1970-01-01T00:00:00.000Z',
  '1969-12-31T23:59:59.999Z',
  '0001-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '2026-11-16T09:30:00.123Z',
]
const DURATIONS = ['1d', '3d', '2w', '12h', '90m', '365d', '1w2d', '36500d', '0d', '-5d']

interface Place {
  readonly name: string
  readonly shape: RecordShape
}

export class Generator {
  private items = 0
  private readonly random: Random
  private readonly shape: RecordShape
  constructor(random: Random, shape: RecordShape) {
    this.random = random
    this.shape = shape
  }

  expression(): string {
    return this.make(this.random.pick(['boolean', 'boolean', 'boolean', 'number', 'text', 'date', 'instant', 'duration', 'list']), 4, [])
  }

  make(kind: Kind, depth: number, places: readonly Place[]): string {
    if (depth <= 0 || this.random.next() < 0.15) return this.leaf(kind, places)
    const inner = (of: Kind) => this.make(of, depth - 1, places)
    if (this.random.next() < 0.07) return `(${inner('boolean')} ? ${inner(kind)} : ${this.random.next() < 0.2 ? 'null' : inner(kind)})`
    if (this.random.next() < 0.07) return `coalesce(${inner(kind)}, ${inner(kind)})`
    switch (kind) {
      case 'boolean':
        return this.boolean(depth, places, inner)
      case 'number':
        return this.random.pick([
          () => `(${inner('number')} ${this.random.pick(['+', '-', '*', '/'])} ${inner('number')})`,
          () => `(${inner('number')} ${this.random.pick(['+', '-', '*', '/'])} ${inner('number')})`,
          () => `${this.random.pick(['abs', 'round', 'floor', 'ceil'])}(${inner('number')})`,
          () => `${this.random.pick(['min', 'max'])}(${inner('number')}, ${inner('number')})`,
          () => `-(${inner('number')})`,
          () => `size(${inner(this.random.pick(['text', 'list']))})`,
          () => `${this.random.pick(['year', 'month', 'day'])}(${inner('date')})`,
          () => `${this.random.pick(['days', 'hours'])}(${inner('duration')})`,
          () => this.count(depth, places),
          () => this.aggregate(this.random.pick(['sum', 'sum', 'avg', 'min', 'max']), 'number', depth, places),
          () => `decay(${inner('duration')}, ${inner('duration')})`,
        ])()
      case 'text':
        return this.random.pick([
          () => `(${inner('text')} + ${inner('text')})`,
          () => `lower(${inner('text')})`,
          () => `upper(${inner('text')})`,
        ])()
      case 'date':
        return this.random.pick([
          () => `(${inner('date')} ${this.random.pick(['+', '-'])} ${this.wholeDays(inner)})`,
          () => `date(${inner('instant')})`,
          () => this.aggregate(this.random.pick(['min', 'max']), 'date', depth, places),
          () => this.leaf(kind, places),
        ])()
      case 'instant':
        return this.random.pick([
          () => `(${inner('instant')} ${this.random.pick(['+', '-'])} ${inner('duration')})`,
          () => this.aggregate(this.random.pick(['min', 'max']), 'instant', depth, places),
          () => this.leaf(kind, places),
        ])()
      case 'duration':
        return this.random.pick([
          () => `(${inner('date')} - ${inner('date')})`,
          () => `(${inner('instant')} - ${inner('instant')})`,
          () => `(${inner('duration')} ${this.random.pick(['+', '-'])} ${inner('duration')})`,
          () => `-(${inner('duration')})`,
          () => this.leaf(kind, places),
        ])()
      case 'list':
        return this.leaf(kind, places)
    }
  }

  private boolean(depth: number, places: readonly Place[], inner: (kind: Kind) => string): string {
    const ordered: Kind = this.random.pick(['number', 'number', 'text', 'date', 'instant', 'duration'])
    return this.random.pick([
      () => `(${inner('boolean')} && ${inner('boolean')})`,
      () => `(${inner('boolean')} || ${inner('boolean')})`,
      () => `!(${inner('boolean')})`,
      () => `(${inner(ordered)} ${this.random.pick(['==', '!=', '<', '<=', '>', '>='])} ${inner(ordered)})`,
      () => `(${inner(ordered)} ${this.random.pick(['==', '!=', '<', '<=', '>', '>='])} ${inner(ordered)})`,
      () => `(${this.storedNumber(places)} ${this.random.pick(['==', '!=', '<', '<=', '>', '>='])} ${this.random.pick(NUMBERS)})`,
      () => `(${this.random.pick(NUMBERS)} ${this.random.pick(['==', '!=', '<', '<=', '>', '>='])} ${this.storedNumber(places)})`,
      () => `(${this.storedNumber(places)} in [${this.random.pick(NUMBERS)}, ${this.random.pick(NUMBERS)}, 0.001])`,
      () => `(${inner('boolean')} == ${inner('boolean')})`,
      () => `(${inner(this.random.pick(['number', 'text', 'date', 'list', 'boolean']))} ${this.random.pick(['==', '!='])} null)`,
      () => `(${inner(ordered)} in [${inner(ordered)}, ${inner(ordered)}])`,
      () => `(${inner('text')} in [])`,
      () => `(${inner('text')} in ${inner('list')})`,
      () => `(${this.reference(places)} in my_team)`,
      () => `(${this.reference(places)} ${this.random.pick(['==', '!='])} ${this.random.pick(['me', '_owner', '"u2"'])})`,
      () => `${this.random.pick(['has_any', 'has_all'])}(${inner('list')}, ${inner('list')})`,
      () => `${inner('text')}.${this.random.pick(['contains', 'startsWith', 'endsWith'])}(${inner('text')})`,
      () => this.exists(depth, places),
    ])()
  }

  private newItem(): string {
    this.items += 1
    return `x${this.items}`
  }

  private wholeDays(inner: (kind: Kind) => string): string {
    return this.random.next() < 0.5
      ? `duration("${this.random.pick(['1d', '30d', '2w', '-3d', '36500d'])}")`
      : `(${inner('duration')} - duration("0d"))`
  }

  private collection(places: readonly Place[]): { text: string; shape: RecordShape } | undefined {
    const found = this.paths(places, (member) => member.kind === 'records')
    if (found.length === 0) return undefined
    const { text, member } = this.random.pick(found)
    return member.kind === 'records' ? { text, shape: member.target } : undefined
  }

  private exists(depth: number, places: readonly Place[]): string {
    const collection = this.collection(places)
    if (!collection) return 'true'
    const name = this.newItem()
    return `${collection.text}.exists(${name}, ${this.make('boolean', Math.min(depth - 1, 2), [...places, { name, shape: collection.shape }])})`
  }

  private count(depth: number, places: readonly Place[]): string {
    const collection = this.collection(places)
    if (!collection) return '1'
    if (this.random.next() < 0.3) return `size(${collection.text})`
    const name = this.newItem()
    const body = this.make('boolean', Math.min(depth - 1, 2), [...places, { name, shape: collection.shape }])
    return this.random.next() < 0.5 ? `count(${collection.text}, ${name}, ${body})` : `size(${collection.text}.filter(${name}, ${body}))`
  }

  private aggregate(name: string, kind: Kind, depth: number, places: readonly Place[]): string {
    const collection = this.collection(places)
    if (!collection) return this.leaf(kind, places)
    const item = this.newItem()
    const within = [...places, { name: item, shape: collection.shape }]
    const stored = this.paths([{ name: item, shape: collection.shape }], (member) => typeOfMember(member)?.kind === kind).filter(
      ({ text }) => text.startsWith(`${item}.`),
    )
    const value =
      stored.length > 0 && this.random.next() < 0.5 ? this.random.pick(stored).text : this.make(kind, Math.min(depth - 1, 2), within)
    const where = this.random.next() < 0.5 ? `, ${this.make('boolean', Math.min(depth - 1, 1), within)}` : ''
    return `${name}(${collection.text}, ${item}, ${value}${where})`
  }

  private storedNumber(places: readonly Place[]): string {
    return this.random.pick(this.paths(places, (member) => typeOfMember(member)?.kind === 'number')).text
  }

  private reference(places: readonly Place[]): string {
    return this.random.pick(this.paths(places, (member) => member.kind === 'reference' && member.module === '_user')).text
  }

  private paths(
    places: readonly Place[],
    wanted: (member: RecordShape['members'] extends ReadonlyMap<string, infer M> ? M : never) => boolean,
  ) {
    const found: { text: string; member: Parameters<typeof wanted>[0] }[] = []
    const walk = (shape: RecordShape, prefix: string, hops: number) => {
      for (const member of shape.members.values()) {
        if (wanted(member)) found.push({ text: prefix + member.name, member })
        if (member.kind === 'reference' && member.target && hops < 2) walk(member.target, `${prefix}${member.name}.`, hops + 1)
      }
    }
    walk(this.shape, '', 0)
    for (const place of places) for (let again = 0; again < 4; again += 1) walk(place.shape, `${place.name}.`, 1)
    return found
  }

  private leaf(kind: Kind, places: readonly Place[]): string {
    if (this.random.next() < 0.6) {
      const found = this.paths(places, (member) => typeOfMember(member)?.kind === kind)
      if (found.length > 0) return this.random.pick(found).text
    }
    switch (kind) {
      case 'boolean':
        return this.random.pick(['true', 'false'])
      case 'number':
        return this.random.pick(NUMBERS)
      case 'text':
        return writeText(this.random.pick(TEXTS))
      case 'date':
        return this.random.pick([
          `date("${this.random.pick(DATES)}")`,
          'today()',
          `start_of("${this.random.pick(['week', 'month', 'quarter', 'year'])}")`,
        ])
      case 'instant':
        return this.random.pick([`timestamp("${this.random.pick(INSTANTS)}")`, 'now()'])
      case 'duration':
        return `duration("${this.random.pick(DURATIONS)}")`
      case 'list':
        return this.random.pick(['["a"]', '["a", "b"]', '[]', '["金额", "😀"]', 'my_team'])
    }
  }
}

/** A random value in wire form; null in a quarter of the cases. */
export function randomValue(random: Random, storage: Storage, name: string): unknown {
  if (random.next() < 0.25) return null
  switch (storage.kind) {
    case 'text':
      return name === '_id' ? null : random.pick(TEXTS)
    case 'integer':
      return random.pick([0, 1, 2, 3, -7, 10, 100, 999_999_999_999_999, -5])
    case 'decimal':
      return (
        random.pick([0, 1, 10, 100, 1234, -1234, 1, -50, 250, 99_999, 999_999_999_999_999, random.below(100_000)]) / 10 ** storage.scale
      )
    case 'boolean':
      return random.next() < 0.5
    case 'date':
      return random.pick(DATES)
    case 'instant':
      return random.next() < 0.5 ? random.pick(INSTANTS) : new Date(random.below(2 ** 31) * 1000 + random.below(1000)).toISOString()
    case 'json':
      return random.pick([[], ['a'], ['b', 'a'], ['a', 'b', 'c'], ['金额'], ['u1', '😀']])
    default:
      return null
  }
}
