// Every expression of a definition with its place and the module it is about: for finding what it reads. Works on definitions that are not right yet.
import type { FieldOptions } from '../fields/contract.ts'
import { fieldTypes } from '../fields/index.ts'
import { pathTo } from './edit.ts'
import { fieldContext } from './field-context.ts'
import { isNode, type Node, typeName } from './item-names.ts'
import type { AppDefinition, FieldDefinition, ModuleDefinition } from './types.ts'

export interface PlacedExpression {
  readonly path: string
  readonly text: string
  /** The module whose records it is about; `related`: the records of that name which others keep about it. */
  readonly module: string
  readonly related?: string
}

/** The objects of a list, whatever else stands there. */
export function nodesIn(holder: unknown, name: string): readonly Node[] {
  const list = isNode(holder) ? holder[name] : undefined
  return Array.isArray(list) ? list.filter(isNode) : []
}

export function keyIn(node: Node, name = 'key'): string {
  return typeof node[name] === 'string' ? node[name] : ''
}

export function expressionsIn(definition: unknown): PlacedExpression[] {
  return [
    ...nodesIn(definition, 'modules').flatMap((module) => ofModule(module, definition)),
    ...nodesIn(definition, 'pipelines').flatMap(ofPipeline),
    ...nodesIn(definition, 'scorecards').flatMap(ofScorecard),
    ...nodesIn(definition, 'conversions').flatMap(ofConversion),
    ...nodesIn(definition, 'reports').flatMap(ofReport),
    ...nodesIn(definition, 'roles').flatMap((role) => ofRole(role, definition)),
  ]
}

function texts(holder: unknown, names: readonly string[], path: string, module: string): PlacedExpression[] {
  if (!isNode(holder)) return []
  return names.flatMap((name) => {
    const value = holder[name]
    return typeof value === 'string' ? [{ path: pathTo(path, name), text: value, module }] : []
  })
}

/** The values of an object that are expressions by field. */
function valuesOf(holder: Node, path: string, module: string): PlacedExpression[] {
  return isNode(holder.values) ? texts(holder.values, Object.keys(holder.values), `${path}/values`, module) : []
}

function ofModule(module: Node, definition: unknown): PlacedExpression[] {
  const key = keyIn(module)
  const path = pathTo('/modules', key)
  const each = (name: string, settings: readonly string[]) =>
    nodesIn(module, name).flatMap((item) => texts(item, settings, pathTo(`${path}/${name}`, keyIn(item)), key))
  return [
    ...each('fields', ['required', 'readOnly', 'visible']),
    ...nodesIn(module, 'fields').flatMap((field) => ofComputed(field, module, definition, pathTo(`${path}/fields`, keyIn(field)))),
    ...each('layout', ['visible']),
    ...nodesIn(module, 'layout').flatMap((tab) =>
      nodesIn(tab, 'sections').flatMap((section) =>
        texts(section, ['visible'], pathTo(`${pathTo(`${path}/layout`, keyIn(tab))}/sections`, keyIn(section)), key),
      ),
    ),
    ...each('views', ['where']),
    ...each('rules', ['check']),
    ...texts(module.activity, ['open', 'response'], `${path}/activity`, key),
  ]
}

function ofComputed(field: Node, module: Node, definition: unknown, path: string): PlacedExpression[] {
  const type = fieldTypes.get(typeName(field))
  if (!type?.computed || !isNode(definition) || !isNode(definition.settings)) return []
  const own = keyIn(module)
  const context = fieldContext(definition as unknown as AppDefinition, module as ModuleDefinition, field as FieldDefinition)
  const from = type.computed(field as FieldOptions, context)?.from
  // A path that leads nowhere still says what it would read.
  if (!from) return texts(field, ['path'], path, own)
  if ('expression' in from) return [{ path: `${path}/${from.setting}`, text: from.expression, module: own }]
  const { records, value, where } = from.rollup
  const within = (name: string, text: string | undefined) =>
    text === undefined ? [] : [{ path: `${path}/${name}`, text, module: own, related: records }]
  return [{ path: `${path}/records`, text: `count(${records})`, module: own }, ...within('value', value), ...within('where', where)]
}

