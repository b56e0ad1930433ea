// A figure of a column as its values are written: money with its sign, averages of whole numbers with two decimals.
import type { Module } from '../../../definition/app.ts'
import { CellText } from '../../../fields/cell-text.tsx'
import { useFormats } from '../../data/formats.tsx'
import { MemberCell } from '../../data/MemberCell.tsx'
import type { ShownMember } from '../../data/members.ts'

interface FigureTextProps {
  readonly module: Module
  readonly member: ShownMember
  readonly figure: unknown
}

export function FigureText({ module, member, figure }: FigureTextProps) {
  const formats = useFormats()
  if (figure === null || figure === undefined) return null
  if (typeof figure !== 'number') return <MemberCell module={module} member={member} value={figure} />
  // Types of whole numbers may draw stars or other marks, which says nothing of a sum.
  if (member.storage.kind !== 'decimal') return <CellText kind="number">{formats.number(figure)}</CellText>
  const unit = 10 ** member.storage.scale
  return <MemberCell module={module} member={member} value={Math.round(figure * unit) / unit} />
}
