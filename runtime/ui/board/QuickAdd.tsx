// A new card in place: its title and what else the module asks for at once, nothing more. It stays open for the next one.
import { Button } from '@mantine/core'
import { useId, useRef, useState } from 'react'
import type { Module } from '../../definition/app.ts'
import { guardComposition } from '../../fields/composition.ts'
import type { RecordData } from '../data/shapes.ts'
import { ErrorSummary } from '../form/ErrorSummary.tsx'
import { FieldSlot } from '../form/FieldSlot.tsx'
import { useForm } from '../form/form-state.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Board.module.css'

interface QuickAddProps {
  readonly module: Module
  /** Values the new record begins with. */
  readonly preset: Readonly<Record<string, unknown>>
  /** Fields shown whether the module asks for them or not. */
  readonly also?: readonly string[]
  /** In a dialog, which has a frame of its own. */
  readonly plain?: boolean
  readonly onMade: (record: RecordData) => void
  readonly onClose: () => void
}

export default function QuickAdd(props: QuickAddProps) {
  const [made, setMade] = useState(0)
  // A form of its own for every card: what was typed for one is not there for the next.
  return <AddForm key={made} {...props} onNext={() => setMade((count) => count + 1)} />
}

function AddForm({ module, preset, also = [], plain, onMade, onClose, onNext }: QuickAddProps & { readonly onNext: () => void }) {
  const say = useWords()
  const prefix = useId()
  const form = useForm(module, undefined, preset)
  // What the server asked for stays, also once something has been put in.
  const missed = useRef(new Set<string>())
  for (const { path } of form.problems) missed.current.add(path)
  const fields = [...module.fields.values()].filter(
    (field) =>
      !field.assigned &&
      field.storage.kind !== 'none' &&
      form.shows(field.visible) &&
      (field === module.title || also.includes(field.key) || missed.current.has(field.key) || form.requires(field)),
  )
  return (
    <form
      className={classes.add}
      data-plain={plain || undefined}
      noValidate
      onKeyDownCapture={guardComposition}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.stopPropagation()
        onClose()
      }}
      onSubmit={(event) => {
        event.preventDefault()
        void form.save().then((record) => {
          if (!record) return
          onMade(record)
          // The form is clean only after the next drawing; what comes now is no leaving.
          setTimeout(onNext)
        })
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
