// How a value of the type is shown; the control to change it stands in view.tsx, which screens load when somebody changes something.
import { USER_MODULE } from '../../expression/storage.ts'
import { CellText } from '../cell-text.tsx'
import { useFieldServices } from '../services.tsx'
import type { CellProps } from '../view-contract.ts'

export function Cell({ value }: CellProps) {
  const services = useFieldServices()
  if (typeof value !== 'string') return null
  const name = services.titleOf(USER_MODULE, value) ?? value
  return <CellText title={name}>{name}</CellText>
}
