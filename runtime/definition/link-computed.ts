// Computed fields linked: the expression of each is checked, and that it gives what the field keeps.
import { type CheckedExpression, checkExpression } from '../expression/expression.ts'
import { checkRollup } from '../expression/rollup.ts'
import type { RecordShape } from '../expression/scope.ts'
import type { Storage } from '../expression/storage.ts'
import { isComparable, KIND_NAMES, typeOfStorage } from '../expression/types.ts'
import type { Computation } from '../fields/contract.ts'
import { type Problem, problem } from '../problem.ts'
import { derivedProblems } from './derived.ts'

/** The expression of the field that stands at `path`; undefined with the reason among `problems`. */
export function linkComputation(
  from: Computation['from'],
  storage: Storage,
  shape: RecordShape,
  path: string,
  problems: Problem[],
): CheckedExpression | undefined {
  const place = 'rollup' in from ? path : `${path}/${from.setting}`
  const checked =
    'rollup' in from
      ? checkRollup(from.rollup, shape, path, { sql: true })
      : checkExpression(from.expression, shape, 'any', { sql: true, path: place })
  if (!checked.ok) {
    problems.push(...checked.problems)
    return undefined
  }
  const wanted = typeOfStorage(storage)
  const { type } = checked.value
  if (wanted && type.kind !== 'null' && !isComparable(type, wanted)) {
    const [is, needed] = [KIND_NAMES[type.kind], KIND_NAMES[wanted.kind]]
    problems.push(
      problem(
        place,
        'type_mismatch',
        `${place}: gives ${is.en}, but the field keeps ${needed.en}. Change the kind of value or the expression.`,
        `${place}：结果是${is['zh-CN']}，但字段保存的是${needed['zh-CN']}。请修改结果类型或表达式。`,
      ),
    )
    return undefined
  }
  problems.push(...derivedProblems({ expression: checked.value }, place))
  return checked.value
}
