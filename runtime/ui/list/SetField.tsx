// One field and its value for every chosen record.
import { Button, Modal, Select } from '@mantine/core'
import { useState } from 'react'
import type { Module } from '../../definition/app.ts'
import { FIELD_VIEWS } from '../../fields/views.tsx'
import { useApp } from '../data/app-context.tsx'
import { memberNames, memberOf } from '../data/members.ts'
import { useLocale, useWords } from '../words/words.tsx'
import { checkedValue, faultText } from './grid/cell-values.ts'
import { isWritable } from './grid/columns.tsx'

interface SetFieldProps {
  readonly module: Module
  readonly count: number
  readonly onSet: (name: string, value: unknown) => void
  readonly onClose: () => void
}

export default function SetField({ module, count, onSet, onClose }: SetFieldProps) {
  const say = useWords()
  const locale = useLocale()
  const { abilities } = useApp()
  const [name, setName] = useState<string | null>(null)
  const [value, setValue] = useState<unknown>(null)
  const [fault, setFault] = useState<string>()
  const { readOnly } = abilities(module.key)
  const names = memberNames(module).filter(
    (each) => each !== '_stage' && isWritable(module, each, readOnly) && !module.fields.get(each)?.unique,
  )
  const member = name === null ? undefined : memberOf(module, name)
  const Input = member && FIELD_VIEWS.get(member.type.name)?.Input
  return (
    <Modal opened onClose={onClose} title={say('bulk.set.title', { count })} size="sm" closeButtonProps={{ 'aria-label': say('close') }}>
      <form
        style={{ display: 'grid', gap: 12 }}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (name === null || !member) return
          const read = checkedValue(member, value)
          if ('fault' in read) setFault(faultText(read.fault, say, locale))
          else onSet(name, value)
        }}
      >
        <Select
          data-autofocus
          label={say('rules.field')}
          searchable
          data={names.map((each) => ({ value: each, label: memberOf(module, each)?.label ?? each }))}
          value={name}
          onChange={(next) => {
            setName(next)
            setValue(null)
            setFault(undefined)
          }}
          nothingFoundMessage={say('nothing_found')}
        />
        {Input && member && (
          <Input
            key={member.name}
            id="bulk-value"
            field={member.field}
            context={member.context}
            value={value}
            error={fault}
            onChange={(next) => {
              setValue(next)
              setFault(undefined)
            }}
          />
        )}
        {member && value === null && <p style={{ fontSize: 12, color: 'var(--mantine-color-dimmed)' }}>{say('bulk.set.empty')}</p>}
        <Button type="submit" disabled={name === null} style={{ justifySelf: 'end' }}>
          {say('bulk.set.do')}
        </Button>
      </form>
    </Modal>
  )
}
