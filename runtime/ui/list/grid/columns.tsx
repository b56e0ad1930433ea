// The columns of a list as they stand: what the view names, with their widths, the first of them kept in place, and whether a person may write in them.
import { useMemo } from 'react'
import type { Module, View } from '../../../definition/app.ts'
import { membersOfModule, totalsOf } from '../../../definition/view-members.ts'
import { useApp } from '../../data/app-context.tsx'
import { isNumeric, memberNames, memberOf, type ShownMember } from '../../data/members.ts'

const WIDTHS: Readonly<Record<string, number>> = {
  integer: 110,
  decimal: 140,
  boolean: 90,
  date: 120,
  instant: 170,
  json: 200,
  document: 160,
  reference: 170,
  text: 170,
}
const TITLE_WIDTH = 260
const PLAIN_WIDTH = 170

export interface GridColumn {
  readonly member: ShownMember
  readonly name: string
  readonly width: number
  /** Pixels from the left edge of the columns. */
  readonly left: number
  readonly pinned: boolean
  readonly numeric: boolean
  readonly title: boolean
  readonly sortable: boolean
  /** Whether values can be put in by this person at all; a record may still refuse. */
  readonly writable: boolean
}

/** The names a list shows: those of the view, with the one that names a record in any case. */
export function shownNames(module: Module, view: View): readonly string[] {
  // A board has no columns of its own to offer a list; its trash shows the first members instead.
  const names = (view.type === 'list' ? view.fields : memberNames(module).slice(0, 7)).filter((name) => {
    const member = memberOf(module, name)
    return member && member.storage.kind !== 'none'
  })
  return names.includes(module.title.key) ? names : [module.title.key, ...names]
}

export function columnsOf(
  module: Module,
  names: readonly string[],
  widths: ReadonlyMap<string, number>,
  pinned: number,
  writable: (name: string) => boolean,
): GridColumn[] {
  let left = 0
  return names.flatMap((name, index): GridColumn[] => {
    const member = memberOf(module, name)
    if (!member) return []
    const { kind } = member.storage
    const title = name === module.title.key
    const width = widths.get(name) ?? (title ? TITLE_WIDTH : (WIDTHS[kind] ?? PLAIN_WIDTH))
    const column = {
      member,
      name,
      width,
      left,
      pinned: index < pinned,
      numeric: isNumeric(member.storage),
      title,
      sortable: kind !== 'json' && kind !== 'document',
      writable: writable(name),
    }
    left += width
    return [column]
  })
}

/** Whether values of the member are written by people: not what the server gives, nor what their roles leave read-only. */
export function isWritable(module: Module, name: string, readOnly: readonly string[]): boolean {
  if (name === '_owner' || name === '_stage') return true
  const field = module.fields.get(name)
  return field !== undefined && !field.assigned && field.readOnly !== true && !readOnly.includes(name) && field.storage.kind !== 'none'
}

/** The columns of a view for the person at this page; `fixed`: nothing can be written. */
export function useColumns(module: Module, view: View, fixed: boolean): readonly GridColumn[] {
  const { abilities } = useApp()
  const { update, readOnly } = abilities(module.key)
  return useMemo(
    () =>
      columnsOf(
        module,
        shownNames(module, view),
        view.widths,
        view.pinned,
        (name) => !fixed && update && isWritable(module, name, readOnly),
      ),
    [module, view, fixed, update, readOnly],
  )
}

/** The figures a column can have below it. */
export function figuresOf(module: Module, name: string) {
  const member = membersOfModule(module).get(name)
  return member ? totalsOf(member) : []
}
