// How a value of the type is shown; the control to change it stands in view.tsx, which screens load when somebody changes something.
import { spokenAddress } from '../addresses.ts'
import { CellText } from '../cell-text.tsx'
import type { CellProps } from '../view-contract.ts'

export function Cell({ context, value, compact }: CellProps) {
  if (value === null || value === undefined) return null
  const written = spokenAddress(String(value), context.divisions, context.locale)
  return compact ? <CellText title={written}>{written}</CellText> : <CellText kind="prose">{written}</CellText>
}
