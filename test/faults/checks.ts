// What must hold in an app's file after its server was killed, whatever it was doing. Each breach is one sentence.
import { canonicalText } from '../../runtime/definition/canonical.ts'
import type { AppDefinition } from '../../runtime/definition/types.ts'
import { connectFile } from '../../server/database/sqlite-file.ts'

/** What the server said it has written. */
export interface Acknowledged {
  readonly version: number
  /** The values it holds at that version, in the form of the columns; those not named are not looked at. */
  readonly columns: Readonly<Record<string, unknown>>
}

export interface Found {
  /** Acknowledged writes that are not there. */
  readonly lost: string[]
  /** Things half done. */
  readonly torn: string[]
}

type Connection = ReturnType<typeof connectFile>
type Row = Record<string, any>

/** Looks at the file from outside. `known` is brought up to what is there, because the last request before a kill may or may not have been done. */
export function checkFile(
  file: string,
  known: Map<string, Acknowledged>,
  definitions: readonly AppDefinition[],
  moved: Readonly<Record<string, string>> = {},
): Found {
  const db = connectFile(file)
  try {
    // One look at one moment: the server that was started again works on while we read.
    db.exec('BEGIN')
    return { lost: lostWrites(db, known), torn: [...damage(db), ...tornTables(db, definitions), ...tornVisits(db, moved), ...tornLogs(db)] }
  } finally {
    db.close()
  }
}

function lostWrites(db: Connection, known: Map<string, Acknowledged>): string[] {
  const lost: string[] = []
  const rows = new Map((db.prepare('SELECT * FROM "deal"').all() as Row[]).map((row) => [row._id as string, row]))
  for (const [id, { version, columns }] of known) {
    const row = rows.get(id)
    if (!row) lost.push(`record ${id} of version ${version} is gone`)
    else if (row._version < version) lost.push(`record ${id} has version ${row._version}, acknowledged was ${version}`)
    else if (row._version === version) {
      for (const [name, value] of Object.entries(columns))
        if (row[name] !== value) lost.push(`record ${id} version ${version}: ${name} is ${row[name]}, acknowledged was ${value}`)
    } else {
      // The request that was cut off was done after all.
      known.set(id, { version: row._version, columns: Object.fromEntries(Object.keys(columns).map((name) => [name, row[name]])) })
    }
  }
  return lost
}

function damage(db: Connection): string[] {
  const integrity = db.pragma('integrity_check') as Row[]
  const foreign = db.pragma('foreign_key_check') as Row[]
  return [
    ...integrity.filter((row) => row.integrity_check !== 'ok').map((row) => `integrity_check: ${row.integrity_check}`),
    ...foreign.map((row) => `foreign_key_check: ${JSON.stringify(row)}`),
  ]
}

/** The version in force is one of those that were published, and the tables are exactly those it draws. */
function tornTables(db: Connection, definitions: readonly AppDefinition[]): string[] {
  const { number, definition } = db.prepare('SELECT "number", "definition" FROM "_version" ORDER BY "number" DESC LIMIT 1').get() as Row
  const live = definitions.find((each) => canonicalText(each) === definition)
  if (!live) return [`version ${number} is none of the published definitions`]
  const torn: string[] = []
  const versions = db.prepare('SELECT count(*) AS n FROM "_version"').get() as Row
  if (versions.n !== number) torn.push(`${versions.n} versions up to number ${number}`)
  const tables = (
    db
      .prepare(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND substr(name, 1, 1) <> '_'`,
      )
      .all() as Row[]
  ).map((row) => row.name as string)
  const modules = live.modules.map((module) => module.key)
  if (tables.sort().join() !== modules.sort().join()) torn.push(`version ${number}: tables ${tables.join()}, modules ${modules.join()}`)
  for (const module of live.modules) {
    const columns = db.prepare('SELECT name, type FROM pragma_table_info(?)').all(module.key) as Row[]
    const names = columns.map((row) => row.name as string).filter((name) => !name.startsWith('_'))
    const fields = module.fields.map((field) => field.key)
    if (names.sort().join() !== fields.sort().join())
      torn.push(`version ${number}: ${module.key} has columns ${names.join()}, fields ${fields.join()}`)
    const score = columns.find((row) => row.name === 'score')
    const type = module.fields.find((field) => field.key === 'score')?.type === 'integer' ? 'INTEGER' : 'TEXT'
    if (score && score.type !== type) torn.push(`version ${number}: score is ${score.type}`)
  }
  return torn
}

/** Visits of a record follow each other without a gap, and the one that is open is of the record's stage. `moved` maps stages that were removed. */
function tornVisits(db: Connection, moved: Readonly<Record<string, string>>): string[] {
  const torn: string[] = []
  const visits = new Map<string, Row[]>()
  for (const visit of db
    .prepare('SELECT "record", "seq", "stage", "entered_at", "left_at" FROM "_visit" WHERE "module" = \'deal\' ORDER BY "record", "seq"')
    .all() as Row[]) {
    const list = visits.get(visit.record)
    if (list) list.push(visit)
    else visits.set(visit.record, [visit])
  }
  const records = db.prepare('SELECT "_id", "_stage" FROM "deal"').all() as Row[]
  for (const { _id, _stage } of records) {
    const list = visits.get(_id) ?? []
    visits.delete(_id)
    const open = list.filter((visit) => visit.left_at === null)
    if (open.length !== 1) torn.push(`record ${_id}: ${open.length} open visits`)
    else if (open[0] !== list.at(-1)) torn.push(`record ${_id}: the open visit is not the last`)
    else if (open[0]!.stage !== _stage && moved[open[0]!.stage] !== _stage)
      torn.push(`record ${_id} is in ${_stage}, its open visit in ${open[0]!.stage}`)
    list.forEach((visit, index) => {
      const next = list[index + 1]
      if (visit.seq !== index + 1 || (next && next.entered_at !== visit.left_at))
        torn.push(`record ${_id}: visit ${visit.seq} does not join the next`)
    })
  }
  for (const record of visits.keys()) torn.push(`visits of record ${record}, which is not there`)
  return torn
}

/** One entry of history for each change of a record, one of the outbox for each write. */
function tornLogs(db: Connection): string[] {
  const history =
    db.prepare(`SELECT d."_id", d."_version", count(h."id") AS n, max(h."version") AS newest FROM "deal" AS d LEFT JOIN "_history" AS h ON h."record" = d."_id" AND h."kind" <> 'create'
    GROUP BY d."_id" HAVING n <> d."_version" - 1 OR (newest IS NOT NULL AND newest <> d."_version")`)
  const outbox = db.prepare(
    `SELECT d."_id", d."_version", count(o."id") AS n FROM "deal" AS d LEFT JOIN "_outbox" AS o ON o."record" = d."_id" WHERE d."_import" IS NULL GROUP BY d."_id" HAVING n <> d."_version"`,
  )
  return [
    ...(history.all() as Row[]).map((row) => `record ${row._id} of version ${row._version} has ${row.n} changes in its history`),
    ...(outbox.all() as Row[]).map((row) => `record ${row._id} of version ${row._version} has ${row.n} entries in the outbox`),
  ]
}
