// The reason of a move, level by level as linked lists; what answers it is told below.
import { Group, Input, Select } from '@mantine/core'
import { guardComposition } from '../../fields/composition.ts'
import { textOf } from '../../label.ts'
import { itemAt } from '../../pipeline/answers.ts'
import { useApp } from '../data/app-context.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Move.module.css'

interface ReasonInputProps {
  readonly id: string
  /** The key of the dictionary. */
  readonly dictionary: string
  readonly required: boolean
  /** Keys level by level: `price/terms`. */
  readonly value: string | undefined
  readonly error: string | undefined
  readonly autoFocus: boolean
  readonly onChange: (value: string | undefined) => void
}

export function ReasonInput({ id, dictionary: key, required, value, error, autoFocus, onChange }: ReasonInputProps) {
  const say = useWords()
  const locale = useLocale()
  const { app } = useApp()
  const dictionary = app.dictionaries.get(key)
  if (!dictionary) return null
  const chosen = value?.split('/') ?? []
  const levels = [dictionary.items]
  for (const [index] of chosen.entries()) {
    const below = itemAt(dictionary, chosen.slice(0, index + 1).join('/'))?.items
    if (below) levels.push(below)
  }
  const action = value === undefined ? undefined : itemAt(dictionary, value)?.action
  return (
    <div className={classes.reason}>
      <Input.Wrapper label={say('move.reason')} required={required} error={error} labelElement="div" labelProps={{ id: `${id}-label` }}>
        <Group gap={8} role="group" aria-labelledby={`${id}-label`}>
          {levels.map((items, level) => (
            <Select
              // biome-ignore lint/suspicious/noArrayIndexKey: a level is its place
              key={level}
              id={level === 0 ? id : `${id}-${level + 1}`}
              aria-label={say('move.reason.level', { level: level + 1 })}
              aria-required={required || undefined}
              data-autofocus={(autoFocus && level === 0) || undefined}
              data={items
                .filter((item) => item.active !== false)
                .map((item) => ({ value: item.key, label: textOf(item.label, locale, item.key) }))}
              value={chosen[level] ?? null}
              searchable
              allowDeselect={false}
              error={error !== undefined}
              onKeyDownCapture={guardComposition}
              style={{ flex: '1 1 0', minWidth: 140 }}
              onChange={(next) => onChange([...chosen.slice(0, level), ...(next === null ? [] : [next])].join('/') || undefined)}
            />
          ))}
        </Group>
      </Input.Wrapper>
      {action !== undefined && <Input.Description mt={4}>{textOf(action, locale)}</Input.Description>}
    </div>
  )
}
