// Makes a preview: the tables of the live app anew, records copied into them, and the draft published on top with the first answer to every decision.
import { randomBytes } from 'node:crypto'
import type { App } from '../../runtime/definition/app.ts'
import { compileDefinition, linkStored } from '../../runtime/definition/compile.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import { systemPrincipal } from '../access/principal.ts'
import type { Database } from '../database/database.ts'
import { statement } from '../database/text.ts'
import { readDraft } from '../definitions/draft.ts'
import { type AppHost, hostOf, type Published } from '../definitions/host.ts'
import { measurePlan, publishWithin } from '../definitions/publish.ts'
import { listTemplates, readSampleText } from '../definitions/templates.ts'
import { loadSample } from '../samples/load.ts'
import { sampleMark } from '../samples/mark.ts'
import { readSample } from '../samples/read.ts'
import { quoteName } from '../schema/columns.ts'
import { foreignKeysSql, stepSql } from '../schema/ddl.ts'
import type { Decision } from '../schema/effects.ts'
import { planSteps, type Step } from '../schema/plan.ts'
import { SYSTEM_SCHEMA, systemTablesSql } from '../schema/system-tables.ts'
import type { Services } from '../services.ts'
import { type CopyWish, copyStatements } from './copy.ts'
import { type Preview, type PreviewData, removePreviews, writePreview } from './preview.ts'

export interface PreviewWish {
  readonly data: PreviewData
  /** A role of the draft. */
  readonly role: string
  /** The person it is for. */
  readonly owner: string
}

const DAY = 86_400_000
const maker = systemPrincipal('preview')

/** The preview in place of the one the person had of the app. Fails with what is wrong with the draft; nothing is left behind then. */
export async function createPreview(
  { store, apps }: Pick<Services, 'store' | 'apps'>,
  live: AppHost,
  published: Published,
  wish: PreviewWish,
  now = Date.now(),
): Promise<Result<Preview>> {
  const draft = await readDraft(live.db, published)
  const compiled = compileDefinition(draft.definition)
  if (!compiled.ok) return compiled
  const key = `_preview_${randomBytes(8).toString('hex')}`
  const app = renamed(compiled.value, key)
  if (!app.roles.has(wish.role)) return fail(noSuchRole(wish.role, app))
  await removePreviews(apps, live.key, wish.owner)
  const begun: Preview = {
    key,
    app: live.key,
    owner: wish.owner,
    role: wish.role,
    data: wish.data,
    expires: now + DAY,
    version: draft.version,
    copied: {},
    decisions: [],
  }
  try {
    const made = await fill({ store, apps }, live, published, app, begun)
    if (!made.ok) await apps.remove(key)
    return made
  } catch (error) {
    await apps.remove(key)
    throw error
  }
}

/** The definition under the key of the copy, which no document could have. */
function renamed(app: App, key: string): App {
  const linked = linkStored(JSON.stringify({ ...app.definition, key }))
  if (!linked.ok) throw new Error(`the draft does not link: ${linked.problems[0]?.message.en}`)
  return linked.value
}

async function fill(
  { store }: Pick<Services, 'store' | 'apps'>,
  live: AppHost,
  published: Published,
  app: App,
  begun: Preview,
): Promise<Result<Preview>> {
  const { key, data, owner } = begun
  const db = await store.app(key, true)
  if (!db) throw new Error(`the preview ${key} could not be created`)
  const steps = planSteps(undefined, published.app)
  await makeTables(db, steps, begun)
  const mark = (await sampleMark(live.db))?.id
  const records: CopyWish['records'] = data === 'live' ? 'all' : data === 'sample' && mark !== undefined ? { mark } : 'none'
  await store.copy(live.key, key, (source) => copyStatements(published.app, { records, person: owner }, db.dialect, source))
  await finishTables(db, steps)
  const host = hostOf(key, db)
  if (data === 'sample' && mark === undefined) await loadTemplateSample(host, published.app, owner)
  const copied = await countCopied(live.db, db, published.app, data === 'live')
  return db.transaction(async (trx) => {
    const plan = await measurePlan(trx, published, app)
    const decided = plan.decisions.filter(({ required }) => required).map(answered)
    const decisions = Object.fromEntries(decided.map(({ key: name, value }) => [name, value]))
    const done = await publishWithin(trx, host, app, maker, { decisions })
    if (!done.ok) return done
    const preview: Preview = { ...begun, copied, decisions: decided }
    await writePreview(trx, preview)
    return ok(preview)
  })
}

function answered({ key, question, options = [] }: Decision): Preview['decisions'][number] {
  const first = options[0]
  return { key, question, value: first?.value ?? null, label: first?.label ?? { en: 'empty', 'zh-CN': '空' } }
}

async function makeTables(db: Database, steps: readonly Step[], preview: Preview): Promise<void> {
  await db.transaction(async (trx) => {
    for (const sql of systemTablesSql(trx.dialect)) await trx.script(sql)
    await trx.run(statement(trx.dialect, 'INSERT INTO "_meta" ("name", "value") VALUES (?, ?)', ['system_schema', String(SYSTEM_SCHEMA)]))
    await writePreview(trx, preview)
    for (const step of steps) if (step.kind === 'create_module') for (const sql of stepSql(step, 1, trx.dialect)) await trx.script(sql)
  })
}

/** Keys and indexes come when the rows are in. */
async function finishTables(db: Database, steps: readonly Step[]): Promise<void> {
  await db.transaction(async (trx) => {
    for (const step of steps) {
      if (step.kind === 'create_module') for (const sql of foreignKeysSql(step.module, trx.dialect)) await trx.script(sql)
      if (step.kind === 'create_index') for (const sql of stepSql(step, 1, trx.dialect)) await trx.script(sql)
    }
  })
}

/** The sample data of the first template whose records fit the live app. */
async function loadTemplateSample(host: AppHost, app: App, owner: string): Promise<void> {
  for (const { key } of await listTemplates()) {
    const text = await readSampleText(key)
    const sample = text === undefined ? undefined : readSample(text, app)
    if (!sample?.ok) continue
    await loadSample(host, sample.value, { owners: [owner], locale: app.settings.locale })
    return
  }
}

/** Of how many is known for a copy of all that is live. */
async function countCopied(live: Database, copy: Database, app: App, all: boolean): Promise<Preview['copied']> {
  const count = async (db: Database, module: string) =>
    Number((await db.get(statement(db.dialect, `SELECT count(*) AS n FROM ${quoteName(module)}`)))?.n)
  const entries: [string, { copied: number; of: number }][] = []
  for (const module of app.modules.keys()) {
    const copied = await count(copy, module)
    entries.push([module, { copied, of: all ? await count(live, module) : copied }])
  }
  return Object.fromEntries(entries)
}

function noSuchRole(role: string, app: App): Problem {
  const known = [...app.roles.keys()].join(', ') || '–'
  const shown = role.slice(0, 60)
  return problem(
    'role',
    'unknown_reference',
    `role: the draft has no role "${shown}". Known: ${known}.`,
    `role：草稿中没有角色“${shown}”。现有：${known}。`,
  )
}
