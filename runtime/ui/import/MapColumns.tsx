// Which field each column becomes, how lines find the records they change, and how dates and numbers are written in the file.
import { Button } from '@mantine/core'
import { TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import type { Module } from '../../definition/app.ts'
import { messageOf, problemsOf } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import { useWords } from '../words/words.tsx'
import { ColumnRow } from './ColumnRow.tsx'
import { choiceOf, columnOfField, type Draft, withColumn } from './draft.ts'
import classes from './Import.module.css'
import type { Preview } from './import-data.tsx'
import { MapOptions } from './MapOptions.tsx'
import { missingTargets, targetsOf } from './targets.ts'

const SAMPLES = 3

interface MapColumnsProps {
  readonly module: Module
  readonly preview: Preview
  readonly draft: Draft
  /** The choices are those made for such a file before. */
  readonly remembered: boolean
  readonly onDraft: (draft: Draft) => void
  readonly onSuggested: () => void
  readonly onBack: () => void
  readonly onNext: (draft: Draft) => void
  readonly busy: boolean
  readonly error: Error | undefined
}

export function MapColumns({ module, preview, draft, remembered, onDraft, onSuggested, onBack, onNext, busy, error }: MapColumnsProps) {
  const say = useWords()
  const formats = useFormats()
  const { abilities } = useApp()
  const rights = abilities(module.key)
  const targets = useMemo(() => targetsOf(module, rights), [module, rights])
  const { headings, rows } = preview
  const mapped = new Set(Object.values(draft.columns).map(({ field }) => field))
  const missing = missingTargets(module, mapped)
  const refusals = error ? problemsOf(error).map(({ message }) => message) : []
  const writes = targets.some(({ name, keyOnly }) => mapped.has(name) && !keyOnly)
  return (
    <>
      <h2 className={classes.title}>{say('import.columns.title')}</h2>
      <p className={classes.lead}>
        {say('import.columns.text', { count: formats.number(Object.keys(draft.columns).length), all: formats.number(headings.length) })}
        {remembered && ` ${say('import.columns.remembered')} `}
        {remembered && (
          <Button variant="subtle" size="compact-sm" onClick={onSuggested}>
            {say('import.columns.suggest')}
          </Button>
        )}
      </p>
      <ul className={classes.columns}>
        {headings.map((heading, index) => (
          <ColumnRow
            key={heading}
            heading={heading}
            samples={samplesOf(rows, index)}
            targets={targets}
            choice={choiceOf(draft, heading)}
            isMatch={draft.match !== undefined && choiceOf(draft, heading)?.field === draft.match}
            columnOf={(field) => columnOfField(draft, field)}
            onChoice={(choice) => onDraft(withColumn(draft, heading, choice))}
          />
        ))}
      </ul>
      <MapOptions targets={targets} draft={draft} onDraft={onDraft} />
      {missing.length > 0 && (
        <p className={classes.warning}>
          <TriangleAlert size={16} strokeWidth={1.75} aria-hidden />
          {say('import.columns.missing', { fields: missing.join(say('import.join')) })}
        </p>
      )}
      {error && (
        <ul className={classes.refusals} role="alert">
          {(refusals.length > 0 ? refusals : [messageOf(error)]).map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      <div className={classes.actions}>
        <Button loading={busy} disabled={!writes} onClick={() => onNext(draft)}>
          {say('import.check')}
        </Button>
        <Button variant="default" onClick={onBack}>
          {say('import.back_to_file')}
        </Button>
        <span className={classes.note}>{say('import.check.text')}</span>
      </div>
    </>
  )
}

/** The first different texts of a column. */
function samplesOf(rows: Preview['rows'], index: number): string[] {
  return [...new Set(rows.map((cells) => (cells[index] ?? '').trim()).filter((text) => text !== ''))].slice(0, SAMPLES)
}
