// Rules of conversions: modules, fields and stages that are there, links that lead to the right module and to what is made before.
import { type Problem, problem } from '../problem.ts'
import { FIELD, fieldKeys, MODULE, missing, STAGE } from './missing.ts'
import type { AppDefinition, ConversionDefinition, ConversionTargetDefinition, ModuleDefinition } from './types.ts'

const TARGET = { en: 'target further up', zh: '前面的目标' }

export function checkConversions(definition: AppDefinition): Problem[] {
  return (definition.conversions ?? []).flatMap((conversion) => conversionProblems(conversion, definition))
}

function conversionProblems(conversion: ConversionDefinition, { modules, pipelines }: AppDefinition): Problem[] {
  const path = `/conversions/${conversion.key}`
  const byKey = new Map(modules.map((module) => [module.key, module]))
  const source = byKey.get(conversion.module)
  if (!source) return [missing(`${path}/module`, MODULE, conversion.module, byKey.keys())]
  const problems: Problem[] = []
  const stages = (pipelines ?? [])
    .filter(({ module }) => module === source.key)
    .flatMap((pipeline) => pipeline.stages.map(({ key }) => key))
  if (conversion.stage !== undefined && !stages.includes(conversion.stage))
    problems.push(missing(`${path}/stage`, STAGE, conversion.stage, stages))
  for (const [index, target] of conversion.targets.entries())
    problems.push(...targetProblems(target, conversion.targets.slice(0, index), source, byKey, `${path}/targets/${target.key}`))
  return problems
}

function targetProblems(
  target: ConversionTargetDefinition,
  earlier: readonly ConversionTargetDefinition[],
  source: ModuleDefinition,
  modules: ReadonlyMap<string, ModuleDefinition>,
  path: string,
): Problem[] {
  const module = modules.get(target.module)
  if (!module) return [missing(`${path}/module`, MODULE, target.module, modules.keys())]
  const keys = fieldKeys(module)
  const named = [...Object.keys(target.values).map((field) => ['values', field]), ...(target.match ?? []).map((field) => ['match', field])]
  const problems = named.flatMap(([part, field]) => (keys.has(field!) ? [] : [missing(`${path}/${part}/${field}`, FIELD, field!, keys)]))
  for (const [field, key] of Object.entries(target.links ?? {})) {
    const other = earlier.find((each) => each.key === key)
    const at = `${path}/links/${field}`
    if (!keys.has(field)) problems.push(missing(at, FIELD, field, keys))
    else if (!other)
      problems.push(
        missing(
          at,
          TARGET,
          key,
          earlier.map((each) => each.key),
        ),
      )
    else problems.push(...linkProblems(module, field, other.module, at))
  }
  if (target.link) {
    const [from, to] = target.link.on === 'source' ? [source, module] : [module, source]
    const at = `${path}/link/field`
    const known = fieldKeys(from)
    if (known.has(target.link.field)) problems.push(...linkProblems(from, target.link.field, to.key, at))
    else problems.push(missing(at, FIELD, target.link.field, known))
  }
  return problems
}

function linkProblems(module: ModuleDefinition, key: string, wanted: string, at: string): Problem[] {
  if (module.fields.find((field) => field.key === key)?.module === wanted) return []
  return [
    problem(
      at,
      'wrong_link',
      `${at}: "${key}" does not point to "${wanted}". Name a relation that does.`,
      `${at}：“${key}”没有指向“${wanted}”，请选择指向它的关联字段。`,
    ),
  ]
}
