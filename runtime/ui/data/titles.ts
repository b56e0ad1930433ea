// Titles of records seen so far, so that a relation shows a name wherever it stands. Every answer of the server adds to them.
import type { Module } from '../../definition/app.ts'
import { textOf } from '../../label.ts'
import type { RecordData } from './shapes.ts'

const titles = new Map<string, string>()
let modules: ReadonlyMap<string, Module> = new Map()

/** The modules of the app on screen, whose titles come along with other records. */
export function titlesOf(known: ReadonlyMap<string, Module>): void {
  modules = known
}

export function titleOf(module: string, id: string): string | undefined {
  return titles.get(`${module}/${id}`)
}

export function rememberTitle(module: string, id: string, title: string): void {
  titles.set(`${module}/${id}`, title)
}

/** The record's own title, from its title field. */
export function recordTitle(module: Module, record: Readonly<Record<string, unknown>>): string | undefined {
  const value = record[module.title.key]
  if (value === null || value === undefined || value === '') return undefined
  const { title } = module
  if (title.storage.kind === 'reference' && typeof value === 'string') return titleOf(title.storage.module, value)
  return title.type.format(value, title.options, title.context)
}

/** A title that came along with a record that refers to another, in the way the other module writes it. */
function titleText(key: string | undefined, title: unknown): string {
  const field = modules.get(key ?? '')?.title
  return field && field.storage.kind !== 'reference' ? field.type.format(title, field.options, field.context) : String(title)
}

export function rememberTitles(module: Module, records: readonly RecordData[]): void {
  for (const record of records) {
    const own = recordTitle(module, record)
    if (own !== undefined) titles.set(`${module.key}/${record._id}`, own)
    for (const [name, title] of Object.entries(record._titles ?? {})) {
      const storage = module.fields.get(name)?.storage
      const id = record[name]
      if (storage?.kind === 'reference' && typeof id === 'string' && title)
        titles.set(`${storage.module}/${id}`, titleText(storage.module, title))
      if (storage?.kind !== 'json' || !Array.isArray(id) || !Array.isArray(title)) continue
      for (const [place, each] of id.entries())
        if (title[place]) titles.set(`${storage.module}/${each}`, titleText(storage.module, title[place]))
    }
  }
}

/** The label of a module in the reader's language; every app is linked in it. */
export function moduleLabel(module: Module): string {
  return textOf(module.label, module.title.context.locale, module.key)
}
