// A length of time: a whole number and its unit.
import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { guardComposition } from '../../fields/composition.ts'
import { useWords } from '../words/words.tsx'
import classes from './Rules.module.css'
import { readSpan, type SpanUnit, writeSpan } from './spans.ts'

interface SpanInputProps {
  readonly value: unknown
  readonly onValue: (value: string | null) => void
  /** Hours and minutes make no difference to a date. */
  readonly timely: boolean
}

export function SpanInput({ value, onValue, timely }: SpanInputProps) {
  const say = useWords()
  const read = readSpan(value)
  const [chosen, setChosen] = useState<SpanUnit>('d')
  const unit = read?.unit ?? chosen
  const units = (['h', 'd', 'w'] as const).filter((each) => timely || each !== 'h')
  const offered: readonly SpanUnit[] = (units as readonly SpanUnit[]).includes(unit) ? units : [unit, ...units]
  return (
    <div className={classes.span}>
      <TextInput
        size="xs"
        aria-label={say('rules.value')}
        inputMode="numeric"
        autoComplete="off"
        onKeyDownCapture={guardComposition}
        value={read?.amount ?? ''}
        onChange={(event) => onValue(writeSpan(event.currentTarget.value, unit))}
      />
      <Select
        size="xs"
        aria-label={say('rules.unit')}
        allowDeselect={false}
        data={offered.map((each) => ({ value: each, label: say(`rules.unit.${each}`) }))}
        value={unit}
        onChange={(next) => {
          if (!next) return
          setChosen(next as SpanUnit)
          if (read) onValue(writeSpan(read.amount, next as SpanUnit))
        }}
      />
    </div>
  )
}
