// The name of a person as two boxes; in Chinese the family name stands first. A whole name pasted into one of them is taken apart.
import { Input as Frame, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { type Text, textOf } from '../../label.ts'
import { guardComposition } from '../composition.ts'
import { groupFrameOf, labelOf } from '../input-frame.ts'
import { nameOf, type PersonName, partsOf } from '../person-names.ts'
import type { InputProps } from '../view-contract.ts'

export { Cell } from './cell.tsx'

const WORDS: Readonly<Record<keyof PersonName, Text>> = {
  family: { en: 'Family name', 'zh-CN': '姓' },
  given: { en: 'Given name', 'zh-CN': '名' },
}

const tidied = (text: string) => text.replace(/\s+/g, ' ').trim()

export function Input(props: InputProps) {
  const { context, onChange } = props
  const value = typeof props.value === 'string' ? props.value : ''
  // What stands in the boxes: spaces still being typed are no part of the value.
  const [typed, setTyped] = useState<PersonName | null>(null)
  const shown = typed ?? partsOf(value)
  const write = (next: PersonName) => {
    setTyped(next)
    const name = nameOf({ family: tidied(next.family.replace(/[,，]/g, ' ')), given: tidied(next.given) })
    onChange(name === '' ? null : name)
  }
  const order: readonly (keyof PersonName)[] = context.locale === 'en' ? ['given', 'family'] : ['family', 'given']
  return (
    <Frame.Wrapper {...groupFrameOf(props)} labelElement="div">
      <Group gap={8} wrap="nowrap" role="group" aria-labelledby={`${props.id}-label`}>
        {order.map((part, index) => (
          <TextInput
            key={part}
            id={`${props.id}-${part}`}
            aria-label={`${labelOf(props)}: ${textOf(WORDS[part], context.locale)}`}
            aria-required={props.required || undefined}
            placeholder={textOf(WORDS[part], context.locale)}
            autoComplete="off"
            autoFocus={index === 0 && props.autoFocus}
            disabled={props.disabled}
            error={props.error !== undefined}
            onKeyDownCapture={guardComposition}
            style={{ flex: part === 'family' && context.locale !== 'en' ? '1 1 0' : '2 1 0', minWidth: 72 }}
            value={shown[part]}
            onChange={(event) => write({ ...shown, [part]: event.currentTarget.value })}
            onBlur={() => setTyped(null)}
          />
        ))}
      </Group>
    </Frame.Wrapper>
  )
}
