// The published definition as one principal may see it: hidden fields and forbidden modules are not in it, nor is anything that names them.
import type { App, Module } from '../../runtime/definition/app.ts'
import type {
  ActivityDefinition,
  AppDefinition,
  AskDefinition,
  ConversionDefinition,
  FieldDefinition,
  ModuleDefinition,
  PipelineDefinition,
  StageDefinition,
} from '../../runtime/definition/types.ts'
import { checkExpression } from '../../runtime/expression/expression.ts'
import { isAllPowerful, mayDesign, mayPublish, type Principal, rolesIn } from '../access/principal.ts'
import { type Rights, rightsOf, type Scope } from '../access/rules.ts'
import { isOffered } from '../access/views.ts'
import { forbiddenReferences } from '../records/names.ts'
import { trimView } from './trim-view.ts'

export interface ModuleAbilities {
  readonly create: boolean
  readonly update: boolean
  readonly delete: boolean
  readonly import: boolean
  readonly export: boolean
  /** Fields shown but not changed. */
  readonly readOnly: readonly string[]
}
export interface VisibleApp {
  readonly definition: AppDefinition
  readonly abilities: Readonly<Record<string, ModuleAbilities>>
  readonly roles: readonly string[]
  readonly design: boolean
  readonly publish: boolean
}

export function visibleApp(app: App, principal: Principal): VisibleApp {
  const { definition } = app
  const readable = new Set(
    [...app.modules.values()].filter((module) => rightsOf(principal, app, module).read !== 'none').map((module) => module.key),
  )
  const modules = definition.modules
    .filter((module) => readable.has(module.key))
    .map((module) => visibleModule(app, principal, module, readable))
  const reports = (definition.reports ?? []).filter((report) => readable.has(report.module) && reportIsReadable(app, principal, report))
  const views = new Set(modules.flatMap((module) => (module.views ?? []).map((view) => `${module.key} ${view.key}`)))
  const reportKeys = new Set(reports.map((report) => report.key))
  const { roles: _, ...rest } = definition
  const visible: AppDefinition = {
    ...rest,
    modules,
    pipelines: (definition.pipelines ?? [])
      .filter((pipeline) => readable.has(pipeline.module))
      .map((pipeline) => visiblePipeline(pipeline, rightsOf(principal, app, app.modules.get(pipeline.module)!))),
    // What gives a score is told by the record, as far as the reader may know; here only its name and tiers are needed.
    ...(definition.scorecards
      ? { scorecards: definition.scorecards.filter((card) => readable.has(card.module)).map((card) => ({ ...card, rules: [] })) }
      : {}),
    conversions: (definition.conversions ?? []).flatMap((conversion) => visibleConversion(conversion, readable) ?? []),
    reports,
    navigation: app.navigation
      .filter((item) => (item.report ? reportKeys.has(item.report) : item.module !== undefined && readable.has(item.module)))
      .map((item) => (item.view === undefined || views.has(`${item.module} ${item.view}`) ? item : { ...item, view: undefined })),
  }
  const abilities = Object.fromEntries(modules.map(({ key }) => [key, abilitiesOf(app, principal, key)]))
  const roles = isAllPowerful(principal) ? [...app.roles.keys()] : rolesIn(principal, app)
  return { definition: visible, abilities, roles, design: mayDesign(principal, app), publish: mayPublish(principal, app) }
}

function visibleActivity(
  activity: ActivityDefinition,
  shown: (name: string) => boolean,
  allows: (text: unknown) => boolean,
): ActivityDefinition | undefined {
  const about = activity.about.filter(shown)
  if (about.length === 0 || !shown(activity.at) || !allows(activity.open)) return undefined
  const { complete, response, kind, direction, text, participants, ...rest } = activity
  const named = Object.entries({ kind, direction, text, participants }).filter(([, name]) => name !== undefined && shown(name))
  return {
    ...rest,
    ...Object.fromEntries(named),
    about,
    ...(complete && Object.keys(complete).every(shown) ? { complete } : {}),
    ...(response !== undefined && allows(response) ? { response } : {}),
  }
}

function decisionIsReadable(app: App, principal: Principal, module: Module): boolean {
  const { decision } = module
  const people = decision && app.modules.get(decision.people)
  if (!decision || !people) return false
  const [own, theirs] = [rightsOf(principal, app, module), rightsOf(principal, app, people)]
  return (
    (decision.of === undefined || own.canRead(decision.of)) &&
    theirs.read !== 'none' &&
    theirs.canRead(decision.via) &&
    theirs.canRead(decision.roles)
  )
}

/**
 * A pipeline without its conditions, which may speak of anything: the server judges moves and tells what they ask. That there is something to be asked
 * stays known, and what the form of a move is drawn from.
 */
function visiblePipeline(pipeline: PipelineDefinition, rights: Rights): PipelineDefinition {
  const closed = (criteria: StageDefinition['enter']) => criteria?.map((_, index) => ({ key: `c${index + 1}`, when: 'true' }))
  return {
    ...pipeline,
    stages: pipeline.stages.map(({ enter, exit, ...stage }) => ({
      ...stage,
      ...(enter ? { enter: closed(enter)! } : {}),
      ...(exit ? { exit: closed(exit)! } : {}),
    })),
    ...(pipeline.transitions
      ? {
          transitions: pipeline.transitions.map(({ who: _who, when: _when, after: _after, ask, ...transition }) => ({
            ...transition,
            ...(ask ? { ask: ask.flatMap((each) => visibleAsk(each, rights)) } : {}),
          })),
        }
      : {}),
  }
}

