// Links a definition: keys become objects, defaults are filled in, expressions are parsed and checked. What cannot be linked is left out and reported,
// so that one pass finds every problem. Needs a document whose shape is valid; works in browsers too.
import type { RecordShape } from '../expression/scope.ts'
import { moduleReferredTo } from '../expression/storage.ts'
import type { Choice, FieldContext, FieldOptions } from '../fields/contract.ts'
import { fieldTypes } from '../fields/index.ts'
import type { Problem } from '../problem.ts'
import type { App, Field, Module, Pipeline } from './app.ts'
import { checkReport } from './check-report.ts'
import { linkConversion } from './link-conversion.ts'
import { conditionLinker, type ExpressionLinker, valueLinker } from './link-expression.ts'
import { linkLayout } from './link-layout.ts'
import { linkPipeline } from './link-pipeline.ts'
import { linkRole } from './link-role.ts'
import { linkViews } from './link-views.ts'
import { type ShapeField, shapesOf } from './shape.ts'
import type { AppDefinition, FieldDefinition, ModuleDefinition, StageDefinition } from './types.ts'

export interface Linked {
  readonly app: App
  readonly problems: readonly Problem[]
}

export function linkDefinition(definition: AppDefinition): Linked {
  const problems: Problem[] = []
  const expression = conditionLinker(problems)
  const dictionaries = new Map((definition.dictionaries ?? []).map((dictionary) => [dictionary.key, dictionary]))
  const bare = definition.modules.map((module) => ({
    module,
    fields: module.fields.flatMap((field) => bareField(field, definition, dictionaries) ?? []),
  }))
  const shapes = shapesOf(
    bare.map(({ module, fields }) => ({
      key: module.key,
      label: module.label ?? module.key,
      fields: fields.map(({ shape }) => shape),
      stages: stagesOfModule(definition, module.key),
    })),
  )
  const pipelines = new Map<string, Pipeline>()
  for (const pipeline of definition.pipelines ?? []) {
    const shape = shapes.get(pipeline.module)
    if (shape)
      pipelines.set(pipeline.key, linkPipeline(pipeline, { shape, shapes, dictionaries, expression, value: valueLinker(problems) }))
  }
  const conversions = new Map(
    (definition.conversions ?? []).flatMap((conversion) => {
      const shape = shapes.get(conversion.module)
      if (!shape) return []
      return [[conversion.key, linkConversion(conversion, { shape, shapes, expression, value: valueLinker(problems) })] as const]
    }),
  )
  const incoming = new Map<string, { module: string; field: string; many: boolean }[]>()
  for (const { module, fields } of bare) {
    for (const { storage, definition: field } of fields) {
      const target = moduleReferredTo(storage)
      if (target === undefined) continue
      const one = { module: module.key, field: field.key, many: storage.kind === 'json' }
      incoming.set(target, [...(incoming.get(target) ?? []), one])
    }
  }
  const modules = new Map<string, Module>()
  for (const { module, fields } of bare) {
    const shape = shapes.get(module.key)!
    const linked = new Map(
      fields.map((field) => [
        field.definition.key,
        linkField(field, shape, `/modules/${module.key}/fields/${field.definition.key}`, expression),
      ]),
    )
    const title = linked.get(module.title) ?? [...linked.values()][0]
    if (!title) continue
    const own = [...pipelines.values()].filter((pipeline) => pipeline.module === module.key)
    modules.set(module.key, { ...linkModule(module, linked, title, own, shape, expression), incoming: incoming.get(module.key) ?? [] })
  }
  for (const report of definition.reports ?? []) {
    const shape = shapes.get(report.module)
    if (shape) problems.push(...checkReport(report, shape))
  }
  const roles = new Map((definition.roles ?? []).map((role) => [role.key, linkRole(role, modules, expression)]))
  const app: App = {
    key: definition.key,
    label: definition.label ?? definition.key,
    settings: definition.settings,
    definition,
    modules,
    pipelines,
    conversions,
    dictionaries,
    reports: new Map((definition.reports ?? []).map((report) => [report.key, report])),
    roles,
    navigation: definition.navigation ?? definition.modules.map(({ key, label }) => ({ key, module: key, ...(label ? { label } : {}) })),
  }
  return { app: Object.freeze(app), problems }
}

/** The stages of all pipelines of a module; undefined where it has none. */
function stagesOfModule({ pipelines }: AppDefinition, module: string): readonly StageDefinition[] | undefined {
  const own = (pipelines ?? []).filter((pipeline) => pipeline.module === module)
  return own.length > 0 ? own.flatMap((pipeline) => pipeline.stages) : undefined
}

interface BareField {
  readonly definition: FieldDefinition
  readonly storage: Field['storage']
  readonly context: FieldContext
  readonly shape: ShapeField
}

/** The field's type, storage and choices; undefined for a type that does not exist (the schema reports that). */
function bareField(
  field: FieldDefinition,
  app: AppDefinition,
  dictionaries: ReadonlyMap<string, { items: readonly Choice[] }>,
): BareField | undefined {
  const type = fieldTypes.get(field.type)
  if (!type) return undefined
  const { locale, timeZone, currency } = app.settings
  const choices = Array.isArray(field.options) ? (field.options as Choice[]) : dictionaries.get(String(field.dictionary))?.items
  const divisions = typeof field.divisions === 'string' ? dictionaries.get(field.divisions)?.items : undefined
  const context: FieldContext = { locale, timeZone, currency, choices, ...(divisions ? { divisions } : {}) }
  const storage = type.storage(field as FieldOptions, context)
  const inverse = typeof field.inverse === 'string' ? field.inverse : undefined
  return { definition: field, storage, context, shape: { key: field.key, label: field.label ?? field.key, storage, choices, inverse } }
}

function linkField(
  { definition: field, storage, context }: BareField,
  shape: RecordShape,
  path: string,
  expression: ExpressionLinker,
): Field {
  const type = fieldTypes.get(field.type)!
  const condition = (name: 'required' | 'readOnly') => {
    const value = field[name]
    return typeof value === 'string' ? (expression(value, shape, 'memory', `${path}/${name}`) ?? false) : (value ?? false)
  }
  return {
    key: field.key,
    label: field.label ?? field.key,
    help: field.help,
    type,
    options: field as FieldOptions,
    context,
    storage,
    choices: context.choices,
    unique: field.unique === true,
    assigned: storage.kind === 'text' && storage.sequence !== undefined,
    required: condition('required'),
    visible: expression(field.visible, shape, 'memory', `${path}/visible`),
    readOnly: condition('readOnly'),
    initial: field.default ?? type.initial(field as FieldOptions, context),
  }
}

function linkModule(
  module: ModuleDefinition,
  fields: ReadonlyMap<string, Field>,
  title: Field,
  pipelines: readonly Pipeline[],
  shape: RecordShape,
  expression: ExpressionLinker,
): Omit<Module, 'incoming'> {
  const path = `/modules/${module.key}`
  return {
    key: module.key,
    label: module.label ?? module.key,
    icon: module.icon ?? 'table',
    title,
    fields,
    layout: linkLayout(module, fields, shape, path, expression),
    views: linkViews(module, fields, pipelines[0], shape, path, expression),
    rules: (module.rules ?? []).flatMap((rule) => {
      const check = expression(rule.check, shape, 'change', `${path}/rules/${rule.key}/check`)
      return check ? [{ key: rule.key, check, message: rule.message, fields: rule.fields ?? [] }] : []
    }),
    duplicates: module.duplicates ?? [],
    pipelines,
    pipeline: pipelines[0],
    shape,
  }
}
