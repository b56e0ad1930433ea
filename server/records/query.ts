// A request for a list, read and resolved: every name looked up for the principal, every unknown key refused.

import type { RawBuilder } from 'kysely'
import type { App, Module, View } from '../../runtime/definition/app.ts'
import type { CheckedExpression } from '../../runtime/expression/expression.ts'
import { isJson } from '../../runtime/expression/storage.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import type { Principal } from '../access/principal.ts'
import { type Rights, rightsOf } from '../access/rules.ts'
import { offeredKeys, offeredView } from '../access/views.ts'
import type { DialectName, Slots } from '../database/database.ts'
import { type Cache, cachePerOwner } from './cache.ts'
import { type Name, resolveCondition, resolveName } from './names.ts'

export interface ListRequest {
  /** Members to return; absent: those of the view, or all. */
  readonly fields?: readonly string[]
  readonly view?: string
  /** A condition, joined with the view's by AND. */
  readonly where?: string
  /** `name` or `-name` for descending; absent: the view's. */
  readonly sort?: readonly string[]
  readonly search?: string
  readonly limit?: number
  /** The cursor `next` of the page before. */
  readonly after?: string
  /** How many records of the list stand before the page, for a place that no cursor leads to. */
  readonly skip?: number
  readonly total?: boolean
  /** Records in the trash instead of the others. */
  readonly trash?: boolean
}

export interface SortKey extends Name {
  readonly descending: boolean
}

export interface ListQuery {
  readonly app: App
  readonly module: Module
  readonly rights: Rights
  readonly fields: readonly Name[]
  readonly conditions: readonly CheckedExpression[]
  readonly sort: readonly SortKey[]
  readonly search: string | undefined
  readonly limit: number
  readonly after: string | undefined
  readonly skip: number | undefined
  readonly total: boolean
  readonly trash: boolean
  /** Equal for queries that differ in nothing but search text, cursor and principal of the same rights. */
  readonly cacheKey: string
  /** Further conditions as SQL over the listed record, of which `cacheKey` must tell; their slots are filled from `slots`. */
  readonly narrow?: (dialect: DialectName) => readonly RawBuilder<unknown>[]
  readonly slots?: Slots
}

export const MAX_PAGE = 500
const MAX_SKIP = 10_000_000
const DEFAULT_PAGE = 50
const MAX_SEARCH = 200

const REMEMBERED = 500
const resolvedLists: (app: App) => Cache<Result<ListQuery>> = cachePerOwner(REMEMBERED)

/** Resolves a request; problems name the parameter, the value and the rule. The same request of the same rights is resolved once per version. */
export function resolveList(app: App, module: Module, principal: Principal, request: ListRequest): Result<ListQuery> {
  const rights = rightsOf(principal, app, module)
  const { after, skip, search, ...shape } = request
  const place = placeProblems(after, skip)
  if (place.length > 0) return fail(...place)
  const found =
    search === undefined
      ? resolvedLists(app).get(`${module.key} ${rights.cacheKey} ${JSON.stringify(shape)}`, () =>
          resolve(app, module, principal, rights, shape),
        )
      : resolve(app, module, principal, rights, { ...shape, search })
  return found.ok && (after !== undefined || skip !== undefined) ? ok({ ...found.value, after, skip }) : found
}

/** A page begins after a cursor or after a number of records, not both. */
function placeProblems(after: string | undefined, skip: number | undefined): Problem[] {
  if (skip === undefined) return []
  if (!Number.isInteger(skip) || skip < 0 || skip > MAX_SKIP) {
    return [
      problem(
        'skip',
        'limit',
        `skip: ${skip} is not a whole number from 0 to ${MAX_SKIP}.`,
        `skip：${skip} 应为 0 到 ${MAX_SKIP} 的整数。`,
      ),
    ]
  }
  if (after === undefined) return []
  return [problem('skip', 'not_allowed', 'skip: not together with after. Give one of them.', 'skip：不能与 after 同时使用，请只填一个。')]
}

