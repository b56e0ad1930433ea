// How a value of the type is shown; the control to change it stands in view.tsx, which screens load when somebody changes something.
import { CellButton } from '../cell-link.tsx'
import { CellText } from '../cell-text.tsx'
import { useFieldServices } from '../services.tsx'
import type { CellProps } from '../view-contract.ts'
import { targetOf } from './type.ts'

export function Cell({ field, value }: CellProps) {
  const services = useFieldServices()
  if (typeof value !== 'string') return null
  const module = targetOf(field.options)
  const title = services.titleOf(module, value) ?? value
  const open = services.openRecord
  return open ? (
    <CellButton onClick={() => open.call(services, module, value)}>{title}</CellButton>
  ) : (
    <CellText title={title}>{title}</CellText>
  )
}
