// Whose sample data is: of the people of the installation when it is loaded; where there was nobody yet, of the first one who comes.
import { USER_MODULE } from '../../runtime/expression/storage.ts'
import type { Transaction } from '../database/database.ts'
import { statement } from '../database/text.ts'
import type { AppHost } from '../definitions/host.ts'
import type { AppRegistry } from '../definitions/registry.ts'
import { quoteName } from '../schema/columns.ts'
import { columnsOf } from '../schema/record-columns.ts'
import { sampleMark } from './mark.ts'

/** Gives `person` the sample records of all apps that were loaded before there was anybody. */
export async function adoptSamples(apps: AppRegistry, person: string): Promise<void> {
  for (const host of await apps.all()) await adoptSample(host, person)
}

async function adoptSample(host: AppHost, person: string): Promise<void> {
  const mark = await sampleMark(host.db)
  if (!mark) return
  await host.write(async (trx, { app }) => {
    for (const module of app.modules.values())
      for (const { name, storage } of columnsOf(module))
        if (storage.kind === 'reference' && storage.module === USER_MODULE) await give(trx, quoteName(module.key), name, mark.id, person)
    for (const column of ['owner', 'by_user']) await give(trx, '"_visit"', column, mark.id, person)
    await give(trx, '"_history"', 'by_user', mark.id, person)
  })
}

async function give(trx: Transaction, table: string, column: string, from: string, to: string): Promise<void> {
  await trx.run(statement(trx.dialect, `UPDATE ${table} SET ${quoteName(column)} = ? WHERE ${quoteName(column)} = ?`, [to, from]))
}
