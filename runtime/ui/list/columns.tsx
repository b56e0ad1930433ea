// The columns of a list: what the view names, with the widths their kind of value needs.
import { createColumnHelper, rowSelectionFeature, tableFeatures } from '@tanstack/react-table'
import type { Module } from '../../definition/app.ts'
import { MemberCell } from '../data/MemberCell.tsx'
import { isNumeric, memberOf, type ShownMember } from '../data/members.ts'
import type { RecordData } from '../data/shapes.ts'

export const features = tableFeatures({ rowSelectionFeature })
const helper = createColumnHelper<typeof features, RecordData>()

const WIDTHS: Readonly<Record<string, number>> = {
  integer: 110,
  decimal: 140,
  boolean: 90,
  date: 120,
  instant: 170,
  json: 200,
  reference: 170,
  text: 170,
}
const TITLE_WIDTH = 260

export interface ListColumn {
  readonly member: ShownMember
  readonly width: number
  readonly numeric: boolean
  readonly title: boolean
  readonly sortable: boolean
}

export function columnsOf(module: Module, names: readonly string[]): ListColumn[] {
  return names.flatMap((name): ListColumn[] => {
    const member = memberOf(module, name)
    if (!member || member.storage.kind === 'none') return []
    const title = name === module.title.key
    const { kind } = member.storage
    return [
      { member, width: title ? TITLE_WIDTH : (WIDTHS[kind] ?? 170), numeric: isNumeric(member.storage), title, sortable: kind !== 'json' },
    ]
  })
}

/** The same columns as TanStack Table takes them. */
export function tableColumns(module: Module, columns: readonly ListColumn[]) {
  return helper.columns(
    columns.map(({ member }) =>
      helper.accessor((record) => record[member.name], {
        id: member.name,
        header: member.label,
        cell: (info) => <MemberCell module={module} member={member} value={info.getValue()} />,
      }),
    ),
  )
}
