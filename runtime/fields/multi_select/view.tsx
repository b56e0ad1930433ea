// Several choices: a searchable list, boxes to tick or chips; badges in the cell.
import { Checkbox, Chip, Input as Frame, Group, MultiSelect } from '@mantine/core'
import { textOf } from '../../label.ts'
import { optionsOf } from '../choice-options.ts'
import { frameOf, groupFrameOf, labelOf } from '../input-frame.ts'
import type { InputProps } from '../view-contract.ts'
import { CLEAR, NOTHING_FOUND } from '../view-words.ts'
import { chosen } from './cell.tsx'

export { Cell } from './cell.tsx'

export function Input(props: InputProps) {
  const { display = 'dropdown' } = props.field.options as { readonly display?: 'dropdown' | 'checkbox' | 'badge' }
  const values = chosen(props.value)
  const options = optionsOf(props, values)
  const change = (next: readonly string[]) => props.onChange(next.length === 0 ? null : next)
  if (display === 'checkbox') {
    return (
      <Checkbox.Group {...groupFrameOf(props)} value={[...values]} onChange={change} disabled={props.disabled}>
        <Group gap="md" mt={4} mb={4}>
          {options.map((option) => (
            <Checkbox key={option.value} value={option.value} label={option.label} />
          ))}
        </Group>
      </Checkbox.Group>
    )
  }
  if (display === 'badge') {
    return (
      <Frame.Wrapper {...groupFrameOf(props)} labelElement="div">
        <Chip.Group multiple value={[...values]} onChange={change}>
          <Group gap={8} role="group" aria-labelledby={`${props.id}-label`}>
            {options.map((option) => (
              <Chip
                key={option.value}
                value={option.value}
                size="sm"
                radius="sm"
                variant="outline"
                color={option.color}
                disabled={props.disabled}
              >
                {option.label}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Frame.Wrapper>
    )
  }
  return (
    <MultiSelect
      {...frameOf(props)}
      data={options.map(({ value, label }) => ({ value, label }))}
      value={[...values]}
      onChange={change}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': `${textOf(CLEAR, props.context.locale)} ${labelOf(props)}` }}
      nothingFoundMessage={textOf(NOTHING_FOUND, props.context.locale)}
    />
  )
}
