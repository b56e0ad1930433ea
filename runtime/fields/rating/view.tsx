// Stars to click or to choose by arrow keys, and stars read out as "3 of 5".
import { Input as Frame, Group, Rating } from '@mantine/core'
import { ClearButton } from '../clear-button.tsx'
import { groupFrameOf } from '../input-frame.ts'
import type { InputProps } from '../view-contract.ts'
import { Cell, nameOf } from './cell.tsx'
import { starsOf } from './type.ts'

export { Cell } from './cell.tsx'

export function Input(props: InputProps) {
  const { field, context } = props
  const count = starsOf(field.options)
  const value = typeof props.value === 'number' ? props.value : 0
  return (
    <Frame.Wrapper {...groupFrameOf(props)} labelElement="div">
      {props.disabled ? (
        <fieldset disabled aria-labelledby={`${props.id}-label`} style={{ border: 0, margin: 0, padding: 0 }}>
          <Cell field={field} context={context} value={value} />
        </fieldset>
      ) : (
        <Group gap={8} h={36} role="radiogroup" aria-labelledby={`${props.id}-label`} aria-required={props.required || undefined}>
          <Rating
            count={count}
            value={value}
            getSymbolLabel={(stars) => nameOf(stars, count, context.locale)}
            onChange={(stars) => props.onChange(stars === 0 ? null : stars)}
          />
          <ClearButton {...props} />
        </Group>
      )}
    </Frame.Wrapper>
  )
}