function resolve(app: App, module: Module, principal: Principal, rights: Rights, request: ListRequest): Result<ListQuery> {
  const problems: Problem[] = []
  const take = <T>(result: Result<T>): T[] => {
    if (result.ok) return [result.value]
    problems.push(...result.problems)
    return []
  }
  const view = request.view === undefined ? undefined : offeredView(app, module, principal, request.view)
  if (request.view !== undefined && !view) problems.push(unknownView(offeredKeys(app, module, principal), request.view))
  const conditions = [
    ...(view?.where ? take(viewCondition(app, module, principal, view)) : []),
    ...(request.where === undefined ? [] : take(resolveCondition(app, module, principal, request.where, 'where'))),
  ]
  const fields = request.fields
    ? request.fields.flatMap((name) => take(resolveName(module, rights, name, 'fields')))
    : shownFields(module, rights, view)
  const sort = request.sort
    ? request.sort.flatMap((text) => take(resolveSort(module, rights, text)))
    : (view?.sort ?? DEFAULT_SORT).flatMap(({ field, descending }) =>
        readable(module, rights, field).map((name) => ({ ...name, descending })),
      )
  const limit = request.limit ?? DEFAULT_PAGE
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) {
    problems.push(
      problem(
        'limit',
        'limit',
        `limit: ${limit} is not a whole number from 1 to ${MAX_PAGE}.`,
        `limit：${limit} 应为 1 到 ${MAX_PAGE} 的整数。`,
      ),
    )
  }
  const search = request.search?.trim() || undefined
  if (search && search.length > MAX_SEARCH) {
    problems.push(
      problem(
        'search',
        'too_long',
        `search: ${search.length} characters are more than ${MAX_SEARCH}. Shorten it.`,
        `search：${search.length} 个字符超过上限 ${MAX_SEARCH}，请缩短。`,
      ),
    )
  }
  if (problems.length > 0) return fail(...problems)
  const trash = request.trash ?? false
  const cacheKey = JSON.stringify([
    module.key,
    rights.cacheKey,
    fields.map(({ name }) => name),
    conditions.map(({ text }) => text),
    sort.map(({ name, descending }) => (descending ? `-${name}` : name)),
    search !== undefined,
    trash,
  ])
  return ok({
    app,
    module,
    rights,
    fields,
    conditions,
    sort,
    search,
    limit,
    after: undefined,
    skip: undefined,
    total: request.total ?? false,
    trash,
    cacheKey,
  })
}

/** Newest first: ids sort by time of creation, and every table has an index on them. */
const DEFAULT_SORT = [{ field: '_id', descending: true }]

/** A view whose condition reads something hidden from the principal is refused: dropping the condition would show more than the view means. */
function viewCondition(app: App, module: Module, principal: Principal, view: View): Result<CheckedExpression> {
  return resolveCondition(app, module, principal, view.where!.text, 'view')
}

function unknownView(keys: readonly string[], key: string): Problem {
  const known = keys.join(', ')
  return problem('view', 'unknown_view', `view: there is no view "${key}". Known: ${known}.`, `view：没有视图“${key}”。现有：${known}。`)
}

function readable(module: Module, rights: Rights, name: string): Name[] {
  const resolved = resolveName(module, rights, name, 'fields')
  return resolved.ok ? [resolved.value] : []
}

function shownFields(module: Module, rights: Rights, view: View | undefined): Name[] {
  if (view) return view.fields.flatMap((name) => readable(module, rights, name))
  return allFields(module, rights)
}

/** Every field the principal may read, in the order of the definition, then the system members. */
export function allFields(module: Module, rights: Rights): Name[] {
  const system = [...module.shape.members.keys()].filter((name) => name.startsWith('_') && name !== '_id' && !module.fields.has(name))
  return [...module.fields.keys(), ...system].flatMap((name) => readable(module, rights, name))
}

function resolveSort(module: Module, rights: Rights, text: string): Result<SortKey> {
  const descending = text.startsWith('-')
  const resolved = resolveName(module, rights, descending ? text.slice(1) : text, 'sort')
  if (!resolved.ok) return resolved
  if (isJson(resolved.value.storage)) {
    return fail(
      problem(
        'sort',
        'cannot_sort',
        `sort: "${resolved.value.name}" holds lists or several parts, which have no order.`,
        `sort：“${resolved.value.name}”是多值或复合字段，不能排序。`,
      ),
    )
  }
  return ok({ ...resolved.value, descending })
}
