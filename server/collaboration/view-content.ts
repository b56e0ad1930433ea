// What a saved view says, checked like a view of the definition when it is saved, and cut down to what its reader may see when it is read.
import type { App, Module } from '../../runtime/definition/app.ts'
import { viewProblems } from '../../runtime/definition/check-views.ts'
import type { SavedViewDefinition, ViewDefinition } from '../../runtime/definition/types.ts'
import { validateSavedView } from '../../runtime/definition/validate.ts'
import { membersOfModule, type ViewMember } from '../../runtime/definition/view-members.ts'
import { moduleReferredTo } from '../../runtime/expression/storage.ts'
import { fail, ok, type Problem, type Result } from '../../runtime/problem.ts'
import type { Principal } from '../access/principal.ts'
import { rightsOf } from '../access/rules.ts'
import { trimView } from '../definitions/trim-view.ts'
import { resolveCondition } from '../records/names.ts'

export interface UsableView {
  readonly view: SavedViewDefinition
  /** What of the view is left out for this reader and changes what it shows: `where`, `fields`, `date`, `type`. */
  readonly lost: readonly string[]
}

/** The members the principal may read; a relation to a module that is closed to him is none of them. */
export function readableMembers(app: App, module: Module, principal: Principal): Map<string, ViewMember> {
  const rights = rightsOf(principal, app, module)
  const open = ({ storage }: ViewMember) => {
    const target = app.modules.get(moduleReferredTo(storage) ?? '')
    return storage.kind !== 'none' && (!target || rightsOf(principal, app, target).read !== 'none')
  }
  return new Map([...membersOfModule(module)].filter(([name, member]) => rights.canRead(name) && open(member)))
}

/** `view` if it is a view of this module that names nothing the principal may not read. Paths of problems begin with `/view`. */
export function checkViewContent(app: App, module: Module, principal: Principal, view: unknown): Result<SavedViewDefinition> {
  const shape = validateSavedView(view)
  if (shape.length > 0) return fail(...shape)
  const content = view as SavedViewDefinition
  const problems = [
    ...problemsOf(module, content, readableMembers(app, module, principal)),
    ...whereProblems(app, module, principal, content),
  ]
  return problems.length > 0 ? fail(...problems) : ok(content)
}

/** The view as the principal may see it. The definition may have moved on since it was saved: what it no longer allows is left out too. */
export function usableView(app: App, module: Module, principal: Principal, saved: SavedViewDefinition): UsableView {
  const members = readableMembers(app, module, principal)
  const lost = new Set<string>()
  let view = withoutKey(trimView({ ...saved, key: '' }, (name) => members.has(name)))
  if (!view) {
    lost.add(saved.fields.some((name) => members.has(name)) ? 'date' : 'fields')
    view = plainList(saved, members)
  }
  if (view.where !== undefined && whereProblems(app, module, principal, view).length > 0) {
    lost.add('where')
    const { where: _, ...rest } = view
    view = rest
  }
  const places = problemsOf(module, view, members).map(({ path }) => path.split('/')[2])
  if (places.includes(undefined)) {
    lost.add('type')
    view = plainList(view, members)
  } else if (places.length > 0) {
    view = Object.fromEntries(Object.entries(view).filter(([name]) => !places.includes(name))) as SavedViewDefinition
  }
  return { view, lost: [...lost] }
}

function problemsOf(module: Module, view: SavedViewDefinition, members: ReadonlyMap<string, ViewMember>): Problem[] {
  const around = { members, module: module.key, pipelines: module.pipelines.map((pipeline) => pipeline.key), roles: [] }
  return viewProblems({ ...view, key: '' }, '/view', around)
}

function whereProblems(app: App, module: Module, principal: Principal, { where }: SavedViewDefinition): readonly Problem[] {
  if (where === undefined) return []
  const resolved = resolveCondition(app, module, principal, where, '/view/where')
  return resolved.ok ? [] : resolved.problems
}

function withoutKey(view: ViewDefinition | undefined): SavedViewDefinition | undefined {
  if (!view) return undefined
  const { key: _, ...rest } = view
  return rest
}

/** The list that is left of a view which cannot be drawn as it was meant. */
function plainList({ fields, where, sort }: SavedViewDefinition, members: ReadonlyMap<string, ViewMember>): SavedViewDefinition {
  const shown = fields.filter((name) => members.has(name))
  const names = shown.length > 0 ? shown : [...members.keys()].slice(0, 1)
  return {
    type: 'list',
    fields: names,
    ...(where === undefined ? {} : { where }),
    ...(sort ? { sort: sort.filter(({ field }) => members.has(field)) } : {}),
  }
}
