// What publishing does to tables: the difference of two apps by key, as steps. Pure; what the steps mean for data is measured in effects.ts, done in apply.ts.
import type { App, Field, Module, Pipeline, Stage } from '../../runtime/definition/app.ts'
import type { Derived } from '../../runtime/definition/derived.ts'
import { isNumbered } from '../../runtime/definition/numbered.ts'
import type { Choice } from '../../runtime/fields/contract.ts'
import { stageOf, stagesOf } from '../../runtime/pipeline/visits.ts'
import { sameColumn } from './columns.ts'
import { type Index, indexesOf } from './indexes.ts'

export type Step =
  | { readonly kind: 'create_module'; readonly module: Module }
  | { readonly kind: 'remove_module'; readonly module: Module }
  | { readonly kind: 'add_field'; readonly module: Module; readonly field: Field }
  | { readonly kind: 'remove_field'; readonly module: Module; readonly field: Field }
  | { readonly kind: 'convert_field'; readonly module: Module; readonly before: Field; readonly field: Field }
  /** The values stay where they are; some may not be valid under the new type or choices. */
  | { readonly kind: 'retype_field'; readonly module: Module; readonly before: Field; readonly field: Field }
  | {
      readonly kind: 'remove_choice'
      readonly module: Module
      readonly before: Field
      readonly field: Field
      readonly choice: string
      readonly remaining: readonly string[]
    }
  | { readonly kind: 'require_field'; readonly module: Module; readonly field: Field }
  | { readonly kind: 'number_records'; readonly module: Module; readonly field: Field }
  | { readonly kind: 'add_pipeline'; readonly module: Module; readonly pipeline: Pipeline }
  | { readonly kind: 'remove_pipeline'; readonly module: Module; readonly pipeline: Pipeline }
  | {
      readonly kind: 'remove_stage'
      readonly module: Module
      readonly pipeline: Pipeline
      readonly stage: Stage
      readonly remaining: readonly string[]
    }
  /** The dwell limit of a stage changed. */
  | { readonly kind: 'retime_stage'; readonly module: Module; readonly stage: Stage }
  /** A computed column is new, is computed in another way, or what it reads is changed by this plan. */
  | { readonly kind: 'compute_field'; readonly module: Module; readonly field: Field; readonly column: Derived; readonly fresh: boolean }
  | { readonly kind: 'drop_index'; readonly index: Index }
  | { readonly kind: 'create_index'; readonly index: Index }

/** The steps from `before` (undefined: nothing yet) to `after`, in the order they are applied. */
export function planSteps(before: App | undefined, after: App): Step[] {
  const oldIndexes = new Map(before ? indexesOf(before).map((index) => [index.name, index]) : [])
  const newIndexes = new Map(indexesOf(after).map((index) => [index.name, index]))
  const removed = [...(before?.modules.values() ?? [])].filter((module) => !after.modules.has(module.key))
  const fresh = [...after.modules.values()].filter((module) => !before?.modules.has(module.key))
  const kept = [...after.modules.values()].flatMap((module) => {
    const old = before?.modules.get(module.key)
    return old ? [{ old, module }] : []
  })
  // An index is made anew where its table or column is: the names repeat but the column is another.
  const rebuilt = new Set(kept.flatMap(({ old, module }) => rebuiltColumns(old, module)))
  const touched = (index: Index) => index.columns.some((column) => rebuilt.has(`${index.table}.${column}`))
  const gone = new Set(removed.map((module) => module.key))
  const changes = kept.flatMap(({ old, module }) => moduleSteps(old, module))
  return [
    ...[...oldIndexes.values()]
      .filter((index) => gone.has(index.table) || !newIndexes.has(index.name) || touched(index))
      .map((index): Step => ({ kind: 'drop_index', index })),
    ...fresh.map((module): Step => ({ kind: 'create_module', module })),
    ...changes,
    ...removed.map((module): Step => ({ kind: 'remove_module', module })),
    ...(before ? computeSteps(before, after, changes) : []),
    ...[...newIndexes.values()]
      .filter((index) => !oldIndexes.has(index.name) || touched(index))
      .map((index): Step => ({ kind: 'create_index', index })),
  ]
}

function rebuiltColumns(old: Module, module: Module): string[] {
  const names = [...old.fields.values()].filter((field) => {
    const next = module.fields.get(field.key)
    return !next || isReplaced(field, next) || !sameColumn(field.storage, next.storage)
  })
  return names.map((field) => `${module.key}.${field.key}`)
}

function moduleSteps(old: Module, module: Module): Step[] {
  const removed = [...old.fields.values()].filter((field) => {
    const next = module.fields.get(field.key)
    return !next || isReplaced(field, next)
  })
  const fields = [...module.fields.values()].flatMap((field) => {
    const before = old.fields.get(field.key)
    return before && !isReplaced(before, field) ? fieldSteps(module, before, field) : newFieldSteps(module, field)
  })
  return [...removed.map((field): Step => ({ kind: 'remove_field', module: old, field })), ...fields, ...pipelineSteps(old, module)]
}

/** What people wrote and what is computed never share a column: the one goes to the trash, the other begins anew. */
function isReplaced(before: Field, field: Field): boolean {
  return (
    (before.derived === undefined) !== (field.derived === undefined) ||
    (field.derived !== undefined && !sameColumn(before.storage, field.storage))
  )
}

