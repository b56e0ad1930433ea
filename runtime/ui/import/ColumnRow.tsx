// One column of the file and the field it becomes.
import { Checkbox, Select } from '@mantine/core'
import { ArrowRight } from 'lucide-react'
import { moduleReferredTo } from '../../expression/storage.ts'
import { guardComposition } from '../../fields/composition.ts'
import { useApp } from '../data/app-context.tsx'
import { useWords } from '../words/words.tsx'
import type { ColumnChoice } from './draft.ts'
import classes from './Import.module.css'
import { relationKeys, type Target } from './targets.ts'

interface ColumnRowProps {
  readonly heading: string
  readonly samples: readonly string[]
  readonly targets: readonly Target[]
  readonly choice: ColumnChoice | undefined
  /** Lines are matched by this column. */
  readonly isMatch: boolean
  /** The column a field has already. */
  readonly columnOf: (field: string) => string | undefined
  readonly onChoice: (choice: ColumnChoice | undefined) => void
}

export function ColumnRow({ heading, samples, targets, choice, isMatch, columnOf, onChoice }: ColumnRowProps) {
  const say = useWords()
  const { app, abilities } = useApp()
  const target = targets.find(({ name }) => name === choice?.field)
  const keys = target && relationKeys(app, target)
  const other = target?.field && moduleReferredTo(target.field.storage)
  const options = targets.map(({ name, label }) => {
    const column = columnOf(name)
    return {
      value: name,
      label: column === undefined || column === heading ? label : say('import.columns.taken', { field: label, column }),
    }
  })
  return (
    <li className={classes.column} data-unused={choice === undefined || undefined}>
      <div>
        <div className={classes.heading} title={heading}>
          {heading}
        </div>
        <div className={classes.samples} title={samples.join('\n')}>
          {samples.length > 0 ? samples.join(' · ') : say('import.columns.no_samples')}
        </div>
      </div>
      <ArrowRight size={16} strokeWidth={1.75} aria-hidden />
      <Select
        aria-label={say('import.columns.field_of', { column: heading })}
        placeholder={say('import.columns.none')}
        searchable
        clearable
        clearButtonProps={{ style: { minWidth: 24, minHeight: 24 }, 'aria-label': say('import.columns.clear', { column: heading }) }}
        nothingFoundMessage={say('nothing_found')}
        data={options}
        value={choice?.field ?? null}
        onKeyDownCapture={guardComposition}
        onChange={(field) => onChoice(field === null ? undefined : { field })}
      />
      <div className={classes.more}>
        {keys && keys.length > 0 && choice && (
          <>
            {keys.length > 1 && (
              <Select
                className={classes.key}
                aria-label={say('import.columns.find_by', { column: heading })}
                allowDeselect={false}
                data={keys.map(({ name, label }) => ({ value: name, label: say('import.columns.by', { field: label }) }))}
                value={choice.match ?? keys[0]!.name}
                onChange={(match) => match !== null && onChoice({ ...choice, match })}
              />
            )}
            {other !== undefined && abilities(other).create && (
              <Checkbox
                className={classes.tick}
                label={say('import.columns.create_missing')}
                checked={choice.createMissing === true}
                onChange={(event) => onChoice({ ...choice, createMissing: event.currentTarget.checked })}
              />
            )}
          </>
        )}
        {target?.keyOnly && <span>{say(isMatch ? 'import.columns.finds' : 'import.columns.key_only')}</span>}
        {!target?.keyOnly && isMatch && <span>{say('import.columns.match')}</span>}
      </div>
    </li>
  )
}
