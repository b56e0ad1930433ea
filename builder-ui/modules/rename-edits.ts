// A key that is not published yet can still be another one. What names it goes along: the form, the title, views and rules; other modules, the menu and the roles.
import { type Edit, pathTo } from '../../runtime/definition/edit.ts'
import type { AppDefinition, ModuleDefinition } from '../../runtime/definition/types.ts'
import { fieldTypes } from '../../runtime/fields/index.ts'
import { relationSettings, targetOf } from './field-types.ts'

/** What names a field beside the field itself, under its new key. Expressions stay as they are; the problems list names them. */
export function fieldMentions(module: ModuleDefinition, from: string, to: string): Edit[] {
  const path = `/modules/${module.key}`
  const edits: Edit[] = []
  const set = (place: string, value: unknown) => edits.push({ kind: 'set', path: place, value })
  if (module.title === from) set(`${path}/title`, to)
  for (const tab of module.layout ?? []) {
    for (const section of tab.sections) {
      if (section.fields.some(({ field }) => field === from))
        set(`${path}/layout/${tab.key}/sections/${section.key}/fields/${from}/field`, to)
    }
  }
  for (const view of module.views ?? []) {
    const at = `${path}/views/${view.key}`
    if (view.fields.includes(from)) set(`${at}/fields`, swapped(view.fields, from, to))
    if (view.sort?.some(({ field }) => field === from)) set(`${at}/sort/${from}/field`, to)
    for (const name of ['group', 'sum', 'swimlane', 'date', 'until'] as const) if (view[name] === from) set(`${at}/${name}`, to)
    for (const name of ['widths', 'totals'] as const) {
      const value = view[name]?.[from]
      if (value === undefined) continue
      set(`${at}/${name}/${from}`, undefined)
      set(`${at}/${name}/${to}`, value)
    }
  }
  for (const list of ['rules', 'duplicates'] as const) {
    for (const rule of module[list] ?? [])
      if (rule.fields?.includes(from)) set(`${path}/${list}/${rule.key}/fields`, swapped(rule.fields, from, to))
  }
  return edits
}

function swapped(names: readonly string[], from: string, to: string): string[] {
  return names.map((each) => (each === from ? to : each))
}

/** The same for a module. */
export function moduleMentions(definition: AppDefinition, from: string, to: string): Edit[] {
  const edits: Edit[] = []
  const set = (path: string, value: unknown) => edits.push({ kind: 'set', path, value })
  for (const module of definition.modules) {
    for (const field of module.fields) {
      if (targetOf(field, fieldTypes) !== from) continue
      // The module itself has its new key by then.
      const own = module.key === from ? to : module.key
      set(`/modules/${own}/fields/${field.key}/${relationSettings(fieldTypes.get(field.type)!)!.module}`, to)
    }
  }
  for (const list of ['pipelines', 'scorecards', 'conversions', 'reports', 'navigation'] as const) {
    for (const each of definition[list] ?? []) if ('module' in each && each.module === from) set(`/${list}/${each.key}/module`, to)
  }
  for (const role of definition.roles ?? []) {
    if (role.modules?.some(({ module }) => module === from)) set(`${pathTo('/roles', role.key)}/modules/${from}/module`, to)
  }
  return edits
}
