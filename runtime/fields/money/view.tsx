// An amount beside the sign of its currency. The amount is exact text all the way.
import { currencySign } from '../currencies.ts'
import { NumberInput } from '../number-input.tsx'
import type { InputProps } from '../view-contract.ts'
import { currencyOf, money } from './type.ts'

export { Cell } from './cell.tsx'

export function Input(props: InputProps) {
  const sign = currencySign(currencyOf(props.field.options, props.context))
  return <NumberInput {...props} type={money} sign={sign} />
}
