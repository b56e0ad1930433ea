// What the things of a definition are called where others name them: a stage of a pipeline, an option of a field.
import { stepsOf, valueAt } from './edit.ts'
import { keyIn, nodesIn } from './expressions-in.ts'
import { isNode, type Node } from './item-names.ts'
import type { Target } from './mentions.ts'
import { scoreName, tierName } from './scorecard-members.ts'
import { systemFields } from './system.ts'

/** What stands at the path, as it can be named elsewhere. */
export function targetsAt(definition: unknown, path: string): Target[] {
  const [first, key, list, inner, ...rest] = stepsOf(path)
  const item = valueAt(definition, path)
  if (first === undefined || key === undefined || !isNode(item)) return []
  if (list === undefined) return wholeTargets(definition, first, key, item)
  if (inner === undefined) return []
  const module = first === 'modules' ? key : keyIn((valueAt(definition, `/${first}/${key}`) ?? {}) as Node, 'module')
  const deep = rest.filter((_, index) => index % 2 === 1)
  switch (`${first}/${list}`) {
    case 'modules/fields':
      if (rest.length === 0) return [{ kind: 'member', module: key, key: inner }]
      return rest[0] === 'options' ? [{ kind: 'option', module: key, field: inner, value: deep.join('/') }] : []
    case 'modules/views':
      return rest.length === 0 ? [{ kind: 'view', module: key, key: inner }] : []
    case 'dictionaries/items':
      return [{ kind: 'entry', dictionary: key, value: [inner, ...deep].join('/') }]
    case 'pipelines/stages':
      return rest.length === 0 ? [{ kind: 'stage', pipeline: key, module, key: inner }] : []
    case 'pipelines/groups':
      return [{ kind: 'stage_group', pipeline: key, module, key: inner }]
    case 'scorecards/axes':
      return [{ kind: 'axis', card: key, module, key: inner }]
    case 'scorecards/tiers':
      return [{ kind: 'option', module, field: tierName(key), value: inner }]
    case 'conversions/targets':
      return rest.length === 0 ? [{ kind: 'conversion_target', conversion: key, key: inner }] : []
    default:
      return []
  }
}

function wholeTargets(definition: unknown, first: string, key: string, item: Node): Target[] {
  const module = keyIn(item, 'module')
  switch (first) {
    case 'modules':
      return [{ kind: 'module', key }]
    case 'pipelines': {
      const stages = nodesIn(item, 'stages').map((stage): Target => ({ kind: 'stage', pipeline: key, module, key: keyIn(stage) }))
      // With the last pipeline of a module its records have no stage any more.
      const last = nodesIn(definition, 'pipelines').filter((each) => each.module === module).length === 1
      const members = last ? [...systemFields.values()].filter((field) => field.pipeline) : []
      return [{ kind: 'pipeline', key }, ...stages, ...members.map(({ name }): Target => ({ kind: 'member', module, key: name }))]
    }
    case 'dictionaries':
      return [{ kind: 'dictionary', key }]
    case 'reports':
      return [{ kind: 'report', key }]
    case 'roles':
      return [{ kind: 'role', key }]
    case 'scorecards':
      return [scoreName(key), tierName(key)].map((name): Target => ({ kind: 'member', module, key: name }))
    default:
      return []
  }
}

export function isNamed(mention: Target, target: Target): boolean {
  if (mention.kind === 'option' && target.kind === 'option')
    return mention.module === target.module && mention.field === target.field && isWithin(mention.value, target.value)
  return JSON.stringify(mention) === JSON.stringify(target)
}

/** A value or one of its inner levels. */
export function isWithin(value: string, outer: string): boolean {
  return value === outer || value.startsWith(`${outer}/`)
}

/** Fields of modules by the dictionary that gives their choices: `deal.loss_reason`. */
export type DictionaryFields = ReadonlyMap<string, ReadonlySet<string>>

export function dictionaryFields(definition: unknown): DictionaryFields {
  const found = new Map<string, Set<string>>()
  for (const module of nodesIn(definition, 'modules')) {
    for (const field of nodesIn(module, 'fields')) {
      const dictionary = keyIn(field, 'dictionary')
      if (dictionary !== '') found.set(dictionary, (found.get(dictionary) ?? new Set()).add(`${keyIn(module)}.${keyIn(field)}`))
    }
  }
  return found
}
