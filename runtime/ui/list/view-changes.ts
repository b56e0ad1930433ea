// A view as somebody changed it: its columns, widths, order, groups and figures as parameters of the address, the view with them applied, and what of it a view that is saved keeps.
import type { Module, Total, View } from '../../definition/app.ts'
import { canGroup, membersOfModule, TOTALS, totalsOf } from '../../definition/view-members.ts'
import { type CheckedExpression, checkExpression } from '../../expression/expression.ts'
import { memberOf } from '../data/members.ts'
import type { ColumnPreference, ViewContent } from '../data/views.tsx'

export interface SortChoice {
  readonly field: string
  readonly descending: boolean
}

/** Parts of a view that somebody can change without saving. */
export type Part = 'where' | 'sort' | 'columns' | 'widths' | 'pinned' | 'group' | 'totals' | 'swimlane'
export const PARTS: readonly Part[] = ['where', 'sort', 'columns', 'widths', 'pinned', 'group', 'totals', 'swimlane']

export interface Changes {
  readonly where?: CheckedExpression | null | undefined
  readonly sort?: readonly SortChoice[] | undefined
  readonly columns?: readonly string[] | undefined
  readonly widths?: ReadonlyMap<string, number> | undefined
  readonly pinned?: number | undefined
  readonly group?: string | null | undefined
  readonly totals?: ReadonlyMap<string, Total> | undefined
  readonly swimlane?: string | null | undefined
}

/** Says "nothing" in the address, where leaving the parameter out means "as the view has it". */
export const NOTHING = '-'

export const MIN_WIDTH = 60
export const MAX_WIDTH = 800
const MAX_PINNED = 10

/** Reads the changes an address carries. What names something the reader does not have is left out and told in `lost`. */
export function readChanges(
  module: Module,
  given: (part: Part) => string | null,
): { readonly changes: Changes; readonly lost: readonly Part[] } {
  const lost = new Set<Part>()
  const members = membersOfModule(module)
  const known = (part: Part, names: readonly string[]) => {
    const kept = names.filter((name) => memberOf(module, name) !== undefined)
    if (kept.length < names.length) lost.add(part)
    return kept
  }
  const pairs = (part: Part) => {
    const text = given(part)
    if (text === null) return undefined
    const all =
      text === NOTHING || text === ''
        ? []
        : text.split(',').map((pair) => [pair.slice(0, pair.lastIndexOf(':')), pair.slice(pair.lastIndexOf(':') + 1)] as const)
    const kept = new Set(
      known(
        part,
        all.map(([name]) => name),
      ),
    )
    return all.filter(([name]) => kept.has(name))
  }
  const list = (part: Part) =>
    given(part)
      ?.split(',')
      .filter((name) => name !== '')

  const whereText = given('where')
  const where =
    whereText === null ? undefined : whereText === NOTHING ? null : checkExpression(whereText, module.shape, 'boolean', { sql: true })
  if (where && !where.ok) lost.add('where')
  const sort = list('sort')?.map((text) => ({ field: text.replace(/^-/, ''), descending: text.startsWith('-') }))
  const sorted =
    sort &&
    new Set(
      known(
        'sort',
        sort.map(({ field }) => field),
      ),
    )
  const columns = list('columns')
  const shown = columns && [...new Set(known('columns', columns))]
  const widths = pairs('widths')?.map(([name, width]) => [name, clampWidth(Number(width))] as const)
  const pinned = given('pinned')
  const group = given('group')
  if (group !== null && group !== NOTHING && !members.has(group)) lost.add('group')
  const swimlane = given('swimlane')
  if (swimlane !== null && swimlane !== NOTHING && !members.has(swimlane)) lost.add('swimlane')
  const grouping = (name: string | null) =>
    name === NOTHING ? null : name !== null && members.has(name) && canGroup(members.get(name)!) ? name : undefined
  const totals = pairs('totals')?.filter((pair): pair is readonly [string, Total] => {
    const member = members.get(pair[0])
    return member !== undefined && TOTALS.includes(pair[1] as Total) && totalsOf(member).includes(pair[1] as Total)
  })
  return {
    lost: [...lost],
    changes: {
      where: where === null ? null : where?.ok ? where.value : undefined,
      sort: sort?.filter(({ field }) => sorted!.has(field)),
      columns: shown && shown.length > 0 ? shown : undefined,
      widths: widths && new Map(widths),
      pinned: pinned === null || !/^\d{1,2}$/.test(pinned) ? undefined : Math.min(Number(pinned), MAX_PINNED),
      group: grouping(group),
      swimlane: grouping(swimlane),
      totals: totals && new Map(totals),
    },
  }
}

