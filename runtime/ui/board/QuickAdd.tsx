// A new card in place: its title and what else the module asks for at once, nothing more.
import { Button } from '@mantine/core'
import { useId } from 'react'
import type { Module, Stage } from '../../definition/app.ts'
import { ErrorSummary } from '../form/ErrorSummary.tsx'
import { FieldSlot } from '../form/FieldSlot.tsx'
import { useForm } from '../form/form-state.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Board.module.css'

interface QuickAddProps {
  readonly module: Module
  readonly stage: Stage
  readonly onClose: () => void
}

export function QuickAdd({ module, stage, onClose }: QuickAddProps) {
  const say = useWords()
  const prefix = useId()
  const form = useForm(module, undefined, { _stage: stage.key })
  const fields = [...module.fields.values()].filter(
    (field) => !field.assigned && form.shows(field.visible) && (field === module.title || form.requires(field)),
  )
  return (
    <form
      className={classes.add}
      noValidate
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
      }}
      onSubmit={(event) => {
        event.preventDefault()
        void form.save().then((made) => made && setTimeout(onClose))
      }}
    >
      <ErrorSummary form={form} goTo={(name) => document.getElementById(`${prefix}-${name}`)?.focus()} />
      {fields.map((field, index) => (
        <FieldSlot key={field.key} form={form} field={field} prefix={prefix} readOnly={false} autoFocus={index === 0} />
      ))}
      <div className={classes.addButtons}>
        <Button variant="default" onClick={onClose}>
          {say('cancel')}
        </Button>
        <Button type="submit" loading={form.saving}>
          {say('create')}
        </Button>
      </div>
    </form>
  )
}
