// Related records brought to one value, written as parts: a name of records, what is made of them, a value and a condition over one of them.
import { fail, ok, problem, type Result } from '../problem.ts'
import { type Aggregation, freeze, type Node, type Records, type Source } from './ast.ts'
import { type CheckedExpression, type CheckOptions, checkExpression, type Reference } from './expression.ts'
import { canAggregate } from './related.ts'
import type { RecordShape } from './scope.ts'
import { KIND_NAMES, NUMBER } from './types.ts'

export interface RollupParts {
  readonly records: string
  readonly aggregate: Aggregation | 'count'
  readonly value?: string | undefined
  readonly where?: string | undefined
}

/** Checks the parts against the module they are brought to; problems stand below `path`. */
export function checkRollup(parts: RollupParts, shape: RecordShape, path: string, options: CheckOptions): Result<CheckedExpression> {
  const { records, aggregate } = parts
  const member = shape.members.get(records)
  if (member?.kind !== 'records') {
    const known = [...shape.members.values()].flatMap((each) => (each.kind === 'records' ? [each.name] : [])).join(', ') || '–'
    return fail(
      problem(
        `${path}/records`,
        'unknown_reference',
        `${path}/records: "${shape.key}" has no related records "${records}". Known: ${known}. A relation opens them with "inverse".`,
        `${path}/records：“${shape.key}”没有关联记录“${records}”。现有：${known}。请在关联字段中填写 inverse。`,
      ),
    )
  }
  const within = (name: 'value' | 'where', expect: 'any' | 'boolean') =>
    parts[name] === undefined ? undefined : checkExpression(parts[name], member.target, expect, { ...options, path: `${path}/${name}` })
  const [value, where] = [within('value', 'any'), within('where', 'boolean')]
  const problems = [value, where].flatMap((each) => (each && !each.ok ? each.problems : []))
  const of = value?.ok ? value.value : undefined
  if (aggregate === 'count' && parts.value !== undefined) {
    problems.push(
      problem(
        `${path}/value`,
        'unused',
        `${path}/value: a count counts records, not values. Remove it, or choose another aggregate.`,
        `${path}/value：计数不需要数值，请删除，或改用其他汇总方式。`,
      ),
    )
  }
  if (aggregate !== 'count' && parts.value === undefined) {
    problems.push(
      problem(
        `${path}/value`,
        'missing',
        `${path}: "${aggregate}" needs a value over one of the records. Add "value".`,
        `${path}：“${aggregate}”需要数值表达式，请填写 value。`,
      ),
    )
  }
  if (aggregate !== 'count' && of && !canAggregate(aggregate, of.ast)) {
    const is = KIND_NAMES[of.type.kind]
    problems.push(
      problem(
        `${path}/value`,
        'type_mismatch',
        `${path}/value: "${aggregate}" cannot be made of ${is.en}. Give a number${aggregate === 'sum' || aggregate === 'avg' ? '' : ', a date or a point in time'}.`,
        `${path}/value：无法对${is['zh-CN']}求“${aggregate}”，请填写数字${aggregate === 'sum' || aggregate === 'avg' ? '' : '、日期或时间'}。`,
      ),
    )
  }
  if (problems.length > 0) return fail(...problems)
  const opened: Records = { name: records, item: '', module: member.module, via: member.via, of: { from: 'record' }, index: 0 }
  const condition = where?.ok ? lift(where.value.ast) : null
  const ast: Node =
    aggregate === 'count'
      ? { op: 'count', type: NUMBER, records: opened, body: condition }
      : { op: 'aggregate', type: of!.type, aggregation: aggregate, records: opened, value: lift(of!.ast), where: condition }
  const inner = [of, where?.ok ? where.value : undefined].flatMap((each) => each ?? [])
  const references: Reference[] = [
    { module: member.module, member: member.via, path: records },
    ...inner.flatMap((each) => each.references.map((reference) => ({ ...reference, path: `${records}.${reference.path}` }))),
  ]
  const text = `${aggregate}(${[records, parts.value, parts.where].filter((part) => part !== undefined).join(', ')})`
  return ok(freeze({ text, ast, type: ast.type, references, choices: inner.flatMap((each) => each.choices) }))
}

/** A tree over a record as the same tree over one item of the records around it. */
function lift<T>(value: T): T {
  if (Array.isArray(value)) return value.map(lift) as T
  if (typeof value !== 'object' || value === null) return value
  const node = value as Record<string, unknown>
  if (node.from === 'record') return { from: 'item', index: 0 } satisfies Source as T
  if (node.from === 'item') return { from: 'item', index: Number(node.index) + 1 } satisfies Source as T
  const copy = Object.fromEntries(
    Object.entries(node).map(([name, inner]) => [name, name === 'type' || name === 'storage' ? inner : lift(inner)]),
  )
  if ('via' in copy && typeof copy.index === 'number') copy.index += 1
  return copy as T
}
