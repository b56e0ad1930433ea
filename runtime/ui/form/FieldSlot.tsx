// One field of a form: its control, or its value where it cannot be changed.
import type { ReactNode } from 'react'
import type { Field } from '../../definition/app.ts'
import { FIELD_VIEWS } from '../../fields/views.tsx'
import { textOf } from '../../label.ts'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Form.module.css'
import { type FormState, isAt } from './form-state.tsx'

interface FieldSlotProps {
  readonly form: FormState
  readonly field: Field
  readonly prefix: string
  readonly readOnly: boolean
  readonly autoFocus: boolean
}

export function FieldSlot({ form, field, prefix, readOnly, autoFocus }: FieldSlotProps) {
  const locale = useLocale()
  const view = FIELD_VIEWS.get(field.type.name)
  if (!view) return null
  const value = form.values[field.key] ?? null
  if (readOnly || form.locks(field)) {
    return (
      <ReadOnly label={textOf(field.label, locale, field.key)} empty={value === null}>
        <view.Cell field={field} context={field.context} value={value} />
      </ReadOnly>
    )
  }
  return (
    <view.Input
      id={`${prefix}-${field.key}`}
      field={field}
      context={field.context}
      value={value}
      onChange={(next) => form.set(field.key, next)}
      required={form.requires(field)}
      error={form.problems.find((problem) => isAt(problem.path, field.key))?.message}
      description={field.help === undefined ? undefined : textOf(field.help, locale)}
      autoFocus={autoFocus}
    />
  )
}

interface ReadOnlyProps {
  readonly label: string
  readonly empty: boolean
  readonly children: ReactNode
}

/** A label over a value; a line where there is none. */
export function ReadOnly({ label, empty, children }: ReadOnlyProps) {
  const say = useWords()
  return (
    <dl className={classes.value}>
      <dt>{label}</dt>
      <dd>{empty ? <span className={classes.none}>{say('none')}</span> : children}</dd>
    </dl>
  )
}