function criteria(holder: Node, name: string, path: string, module: string): PlacedExpression[] {
  return nodesIn(holder, name).flatMap((item) => texts(item, ['when'], pathTo(`${path}/${name}`, keyIn(item)), module))
}

function ofPipeline(pipeline: Node): PlacedExpression[] {
  const path = pathTo('/pipelines', keyIn(pipeline))
  const module = keyIn(pipeline, 'module')
  return [
    ...nodesIn(pipeline, 'stages').flatMap((stage) => {
      const at = pathTo(`${path}/stages`, keyIn(stage))
      return [...criteria(stage, 'enter', at, module), ...criteria(stage, 'exit', at, module)]
    }),
    ...nodesIn(pipeline, 'transitions').flatMap((transition) => {
      const at = pathTo(`${path}/transitions`, keyIn(transition))
      return [
        ...texts(transition.who, ['when'], `${at}/who`, module),
        ...criteria(transition, 'when', at, module),
        ...nodesIn(transition, 'ask').flatMap((ask, index) => texts(ask, ['when'], `${at}/ask/${index}`, module)),
        ...nodesIn(transition, 'after').flatMap((effect, index) => {
          const within = `${at}/after/${index}`
          return [...texts(effect, ['to'], within, module), ...valuesOf(effect, within, module)]
        }),
      ]
    }),
  ]
}

function ofScorecard(card: Node): PlacedExpression[] {
  const module = keyIn(card, 'module')
  return nodesIn(card, 'rules').flatMap((rule) => {
    const path = pathTo(`${pathTo('/scorecards', keyIn(card))}/rules`, keyIn(rule))
    return [...texts(rule, ['when', 'per'], path, module), ...texts(rule.decay, ['from'], `${path}/decay`, module)]
  })
}

function ofConversion(conversion: Node): PlacedExpression[] {
  const path = pathTo('/conversions', keyIn(conversion))
  const module = keyIn(conversion, 'module')
  return [
    ...texts(conversion, ['when'], path, module),
    ...nodesIn(conversion, 'targets').flatMap((target) => valuesOf(target, pathTo(`${path}/targets`, keyIn(target)), module)),
  ]
}

function ofReport(report: Node): PlacedExpression[] {
  const path = pathTo('/reports', keyIn(report))
  const module = keyIn(report, 'module')
  return [
    ...texts(report, ['where'], path, module),
    ...nodesIn(report, 'groups').flatMap((group) => texts(group, ['by'], pathTo(`${path}/groups`, keyIn(group)), module)),
    ...nodesIn(report, 'measures').flatMap((measure) => {
      const at = pathTo(`${path}/measures`, keyIn(measure))
      return [
        ...texts(measure, ['value', 'where'], at, module),
        ...texts(measure.numerator, ['value', 'where'], `${at}/numerator`, module),
        ...texts(measure.denominator, ['value', 'where'], `${at}/denominator`, module),
      ]
    }),
  ]
}

function ofRole(role: Node, definition: unknown): PlacedExpression[] {
  return nodesIn(role, 'modules').flatMap((entry) => {
    const key = keyIn(entry, 'module')
    const named = nodesIn(role, 'modules').map((each) => keyIn(each, 'module'))
    const all = nodesIn(definition, 'modules').map((module) => keyIn(module))
    const path = pathTo(`${pathTo('/roles', keyIn(role))}/modules`, key)
    return (key === '*' ? all.filter((each) => !named.includes(each)) : [key]).flatMap((module) =>
      ['read', 'update', 'delete'].flatMap((right) => {
        const scope = entry[right]
        return isNode(scope) && typeof scope.when === 'string' ? [{ path: `${path}/${right}`, text: scope.when, module }] : []
      }),
    )
  })
}
