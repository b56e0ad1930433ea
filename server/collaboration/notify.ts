// Tells people something: a row they find when they look, and one in the outbox for those who are looking now. Both belong to the transaction of what
// they tell of. Whether someone may read the record in question is asked when he looks, not here.
import { Slot, type Transaction } from '../database/database.ts'
import { statement } from '../database/text.ts'

export interface Notice {
  readonly recipient: string
  readonly kind: 'assigned' | 'mentioned' | 'job' | 'approval' | 'due'
  readonly at: number
  readonly module?: string
  readonly record?: string
  readonly by: string | null
  /** What is no record: a job with its name and state, the note someone is mentioned in, the number of records. */
  readonly payload?: Readonly<Record<string, unknown>>
}

const NOTICE = ['recipient', 'at', 'kind', 'module', 'record', 'by_user', 'payload']
const slots = (names: readonly string[]) => names.map((name) => new Slot(name))
const INSERT = `INSERT INTO "_notification" (${NOTICE.map((name) => `"${name}"`).join(', ')}) VALUES (?, ?, ?, ?, ?, ?, %)`
const TELL = `INSERT INTO "_outbox" ("at", "kind", "module", "record", "version", "by_user", "payload") VALUES (?, 'notification', '', '', 0, NULL, %)`
const both = (text: string, names: readonly string[]) => ({
  sqlite: statement('sqlite', text.replace('%', '?'), slots(names)),
  postgres: statement('postgres', text.replace('%', '?::jsonb'), slots(names)),
})
const insert = both(INSERT, NOTICE)
const tell = both(TELL, ['at', 'payload'])

export async function notify(trx: Transaction, { recipient, kind, at, module, record, by, payload }: Notice): Promise<void> {
  const row = { recipient, at, kind, module: module ?? null, record: record ?? null, by_user: by }
  await trx.run(insert[trx.dialect], { ...row, payload: payload ? JSON.stringify(payload) : null })
  await trx.run(tell[trx.dialect], { at, payload: JSON.stringify({ user: recipient }) })
}
