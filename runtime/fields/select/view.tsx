// One choice: a searchable list, radio buttons or chips; a badge in the cell.
import { Chip, Input as Frame, Group, Radio, Select } from '@mantine/core'
import { textOf } from '../../label.ts'
import { optionsOf } from '../choice-options.ts'
import { ClearButton } from '../clear-button.tsx'
import { frameOf, groupFrameOf, labelOf } from '../input-frame.ts'
import type { InputProps } from '../view-contract.ts'
import { CLEAR, NOTHING_FOUND } from '../view-words.ts'

export { Cell } from './cell.tsx'

export function Input(props: InputProps) {
  const { display = 'dropdown' } = props.field.options as { readonly display?: 'dropdown' | 'radio' | 'badge' }
  if (display === 'radio') return <RadioInput {...props} />
  if (display === 'badge') return <ChipInput {...props} />
  const { locale } = props.context
  const value = chosen(props)
  return (
    <Select
      {...frameOf(props)}
      data={optionsOf(props, value === null ? [] : [value]).map(({ value: key, label }) => ({ value: key, label }))}
      value={value}
      onChange={(next) => props.onChange(next)}
      searchable
      allowDeselect={false}
      clearable={!props.required}
      clearButtonProps={{ 'aria-label': `${textOf(CLEAR, locale)} ${labelOf(props)}` }}
      nothingFoundMessage={textOf(NOTHING_FOUND, locale)}
    />
  )
}

function RadioInput(props: InputProps) {
  const value = chosen(props)
  return (
    <Radio.Group {...groupFrameOf(props)} value={value} onChange={(next) => props.onChange(next)} disabled={props.disabled}>
      <Group gap="md" mt={4} mb={4}>
        {optionsOf(props, value === null ? [] : [value]).map((option) => (
          <Radio key={option.value} value={option.value} label={option.label} />
        ))}
        <ClearButton {...props} />
      </Group>
    </Radio.Group>
  )
}

function ChipInput(props: InputProps) {
  const value = chosen(props)
  return (
    <Frame.Wrapper {...groupFrameOf(props)} labelElement="div">
      <Chip.Group value={value} onChange={(next) => props.onChange(next)}>
        <Group gap={8} role="radiogroup" aria-labelledby={`${props.id}-label`} aria-required={props.required || undefined}>
          {optionsOf(props, value === null ? [] : [value]).map((option) => (
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
          <ClearButton {...props} />
        </Group>
      </Chip.Group>
    </Frame.Wrapper>
  )
}

function chosen({ value }: InputProps): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
