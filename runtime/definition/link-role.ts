// A role linked: rights per module, `*` spread over the modules that have no entry of their own.
import type { Module, ModuleRights, Role, RowScope } from './app.ts'
import type { ExpressionLinker } from './link-expression.ts'
import type { RoleDefinition, RowScopeDefinition } from './types.ts'

type Entry = NonNullable<RoleDefinition['modules'][number]>

export function linkRole(role: RoleDefinition, modules: ReadonlyMap<string, Module>, expression: ExpressionLinker): Role {
  const named = new Map(role.modules.map((entry) => [entry.module, entry]))
  const rights = new Map<string, ModuleRights>()
  for (const module of modules.values()) {
    const entry = named.get(module.key) ?? named.get('*')
    if (entry) rights.set(module.key, linkRights(entry, module, `/roles/${role.key}/modules/${entry.module}`, expression))
  }
  return {
    key: role.key,
    label: role.label ?? role.key,
    design: role.design === true,
    publish: role.publish === true,
    rights,
    definition: role,
  }
}

function linkRights(entry: Entry, module: Module, path: string, expression: ExpressionLinker): ModuleRights {
  const scope = (value: RowScopeDefinition | undefined, name: string): RowScope => {
    if (value === undefined) return 'none'
    if (typeof value === 'string') return value
    return expression(value.when, module.shape, 'database', `${path}/${name}`) ?? 'none'
  }
  return {
    create: entry.create === true,
    read: scope(entry.read, 'read'),
    update: scope(entry.update, 'update'),
    delete: scope(entry.delete, 'delete'),
    import: entry.import === true,
    export: entry.export === true,
    hidden: new Set(entry.hidden),
    readOnly: new Set(entry.readOnly),
  }
}
