// The draft of an app: what is being designed, apart from what is live. It is kept on the server edit by edit; whoever sends edits says up to which version he
// saw the draft, and hears of what others changed at the same places instead of overwriting it.
import { compileDefinition } from '../../runtime/definition/compile.ts'
import { applyEdits, type Edit, placeOf } from '../../runtime/definition/edit.ts'
import { type Finding, lintDefinition } from '../../runtime/pipeline/lint.ts'
import { lintReports } from '../../runtime/pipeline/lint-reports.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import { type Principal, userId } from '../access/principal.ts'
import type { Handle, Row, Transaction } from '../database/database.ts'
import { statement } from '../database/text.ts'
import type { Published } from './host.ts'

export interface Draft {
  /** 0: nothing was edited; the draft is what is live. */
  readonly version: number
  /** The published version it was begun from. */
  readonly base: number
  readonly definition: unknown
  readonly by: string | null
  readonly at: string | null
}

export interface DraftEdits {
  /** The version of the draft the edits were made on. */
  readonly since: number
  readonly edits: readonly Edit[]
  /** Places where these edits stand although somebody else changed them meanwhile. */
  readonly mine?: readonly string[]
}

export interface DraftConflict extends Problem {
  readonly by: string | null
  readonly at: string
  /** What the other person did there. */
  readonly theirs: Edit
}

const ID = 'main'
const MOST_EDITS = 1000
/** Any number: edits of one draft come one after the other. SQLite has one writer anyway. */
const DRAFT_LOCK = 727_003

/** Edits of the draft wait for each other; whoever publishes as well takes the lock of publishing first. */
export async function lockDraft(trx: Transaction): Promise<void> {
  if (trx.dialect === 'postgres') await trx.get(statement(trx.dialect, `SELECT pg_advisory_xact_lock(${DRAFT_LOCK})`))
}

export async function readDraft(db: Handle, published: Published): Promise<Draft> {
  const row = await db.get(statement(db.dialect, 'SELECT * FROM "_draft" WHERE "id" = ?', [ID]))
  if (row) return draftOf(row)
  return { version: 0, base: published.number, definition: published.app.definition, by: null, at: null }
}

function draftOf(row: Row): Draft {
  return {
    version: Number(row.version),
    base: Number(row.base),
    definition: JSON.parse(String(row.definition)),
    by: row.by_user === null ? null : String(row.by_user),
    at: new Date(Number(row.at)).toISOString(),
  }
}

export interface Edited {
  readonly version: number
  /** The published version the draft stands on; another than before where something was published meanwhile. */
  readonly base: number
  /** What others did since `since`, oldest first, to be applied before one's own. */
  readonly others: readonly { readonly version: number; readonly by: string | null; readonly at: string; readonly edits: readonly Edit[] }[]
}

async function editsSince(db: Handle, since: number): Promise<Edited['others']> {
  const rows = await db.all(statement(db.dialect, 'SELECT * FROM "_draft_edit" WHERE "version" > ? ORDER BY "version"', [since]))
  return rows.map((row) => ({
    version: Number(row.version),
    by: row.by_user === null ? null : String(row.by_user),
    at: new Date(Number(row.at)).toISOString(),
    edits: (typeof row.edits === 'string' ? JSON.parse(row.edits) : row.edits) as Edit[],
  }))
}

/** What was done to the draft after version `since`, for whoever has it open. */
export async function readEdits(db: Handle, published: Published, since: number): Promise<Result<Edited>> {
  const { version, base } = await readDraft(db, published)
  const others = await editsSince(db, since)
  return since > version || others.length !== version - since ? fail(gone()) : ok({ version, base, others })
}

/** Adds edits to the draft, beginning one where there is none. Nothing is changed unless it is ok. */
export async function editDraft(
  trx: Transaction,
  published: Published,
  principal: Principal,
  { since, edits, mine = [] }: DraftEdits,
  now = Date.now(),
): Promise<Result<Edited>> {
  if (edits.length === 0 || edits.length > MOST_EDITS) {
    return fail(
      problem(
        'edits',
        'too_large',
        `edits: ${edits.length} is not between 1 and ${MOST_EDITS}.`,
        `edits：${edits.length} 项，应为 1 到 ${MOST_EDITS} 项。`,
      ),
    )
  }
  const odd = edits.findIndex((edit) => !storable(edit))
  if (odd >= 0) {
    return fail(
      problem(
        `edits/${odd}`,
        'not_storable',
        `edits/${odd}: a text may not contain the character NUL or half a surrogate pair. Take it out.`,
        `edits/${odd}：文本不能含有 NUL 字符或半个代理对，请删除该字符。`,
      ),
    )
  }
  await lockDraft(trx)
  const draft = await readDraft(trx, published)
  if (since > draft.version || since < 0) return fail(gone())
  const others = await editsSince(trx, since)
  // Whoever saw a draft that was discarded since works on something that is no more.
  if (others.length !== draft.version - since) return fail(gone())
  const conflicts = others.flatMap(({ by, at, edits: theirs }) =>
    theirs.flatMap((their) =>
      edits.flatMap((own): DraftConflict[] => {
        const place = clash(own, their)
        return place === undefined || mine.includes(place) ? [] : [{ ...conflict(place), by, at, theirs: their }]
      }),
    ),
  )
  if (conflicts.length > 0) return fail(...conflicts)
  const edited = applyEdits(draft.definition, edits)
  if (!edited.ok) return edited
  const version = await writeDraft(trx, draft, { definition: edited.value, edits, base: draft.base, by: userId(principal), now })
  return ok({ version, base: draft.base, others })
}

