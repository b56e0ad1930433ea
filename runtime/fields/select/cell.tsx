// How a value of the type is shown; the control to change it stands in view.tsx, which screens load when somebody changes something.
import { ChoiceBadge } from '../choice-badge.tsx'
import { optionsOf } from '../choice-options.ts'
import type { CellProps } from '../view-contract.ts'

export function Cell({ field, context, value }: CellProps) {
  if (typeof value !== 'string') return null
  const option = optionsOf({ field, context }, [value]).find((one) => one.value === value)
  return <ChoiceBadge label={option?.label ?? value} color={option?.color} />
}
