// The values a client sends for a record: names resolved, rights checked, empty texts made null, every value checked against its field.
import type { Field, ValidationRule } from '../../runtime/definition/app.ts'
import { evaluate, truthy } from '../../runtime/expression/expression.ts'
import type { Environment } from '../../runtime/expression/scope.ts'
import { bothOf, textOf } from '../../runtime/label.ts'
import { stageOf, stagesOf } from '../../runtime/pipeline/visits.ts'
import { type Problem, problem } from '../../runtime/problem.ts'
import type { Rights } from '../access/rules.ts'
import { unknownName } from './names.ts'
import type { Values, Writer } from './writer.ts'

/** Names that were given or changed. */
export type Names = Pick<ReadonlySet<string>, 'has'>

export interface Input {
  readonly values: Record<string, unknown>
  readonly problems: readonly Problem[]
}

const NONE: readonly Problem[] = []

/** Reads the members of `body` that are values of the record into `values`; `ignored` names what the caller reads itself (`_version`). */
export function readInput(
  writer: Writer,
  rights: Rights,
  body: Values,
  ignored: readonly string[] = [],
  values: Record<string, unknown> = {},
): Input {
  let problems = NONE
  const writable = writer.writable(rights)
  for (const name of Object.keys(body)) {
    const given = body[name]
    const value = given === '' || (Array.isArray(given) && given.length === 0) ? null : given
    const check = writable.get(name)
    if (!check && ignored.includes(name)) continue
    const found = check ? (value === null ? NONE : check(value, name)) : refused(writer, rights, name, value)
    if (found.length > 0) problems = [...problems, ...found]
    else values[name] = value
  }
  return { values, problems }
}

function systemProblem({ module }: Writer, rights: Rights, name: string, value: unknown): Problem[] {
  if (!rights.canWrite(name) || (name === '_stage' && module.pipelines.length === 0)) return [unknownName(name, name)]
  if (name === '_owner')
    return value === null || typeof value === 'string'
      ? []
      : [problem('_owner', 'type', '_owner: not the id of a user.', '_owner：不是用户编号。')]
  if (typeof value === 'string' && stageOf(module, value)) return []
  const shown = JSON.stringify(value)
  const known = stagesOf(module).map((stage) => stage.key)
  return [
    problem(
      '_stage',
      'unknown_stage',
      `_stage: ${shown} is not a stage of this pipeline. Use ${known.join(', ')}.`,
      `_stage：${shown} 不是此流程的阶段，可用：${known.join('、')}。`,
    ),
  ]
}

/** Why there can be no value under a name that is no field the rights let write; nothing where it is a system member that takes this one. */
function refused(writer: Writer, rights: Rights, name: string, value: unknown): readonly Problem[] {
  if (name.startsWith('_')) return systemProblem(writer, rights, name, value)
  const field = writer.module.fields.get(name)
  return [field && writer.check.has(name) && rights.canRead(name) ? readOnlyProblem(field) : unknownName(name, name)]
}

function labelsOf(field: Field): readonly [en: string, zh: string] {
  return [textOf(field.label, 'en', field.key), textOf(field.label, 'zh-CN', field.key)]
}

function readOnlyProblem(field: Field): Problem {
  const [en, zh] = labelsOf(field)
  return problem(field.key, 'read_only', `${en}: cannot be changed by you. Leave it out.`, `${zh}：你不能修改此字段，请不要提交。`)
}

/**
 * Conditions of fields on the record as it will be: what is not visible is refused, what is required must be there, what is read-only must stay.
 * A rule is only held against a change that touches it: what was wrong before does not hinder other work.
 */
export function conditionProblems(writer: Writer, next: Environment, changed: Names, creating: boolean): Problem[] {
  const problems: Problem[] = []
  const before: Environment = { ...next, record: next.before ?? next.record }
  for (const field of writer.conditional) {
    const { key, visible, required, readOnly } = field
    const shown = visible === undefined || truthy(evaluate(visible, next))
    if (!shown && changed.has(key) && next.record[key] !== null) {
      const [en, zh] = labelsOf(field)
      problems.push(
        problem(
          key,
          'not_visible',
          `${en}: not part of the record as it stands, because its condition does not hold. Leave it out.`,
          `${zh}：当前条件不成立，此字段不适用，请不要提交。`,
        ),
      )
    }
    if (typeof readOnly === 'object' && changed.has(key) && !creating && truthy(evaluate(readOnly, before)))
      problems.push(readOnlyProblem(field))
    const touched =
      creating || changed.has(key) || (typeof required === 'object' && required.references.some(({ member }) => changed.has(member)))
    if (!shown || !touched || required === false || next.record[key] !== null || field.assigned) continue
    if (required === true || truthy(evaluate(required, next))) {
      const [en, zh] = labelsOf(field)
      problems.push(problem(key, 'required', `${en}: a value is required. Enter one.`, `${zh}：必填，请填写。`))
    }
  }
  for (const rule of writer.module.rules) {
    if (!creating && !rule.check.references.some(({ member }) => changed.has(member))) continue
    if (evaluate(rule.check, next) === false) problems.push(ruleProblem(rule))
  }
  return problems
}

function ruleProblem({ key, message, fields }: ValidationRule): Problem {
  return { path: fields[0] ?? '', code: `rule_${key}`, message: bothOf(message, key) }
}
