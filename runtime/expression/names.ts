// Looks up names: members of the record, paths through references, the related record of a macro, and the few words of the language.
import type { MemberNode, Node, Records, Source } from './ast.ts'
import { report, type Scope } from './check-scope.ts'
import { nearest } from './nearest.ts'
import type { ASTNode } from './parse.ts'
import type { Member, RecordShape } from './scope.ts'
import { USER_MODULE } from './storage.ts'
import { keyOfLabel } from './syntax.ts'
import { type ExpressionType, LIST, typeOfStorage } from './types.ts'

export const MAX_HOPS = 3

const CEL_WORDS =
  'true false null in as break const continue else for function if import let loop package namespace return var void while prototype'.split(
    ' ',
  )
const WORDS = ['me', 'my_team', 'before']

/** Names that mean something else at the start of a path: a field with such a key could not be named. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([...CEL_WORDS, ...WORDS])

/** The member a dotted path of a shape leads to through references, or undefined. */
export function memberAt(shape: RecordShape, path: string): Member | undefined {
  const names = path.split('.')
  if (names.length > MAX_HOPS + 1) return undefined
  let at: RecordShape | undefined = shape
  for (const [index, name] of names.entries()) {
    const member: Member | undefined = at?.members.get(name)
    if (index === names.length - 1) return member
    at = member?.kind === 'reference' ? member.target : undefined
  }
  return undefined
}

/** The type of a member as a value; undefined for related records and for fields that store nothing. */
export function typeOfMember(member: Member): ExpressionType | undefined {
  if (member.kind === 'reference') return { kind: 'reference', module: member.module }
  return member.kind === 'value' ? typeOfStorage(member.storage) : undefined
}

/** Related records as the macros take them; the macro adds the item's name. */
export interface RecordsFound {
  readonly records: Omit<Records, 'item' | 'index'>
  readonly shape: RecordShape
  readonly path: string
}
export type Found = { readonly node: Node } | { readonly found: RecordsFound }

interface Segment {
  readonly name: string
  readonly start: number
  readonly end: number
}

function segmentsOf(node: ASTNode): readonly Segment[] | undefined {
  if (node.op === 'id') return [{ name: node.args, start: node.start, end: node.end }]
  if (node.op !== '.') return undefined
  const before = segmentsOf(node.args[0])
  return before && [...before, { name: node.args[1], start: node.pos, end: node.end }]
}

/** What a name or path stands for; undefined after reporting why it stands for nothing. */
export function find(scope: Scope, node: ASTNode): Found | undefined {
  const segments = segmentsOf(node)
  if (!segments) {
    return report(
      scope,
      node,
      'unknown_name',
      'A field can only follow a name, as in account.industry.',
      '“.字段”只能跟在名称之后，例如 account.industry。',
    )
  }
  const [first, ...rest] = segments as [Segment, ...Segment[]]
  const index = scope.items.findIndex((item) => item.name === first.name)
  const item = scope.items[index]
  if (item) return walk(scope, item.shape, { from: 'item', index }, rest, item.path, first)
  if (first.name === 'before') return findBefore(scope, first, rest)
  if (first.name === 'me' || first.name === 'my_team') {
    if (rest[0]) return noFurther(scope, first, rest[0])
    const type: ExpressionType = first.name === 'me' ? { kind: 'reference', module: USER_MODULE } : LIST
    return { node: { op: first.name, type } }
  }
  return walk(scope, scope.shape, { from: 'record' }, segments, '', undefined)
}

function findBefore(scope: Scope, first: Segment, rest: readonly Segment[]): Found | undefined {
  if (!scope.options.before || scope.options.sql) {
    return report(
      scope,
      first,
      'not_available',
      '"before" is only known where a change is judged (rules and automations), not in filters, views or reports.',
      '“before”只能用于判断变更的规则和自动化，不能用于筛选、视图或报表。',
    )
  }
  return walk(scope, scope.shape, { from: 'before' }, rest, '', first)
}

