// How a value of the type is shown; the control to change it stands in view.tsx, which screens load when somebody changes something.
import { currencySign } from '../currencies.ts'
import { NumberCell } from '../number-input.tsx'
import type { CellProps } from '../view-contract.ts'
import { currencyOf, money } from './type.ts'

export function Cell(props: CellProps) {
  const sign = currencySign(currencyOf(props.field.options, props.context))
  // Letters keep a thin space, signs stand close.
  return <NumberCell {...props} type={money} prefix={/[A-Za-z.]$/.test(sign) ? `${sign}\u2009` : sign} />
}
