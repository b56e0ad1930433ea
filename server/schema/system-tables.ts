// The tables of an app that no definition draws: versions, visits, history, outbox, jobs, counters, the trash of removed fields, and what people keep
// beside records: saved views, preferences, notes, notifications.
import type { DialectName } from '../database/database.ts'

/** Number of the layout of these tables. Whoever raises it brings what upgrade-system.ts has to do beyond making tables that are missing. */
export const SYSTEM_SCHEMA = 5

const COLUMN: Readonly<Record<string, Readonly<Record<DialectName, string>>>> = {
  text: { sqlite: 'TEXT', postgres: 'TEXT COLLATE "C"' },
  integer: { sqlite: 'INTEGER', postgres: 'BIGINT' },
  json: { sqlite: 'TEXT', postgres: 'JSONB' },
  bytes: { sqlite: 'BLOB', postgres: 'BYTEA' },
  counter: { sqlite: 'INTEGER PRIMARY KEY AUTOINCREMENT', postgres: 'BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY' },
}

interface SystemTable {
  readonly name: string
  readonly columns: readonly string[]
  readonly key?: string
  readonly indexes?: readonly string[]
}

const TABLES: readonly SystemTable[] = [
  { name: '_meta', columns: ['name text not null', 'value text not null'], key: 'name' },
  // Definitions, append-only. `decisions` carries what was decided when publishing, among it the mapping of removed stages.
  {
    name: '_version',
    columns: ['number integer not null', 'definition text not null', 'note text', 'author text', 'at integer not null', 'decisions json'],
    key: 'number',
  },
  // The draft: the definition being worked on, with every edit that led to it, so that two people who edit at once are told what clashes.
  {
    name: '_draft',
    columns: [
      'id text not null',
      'version integer not null',
      'base integer not null',
      'definition text not null',
      'by_user text',
      'at integer not null',
    ],
    key: 'id',
  },
  {
    name: '_draft_edit',
    columns: ['version integer not null', 'by_user text', 'at integer not null', 'edits json not null'],
    key: 'version',
  },
  // Stage visits: one row per stay, closed by setting left_at, never otherwise changed.
  {
    name: '_visit',
    columns: [
      'record text not null',
      'pipeline text not null',
      'seq integer not null',
      'module text not null',
      'version integer not null',
      'stage text not null',
      'entered_at integer not null',
      'left_at integer',
      'kind text not null',
      'reason text',
      'sub_reason text',
      'note text',
      'by_user text',
      'owner text',
      'snapshot json',
      'import text',
      'transition text',
      'checks json',
    ],
    key: 'record, pipeline, seq',
    indexes: ['_visit_stage (pipeline, stage, entered_at)'],
  },
  // What happened to a record: `changes` maps a field to [before, after] in wire form.
  {
    name: '_history',
    columns: [
      'id counter',
      'record text not null',
      'module text not null',
      'version integer not null',
      'at integer not null',
      'by_user text',
      'kind text not null',
      'changes json',
      'import text',
    ],
    indexes: ['_history_record (record, id)'],
  },
  {
    name: '_outbox',
    columns: [
      'id counter',
      'at integer not null',
      'kind text not null',
      'module text not null',
      'record text not null',
      'version integer not null',
      'by_user text',
      'payload json',
    ],
  },
  { name: '_sequence', columns: ['name text not null', 'next integer not null'], key: 'name' },
  // Removed fields and modules: where their values still are, until purged.
  {
    name: '_trash',
    columns: [
      'id text not null',
      'module text not null',
      'field text',
      'place text not null',
      'definition json not null',
      'at integer not null',
      'version integer not null',
    ],
    key: 'id',
  },
  {
    name: '_job',
    columns: [
      'id text not null',
      'kind text not null',
      'name text not null',
      'state text not null',
      'input json not null',
      'progress json',
      'result json',
      'by_user text',
      'created_at integer not null',
      'due_at integer not null',
      'lease_until integer',
      'attempts integer not null',
      'finished_at integer',
    ],
    key: 'id',
    indexes: ['_job_due (state, due_at)'],
  },
  // Lines of an import that are in: with the job's id and the line number as key nothing comes in twice, whatever restarts.
  {
    name: '_import_line',
    columns: ['import text not null', 'line integer not null', 'record text not null', 'action text not null', 'before json'],
    key: 'import, line',
  },
  { name: '_upload', columns: ['id text not null', 'seq integer not null', 'at integer not null', 'bytes bytes not null'], key: 'id, seq' },
  {
    name: '_import_error',
    columns: ['import text not null', 'line integer not null', 'seq integer not null', 'field text', 'value text', 'reason json not null'],
    key: 'import, line, seq',
  },
  // The cells of lines that failed, for correcting them; the headings as line 0.
  { name: '_import_bad_line', columns: ['import text not null', 'line integer not null', 'cells json not null'], key: 'import, line' },
  // Corrected cells of an uploaded file, by line and heading.
  {
    name: '_import_fix',
    columns: ['upload text not null', 'line integer not null', 'heading text not null', 'value text not null'],
    key: 'upload, line, heading',
  },
  // Views people saved: `definition` is that of a view without key and label.
  {
    name: '_view',
    columns: [
      'id text not null',
      'module text not null',
      'label text not null',
      'shared integer not null',
      'owner text not null',
      'version integer not null',
      'definition text not null',
      'at integer not null',
    ],
    key: 'id',
    indexes: ['_view_owner (owner)'],
  },
  { name: '_preference', columns: ['owner text not null', 'name text not null', 'value text not null'], key: 'owner, name' },
  // What people wrote on a record. A removed note keeps who wrote it and when it went, not what it said.
  {
    name: '_note',
    columns: [
      'id text not null',
      'module text not null',
      'record text not null',
      'author text',
      'at integer not null',
      'edited_at integer',
      'deleted_at integer',
      'text text',
    ],
    key: 'id',
    indexes: ['_note_record (record, id)'],
  },
  // Files of records. Without a record one waits to be saved; `dropped_at` says when it was taken out of its record.
  {
    name: '_file',
    columns: [
      'id text not null',
      'module text not null',
      'field text not null',
      'record text',
      'name text not null',
      'size integer not null',
      'by_user text',
      'at integer not null',
      'dropped_at integer',
    ],
    key: 'id',
    indexes: ['_file_record (record)'],
  },
  { name: '_file_piece', columns: ['id text not null', 'seq integer not null', 'bytes bytes not null'], key: 'id, seq' },
  // Moves that wait for somebody's consent, and what became of them. `answers` is what was said with the move.
  {
    name: '_approval',
    columns: [
      'id text not null',
      'module text not null',
      'record text not null',
      'pipeline text not null',
      'transition text not null',
      'from_stage text not null',
      'to_stage text not null',
      'state text not null',
      'asked_by text',
      'asked_at integer not null',
      'answers json not null',
      'decided_by text',
      'decided_at integer',
      'comment text',
    ],
    key: 'id',
    indexes: ['_approval_record (record)', `_approval_waiting (module, asked_at) WHERE state = 'waiting'`],
  },
  // How the scores of a record changed: the score in hundredths, and the version of the definition whose rules gave it.
  {
    name: '_score_history',
    columns: [
      'id counter',
      'module text not null',
      'record text not null',
      'card text not null',
      'score integer',
      'tier text',
      'at integer not null',
      'version integer not null',
    ],
    indexes: ['_score_history_record (record)'],
  },
  // Records that became others: `made` says what was made or taken and what was changed with it, so that it can be taken back.
  {
    name: '_conversion',
    columns: [
      'id text not null',
      'conversion text not null',
      'module text not null',
      'record text not null',
      'at integer not null',
      'by_user text',
      'state text not null',
      'made json not null',
    ],
    key: 'id',
    indexes: ['_conversion_record (record)'],
  },
  // Records that went into others: `changes` says what was moved over and what the kept record was before.
  {
    name: '_merge',
    columns: [
      'id text not null',
      'module text not null',
      'kept text not null',
      'dropped text not null',
      'at integer not null',
      'by_user text',
      'state text not null',
      'changes json not null',
    ],
    key: 'id',
    indexes: ['_merge_dropped (dropped)', '_merge_kept (kept)'],
  },
  // What someone is told. `payload` is about what is no record: a job, the number of records of a bulk change, a note.
  {
    name: '_notification',
    columns: [
      'id counter',
      'recipient text not null',
      'at integer not null',
      'kind text not null',
      'module text',
      'record text',
      'by_user text',
      'payload json',
      'read_at integer',
    ],
    indexes: ['_notification_of (recipient, id)', '_notification_unread (recipient, id) WHERE read_at IS NULL'],
  },
]

/** The columns of a system table that somebody fills; counters fill themselves. */
export function systemColumns(name: string): string[] {
  const columns = TABLES.find((table) => table.name === name)?.columns ?? []
  return columns.flatMap((column) => {
    const [own, kind] = column.split(' ')
    return kind === 'counter' ? [] : [own!]
  })
}

/** DDL of the system tables, one statement each; creating what exists already does nothing. */
export function systemTablesSql(dialect: DialectName): string[] {
  return TABLES.flatMap((table) => {
    const columns = table.columns.map((column) => {
      const [name, kind, ...rest] = column.split(' ')
      return `  "${name}" ${COLUMN[kind!]![dialect]}${rest.length > 0 ? ` ${rest.join(' ').toUpperCase()}` : ''}`
    })
    if (table.key) columns.push(`  PRIMARY KEY (${table.key})`)
    const strict = dialect === 'sqlite' ? ' STRICT' : ''
    const indexes = (table.indexes ?? []).map((index) => `CREATE INDEX IF NOT EXISTS ${index.replace(' (', ` ON "${table.name}" (`)}`)
    return [`CREATE TABLE IF NOT EXISTS "${table.name}" (\n${columns.join(',\n')}\n)${strict}`, ...indexes]
  })
}
