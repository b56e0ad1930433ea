// How the parts of a definition get their expressions checked while it is linked, with every problem reported at its place.
import { type CheckedExpression, checkExpression } from '../expression/expression.ts'
import type { Member, RecordShape } from '../expression/scope.ts'
import { type ExpressionType, isComparable, KIND_NAMES, typeOfStorage } from '../expression/types.ts'
import { type Problem, problem } from '../problem.ts'

/** Where a condition is answered: in memory, in memory about a change (`before` is known), or by the database. */
export type Place = 'memory' | 'change' | 'database'

/** Checks one condition, reports its problems under `path`, and gives undefined where it is absent or wrong. */
export type ExpressionLinker = (text: string | undefined, shape: RecordShape, place: Place, path: string) => CheckedExpression | undefined

/** Checks an expression that gives the value of `member`; a member that does not exist is reported elsewhere. */
export type ValueLinker = (text: string, shape: RecordShape, member: Member | undefined, path: string) => CheckedExpression | undefined

export function conditionLinker(problems: Problem[]): ExpressionLinker {
  return (text, shape, place, path) => {
    if (text === undefined) return undefined
    const result = checkExpression(text, shape, 'boolean', { path, sql: place === 'database', before: place === 'change' })
    if (result.ok) return result.value
    problems.push(...result.problems)
    return undefined
  }
}

export function valueLinker(problems: Problem[]): ValueLinker {
  return (text, shape, member, path) => {
    const result = checkExpression(text, shape, 'any', { path, before: true })
    if (!result.ok) {
      problems.push(...result.problems)
      return undefined
    }
    const wanted = member && typeOfTarget(member)
    const { type } = result.value
    if (!wanted || type.kind === 'null' || isComparable(type, wanted)) return result.value
    const [is, needed] = [KIND_NAMES[type.kind], KIND_NAMES[wanted.kind]]
    problems.push(
      problem(
        path,
        'type_mismatch',
        `${path}: the expression gives ${is.en}, but "${member.name}" takes ${needed.en}.`,
        `${path}：表达式的结果是${is['zh-CN']}，但“${member.name}”需要${needed['zh-CN']}。`,
      ),
    )
    return undefined
  }
}

function typeOfTarget(member: Member): ExpressionType | undefined {
  if (member.kind === 'reference') return { kind: 'reference', module: member.module }
  return member.kind === 'value' ? typeOfStorage(member.storage) : undefined
}

/** Whether an expression reads nothing but the record it is evaluated on. */
export function isLocal(expression: CheckedExpression): boolean {
  return expression.references.every((reference) => reference.path === reference.member || reference.path === `before.${reference.member}`)
}