/** Whether both databases can keep every text in it, names of members too. */
function storable(value: unknown): boolean {
  let fits = true
  JSON.stringify(value, (name, each: unknown) => {
    for (const text of [name, each]) if (typeof text === 'string' && /\0|\p{Surrogate}/u.test(text)) fits = false
    return each
  })
  return fits
}

/** Stores the next version of the draft with the edits that led to it; gives its number. */
export async function writeDraft(
  trx: Transaction,
  draft: Draft,
  next: {
    readonly definition: unknown
    readonly edits: readonly Edit[]
    readonly base: number
    readonly by: string | null
    readonly now: number
  },
): Promise<number> {
  const { dialect } = trx
  const version = draft.version + 1
  const { definition, edits, base, by, now } = next
  const json = dialect === 'postgres' ? '?::jsonb' : '?'
  const insert = `INSERT INTO "_draft_edit" ("version", "by_user", "at", "edits") VALUES (?, ?, ?, ${json})`
  await trx.run(statement(dialect, insert, [version, by, now, JSON.stringify(edits)]))
  const change =
    draft.version === 0
      ? 'INSERT INTO "_draft" ("version", "base", "definition", "by_user", "at", "id") VALUES (?, ?, ?, ?, ?, ?)'
      : 'UPDATE "_draft" SET "version" = ?, "base" = ?, "definition" = ?, "by_user" = ?, "at" = ? WHERE "id" = ?'
  await trx.run(statement(dialect, change, [version, base, JSON.stringify(definition), by, now, ID]))
  return version
}

/** Takes the draft away; `version` is the one that was seen, so that nobody throws away what he has not seen. */
export async function discardDraft(trx: Transaction, published: Published, version: number): Promise<Result<Draft>> {
  await lockDraft(trx)
  const draft = await readDraft(trx, published)
  if (draft.version !== version) return fail(gone())
  await clearDraft(trx)
  return ok(draft)
}

export async function clearDraft(trx: Transaction): Promise<void> {
  await trx.run(statement(trx.dialect, 'DELETE FROM "_draft"'))
  await trx.run(statement(trx.dialect, 'DELETE FROM "_draft_edit"'))
}

export interface DraftProblems {
  readonly version: number
  /** What stands in the way of publishing. */
  readonly problems: readonly Problem[]
  /** What would hinder the people who work with it. */
  readonly findings: readonly Finding[]
}

export async function draftProblems(db: Handle, published: Published): Promise<DraftProblems> {
  const draft = await readDraft(db, published)
  const compiled = compileDefinition(draft.definition)
  if (!compiled.ok)
    return { version: draft.version, problems: compiled.problems, findings: lintReports(draft.definition, compiled.problems) }
  return { version: draft.version, problems: [], findings: lintDefinition(compiled.value) }
}

/** Where two edits meet; undefined where they leave each other alone. Items added to one list are no clash unless they have one key. */
function clash(own: Edit, their: Edit): string | undefined {
  const [mine, theirs] = [placeOf(own), placeOf(their)]
  if (own.kind === 'move' && their.kind === 'move' && parentOf(mine) === parentOf(theirs)) return mine === theirs ? mine : undefined
  if (mine === theirs || mine.startsWith(`${theirs}/`)) return mine
  return theirs.startsWith(`${mine}/`) ? mine : undefined
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}

function conflict(path: string): Problem {
  return problem(
    path,
    'conflict',
    `${path}: somebody else changed this meanwhile. Take yours or theirs.`,
    `${path}：他人刚修改过此处，请选择保留你的还是对方的修改。`,
  )
}

export function gone(): Problem {
  return problem(
    '',
    'version_moved',
    'The draft you edit is not the one that is there now. Load it again; what you did since is still on your screen.',
    '你编辑的草稿与现在的草稿不同，请重新加载；你刚才的修改仍在屏幕上。',
  )
}