export function clampWidth(width: number): number {
  return Math.round(Math.min(Math.max(width || MIN_WIDTH, MIN_WIDTH), MAX_WIDTH))
}

/** How a person left the columns of a view, as changes. */
export function preferredChanges(module: Module, { fields, widths, pinned }: ColumnPreference): Changes {
  const columns = fields?.filter((name) => memberOf(module, name) !== undefined)
  return {
    columns: columns && columns.length > 0 ? columns : undefined,
    widths: widths && new Map(Object.entries(widths).map(([name, width]) => [name, clampWidth(width)])),
    pinned,
  }
}

/** The view with the changes in it. Its condition stays that of the view. */
export function changedView(view: View, changes: Changes): View {
  return {
    ...view,
    fields: changes.columns ?? view.fields,
    sort: changes.sort ?? view.sort,
    group: changes.group === null ? undefined : (changes.group ?? view.group),
    swimlane: changes.swimlane === null ? undefined : (changes.swimlane ?? view.swimlane),
    widths: changes.widths ?? view.widths,
    pinned: changes.pinned ?? view.pinned,
    totals: changes.totals ?? view.totals,
  }
}

/** Which parts differ from the view. */
export function changedParts(view: View, changes: Changes): ReadonlySet<Part> {
  const sortOf = (sort: readonly SortChoice[]) => sortText(sort) ?? ''
  const mapOf = (map: ReadonlyMap<string, unknown>) => JSON.stringify([...map].sort(([a], [b]) => (a < b ? -1 : 1)))
  const parts = new Set<Part>()
  const { where, sort, columns, widths, pinned, group, totals, swimlane } = changes
  if (where !== undefined && (where?.text ?? '') !== (view.where?.text ?? '')) parts.add('where')
  if (sort && sortOf(sort) !== sortOf(view.sort)) parts.add('sort')
  if (columns && columns.join() !== view.fields.join()) parts.add('columns')
  if (widths && mapOf(widths) !== mapOf(view.widths)) parts.add('widths')
  if (pinned !== undefined && pinned !== view.pinned) parts.add('pinned')
  if (group !== undefined && (group ?? undefined) !== view.group) parts.add('group')
  if (swimlane !== undefined && (swimlane ?? undefined) !== view.swimlane) parts.add('swimlane')
  if (totals && mapOf(totals) !== mapOf(view.totals)) parts.add('totals')
  return parts
}

export function sortText(sort: readonly SortChoice[] | undefined): string | undefined {
  return sort && sort.length > 0 ? sort.map(({ field, descending }) => (descending ? `-${field}` : field)).join(',') : undefined
}

export function pairsText(pairs: ReadonlyMap<string, unknown>): string {
  return pairs.size === 0 ? NOTHING : [...pairs].map(([name, value]) => `${name}:${value}`).join(',')
}

/** Both conditions, or the one there is. */
export function bothConditions(first: string | undefined, second: string | undefined): string | undefined {
  if (first === undefined || second === undefined) return first ?? second
  return `(${first}) && (${second})`
}

/** What a saved view keeps of a view as it is shown. */
export function viewContent(view: View, where: string | undefined): ViewContent {
  const { type, fields, sort, group, widths, pinned, totals, sum, swimlane, date, until } = view
  const list = type === 'list'
  const own = new Map([...widths].filter(([name]) => fields.includes(name)))
  const figures = new Map([...totals].filter(([name]) => fields.includes(name)))
  return {
    type,
    fields: [...fields],
    ...(where === undefined ? {} : { where }),
    ...(sort.length > 0 ? { sort: sort.map(({ field, descending }) => (descending ? { field, descending } : { field })) } : {}),
    ...(list && group !== undefined ? { group } : {}),
    ...(list && own.size > 0 ? { widths: Object.fromEntries(own) } : {}),
    ...(list && pinned > 0 ? { pinned: Math.min(pinned, fields.length) } : {}),
    ...(list && figures.size > 0 ? { totals: Object.fromEntries(figures) } : {}),
    ...Object.fromEntries(Object.entries({ sum, swimlane, date, until }).filter(([, name]) => name !== undefined)),
  }
}
