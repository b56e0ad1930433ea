// A choice of two levels as two linked lists. The first list alone is passed on as it stands; whether that is enough is for validation to say.
import { Input as Frame, Group, Select } from '@mantine/core'
import { type Text, textOf } from '../../label.ts'
import { type ChoiceEntry, choicesOf, indexChoices } from '../choices.ts'
import { guardComposition } from '../composition.ts'
import { groupFrameOf, labelOf } from '../input-frame.ts'
import type { InputProps } from '../view-contract.ts'
import { NOTHING_FOUND } from '../view-words.ts'

export { Cell } from './cell.tsx'

const FIRST: Text = { en: 'first level', 'zh-CN': '第一级' }
const SECOND: Text = { en: 'second level', 'zh-CN': '第二级' }

export function Input(props: InputProps) {
  const { field, context, onChange } = props
  const { entries, byValue } = indexChoices(choicesOf(field.options, context), 2)
  const value = typeof props.value === 'string' && props.value !== '' ? props.value : null
  const first = value?.split('/')[0] ?? null
  const second = value?.includes('/') ? value : null
  const top = entries.filter((entry) => entry.parent === undefined && (entry.active || entry.value === first))
  const below = entries.filter(
    (entry) => entry.parent !== undefined && entry.parent.key === first && (entry.active || entry.value === second),
  )
  const data = (list: readonly ChoiceEntry[], chosen: string | null) => {
    const known = list.map((entry) => ({ value: entry.value, label: textOf(entry.choice.label, context.locale, entry.choice.key) }))
    return chosen === null || byValue.has(chosen) ? known : [...known, { value: chosen, label: chosen }]
  }
  const action = value === null ? undefined : byValue.get(value)?.choice.action
  const shared = {
    searchable: true,
    allowDeselect: false,
    disabled: props.disabled,
    error: props.error !== undefined,
    onKeyDownCapture: guardComposition,
    nothingFoundMessage: textOf(NOTHING_FOUND, context.locale),
    style: { flex: '1 1 0', minWidth: 120 },
  }
  const name = (level: Text) => `${labelOf(props)}: ${textOf(level, context.locale)}`
  return (
    <Frame.Wrapper {...groupFrameOf(props)} labelElement="div">
      <Group gap={8} wrap="nowrap" role="group" aria-labelledby={`${props.id}-label`}>
        <Select
          {...shared}
          id={`${props.id}-first`}
          aria-label={name(FIRST)}
          aria-required={props.required || undefined}
          autoFocus={props.autoFocus}
          data={data(top, first)}
          value={first}
          clearable={!props.required}
          onChange={(next) => onChange(next)}
        />
        {(below.length > 0 || second !== null) && (
          <Select
            {...shared}
            id={`${props.id}-second`}
            aria-label={name(SECOND)}
            data={data(below, second)}
            value={second}
            clearable
            onChange={(next) => onChange(next ?? first)}
          />
        )}
      </Group>
      {action !== undefined && <Frame.Description mt={4}>{textOf(action, context.locale)}</Frame.Description>}
    </Frame.Wrapper>
  )
}
