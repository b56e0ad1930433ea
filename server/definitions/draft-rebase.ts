// Brings what was published meanwhile into the draft: item by item, and where both sides changed the same thing, whichever side people choose.
import { canonical } from '../../runtime/definition/canonical.ts'
import { applyEdits, type Edit } from '../../runtime/definition/edit.ts'
import { type ItemChange, itemsBetween } from '../../runtime/definition/items.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import { type Principal, userId } from '../access/principal.ts'
import { gone, lockDraft, readDraft, writeDraft } from './draft.ts'
import { baseOf } from './draft-plan.ts'
import type { AppHost } from './host.ts'
import { liveVersion, lockPublishing } from './publish.ts'

export interface RebaseChoice {
  /** The version of the draft that was seen. */
  readonly version: number
  /** Places of what was published where the draft stays as it is. */
  readonly mine: readonly string[]
  /** Places where what was published holds. */
  readonly theirs: readonly string[]
}

export interface RebaseConflict extends Problem {
  /** What the draft changes there. */
  readonly mine: readonly ItemChange[]
  /** What was published. */
  readonly theirs: ItemChange
}

export interface Rebased {
  readonly version: number
  readonly base: number
  /** What came into the draft. */
  readonly taken: readonly ItemChange[]
}

export async function rebaseDraft(
  host: AppHost,
  principal: Principal,
  { version, mine, theirs }: RebaseChoice,
  now = Date.now(),
): Promise<Result<Rebased>> {
  return host.db.transaction(async (trx) => {
    await lockPublishing(trx)
    await lockDraft(trx)
    const published = await liveVersion(trx, host)
    const draft = await readDraft(trx, published)
    if (draft.version !== version) return fail(gone())
    if (draft.base >= published.number) return ok({ version, base: draft.base, taken: [] })
    const merged = mergeItems(await baseOf(host, draft), draft.definition, published.app.definition, mine, theirs)
    if (!merged.ok) return merged
    const { definition, taken } = merged.value
    const edits: Edit[] = itemsBetween(draft.definition, definition).flatMap((item) => item.edits)
    const next = await writeDraft(trx, draft, { definition, edits, base: published.number, by: userId(principal), now })
    return ok({ version: next, base: published.number, taken })
  })
}

/** Three-way: the items of both sides on what both began from. */
export function mergeItems(
  base: unknown,
  draft: unknown,
  live: unknown,
  mine: readonly string[],
  theirs: readonly string[],
): Result<{ readonly definition: unknown; readonly taken: readonly ItemChange[] }> {
  const own = itemsBetween(base, canonical(draft))
  const others = itemsBetween(base, live).filter((item) => !own.some((each) => isSame(each, item)))
  const meeting = others.map((item) => ({ item, against: own.filter((each) => clashes(each, item)) }))
  const open = meeting.filter(({ item, against }) => against.length > 0 && !mine.includes(item.path) && !theirs.includes(item.path))
  if (open.length > 0) return fail(...open.map(({ item, against }) => conflict(item, against)))
  const refused = meeting.filter(({ item, against }) => against.length > 0 && mine.includes(item.path)).map(({ item }) => item)
  const taken = others.filter((item) => !refused.includes(item))
  const given = new Set(meeting.filter(({ item }) => !refused.includes(item)).flatMap(({ against }) => against))
  const kept = own.filter((item) => !given.has(item))
  const merged = applyEdits(
    base,
    [...taken, ...kept].flatMap((item) => item.edits),
  )
  return merged.ok ? ok({ definition: merged.value, taken }) : merged
}

function isSame(left: ItemChange, right: ItemChange): boolean {
  return left.path === right.path && JSON.stringify(left.edits) === JSON.stringify(right.edits)
}

/** A thing can be moved on one side and changed on the other; whatever else touches the same place, or a place inside, meets. */
function clashes(left: ItemChange, right: ItemChange): boolean {
  const inside = (inner: ItemChange, outer: ItemChange) => inner.path === outer.path || inner.path.startsWith(`${outer.path}/`)
  if (left.kind === 'move' && right.kind === 'move') return left.path === right.path
  if (left.kind === 'move') return inside(left, right) && !(right.kind === 'change' && right.path === left.path)
  if (right.kind === 'move') return inside(right, left) && !(left.kind === 'change' && left.path === right.path)
  return inside(left, right) || inside(right, left)
}

function conflict(theirs: ItemChange, mine: readonly ItemChange[]): RebaseConflict {
  const { path, place } = theirs
  const told = problem(
    path,
    'conflict',
    `${place.en}: the draft and the published version both change this. Take one of them.`,
    `${place['zh-CN']}：草稿与已发布版本都修改了此处，请选择其一。`,
  )
  return { ...told, mine, theirs }
}
