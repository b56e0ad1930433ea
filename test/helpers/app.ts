// An app made from a definition on a real database, and the ways tests write and read in it.

import { expect } from 'vitest'
import type { Problem, Result } from '../../runtime/problem.ts'
import { type Principal, systemPrincipal } from '../../server/access/principal.ts'
import type { Store } from '../../server/database/connect.ts'
import type { AppHost } from '../../server/definitions/host.ts'
import { createApp } from '../../server/definitions/publish.ts'
import { type ListRequest, resolveList } from '../../server/records/query.ts'
import { listRecords, listText, readRecord } from '../../server/records/read.ts'
import { createRecord, deleteRecord, restoreRecord, updateRecord, type Written } from '../../server/records/write.ts'
import type { WriteContext } from '../../server/records/write-context.ts'

export const system = systemPrincipal('test')

export function userPrincipal(
  id: string,
  roles: readonly string[],
  more: { app?: string; team?: readonly string[]; manages?: readonly string[]; admin?: boolean } = {},
): Principal {
  return {
    kind: 'user',
    id,
    name: id,
    admin: more.admin ?? false,
    roles: new Map([[more.app ?? 'sales', roles]]),
    team: more.team ?? [id],
    manages: more.manages ?? [],
  }
}

export interface TestApp {
  readonly host: AppHost
  create(module: string, values: Record<string, unknown>, as?: Principal): Promise<Result<Written>>
  update(module: string, id: string, values: Record<string, unknown>, as?: Principal): Promise<Result<Written>>
  remove(module: string, id: string, as?: Principal): Promise<Result<Written>>
  restore(module: string, id: string, as?: Principal): Promise<Result<Written>>
  /** Parsed records of a list; throws the problems. */
  list(
    module: string,
    request?: ListRequest,
    as?: Principal,
  ): Promise<{ records: Record<string, any>[]; next: string | null; total?: number }>
  problemsOfList(module: string, request: ListRequest, as?: Principal): Promise<readonly Problem[]>
  read(module: string, id: string, as?: Principal): Promise<Record<string, any> | undefined>
}

export async function newApp(store: Store, definition: unknown): Promise<TestApp> {
  const created = await createApp(store, definition, system)
  if (!created.ok) throw new Error(JSON.stringify(created.problems, null, 1))
  return appOf(created.value)
}

export function appOf(host: AppHost): TestApp {
  const write = (as: Principal, work: (context: WriteContext) => Promise<Result<Written>>) =>
    host.write((trx, published) => work({ trx, db: host.db, published, principal: as, now: Date.now(), userExists: async () => true }))
  const moduleOf = (context: WriteContext, key: string) => context.published.app.modules.get(key)!
  return {
    host,
    create: (module, values, as = system) => write(as, (context) => createRecord(context, moduleOf(context, module), values)),
    update: (module, id, values, as = system) => write(as, (context) => updateRecord(context, moduleOf(context, module), id, values)),
    remove: (module, id, as = system) => write(as, (context) => deleteRecord(context, moduleOf(context, module), id)),
    restore: (module, id, as = system) => write(as, (context) => restoreRecord(context, moduleOf(context, module), id)),
    async list(module, request = {}, as = system) {
      const { app } = await host.current()
      const query = resolveList(app, app.modules.get(module)!, as, request)
      if (!query.ok) throw new Error(JSON.stringify(query.problems))
      const page = await listRecords(host.db, query.value, as)
      if (!page.ok) throw new Error(JSON.stringify(page.problems))
      // What the database writes as text is the same page, whatever list a test asks for.
      const text = unwrap(await listText(host.db, query.value, as))
      expect(JSON.parse(Buffer.from(text).toString())).toEqual(JSON.parse(JSON.stringify(page.value)))
      return page.value as { records: Record<string, any>[]; next: string | null; total?: number }
    },
    async problemsOfList(module, request, as = system) {
      const { app } = await host.current()
      const query = resolveList(app, app.modules.get(module)!, as, request)
      return query.ok ? [] : query.problems
    },
    async read(module, id, as = system) {
      const { app } = await host.current()
      const record = await readRecord(host.db, app, app.modules.get(module)!, as, id)
      return record as Record<string, any> | undefined
    },
  }
}

export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 1))
  return result.value
}
