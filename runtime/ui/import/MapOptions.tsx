// What holds for all lines: how they find the records they change, and how dates and numbers are written.
import { Select } from '@mantine/core'
import type { DateOrder } from '../../fields/contract.ts'
import { useWords } from '../words/words.tsx'
import { columnOfField, type Draft } from './draft.ts'
import classes from './Import.module.css'
import { isKey, isUnique, type Target } from './targets.ts'

const ORDERS = ['YMD', 'DMY', 'MDY'] as const
const NUMBERS = {
  point: { decimal: '.', group: ',' },
  comma: { decimal: ',', group: '.' },
  space: { decimal: ',', group: ' ' },
  apostrophe: { decimal: '.', group: "'" },
} as const
const NEW = ''

interface MapOptionsProps {
  readonly targets: readonly Target[]
  readonly draft: Draft
  readonly onDraft: (draft: Draft) => void
}

export function MapOptions({ targets, draft, onDraft }: MapOptionsProps) {
  const say = useWords()
  const { match, matched, unmatched, numberFormat } = draft
  const keys = targets
    .filter((target) => isKey(target) && columnOfField(draft, target.name) !== undefined)
    .toSorted((a, b) => Number(isUnique(b)) - Number(isUnique(a)))
  const label = (target: Target) => say(isUnique(target) ? 'import.match.unique' : 'import.match.by', { field: target.label })
  const written = Object.keys(NUMBERS).find((key) => {
    const { decimal, group } = NUMBERS[key as keyof typeof NUMBERS]
    return decimal === (numberFormat?.decimal ?? '.') && group === (numberFormat?.group ?? ',')
  })
  const setMatch = (value: string | null) => {
    const { match: _, ...rest } = draft
    onDraft(value === null || value === NEW ? rest : { ...rest, match: value })
  }
  return (
    <>
      <h3 className={classes.section}>{say('import.match')}</h3>
      <div className={classes.choices}>
        <Select
          label={say('import.match.how')}
          allowDeselect={false}
          data={[{ value: NEW, label: say('import.match.none') }, ...keys.map((target) => ({ value: target.name, label: label(target) }))]}
          value={match ?? NEW}
          onChange={setMatch}
        />
        {match !== undefined && (
          <>
            <Select
              label={say('import.matched')}
              allowDeselect={false}
              data={(['update', 'skip'] as const).map((value) => ({ value, label: say(`import.matched.${value}`) }))}
              value={matched}
              onChange={(value) => value !== null && onDraft({ ...draft, matched: value as Draft['matched'] })}
            />
            <Select
              label={say('import.unmatched')}
              allowDeselect={false}
              data={(['create', 'skip'] as const).map((value) => ({ value, label: say(`import.unmatched.${value}`) }))}
              value={unmatched}
              onChange={(value) => value !== null && onDraft({ ...draft, unmatched: value as Draft['unmatched'] })}
            />
          </>
        )}
      </div>
      <h3 className={classes.section}>{say('import.written')}</h3>
      <div className={classes.choices}>
        <Select
          label={say('import.dates')}
          allowDeselect={false}
          data={ORDERS.map((value) => ({ value, label: say(`import.dates.${value}`) }))}
          value={draft.dateOrder ?? 'YMD'}
          onChange={(value) => value !== null && onDraft({ ...draft, dateOrder: value as DateOrder })}
        />
        <Select
          label={say('import.numbers')}
          allowDeselect={false}
          data={Object.keys(NUMBERS).map((value) => ({ value, label: say(`import.numbers.${value as keyof typeof NUMBERS}`) }))}
          value={written ?? 'point'}
          onChange={(value) => value !== null && onDraft({ ...draft, numberFormat: NUMBERS[value as keyof typeof NUMBERS] })}
        />
      </div>
    </>
  )
}
