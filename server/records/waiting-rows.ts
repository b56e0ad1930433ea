// New records of a batch wait to be written together. Before anything else is asked of the database they are written, so nothing can see the difference.
import type { Into, Transaction } from '../database/database.ts'

type Row = readonly unknown[]

export interface WaitingRows {
  /** Lets a row wait, its values in the order of the columns. */
  add(into: Into, row: Row): void
  /** Writes what waits, in the order it came. */
  flush(): Promise<void>
}

/** Rows that wait for a transaction, and that transaction as it has to be used while they do. */
export function waitingRows(trx: Transaction): { readonly rows: WaitingRows; readonly trx: Transaction } {
  let waiting: { readonly into: Into; readonly rows: Row[] }[] = []
  const rows: WaitingRows = {
    add(into, row) {
      const last = waiting.at(-1)
      if (last?.into === into) last.rows.push(row)
      else waiting.push({ into, rows: [row] })
    },
    async flush() {
      const groups = waiting
      waiting = []
      for (const group of groups) await trx.insert(group.into, group.rows)
    },
  }
  async function after<T>(work: () => Promise<T>): Promise<T> {
    if (waiting.length > 0) await rows.flush()
    return work()
  }
  return {
    rows,
    trx: {
      dialect: trx.dialect,
      transaction: true,
      all: (statement, slots) => after(() => trx.all(statement, slots)),
      values: (statement, slots) => after(() => trx.values(statement, slots)),
      get: (statement, slots) => after(() => trx.get(statement, slots)),
      run: (statement, slots) => after(() => trx.run(statement, slots)),
      insert: (into, more) => after(() => trx.insert(into, more)),
      script: (sql) => after(() => trx.script(sql)),
    },
  }
}
