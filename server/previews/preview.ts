// A preview: a hidden copy of an app in which one person tries a draft, as one role of it. What the copy is stands in the copy itself, so every process
// knows it, and it goes as a whole.
import type { Text } from '../../runtime/label.ts'
import type { Principal } from '../access/principal.ts'
import type { Handle, Transaction } from '../database/database.ts'
import { statement } from '../database/text.ts'
import { type AppHost, isPreviewKey } from '../definitions/host.ts'
import type { AppRegistry } from '../definitions/registry.ts'
import type { Services } from '../services.ts'

export type PreviewData = 'live' | 'sample' | 'none'

export interface Preview {
  readonly key: string
  /** The app it is a copy of. */
  readonly app: string
  readonly owner: string
  readonly role: string
  readonly data: PreviewData
  /** Epoch milliseconds. */
  readonly expires: number
  /** The version of the draft in it. */
  readonly version: number
  /** Records by module: how many came along, of how many. */
  readonly copied: Readonly<Record<string, { readonly copied: number; readonly of: number }>>
  /** What was decided so that the draft could be published in it. */
  readonly decisions: readonly { readonly key: string; readonly question: Text; readonly value: unknown; readonly label: Text }[]
}

const NAME = 'preview'
/** PostgreSQL says so where another process removed the copy: no such table, no such schema. */
const GONE = new Set(['42P01', '3F000'])
/** What the libraries say of a database that was closed, and SQLite of one whose tables are not made yet. */
const CLOSED = /database connection is not open|after calling end on the pool|no such table/

/** What the copy is; undefined where it is none (any more) or its time is over. */
export async function previewOf(host: AppHost, now = Date.now()): Promise<Preview | undefined> {
  const preview = isPreviewKey(host.key) ? await readPreview(host.db) : undefined
  return preview && preview.expires > now ? preview : undefined
}

async function readPreview(db: Handle): Promise<Preview | undefined> {
  try {
    const row = await db.get(statement(db.dialect, `SELECT "value" FROM "_meta" WHERE "name" = '${NAME}'`))
    return row ? (JSON.parse(String(row.value)) as Preview) : undefined
  } catch (error) {
    if (isGone(error)) return undefined
    throw error
  }
}

/** Whether an error says that the copy was removed under whoever works with it. */
export function isGone(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown }
  return GONE.has(String(code)) || CLOSED.test(String(message))
}

export async function writePreview(trx: Transaction, preview: Preview): Promise<void> {
  await trx.run(statement(trx.dialect, `DELETE FROM "_meta" WHERE "name" = '${NAME}'`))
  await trx.run(statement(trx.dialect, 'INSERT INTO "_meta" ("name", "value") VALUES (?, ?)', [NAME, JSON.stringify(preview)]))
}

/** Who acts in the app: in a preview its owner with its one role, and nobody else; in an app the principal himself. */
export async function actingIn(host: AppHost, principal: Principal): Promise<Principal | undefined> {
  if (!isPreviewKey(host.key)) return principal
  const preview = await previewOf(host)
  if (!preview || principal.kind !== 'user') return preview && principal
  if (principal.key || principal.id !== preview.owner) return undefined
  return { ...principal, admin: false, roles: new Map([[host.key, [preview.role]]]) }
}

/** The preview the person has of the app. */
export async function findPreview(apps: AppRegistry, app: string, owner: string): Promise<Preview | undefined> {
  for (const host of await apps.previews()) {
    const preview = await previewOf(host)
    if (preview?.app === app && preview.owner === owner) return preview
  }
  return undefined
}

/** Removes previews whose time is over, and those whose creation was cut off with them. */
export async function sweepPreviews({ store, apps }: Pick<Services, 'store' | 'apps'>, now = Date.now()): Promise<void> {
  for (const key of await store.copyKeys()) {
    const db = isPreviewKey(key) ? await store.app(key) : undefined
    const preview = db && (await readPreview(db))
    if (preview && preview.expires <= now) await apps.remove(key)
  }
}

export async function removePreviews(apps: AppRegistry, app: string, owner: string): Promise<boolean> {
  let removed = false
  for (const host of await apps.previews()) {
    const preview = await readPreview(host.db)
    if (preview?.app !== app || preview.owner !== owner) continue
    await apps.remove(host.key)
    removed = true
  }
  return removed
}
