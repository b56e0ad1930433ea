// The form of a record to be made.
import { Button } from '@mantine/core'
import { useId } from 'react'
import type { Module } from '../../definition/app.ts'
import { moduleLabel } from '../data/titles.ts'
import { useForm } from '../form/form-state.tsx'
import { RecordForm } from '../form/RecordForm.tsx'
import { tellDone } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import { DuplicateNotice } from './DuplicateNotice.tsx'
import classes from './Record.module.css'

interface NewRecordProps {
  readonly module: Module
  readonly preset?: Readonly<Record<string, unknown>>
  readonly onMade: (id: string) => void
  readonly onCancel: () => void
}

export function NewRecord({ module, preset, onMade, onCancel }: NewRecordProps) {
  const say = useWords()
  const prefix = useId()
  const form = useForm(module, undefined, preset)
  return (
    <form
      className={classes.column}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void form.save().then((made) => {
          if (!made) return
          tellDone(say('record.made', { module: moduleLabel(module) }))
          // The form is clean only after the next drawing; what comes now is no leaving.
          setTimeout(() => onMade(made._id))
        })
      }}
    >
      <div className={classes.scroll}>
        <DuplicateNotice form={form} />
        <RecordForm form={form} prefix={prefix} readOnly={false} autoFocus />
      </div>
      <footer className={classes.saveBar}>
        <Button variant="default" onClick={onCancel}>
          {say('cancel')}
        </Button>
        <Button type="submit" loading={form.saving}>
          {say('create')}
        </Button>
      </footer>
    </form>
  )
}
