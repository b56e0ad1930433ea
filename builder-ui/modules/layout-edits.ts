// Edits of the form of a module: fields put into sections, sections into tabs. A module without a layout shows every field in one section; the first edit
// writes that one out. Pure: a module in, edits out.
import type { Edit } from '../../runtime/definition/edit.ts'
import type { FieldDefinition, LayoutSectionDefinition, LayoutTabDefinition, ModuleDefinition } from '../../runtime/definition/types.ts'
import { words } from './words.ts'

/** Where fields go: into a section, before one of its fields or to its end. */
export interface Place {
  readonly tab: string
  readonly section: string
  readonly before?: string | undefined
}

/** The layout of a module, also where none is written. */
export function layoutOf(module: ModuleDefinition): readonly LayoutTabDefinition[] {
  if (module.layout) return module.layout
  const fields = module.fields.map(({ key }) => ({ field: key }))
  const label = { en: words.details.en, 'zh-CN': words.details['zh-CN'] }
  return [{ key: 'details', label, sections: [{ key: 'fields', label, fields }] }]
}

export function layoutPath(module: ModuleDefinition): string {
  return `/modules/${module.key}/layout`
}

export function sectionPath(module: ModuleDefinition, { tab, section }: Pick<Place, 'tab' | 'section'>): string {
  return `${layoutPath(module)}/${tab}/sections/${section}`
}

/** Writes the layout out where there is none yet. */
export function writeOut(module: ModuleDefinition): Edit[] {
  return module.layout ? [] : [{ kind: 'set', path: layoutPath(module), value: layoutOf(module) }]
}

/** The section a field stands in. */
export function placeOfField(module: ModuleDefinition, key: string): Place | undefined {
  for (const tab of layoutOf(module)) {
    for (const section of tab.sections) {
      const index = section.fields.findIndex(({ field }) => field === key)
      if (index >= 0) return { tab: tab.key, section: section.key, before: section.fields[index + 1]?.field }
    }
  }
  return undefined
}

/** Fields that stand on no form. */
export function offLayout(module: ModuleDefinition): readonly FieldDefinition[] {
  if (!module.layout) return []
  const shown = new Set(module.layout.flatMap((tab) => tab.sections.flatMap((section) => section.fields.map(({ field }) => field))))
  return module.fields.filter(({ key }) => !shown.has(key))
}

/** Every field of the form in reading order. */
export function slotsOf(module: ModuleDefinition): readonly (Place & { readonly field: string })[] {
  return layoutOf(module).flatMap((tab) =>
    tab.sections.flatMap((section) => section.fields.map(({ field }) => ({ tab: tab.key, section: section.key, field }))),
  )
}

/** Puts fields at a place, in that order, from wherever they are. */
export function moveFields(module: ModuleDefinition, keys: readonly string[], place: Place): Edit[] {
  const target = sectionPath(module, place)
  const before = anchor(module, keys, place)
  return [
    ...writeOut(module),
    ...keys.flatMap((key): Edit[] => {
      const from = placeOfField(module, key)
      if (!from) return [{ kind: 'add', path: `${target}/fields`, item: { field: key }, before }]
      const path = `${sectionPath(module, from)}/fields/${key}`
      if (from.tab === place.tab && from.section === place.section) return [{ kind: 'move', path, before }]
      return [
        { kind: 'remove', path },
        { kind: 'add', path: `${target}/fields`, item: itemOf(module, key), before },
      ]
    }),
  ]
}

/** The field they go before: the first from there on that does not move itself. */
function anchor(module: ModuleDefinition, keys: readonly string[], { tab, section, before }: Place): string | undefined {
  const fields = sectionOf(module, { tab, section })?.fields ?? []
  const index = before === undefined ? fields.length : fields.findIndex(({ field }) => field === before)
  return fields.slice(index).find(({ field }) => !keys.includes(field))?.field
}

export function sectionOf(module: ModuleDefinition, { tab, section }: Pick<Place, 'tab' | 'section'>): LayoutSectionDefinition | undefined {
  return layoutOf(module)
    .find(({ key }) => key === tab)
    ?.sections.find(({ key }) => key === section)
}

