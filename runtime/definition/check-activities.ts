// Rules of activities and decision maps: what they name exists and is of the kind it is named for.
import { fieldTypes } from '../fields/index.ts'
import { type Problem, problem } from '../problem.ts'
import { FIELD, fieldKeys, MODULE, missing } from './missing.ts'
import type { AppDefinition, FieldDefinition, ModuleDefinition } from './types.ts'

export function checkActivities(definition: AppDefinition): Problem[] {
  return definition.modules.flatMap((module) => [...activityProblems(module, definition), ...decisionProblems(module, definition)])
}

function activityProblems(module: ModuleDefinition, { settings }: AppDefinition): Problem[] {
  const { activity } = module
  if (!activity) return []
  const path = `/modules/${module.key}/activity`
  const keys = fieldKeys(module)
  const named = [
    ['at', activity.at],
    ['kind', activity.kind],
    ['direction', activity.direction],
    ['text', activity.text],
    ['participants', activity.participants],
    ...activity.about.map((name) => ['about', name] as const),
    ...Object.keys(activity.complete ?? {}).map((name) => ['complete', name] as const),
  ] as const
  const problems = named.flatMap(([place, name]) =>
    name === undefined || keys.has(name) ? [] : [missing(`${path}/${place}`, FIELD, name, keys)],
  )
  const at = module.fields.find((field) => field.key === activity.at)
  const kind = at && fieldTypes.get(at.type)?.storage(at, settings).kind
  if (kind !== undefined && kind !== 'date' && kind !== 'instant')
    problems.push(
      problem(
        `${path}/at`,
        'not_a_date',
        `${path}/at: "${activity.at}" is neither a date nor a moment. Choose one that is.`,
        `${path}/at：“${activity.at}”不是日期或日期时间，请另选字段。`,
      ),
    )
  for (const name of activity.about) {
    const field = module.fields.find((each) => each.key === name)
    if (field && typeof field.module !== 'string') problems.push(noRelation(`${path}/about/${name}`, name))
  }
  return problems
}

function decisionProblems(module: ModuleDefinition, { modules, dictionaries }: AppDefinition): Problem[] {
  const { decision } = module
  if (!decision) return []
  const path = `/modules/${module.key}/decision`
  const people = modules.find((each) => each.key === decision.people)
  if (!people)
    return [
      missing(
        `${path}/people`,
        MODULE,
        decision.people,
        modules.map((each) => each.key),
      ),
    ]
  const problems: Problem[] = []
  let target: unknown = module.key
  if (decision.of !== undefined) {
    const of = module.fields.find((field) => field.key === decision.of)
    if (!of) problems.push(missing(`${path}/of`, FIELD, decision.of, fieldKeys(module)))
    else if (typeof of.module !== 'string') problems.push(noRelation(`${path}/of`, decision.of))
    target = of?.module
  }
  const keys = fieldKeys(people)
  const via = people.fields.find((field) => field.key === decision.via)
  if (!via) problems.push(missing(`${path}/via`, FIELD, decision.via, keys))
  else if (target !== undefined && via.module !== target)
    problems.push(
      problem(
        `${path}/via`,
        'wrong_link',
        `${path}/via: "${decision.via}" does not point to "${String(target)}". Name a relation of "${people.key}" that does.`,
        `${path}/via：“${decision.via}”没有指向“${String(target)}”，请在“${people.key}”中选择指向它的关联字段。`,
      ),
    )
  const roles = people.fields.find((field) => field.key === decision.roles)
  if (!roles) problems.push(missing(`${path}/roles`, FIELD, decision.roles, keys))
  const known = roles && choiceKeys(roles, dictionaries)
  for (const role of decision.needed ?? [])
    if (known && !known.includes(role)) problems.push(missing(`${path}/needed/${role}`, { en: 'choice', zh: '选项' }, role, known))
  return problems
}

function choiceKeys(field: FieldDefinition, dictionaries: AppDefinition['dictionaries']): string[] | undefined {
  const own = field.options as readonly { key: string }[] | undefined
  return (own ?? dictionaries?.find((each) => each.key === field.dictionary)?.items)?.map((each) => each.key)
}

function noRelation(path: string, name: string): Problem {
  return problem(
    path,
    'no_relation',
    `${path}: "${name}" is no relation. Name one that points to a module.`,
    `${path}：“${name}”不是关联字段，请选择指向模块的关联字段。`,
  )
}
