// Links a definition: keys become objects, defaults are filled in, expressions are parsed and checked. What cannot be linked is left out and reported,
// so that one pass finds every problem. Needs a document whose shape is valid; works in browsers too.
import type { RecordShape } from '../expression/scope.ts'
import { moduleReferredTo } from '../expression/storage.ts'
import type { Computation, FieldContext, FieldOptions, FieldType } from '../fields/contract.ts'
import { fieldTypes } from '../fields/index.ts'
import type { Problem } from '../problem.ts'
import type { App, Field, Module, Pipeline } from './app.ts'
import { checkReport } from './check-report.ts'
import { type Derived, derivedProblems, orderDerived, type Underived } from './derived.ts'
import { fieldContext } from './field-context.ts'
import { linkComputation } from './link-computed.ts'
import { linkConversion } from './link-conversion.ts'
import { conditionLinker, type ExpressionLinker, valueLinker } from './link-expression.ts'
import { linkLayout } from './link-layout.ts'
import { linkPipeline } from './link-pipeline.ts'
import { linkRole } from './link-role.ts'
import { type LinkedScorecard, linkScorecard } from './link-scorecard.ts'
import { linkViews } from './link-views.ts'
import { type ScoreMember, scoreMembers, scoreName } from './scorecard-members.ts'
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
    fields: [
      ...module.fields.flatMap((field) => bareField(field, module, definition) ?? []),
      ...scoreMembers(definition, module.key).map((member) => bareScore(member, definition)),
    ],
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
  const scorecards = new Map<string, LinkedScorecard>()
  for (const card of definition.scorecards ?? []) {
    const shape = shapes.get(card.module)
    const linked = shape && linkScorecard(card, shape, problems)
    if (linked) scorecards.set(card.key, linked)
  }
  const derived = linkDerived(bare, shapes, scorecards, problems)
  const computed = new Map(derived.map((column) => [`${column.module}.${column.name}`, column]))
  const modules = new Map<string, Module>()
  for (const { module, fields } of bare) {
    const shape = shapes.get(module.key)!
    const linked = new Map(
      fields.map((field) => [
        field.definition.key,
        linkField(
          field,
          shape,
          `/modules/${module.key}/fields/${field.definition.key}`,
          expression,
          computed.get(`${module.key}.${field.definition.key}`),
        ),
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
    scorecards: new Map([...scorecards].map(([key, { card }]) => [key, card])),
    derived,
    navigation: definition.navigation ?? definition.modules.map(({ key, label }) => ({ key, module: key, ...(label ? { label } : {}) })),
  }
  return { app: Object.freeze(app), problems }
}

/** The stages of all pipelines of a module; undefined where it has none. */
function stagesOfModule({ pipelines }: AppDefinition, module: string): readonly StageDefinition[] | undefined {
  const own = (pipelines ?? []).filter((pipeline) => pipeline.module === module)
  return own.length > 0 ? own.flatMap((pipeline) => pipeline.stages) : undefined
}

function linkActivity({ activity }: ModuleDefinition, shape: RecordShape, path: string, expression: ExpressionLinker): Module['activity'] {
  const open = expression(activity?.open, shape, 'database', `${path}/activity/open`)
  const response = expression(activity?.response, shape, 'database', `${path}/activity/response`)
  if (!activity || !open) return undefined
  const { at, about, kind, direction, text, participants, complete } = activity
  return { at, open, about, kind, direction, text, participants, response, complete: (complete ?? {}) as Readonly<Record<string, unknown>> }
}

interface BareModule {
  readonly module: ModuleDefinition
  readonly fields: readonly BareField[]
}

/** The computed columns of all modules whose expressions are right, in the order they are computed in. */
function linkDerived(
  bare: readonly BareModule[],
  shapes: ReadonlyMap<string, RecordShape>,
  scorecards: ReadonlyMap<string, LinkedScorecard>,
  problems: Problem[],
): Derived[] {
  const columns = bare.flatMap(({ module, fields }) =>
    fields.flatMap(({ definition, computation, storage, score }): Underived[] => {
      if (score) {
        const linked = scorecards.get(score.card.key)
        const value = score.what === 'score' ? linked?.score : linked?.tier
        if (!value) return []
        const path = `/scorecards/${score.card.key}`
        const column = { module: module.key, name: score.name, label: score.label, storage, expression: value, path }
        problems.push(...derivedProblems(column, path))
        return [score.what === 'score' ? { ...column, scorecard: score.card.key } : { ...column, tierOf: scoreName(score.card.key) }]
      }
      if (!computation) return []
      const path = `/modules/${module.key}/fields/${definition.key}`
      const expression = linkComputation(computation.from, storage, shapes.get(module.key)!, path, problems)
      const { key } = definition
      return expression ? [{ module: module.key, name: key, label: definition.label ?? key, storage, expression, path }] : []
    }),
  )
  const labels = new Map(bare.map(({ module }) => [module.key, module.label ?? module.key]))
  return orderDerived(columns, (key) => labels.get(key) ?? key, problems)
}

interface BareField {
  readonly definition: FieldDefinition
  readonly type: FieldType
  readonly options: FieldOptions
  readonly computation: Computation | undefined
  /** Set where a scorecard gives the field. */
  readonly score?: ScoreMember
  readonly storage: Field['storage']
  readonly context: FieldContext
  readonly shape: ShapeField
}

/** The field's type, storage and choices; undefined for a type that does not exist (the schema reports that). */
function bareField(field: FieldDefinition, module: ModuleDefinition, app: AppDefinition): BareField | undefined {
  const type = fieldTypes.get(field.type)
  if (!type) return undefined
  const context = fieldContext(app, module, field)
  const storage = type.storage(field as FieldOptions, context)
  const shape = { key: field.key, label: field.label ?? field.key, storage }
  if (!type.computed) {
    const inverse = typeof field.inverse === 'string' ? field.inverse : undefined
    const { choices } = context
    return { definition: field, type, options: field, computation: undefined, storage, context, shape: { ...shape, choices, inverse } }
  }
  const computation = type.computed(field, context) ?? nowhere(field)
  const { like } = computation
  return {
    definition: field,
    type: like.type,
    // Where it is shown it is the plain field, under its own name.
    options: { ...like.options, key: field.key, label: field.label, inverse: undefined },
    computation,
    storage,
    context: { ...context, choices: like.choices },
    shape: { ...shape, choices: like.choices, inverse: undefined },
  }
}

/** A score or a tier as a field of the module. */
function bareScore(score: ScoreMember, { settings }: AppDefinition): BareField {
  const { name, label, like } = score
  const { locale, timeZone, currency } = settings
  const context: FieldContext = { locale, timeZone, currency, choices: like.choices }
  const storage = like.type.storage(like.options, context)
  return {
    definition: { key: name, type: like.type.name, label },
    type: like.type,
    options: { ...like.options, key: name, label },
    computation: undefined,
    score,
    storage,
    context,
    shape: { key: name, label, storage, choices: like.choices, inverse: undefined },
  }
}

/** A path that leads nowhere: the check of it says where it ends. */
function nowhere(field: FieldDefinition): Computation {
  return { like: { type: fieldTypes.get(field.type)!, options: field }, from: { expression: String(field.path), setting: 'path' } }
}

function linkField(
  { definition: field, type, options, storage, context, computation, score }: BareField,
  shape: RecordShape,
  path: string,
  expression: ExpressionLinker,
  derived: Derived | undefined,
): Field {
  const condition = (name: 'required' | 'readOnly') => {
    const value = field[name]
    return typeof value === 'string' ? (expression(value, shape, 'memory', `${path}/${name}`) ?? false) : (value ?? false)
  }
  return {
    key: field.key,
    label: field.label ?? field.key,
    help: field.help,
    type,
    options,
    context,
    storage,
    choices: context.choices,
    unique: field.unique === true,
    assigned: computation !== undefined || score !== undefined || (storage.kind === 'text' && storage.sequence !== undefined),
    derived,
    required: condition('required'),
    visible: expression(field.visible, shape, 'memory', `${path}/visible`),
    readOnly: condition('readOnly'),
    initial: computation || score ? null : (field.default ?? type.initial(options, context)),
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
    activity: linkActivity(module, shape, path, expression),
    decision: module.decision,
    pipelines,
    pipeline: pipelines[0],
    shape,
  }
}