function visibleAsk(ask: AskDefinition, rights: Rights): AskDefinition[] {
  if ('field' in ask)
    return rights.canRead(ask.field) ? [{ field: ask.field, ...(ask.required === undefined ? {} : { required: ask.required }) }] : []
  if (!('into' in ask) || ask.into === undefined || rights.canRead(ask.into)) return [ask]
  const { into: _, ...rest } = ask
  return [rest]
}

function visibleModule(app: App, principal: Principal, module: ModuleDefinition, readable: ReadonlySet<string>): ModuleDefinition {
  const linked = app.modules.get(module.key)!
  const rights = rightsOf(principal, app, linked)
  const allows = (text: unknown) => {
    if (typeof text !== 'string') return true
    const checked = checkExpression(text, linked.shape, 'boolean')
    return checked.ok && forbiddenReferences(app, principal, checked.value, '').length === 0
  }
  const shown = (name: string) => name.startsWith('_') || (rights.canRead(name) && fieldKeys.has(name))
  // A relation to a module that is not there for this person cannot be linked, so it is left out with it.
  const fields = module.fields
    .map((field) => plainWhereVeiled(app, principal, linked, field))
    .filter((field) => rights.canRead(field.key) && (typeof field.module !== 'string' || readable.has(field.module)))
  const fieldKeys = new Set(fields.map((field) => field.key))
  const plain = fields.map((field) => {
    const { visible, required, readOnly, ...rest } = field
    return {
      ...rest,
      ...(visible !== undefined && allows(visible) ? { visible } : {}),
      ...(required !== undefined && allows(required) ? { required } : {}),
      ...(readOnly !== undefined && allows(readOnly) ? { readOnly } : {}),
    }
  })
  return {
    ...module,
    title: shown(module.title) ? module.title : (fields[0]?.key ?? module.title),
    fields: plain as ModuleDefinition['fields'],
    ...(module.layout
      ? {
          layout: module.layout.map((tab) => ({
            ...tab,
            sections: tab.sections.map((section) => ({ ...section, fields: section.fields.filter(({ field }) => shown(field)) })),
          })),
        }
      : {}),
    ...(module.views
      ? {
          views: module.views
            .filter((view) => isOffered(view.roles, principal, app) && allows(view.where))
            .flatMap((view) => trimView(view, shown) ?? []),
        }
      : {}),
    ...(module.activity ? { activity: visibleActivity(module.activity, shown, allows) } : {}),
    ...(module.decision && decisionIsReadable(app, principal, linked) ? {} : { decision: undefined }),
    // Rules are held by the server; what a client needs of them is the message it gets back.
    rules: [],
    duplicates: [],
  }
}

/** A computed field that reads what the person may not see: the plain field it is like, without a word of what computes it. */
function plainWhereVeiled(app: App, principal: Principal, module: Module, field: FieldDefinition): FieldDefinition {
  const linked = module.fields.get(field.key)
  if (!linked?.derived || forbiddenReferences(app, principal, linked.derived.expression, '').length === 0) return field
  const { type, options, choices } = linked
  const settings = Object.keys(type.options.properties).filter((name) => options[name] !== undefined && name !== 'inverse')
  const own = Object.fromEntries(settings.map((name) => [name, options[name]]))
  // A dictionary is named by the field that is looked up, which may be out of sight with its module.
  const plain = choices && 'dictionary' in own ? { ...own, dictionary: undefined, options: choices } : own
  const { key, label, help } = field
  return { key, type: type.name, ...(label ? { label } : {}), ...(help ? { help } : {}), ...plain, readOnly: true } as FieldDefinition
}

/** That a record can be converted, and into what; how is the server's business. Undefined where a module of it is closed, unless that part may be left out. */
function visibleConversion(conversion: ConversionDefinition, readable: ReadonlySet<string>): ConversionDefinition | undefined {
  const { key, module, label, targets } = conversion
  const open = targets.filter((target) => readable.has(target.module))
  if (!readable.has(module) || open.length === 0) return undefined
  if (targets.some((target) => !readable.has(target.module) && target.optional !== true)) return undefined
  const shown = open.map((target) => ({
    key: target.key,
    module: target.module,
    ...(target.label === undefined ? {} : { label: target.label }),
    ...(target.optional ? { optional: true } : {}),
    values: {},
  }))
  return { key, module, ...(label === undefined ? {} : { label }), targets: shown }
}

function reportIsReadable(app: App, principal: Principal, report: NonNullable<AppDefinition['reports']>[number]): boolean {
  const shape = app.modules.get(report.module)!.shape
  const parts = report.measures.flatMap((measure) => [measure, measure.numerator, measure.denominator])
  const texts = [report.where, ...(report.groups ?? []).map((group) => group.by), ...parts.flatMap((part) => [part?.value, part?.where])]
  return texts.every((text) => {
    if (text === undefined) return true
    const checked = checkExpression(text, shape, 'any')
    return checked.ok && forbiddenReferences(app, principal, checked.value, '').length === 0
  })
}

function abilitiesOf(app: App, principal: Principal, key: string): ModuleAbilities {
  const module = app.modules.get(key)!
  const rights = rightsOf(principal, app, module)
  const may = (scope: Scope) => scope !== 'none'
  const readOnly = [...module.fields.keys()].filter((name) => rights.canRead(name) && !rights.canWrite(name))
  return {
    create: rights.create,
    update: may(rights.update),
    delete: may(rights.delete),
    import: rights.import,
    export: rights.export,
    readOnly,
  }
}
