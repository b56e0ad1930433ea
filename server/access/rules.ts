// What a principal may do with a module: the union of the roles it holds. Names are resolved here for a principal; what it may not see does not exist for it.
import type { App, Module, ModuleRights, RowScope } from '../../runtime/definition/app.ts'
import { SYSTEM_FIELDS } from '../../runtime/definition/system.ts'
import type { CheckedExpression } from '../../runtime/expression/expression.ts'
import { isAllPowerful, type Principal, rolesIn } from './principal.ts'

export type Action = 'read' | 'update' | 'delete'

/** Which records: everything, nothing, or those for which one of the grants holds. */
export type Scope = 'all' | 'none' | readonly Grant[]
export type Grant = 'own' | 'team' | CheckedExpression

export interface Rights {
  /** Equal for principals with the same rights in this version of the app; statements are cached under it. */
  readonly cacheKey: string
  readonly create: boolean
  readonly import: boolean
  readonly export: boolean
  readonly read: Scope
  readonly update: Scope
  readonly delete: Scope
  canRead(name: string): boolean
  canWrite(name: string): boolean
}

const caches = new WeakMap<App, Map<string, Rights>>()

/** The rights of `principal` in `module` of the published app. */
export function rightsOf(principal: Principal, app: App, module: Module): Rights {
  const roles = isAllPowerful(principal) ? '*' : rolesIn(principal, app).join(',')
  let cache = caches.get(app)
  if (!cache) {
    cache = new Map()
    caches.set(app, cache)
  }
  const key = `${module.key}:${roles}`
  let rights = cache.get(key)
  if (!rights) {
    rights = roles === '*' ? everything : combine(app, module, roles === '' ? [] : roles.split(','))
    cache.set(key, rights)
  }
  return rights
}

const SYSTEM_NAMES = new Set(SYSTEM_FIELDS.map((field) => field.name))
const WRITABLE_SYSTEM = new Set(['_owner', '_stage'])

const everything: Rights = {
  cacheKey: '*',
  create: true,
  import: true,
  export: true,
  read: 'all',
  update: 'all',
  delete: 'all',
  canRead: () => true,
  canWrite: (name) => !name.startsWith('_') || WRITABLE_SYSTEM.has(name),
}

function combine(app: App, module: Module, roles: readonly string[]): Rights {
  const all = roles.flatMap((role) => app.roles.get(role)?.rights.get(module.key) ?? [])
  const readers = all.filter((rights) => rights.read !== 'none')
  const writers = all.filter((rights) => rights.update !== 'none' || rights.create)
  const hiddenFor = (rights: ModuleRights, name: string) => rights.hidden.has(name)
  const canRead = (name: string) =>
    name.startsWith('_')
      ? (SYSTEM_NAMES.has(name) || module.fields.has(name)) && readers.length > 0
      : readers.some((rights) => !hiddenFor(rights, name))
  return {
    cacheKey: roles.join(','),
    create: all.some((rights) => rights.create),
    import: all.some((rights) => rights.import),
    export: all.some((rights) => rights.export),
    read: union(all.map((rights) => rights.read)),
    update: union(all.map((rights) => rights.update)),
    delete: union(all.map((rights) => rights.delete)),
    canRead,
    canWrite: (name) =>
      canRead(name) &&
      (name.startsWith('_') ? WRITABLE_SYSTEM.has(name) : writers.some((rights) => !hiddenFor(rights, name) && !rights.readOnly.has(name))),
  }
}

function union(scopes: readonly RowScope[]): Scope {
  if (scopes.includes('all')) return 'all'
  const grants = new Set<Grant>()
  for (const scope of scopes) if (scope !== 'none' && scope !== 'all') grants.add(scope)
  // Whoever sees a team's records sees his own among them.
  if (grants.has('team')) grants.delete('own')
  return grants.size === 0 ? 'none' : [...grants]
}