/** The computed columns whose values are stale once the other steps are done, in the order they are computed in. */
function computeSteps(before: App, after: App, changes: readonly Step[]): Step[] {
  const old = new Map(before.derived.map((column) => [`${column.module}.${column.name}`, column]))
  const fresh = new Set(changes.flatMap((step) => (step.kind === 'add_field' ? [`${step.module.key}.${step.field.key}`] : [])))
  const stale = new Set(changes.flatMap(touchedBy))
  const zone = before.settings.timeZone !== after.settings.timeZone
  return after.derived.flatMap((column): Step[] => {
    const id = `${column.module}.${column.name}`
    const was = old.get(id)
    const reads = column.reads.flatMap(({ steps, members }) => {
      const modules = [column.module, ...steps.map((step) => step.module)]
      const ways = steps.map((step, place) => (step.kind === 'to' ? `${modules[place]}.${step.member}` : `${step.module}.${step.via}`))
      return [...ways, ...members.map((member) => `${modules.at(-1)}.${member}`)]
    })
    const same = was !== undefined && !zone && JSON.stringify(was.expression.ast) === JSON.stringify(column.expression.ast)
    if (same && !fresh.has(id) && !reads.some((read) => stale.has(read))) return []
    stale.add(id)
    const score = column.tierOf === undefined ? undefined : `${column.module}.${column.tierOf}`
    if (score !== undefined && stale.has(score) && (fresh.has(id) ? fresh.has(score) : same)) return []
    const module = after.modules.get(column.module)!
    return [{ kind: 'compute_field', module, field: module.fields.get(column.name)!, column, fresh: fresh.has(id) }]
  })
}

/** The members whose values a step may change. */
function touchedBy(step: Step): string[] {
  switch (step.kind) {
    case 'add_field':
    case 'convert_field':
    case 'remove_choice':
    case 'require_field':
    case 'number_records':
      return [`${step.module.key}.${step.field.key}`]
    case 'add_pipeline':
    case 'remove_stage':
    case 'retime_stage':
      return ['_stage', '_stage_at', '_stage_due', '_regressions'].map((name) => `${step.module.key}.${name}`)
    default:
      return []
  }
}

function newFieldSteps(module: Module, field: Field): Step[] {
  const steps: Step[] = [{ kind: 'add_field', module, field }]
  if (isNumbered(field)) steps.push({ kind: 'number_records', module, field })
  else if (field.required === true) steps.push({ kind: 'require_field', module, field })
  return steps
}

function fieldSteps(module: Module, before: Field, field: Field): Step[] {
  const steps: Step[] = []
  if (!sameColumn(before.storage, field.storage)) steps.push({ kind: 'convert_field', module, before, field })
  else if (before.type !== field.type || currencyOf(before) !== currencyOf(field))
    steps.push({ kind: 'retype_field', module, before, field })
  else if (field.choices) {
    const remaining = valuesOf(field.choices)
    const gone = valuesOf(before.choices ?? []).filter((value) => !remaining.includes(value))
    steps.push(...gone.map((choice): Step => ({ kind: 'remove_choice', module, before, field, choice, remaining })))
  }
  if (isNumbered(field) && !isNumbered(before)) steps.push({ kind: 'number_records', module, field })
  if (field.required === true && before.required !== true) steps.push({ kind: 'require_field', module, field })
  return steps
}

function currencyOf(field: Field): string | undefined {
  return field.storage.kind === 'decimal' ? field.storage.currency : undefined
}

/** The values of nested choices, outer levels before inner ones: `price`, `price/slow_discount`. */
export function valuesOf(choices: readonly Choice[], prefix = ''): string[] {
  return choices.flatMap((choice) => [prefix + choice.key, ...valuesOf(choice.items ?? [], `${prefix}${choice.key}/`)])
}

function pipelineSteps(old: Module, module: Module): Step[] {
  const [before, after] = [old.pipeline, module.pipeline]
  if (!before) return after ? [{ kind: 'add_pipeline', module, pipeline: after }] : []
  if (!after) return [{ kind: 'remove_pipeline', module: old, pipeline: before }]
  if (old.pipelines.every(({ key }) => module.pipelines.every((each) => each.key !== key))) {
    return [
      { kind: 'remove_pipeline', module: old, pipeline: before },
      { kind: 'add_pipeline', module, pipeline: after },
    ]
  }
  const all = stagesOf(module).map((stage) => stage.key)
  const gone = old.pipelines.flatMap((pipeline) => {
    const kept = module.pipelines.find(({ key }) => key === pipeline.key)
    const remaining = kept ? kept.stages.map((stage) => stage.key) : all
    return pipeline.stages
      .filter((stage) => !(kept?.stage.has(stage.key) ?? false))
      .map((stage): Step => ({ kind: 'remove_stage', module, pipeline: kept ?? pipeline, stage, remaining }))
  })
  const retimed = stagesOf(module).filter((stage) => {
    const earlier = stageOf(old, stage.key)?.stage
    return earlier !== undefined && earlier.dwellLimit !== stage.dwellLimit
  })
  return [...gone, ...retimed.map((stage): Step => ({ kind: 'retime_stage', module, stage }))]
}
