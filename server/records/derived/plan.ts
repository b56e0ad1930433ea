// What an app's derived columns mean for writing: which changes are worth noting, and which columns are known before a record is written.
import type { App, Module } from '../../../runtime/definition/app.ts'
import type { Derived } from '../../../runtime/definition/derived.ts'
import { expressionsOfPipeline } from '../../../runtime/definition/link-pipeline.ts'

export interface DerivedPlan {
  /** In the order they are computed in. */
  readonly columns: readonly Derived[]
  /** Per module the columns that read nothing but the record, in order. */
  readonly local: ReadonlyMap<string, readonly Derived[]>
  /** Per module the members whose change changes a column that is computed after writing. */
  readonly watched: ReadonlyMap<string, ReadonlySet<string>>
  /** Per module the relations through which its records count in columns of others. */
  readonly counted: ReadonlyMap<string, ReadonlySet<string>>
  /** Per module those computed after writing that its own rules ask about: a rule is to see them as they will be. */
  readonly judged: ReadonlyMap<string, readonly Derived[]>
  /** Modules that have columns which are computed after writing. */
  readonly followed: ReadonlySet<string>
}

const plans = new WeakMap<App, DerivedPlan>()

export function derivedPlan(app: App): DerivedPlan {
  let plan = plans.get(app)
  if (!plan) {
    plan = makePlan(app)
    plans.set(app, plan)
  }
  return plan
}

export function localColumns(app: App, module: Module): readonly Derived[] {
  return derivedPlan(app).local.get(module.key) ?? []
}

/** Names that the rules, conditions and pipelines of the module read of the record itself. */
function namesAsked(module: Module): Set<string> {
  const fields = [...module.fields.values()].flatMap(({ required, visible, readOnly }) => [required, visible, readOnly])
  const asked = [...module.rules.map(({ check }) => check), ...fields, ...module.pipelines.flatMap(expressionsOfPipeline)]
  return new Set(
    asked.flatMap((each) =>
      each !== null && typeof each === 'object' ? each.references.flatMap(({ path, member }) => (path === member ? [member] : [])) : [],
    ),
  )
}

function makePlan({ derived, modules }: App): DerivedPlan {
  const local = new Map<string, Derived[]>()
  const watched = new Map<string, Set<string>>()
  const counted = new Map<string, Set<string>>()
  const followed = new Set<string>()
  const add = (map: Map<string, Set<string>>, module: string, name: string) => {
    map.set(module, (map.get(module) ?? new Set()).add(name))
  }
  for (const column of derived) {
    if (column.local) {
      local.set(column.module, [...(local.get(column.module) ?? []), column])
      continue
    }
    followed.add(column.module)
    for (const { steps, members } of column.reads) {
      let module = column.module
      for (const step of steps) {
        if (step.kind === 'to') add(watched, module, step.member)
        else {
          add(watched, step.module, step.via)
          add(counted, step.module, step.via)
        }
        module = step.module
      }
      for (const member of members) add(watched, module, member)
    }
  }
  const judged = new Map<string, readonly Derived[]>()
  for (const module of modules.values()) {
    const asked = followed.has(module.key) ? namesAsked(module) : new Set()
    const columns = derived.filter((column) => column.module === module.key && !column.local && asked.has(column.name))
    if (columns.length > 0) judged.set(module.key, columns)
  }
  return { columns: derived, local, watched, counted, followed, judged }
}
