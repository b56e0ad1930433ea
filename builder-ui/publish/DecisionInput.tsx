// A decision that publishing waits for: where the records of a removed stage go, what replaces a removed option, what fills a new required field.
import { Select } from '@mantine/core'
import { useId } from 'react'
import { FIELD_VIEWS } from '../../runtime/fields/views.tsx'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { useTell } from '../words/text.tsx'
import classes from './Publish.module.css'
import type { Decision } from './plan.ts'
import { words } from './words.ts'

interface DecisionInputProps {
  readonly decision: Decision
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly error?: string | undefined
}

export function DecisionInput({ decision, value, onChange, error }: DecisionInputProps) {
  const tell = useTell()
  const { options, question, examples, required } = decision
  const label = tell(question)
  const help = [
    ...(examples.length > 0 ? [tell(words.examples, { list: examples.join(tell({ en: ', ', 'zh-CN': '、' })) })] : []),
    ...(required ? [] : [tell(words.optional)]),
  ].join(' ')
  if (!options) return <FillInput decision={decision} label={label} help={help} value={value} onChange={onChange} error={error} />
  // Values may be null, which a list of choices cannot hold: they go by their place.
  const chosen = options.findIndex((option) => value !== undefined && option.value === value)
  return (
    <Select
      className={classes.decision}
      label={label}
      description={help || undefined}
      withAsterisk={required}
      error={error}
      data={options.map((option, index) => ({ value: String(index), label: tell(option.label) }))}
      value={chosen < 0 ? null : String(chosen)}
      onChange={(index) => onChange(index === null ? undefined : options[Number(index)]!.value)}
      clearable={!required}
      allowDeselect={!required}
      searchable={options.length > 8}
      placeholder={tell(words.choose)}
    />
  )
}

interface FillInputProps extends DecisionInputProps {
  readonly label: string
  readonly help: string
}

/** Any value of the field, written as in its form. */
function FillInput({ decision, label, help, value, onChange, error }: FillInputProps) {
  const id = useId()
  const { app } = useApp()
  const field = app.modules.get(decision.module)?.fields.get(decision.field ?? '')
  const view = field && FIELD_VIEWS.get(field.type.name)
  if (!field || !view) return null
  return (
    <div className={classes.decision}>
      <view.Input
        id={id}
        field={{ key: field.key, label, options: field.options }}
        context={field.context}
        value={value ?? null}
        onChange={(next) => onChange(next ?? undefined)}
        required={decision.required}
        description={help || undefined}
        error={error}
      />
    </div>
  )
}
