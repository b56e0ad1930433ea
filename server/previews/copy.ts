// The statements that fill a copy of an app: set-based, the same for both databases. What is on its way out of an app (jobs, outbox, uploads, notifications)
// and its draft stay behind.
import type { App, Module } from '../../runtime/definition/app.ts'
import { USER_MODULE } from '../../runtime/expression/storage.ts'
import type { DialectName } from '../database/database.ts'
import { quoteName, quoteText } from '../schema/columns.ts'
import { columnsOf } from '../schema/record-columns.ts'
import { systemColumns } from '../schema/system-tables.ts'

/** The newest records of each module, and those they refer to. */
export const MOST_RECORDS = 5000
/** How far relations of records that were taken are followed to others. */
const ROUNDS = 3
const MOST_FILE_BYTES = 1024 * 1024
const MOST_FILES = 200

export interface CopyWish {
  /** `none`: no records. Else all, or only those with this mark. */
  readonly records: 'all' | 'none' | { readonly mark: string }
  /** The person whose saved views and preferences come along. */
  readonly person: string
}

/** `source` gives the name of a table of the app that is copied. */
export function copyStatements(app: App, { records, person }: CopyWish, dialect: DialectName, source: (table: string) => string): string[] {
  const me = quoteText(person)
  const out = [
    insertSystem('_version', source, ''),
    insertSystem('_view', source, ` WHERE t."owner" = ${me} OR t."shared" = 1`),
    insertSystem('_preference', source, ` WHERE t."owner" = ${me}`),
  ]
  if (records === 'none') return out
  const modules = [...app.modules.values()]
  const marked = records === 'all' ? '' : ` WHERE "_import" = ${quoteText(records.mark)}`
  const end = dialect === 'postgres' ? ' ON COMMIT DROP' : ''
  const text = dialect === 'postgres' ? 'TEXT COLLATE "C"' : 'TEXT'
  out.push(
    insertSystem('_sequence', source, ''),
    `INSERT INTO "_meta" ("name", "value") SELECT "name", "value" FROM ${source('_meta')} WHERE "name" = 'sample'`,
    `CREATE TEMP TABLE "_kept" ("id" ${text} PRIMARY KEY)${end}`,
    ...modules.map(
      (module) => `INSERT INTO "_kept" SELECT "_id" FROM ${source(module.key)}${marked} ORDER BY "_id" DESC LIMIT ${MOST_RECORDS}`,
    ),
  )
  const follow = modules.flatMap((module) => relationsOf(module).map((field) => followSql(module, field, source)))
  if (records === 'all') for (let round = 0; round < ROUNDS; round += 1) out.push(...follow)
  out.push(...modules.map((module) => insertRecords(module, source)))
  for (const table of ['_visit', '_history', '_note', '_approval', '_score_history', '_conversion', '_file'])
    out.push(insertSystem(table, source, ` WHERE t."record" IN (SELECT "id" FROM "_kept")`))
  out.push(
    insertSystem('_merge', source, ` WHERE t."kept" IN (SELECT "id" FROM "_kept") AND t."dropped" IN (SELECT "id" FROM "_kept")`),
    insertSystem('_file_piece', source, ` WHERE t."id" IN (${filesSql(source)})`),
  )
  return out
}

function relationsOf(module: Module): string[] {
  return columnsOf(module).flatMap(({ name, storage }) => (storage.kind === 'reference' && storage.module !== USER_MODULE ? [name] : []))
}

/** Takes in what a relation of the taken records points at. */
function followSql(module: Module, field: string, source: (table: string) => string): string {
  const column = `s.${quoteName(field)}`
  return `INSERT INTO "_kept" SELECT DISTINCT ${column} FROM ${source(module.key)} AS s JOIN "_kept" AS k ON k."id" = s."_id" WHERE ${column} IS NOT NULL AND ${column} NOT IN (SELECT "id" FROM "_kept")`
}

/** A relation to what was not taken is empty. */
function insertRecords(module: Module, source: (table: string) => string): string {
  const relations = new Set(relationsOf(module))
  const names = ['_id', ...columnsOf(module).map(({ name }) => name)]
  const columns = names.map((name) => {
    const column = `s.${quoteName(name)}`
    return relations.has(name) ? `CASE WHEN ${column} IN (SELECT "id" FROM "_kept") THEN ${column} END` : column
  })
  const into = `INSERT INTO ${quoteName(module.key)} (${names.map(quoteName).join(', ')})`
  return `${into} SELECT ${columns.join(', ')} FROM ${source(module.key)} AS s WHERE s."_id" IN (SELECT "id" FROM "_kept")`
}

function insertSystem(table: string, source: (table: string) => string, where: string): string {
  const columns = systemColumns(table).map(quoteName)
  const order = table === '_history' || table === '_score_history' ? ' ORDER BY t."id"' : ''
  return `INSERT INTO ${quoteName(table)} (${columns.join(', ')}) SELECT ${columns.map((column) => `t.${column}`).join(', ')} FROM ${source(table)} AS t${where}${order}`
}

/** Small files come along whole; of the others there is only the name. */
function filesSql(source: (table: string) => string): string {
  return `SELECT f."id" FROM ${source('_file')} AS f WHERE f."record" IN (SELECT "id" FROM "_kept") AND f."size" <= ${MOST_FILE_BYTES} ORDER BY f."id" DESC LIMIT ${MOST_FILES}`
}
