// The value of a row: nothing, a span of days, several choices, or one value in the control of its field.
import { MultiSelect, Select, TagsInput, TextInput } from '@mantine/core'
import { useId } from 'react'
import type { Module } from '../../definition/app.ts'
import type { Row } from '../../expression/rows.ts'
import { guardComposition } from '../../fields/composition.ts'
import { FIELD_VIEWS } from '../../fields/views.tsx'
import type { ShownMember } from '../data/members.ts'
import { useWords } from '../words/words.tsx'
import { choicesOf, valueKind } from './draft.ts'

interface RuleValueProps {
  readonly module: Module
  readonly member: ShownMember
  readonly row: Row
  readonly onValue: (value: unknown) => void
}

export function RuleValue({ module, member, row, onValue }: RuleValueProps) {
  const say = useWords()
  const id = useId()
  const choices = choicesOf(module, member)
  const shared = { size: 'xs', 'aria-label': say('rules.value'), onKeyDownCapture: guardComposition } as const
  switch (valueKind(row.operator, member)) {
    case 'none':
      return null
    case 'span': {
      const days = /^(\d+)d$/.exec(String(row.value ?? ''))?.[1] ?? ''
      return (
        <TextInput
          {...shared}
          inputMode="numeric"
          rightSectionWidth={48}
          rightSection={<span style={{ fontSize: 12 }}>{say('rules.days')}</span>}
          value={days}
          onChange={(event) => {
            const digits = event.currentTarget.value.replaceAll(/\D/g, '').slice(0, 4)
            onValue(digits === '' ? null : `${digits}d`)
          }}
        />
      )
    }
    case 'list': {
      const value = Array.isArray(row.value) ? row.value.map(String) : []
      if (choices)
        return (
          <MultiSelect {...shared} searchable data={choices} value={value} onChange={onValue} nothingFoundMessage={say('nothing_found')} />
        )
      return <TagsInput {...shared} value={value} onChange={onValue} />
    }
    case 'text':
      return <TextInput {...shared} value={String(row.value ?? '')} onChange={(event) => onValue(event.currentTarget.value)} />
    case 'one': {
      if (choices) {
        const value = row.value === null ? null : String(row.value)
        return (
          <Select
            {...shared}
            searchable
            allowDeselect={false}
            data={choices}
            value={value}
            onChange={onValue}
            nothingFoundMessage={say('nothing_found')}
          />
        )
      }
      const Input = FIELD_VIEWS.get(member.type.name)?.Input
      return Input ? <Input id={id} field={member.field} context={member.context} value={row.value} onChange={onValue} bare /> : null
    }
  }
}
