// An amount beside the sign of its currency. The amount is exact text all the way.
import { currencySign } from '../currencies.ts'
import { NumberCell, NumberInput } from '../number-input.tsx'
import type { CellProps, InputProps } from '../view-contract.ts'
import { currencyOf, money } from './type.ts'

export function Input(props: InputProps) {
  const sign = currencySign(currencyOf(props.field.options, props.context))
  return <NumberInput {...props} type={money} sign={sign} />
}

export function Cell(props: CellProps) {
  const sign = currencySign(currencyOf(props.field.options, props.context))
  // Letters keep a thin space, signs stand close.
  return <NumberCell {...props} type={money} prefix={/[A-Za-z.]$/.test(sign) ? `${sign}\u2009` : sign} />
}
