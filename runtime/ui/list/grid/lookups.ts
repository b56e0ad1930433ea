// Titles and names as ids: every text once, many in one question. What several records are called alike, and what nobody is called, is for the caller to tell.
import type { App, Module } from '../../../definition/app.ts'
import { fromRows } from '../../../expression/rows.ts'
import { USER_MODULE } from '../../../expression/storage.ts'
import type { FieldServices } from '../../../fields/services.tsx'
import { call } from '../../data/api.ts'
import type { RecordPage } from '../../data/shapes.ts'
import { recordTitle, rememberTitles } from '../../data/titles.ts'
import type { Lookup } from './cell-values.ts'

export type Found = (lookup: Lookup) => readonly string[] | undefined

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** A condition has at most 2,000 characters and 100 parts; an address much longer than this is refused on its way. */
const MOST_CHARACTERS = 1800
const MOST_ENCODED = 6000
const MOST_PARTS = 90
const MOST_FOUND = 500

/** Looks all of them up; the answer gives the ids of each. */
export async function lookUp(app: App, services: FieldServices, lookups: readonly Lookup[]): Promise<Found> {
  const wanted = new Map<string, Set<string>>()
  for (const { module, text } of lookups) wanted.set(module, (wanted.get(module) ?? new Set()).add(text))
  const found = new Map<string, ReadonlyMap<string, readonly string[]>>()
  await Promise.all(
    [...wanted].map(async ([key, texts]) => {
      const module = app.modules.get(key)
      found.set(
        key,
        key === USER_MODULE ? await findPeople(services, texts) : module ? await findRecords(app, module, services, texts) : new Map(),
      )
    }),
  )
  return ({ module, text }) => found.get(module)?.get(text)
}

async function findPeople(services: FieldServices, texts: ReadonlySet<string>): Promise<ReadonlyMap<string, readonly string[]>> {
  const users = await services.users()
  const fold = (text: string) => text.trim().toLowerCase()
  return new Map(
    [...texts].map((text) => [text, users.filter(({ id, name }) => id === text || fold(name) === fold(text)).map(({ id }) => id)] as const),
  )
}

async function findRecords(
  app: App,
  module: Module,
  services: FieldServices,
  texts: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>()
  const named = [...texts].filter((text) => {
    if (!UUID.test(text)) return true
    found.set(text, [text])
    return false
  })
  const { title } = module
  if (title.storage.kind === 'reference' || !title.type.operators.includes('in')) {
    for (const text of named)
      found.set(
        text,
        (await services.searchRecords(module.key, text)).filter((each) => each.title === text).map(({ id }) => id),
      )
    return found
  }
  // The title's own type reads the text, so that `007` and `7` are the same number.
  const values = new Map<string, unknown>()
  for (const text of named) {
    const read = title.type.parse(text, title.options, title.context)
    if (read.ok && read.value !== null) values.set(text, read.value)
  }
  for (const part of parts([...new Set(values.values())])) {
    const where = fromRows({ join: 'and', rows: [{ path: title.key, operator: 'in', value: part }] }, module.shape)
    const query = { fields: title.key, where, limit: MOST_FOUND }
    const { records } = await call<RecordPage>(`/apps/${app.key}/records/${module.key}`, { query })
    rememberTitles(module, records)
    for (const [text, value] of values) {
      if (!part.includes(value)) continue
      const shown = title.type.format(value, title.options, title.context)
      found.set(
        text,
        records.filter((record) => recordTitle(module, record) === shown).map(({ _id }) => _id),
      )
    }
  }
  return found
}

function parts(values: readonly unknown[]): unknown[][] {
  const all: unknown[][] = []
  let [size, encoded] = [0, 0]
  for (const value of values) {
    const text = `${JSON.stringify(value)}, `
    const [length, longer] = [text.length, encodeURIComponent(text).length]
    const part = all.at(-1)
    if (part && part.length < MOST_PARTS && size + length <= MOST_CHARACTERS && encoded + longer <= MOST_ENCODED) {
      part.push(value)
      size += length
      encoded += longer
    } else {
      all.push([value])
      size = length
      encoded = longer
    }
  }
  return all
}