function walk(
  scope: Scope,
  start: RecordShape,
  from: Source,
  segments: readonly Segment[],
  prefix: string,
  holder: Segment | undefined,
): Found | undefined {
  let shape = start
  let source = from
  let path = prefix
  for (const [index, segment] of segments.entries()) {
    const member = shape.members.get(segment.name)
    const type = member && typeOfMember(member)
    if (!member || (member.kind === 'value' && !type)) return unknown(scope, shape, segment, index === 0 && !holder)
    path = path ? `${path}.${segment.name}` : segment.name
    touch(scope, shape.key, member.name, path)
    if (index === segments.length - 1) return end(scope, shape, source, member, type, path, segment)
    if (member.kind === 'records') {
      return report(
        scope,
        segment,
        'wrong_argument',
        `"${segment.name}" is a set of records. Ask about one of them: ${segment.name}.exists(x, x.${segments[index + 1]!.name} …).`,
        `“${segment.name}”是一组记录。请写成 ${segment.name}.exists(x, x.${segments[index + 1]!.name} …)。`,
      )
    }
    if (member.kind !== 'reference' || !member.target) return noFurther(scope, segment, segments[index + 1]!)
    if (index + 1 > MAX_HOPS) {
      return report(
        scope,
        segment,
        'too_many_hops',
        `A path may follow at most ${MAX_HOPS} relations. Use a formula field of the related module.`,
        `路径最多经过 ${MAX_HOPS} 层关联。请在关联模块中建立公式字段。`,
      )
    }
    source = { from: 'reference', source, member: member.name, module: member.module }
    shape = member.target
  }
  const name = holder?.name ?? ''
  return report(
    scope,
    holder!,
    'unknown_name',
    `"${name}" is a record. Name one of its fields: ${name}.field.`,
    `“${name}”是一条记录，请写出它的字段：${name}.字段。`,
  )
}

function end(
  scope: Scope,
  shape: RecordShape,
  source: Source,
  member: Member,
  type: ExpressionType | undefined,
  path: string,
  segment: Segment,
): Found | undefined {
  if (member.kind === 'records') {
    let root = source
    while (root.from === 'reference') root = root.source
    if (root.from === 'before') {
      return report(
        scope,
        segment,
        'not_available',
        'Related records are only known as they are now, not before the change.',
        '关联记录只有当前状态，没有变更前的状态。',
      )
    }
    touch(scope, member.module, member.via, path)
    return { found: { records: { name: member.name, module: member.module, via: member.via, of: source }, shape: member.target, path } }
  }
  const storage = member.kind === 'reference' ? ({ kind: 'reference', module: member.module } as const) : member.storage
  const node: MemberNode = { op: 'member', type: type!, source, name: member.name, storage }
  const choices = member.kind === 'value' ? member.choices?.map((choice) => choice.value) : undefined
  scope.origins.set(node, { module: shape.key, name: member.name, choices })
  return { node }
}

function touch(scope: Scope, module: string, member: string, path: string): void {
  scope.references.set(`${module} ${member} ${path}`, { module, member, path })
}

function noFurther(scope: Scope, segment: Segment, next: Segment): undefined {
  return report(
    scope,
    next,
    'unknown_name',
    `"${segment.name}" has no fields of its own, so ".${next.name}" means nothing.`,
    `“${segment.name}”没有下级字段，不能写“.${next.name}”。`,
  )
}

function unknown(scope: Scope, shape: RecordShape, segment: Segment, atStart: boolean): undefined {
  const known = [...shape.members.values()]
    .filter((member) => member.kind !== 'value' || member.storage.kind !== 'none')
    .map(({ name }) => name)
  const words = atStart ? [...scope.items.map(({ name }) => name), ...(scope.options.before ? WORDS : WORDS.slice(0, 2))] : []
  const near = keyOfLabel(shape, segment.name) ?? nearest(segment.name, [...known, ...words])
  const listed = known.filter((name) => !name.startsWith('_')).slice(0, 10)
  const more = known.length > listed.length ? ' …' : ''
  return report(
    scope,
    segment,
    'unknown_name',
    `"${segment.name}" is not a field of "${shape.key}". ${near ? `Did you mean "${near}"?` : `Known: ${listed.join(', ')}${more}`}`,
    `“${shape.key}”没有字段“${segment.name}”。${near ? `是否想写“${near}”？` : `可用：${listed.join('、')}${more}`}`,
  )
}
