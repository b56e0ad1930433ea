// One cell that is wrong: where it stands, what stands in it, and why that cannot be taken.
import { Autocomplete, Button, TextInput } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import type { Module } from '../../definition/app.ts'
import { guardComposition, isComposing } from '../../fields/composition.ts'
import { textOf } from '../../label.ts'
import { stagesOf } from '../../pipeline/visits.ts'
import { useFormats } from '../data/formats.tsx'
import { memberOf } from '../data/members.ts'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Import.module.css'
import type { FaultyCell } from './problem-cells.ts'

interface ProblemRowProps {
  readonly module: Module
  readonly cell: FaultyCell
  /** What the record of the line is called. */
  readonly title: string | undefined
  readonly fixed: string | undefined
  /** Other cells with the same text in the same column that nobody changed yet. */
  readonly same: readonly FaultyCell[]
  readonly onFix: (cells: readonly FaultyCell[], value: string) => void
}

export function ProblemRow({ module, cell, title, fixed, same, onFix }: ProblemRowProps) {
  const say = useWords()
  const formats = useFormats()
  const choices = useChoices(module, cell.field)
  const { line, column, text, messages, open } = cell
  const label = cell.headings.includes(column) ? column : (memberOf(module, column)?.label ?? column)
  const input = {
    size: 'xs',
    'aria-label': say('import.value_of', { column: label, line }),
    value: fixed ?? text,
    onKeyDownCapture: goDown,
  } as const
  return (
    <tr data-changed={fixed !== undefined || undefined}>
      <td>{line}</td>
      <td title={title}>{title}</td>
      <td title={label}>{label}</td>
      <td>
        {!open && text}
        {open && choices.length > 0 && <Autocomplete {...input} data={choices} onChange={(value) => onFix([cell], value)} />}
        {open && choices.length === 0 && <TextInput {...input} onChange={(event) => onFix([cell], event.currentTarget.value)} />}
        {fixed !== undefined && same.length > 0 && (
          <Button className={classes.same} variant="subtle" size="compact-sm" onClick={() => onFix(same, fixed)}>
            {say('import.same', { count: same.length, shown: formats.number(same.length) })}
          </Button>
        )}
      </td>
      <td>
        <p>{fixed === undefined ? messages.join(' ') : say('import.changed')}</p>
      </td>
    </tr>
  )
}

/** Enter goes to the next cell as in a sheet; with Shift to the one before. */
function goDown(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Enter') return
  if (isComposing(event)) {
    guardComposition(event)
    return
  }
  // An open list of choices takes the key itself.
  if (event.currentTarget.getAttribute('aria-expanded') === 'true' && event.currentTarget.getAttribute('aria-activedescendant')) return
  event.preventDefault()
  const inputs = [...(event.currentTarget.closest('table')?.querySelectorAll('input') ?? [])]
  const next = inputs[inputs.indexOf(event.currentTarget) + (event.shiftKey ? -1 : 1)]
  next?.focus()
  next?.select()
}

const NONE: readonly string[] = []

/** What may stand in a column that leads to choices or to stages. */
function useChoices(module: Module, field: string | null): string[] {
  const locale = useLocale()
  if (field === '_stage') return stagesOf(module).map(({ key, label }) => textOf(label, locale, key))
  const choices = module.fields.get(field ?? '')?.choices?.filter(({ active }) => active !== false) ?? []
  return [...new Set(choices.length > 0 ? choices.map(({ key, label }) => textOf(label, locale, key)) : NONE)]
}
