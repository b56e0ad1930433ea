// An address: three linked lists or three boxes, and the street below them.
import { Box, Input as Frame, Select, TextInput } from '@mantine/core'
import { type CSSProperties, useState } from 'react'
import { type Text, textOf } from '../../label.ts'
import { addressOf, addressParts, divisionsAt, LEVELS } from '../addresses.ts'
import { guardComposition } from '../composition.ts'
import type { Choice } from '../contract.ts'
import { groupFrameOf, labelOf } from '../input-frame.ts'
import type { InputProps } from '../view-contract.ts'
import { NOTHING_FOUND } from '../view-words.ts'

export { Cell } from './cell.tsx'

const NAMES: readonly Text[] = [
  { en: 'Province', 'zh-CN': '省' },
  { en: 'City', 'zh-CN': '市' },
  { en: 'District', 'zh-CN': '区县' },
  { en: 'Street and number', 'zh-CN': '街道与门牌号' },
]

const DIVISIONS: CSSProperties = { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(120px, 1fr))', gap: 8, marginBottom: 8 }

export function Input(props: InputProps) {
  const { context, onChange } = props
  // While a part is typed its spaces stay; the value has them tidied.
  const [typed, setTyped] = useState<readonly string[] | null>(null)
  const parts = typed ?? addressParts(typeof props.value === 'string' ? props.value : '')
  const write = (level: number, text: string, below: boolean) => {
    const next = parts.map((part, at) => (at === level ? text : below && at > level && at < LEVELS ? '' : part))
    setTyped(next)
    onChange(addressOf(next) || null)
  }
  const control = (level: number) => {
    const name = textOf(NAMES[level], context.locale)
    const shared = {
      id: `${props.id}-${level}`,
      'aria-label': `${labelOf(props)}: ${name}`,
      'aria-required': (level === 0 && props.required) || undefined,
      placeholder: name,
      autoFocus: level === 0 && props.autoFocus,
      disabled: props.disabled,
      error: props.error !== undefined,
      onKeyDownCapture: guardComposition,
    }
    if (level === LEVELS || !context.divisions)
      return (
        <TextInput
          key={level}
          {...shared}
          autoComplete="off"
          value={parts[level]}
          onChange={(event) => write(level, event.currentTarget.value, false)}
          onBlur={() => setTyped(null)}
        />
      )
    const chosen = parts[level] || null
    const data = listOf(divisionsAt(context.divisions, parts, level), chosen, context.locale)
    return (
      <Select
        key={level}
        {...shared}
        disabled={props.disabled || data.length === 0}
        data={data}
        value={chosen}
        searchable
        clearable
        allowDeselect={false}
        nothingFoundMessage={textOf(NOTHING_FOUND, context.locale)}
        onChange={(key) => write(level, key ?? '', true)}
      />
    )
  }
  return (
    <Frame.Wrapper {...groupFrameOf(props)} labelElement="div">
      <Box role="group" aria-labelledby={`${props.id}-label`}>
        <div style={DIVISIONS}>{[0, 1, 2].map(control)}</div>
        {control(LEVELS)}
      </Box>
    </Frame.Wrapper>
  )
}

function listOf(choices: readonly Choice[], chosen: string | null, locale: InputProps['context']['locale']) {
  const offered = choices
    .filter((choice) => choice.active !== false || choice.key === chosen)
    .map((choice) => ({ value: choice.key, label: textOf(choice.label, locale, choice.key) }))
  return chosen === null || offered.some(({ value }) => value === chosen) ? offered : [...offered, { value: chosen, label: chosen }]
}
