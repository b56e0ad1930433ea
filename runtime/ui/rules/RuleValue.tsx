// The value of a row: nothing, a span of time, several choices, a date reckoned from now, or one value in the control of its field.
import { MultiSelect, Select, TagsInput, TextInput } from '@mantine/core'
import { useId } from 'react'
import type { Module } from '../../definition/app.ts'
import type { RowOperator } from '../../expression/rows.ts'
import { guardComposition } from '../../fields/composition.ts'
import { FIELD_VIEWS } from '../../fields/views.tsx'
import type { ShownMember } from '../data/members.ts'
import { useWords } from '../words/words.tsx'
import { choicesOf } from './choices.ts'
import { valueKind } from './draft.ts'
import { MomentInput } from './MomentInput.tsx'
import { SpanInput } from './SpanInput.tsx'

interface RuleValueProps {
  readonly module: Module
  readonly member: ShownMember
  readonly operator: RowOperator
  readonly value: unknown
  readonly onValue: (value: unknown) => void
}

export function RuleValue({ module, member, operator, value, onValue }: RuleValueProps) {
  const say = useWords()
  const id = useId()
  const choices = choicesOf(module, member)
  const timely = member.storage.kind === 'instant'
  const shared = { size: 'xs', 'aria-label': say('rules.value'), onKeyDownCapture: guardComposition } as const
  switch (valueKind(operator, member)) {
    case 'none':
      return null
    case 'span':
      return <SpanInput value={value} onValue={onValue} timely={timely} />
    case 'list': {
      const values = Array.isArray(value) ? value.map(String) : []
      if (choices)
        return (
          <MultiSelect {...shared} searchable data={choices} value={values} onChange={onValue} nothingFoundMessage={say('nothing_found')} />
        )
      return <TagsInput {...shared} value={values} onChange={onValue} />
    }
    case 'text':
      return <TextInput {...shared} value={String(value ?? '')} onChange={(event) => onValue(event.currentTarget.value)} />
    case 'one': {
      if (choices) {
        return (
          <Select
            {...shared}
            searchable
            allowDeselect={false}
            data={choices}
            value={value === null ? null : String(value)}
            onChange={onValue}
            nothingFoundMessage={say('nothing_found')}
          />
        )
      }
      const Input = FIELD_VIEWS.get(member.type.name)?.Input
      const isTime = member.storage.kind === 'date' || timely
      const fixed = Input && <Input id={id} field={member.field} context={member.context} value={value} onChange={onValue} bare />
      return isTime ? <MomentInput value={value} onValue={onValue} timely={timely} fixed={fixed} /> : fixed
    }
  }
}

/** A plain number, for counts and averages, which are of no field. It stays as it is written, so that 1.0 can become 1.05. */
export function NumberValue({ value, onValue }: { readonly value: unknown; readonly onValue: (value: unknown) => void }) {
  const say = useWords()
  return (
    <TextInput
      size="xs"
      aria-label={say('rules.value')}
      inputMode="decimal"
      autoComplete="off"
      onKeyDownCapture={guardComposition}
      value={String(value ?? '')}
      onChange={(event) => onValue(event.currentTarget.value.trim() === '' ? null : event.currentTarget.value.normalize('NFKC').trim())}
    />
  )
}