function itemOf(module: ModuleDefinition, key: string): LayoutSectionDefinition['fields'][number] {
  const from = placeOfField(module, key)
  const item = from && sectionOf(module, from)?.fields.find(({ field }) => field === key)
  return item ?? { field: key }
}

/** New fields, at a place of the form; without one at the end of its first section. */
export function addFields(module: ModuleDefinition, fields: readonly FieldDefinition[], place?: Place): Edit[] {
  const path = `/modules/${module.key}/fields`
  const added = fields.map((item): Edit => ({ kind: 'add', path, item }))
  const at = place ?? endOfForm(module)
  // Where no layout is written a field at the end stands there anyhow.
  if (!module.layout && at.before === undefined) return added
  const target = `${sectionPath(module, at)}/fields`
  return [
    ...writeOut(module),
    ...added,
    ...fields.map(({ key }): Edit => ({ kind: 'add', path: target, item: { field: key }, before: at.before })),
  ]
}

export function endOfForm(module: ModuleDefinition): Place {
  const tab = layoutOf(module)[0]!
  return { tab: tab.key, section: tab.sections[0]!.key }
}

/** Takes fields off the form; they stay fields of the module. */
export function takeOff(module: ModuleDefinition, keys: readonly string[]): Edit[] {
  const removed = keys.flatMap((key): Edit[] => {
    const from = placeOfField(module, key)
    return from ? [{ kind: 'remove', path: `${sectionPath(module, from)}/fields/${key}` }] : []
  })
  return removed.length === 0 ? [] : [...writeOut(module), ...removed]
}

export function setSpan(module: ModuleDefinition, key: string, span: number): Edit[] {
  const from = placeOfField(module, key)
  if (!from) return []
  return [
    ...writeOut(module),
    { kind: 'set', path: `${sectionPath(module, from)}/fields/${key}/span`, value: span === 1 ? undefined : span },
  ]
}

/** Puts a section into a tab, before one of its sections or at its end. A tab that has none left goes. */
export function moveSection(
  module: ModuleDefinition,
  from: Pick<Place, 'tab' | 'section'>,
  to: { readonly tab: string; readonly before?: string | undefined },
): Edit[] {
  const path = sectionPath(module, from)
  if (from.tab === to.tab) return [...writeOut(module), { kind: 'move', path, before: to.before }]
  const section = sectionOf(module, from)
  const target = layoutOf(module).find(({ key }) => key === to.tab)
  if (!section || !target) return []
  const taken = target.sections.map(({ key }) => key)
  const item = taken.includes(section.key) ? { ...section, key: other(section.key, taken) } : section
  return [
    ...writeOut(module),
    { kind: 'add', path: `${layoutPath(module)}/${to.tab}/sections`, item, before: to.before },
    isLastOf(module, from.tab) ? { kind: 'remove', path: `${layoutPath(module)}/${from.tab}` } : { kind: 'remove', path },
  ]
}

function other(key: string, taken: readonly string[]): string {
  for (let number = 2; ; number += 1) if (!taken.includes(`${key}_${number}`)) return `${key}_${number}`
}

function isLastOf(module: ModuleDefinition, tab: string): boolean {
  return layoutOf(module).find(({ key }) => key === tab)?.sections.length === 1
}

/** Takes a section away; its fields stand on no form then. With the last one its tab goes, and with the last tab the layout. */
export function removeSection(module: ModuleDefinition, at: Pick<Place, 'tab' | 'section'>): Edit[] {
  if (isLastOf(module, at.tab)) return removeTab(module, at.tab)
  return [...writeOut(module), { kind: 'remove', path: sectionPath(module, at) }]
}

export function removeTab(module: ModuleDefinition, tab: string): Edit[] {
  if (!module.layout) return []
  return module.layout.length === 1
    ? [{ kind: 'set', path: layoutPath(module), value: undefined }]
    : [{ kind: 'remove', path: `${layoutPath(module)}/${tab}` }]
}
