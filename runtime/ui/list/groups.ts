// The groups of a list as runs of records: each with the condition that its records have in common, in the order of the choices where there is one.
import type { Module } from '../../definition/app.ts'
import { fromRows } from '../../expression/rows.ts'
import { memberOf } from '../data/members.ts'
import type { ListRequest } from '../data/records.tsx'
import type { Group } from '../data/totals.tsx'
import { choicesOf } from '../rules/choices.ts'
import type { Section } from './grid/lines.ts'
import { bothConditions } from './view-changes.ts'

/** Tells groups apart. */
export function groupId({ value }: Group): string {
  return JSON.stringify(value)
}

export function groupSections(
  module: Module,
  by: string,
  request: ListRequest,
  groups: readonly Group[],
  open: ReadonlySet<string>,
): Omit<Section, 'start'>[] {
  return inOrder(module, by, groups).map((group) => {
    const id = groupId(group)
    const row =
      group.value === null
        ? { path: by, operator: 'is_empty' as const, value: null }
        : { path: by, operator: 'eq' as const, value: group.value }
    const where = bothConditions(request.where, fromRows({ join: 'and', rows: [row] }, module.shape))
    return { request: { ...request, where }, count: group.count, head: { group, id, open: open.has(id) } }
  })
}

/** Choices and stages in their own order, days and numbers from the first on, everything else as it comes; what has no value is last. */
export function inOrder(module: Module, by: string, groups: readonly Group[]): readonly Group[] {
  const member = memberOf(module, by)
  if (!member) return groups
  const places = new Map(choicesOf(module, member)?.map(({ value }, index) => [value, index]))
  const ordered = member.storage.kind === 'date' || member.storage.kind === 'integer'
  const compare = (a: unknown, b: unknown) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
    if (places.size > 0) return (places.get(String(a)) ?? places.size) - (places.get(String(b)) ?? places.size)
    if (!ordered) return 0
    return (a as string | number) < (b as string | number) ? -1 : 1
  }
  return groups.toSorted((a, b) => compare(a.value, b.value))
}
