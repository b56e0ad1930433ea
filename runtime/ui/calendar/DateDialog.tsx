// The day of an entry, written or chosen.
import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { guardComposition } from '../../fields/composition.ts'
import { FIELD_VIEWS } from '../../fields/views.tsx'
import { recordTitle } from '../data/titles.ts'
import { checkedValue, faultText } from '../list/grid/cell-values.ts'
import { useLocale, useWords } from '../words/words.tsx'
import { useCalendar } from './calendar-context.tsx'
import { type Entry, entryOf } from './entries.ts'

export default function DateDialog({ entry, onClose }: { readonly entry: Entry; readonly onClose: () => void }) {
  const say = useWords()
  const locale = useLocale()
  const { module, members, move } = useCalendar()
  const { date } = members
  const [value, setValue] = useState<unknown>(entry.record[date.name])
  const [fault, setFault] = useState<string>()
  const Input = FIELD_VIEWS.get(date.type.name)?.Input
  if (!Input) return null
  return (
    <Modal
      opened
      onClose={onClose}
      size="sm"
      title={recordTitle(module, entry.record) ?? say('record.untitled')}
      closeButtonProps={{ 'aria-label': say('close') }}
    >
      <form
        style={{ display: 'grid', gap: 12 }}
        noValidate
        onKeyDownCapture={guardComposition}
        onSubmit={(event) => {
          event.preventDefault()
          const read = checkedValue(date, value)
          const moved = 'fault' in read ? undefined : entryOf({ ...entry.record, [date.name]: value }, { ...members, until: undefined })
          if ('fault' in read) setFault(faultText(read.fault, say, locale))
          else if (!moved) setFault(say('calendar.no_date'))
          else {
            move(entry, moved.from, moved.begins)
            onClose()
          }
        }}
      >
        <Input
          id="calendar-date"
          field={date.field}
          context={date.context}
          value={value}
          required
          autoFocus
          error={fault}
          onChange={(next) => {
            setValue(next)
            setFault(undefined)
          }}
        />
        <Button type="submit" style={{ justifySelf: 'end' }}>
          {say('calendar.put')}
        </Button>
      </form>
    </Modal>
  )
}
