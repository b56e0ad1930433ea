// A date or a moment to compare with: a fixed one in the control of its field, or one reckoned from now.
import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import { isRelative } from '../../expression/row-text.ts'
import type { RelativeDate } from '../../expression/rows.ts'
import { useWords } from '../words/words.tsx'
import classes from './Rules.module.css'
import { SpanInput } from './SpanInput.tsx'

const OF_DATES = ['fixed', 'today', 'ago', 'ahead', 'week', 'month', 'quarter', 'year'] as const
const OF_MOMENTS = ['fixed', 'now', 'ago', 'ahead'] as const
type Way = (typeof OF_DATES)[number] | 'now'

interface MomentInputProps {
  readonly value: unknown
  readonly onValue: (value: unknown) => void
  /** A moment, not a date. */
  readonly timely: boolean
  /** The control of a fixed one. */
  readonly fixed: ReactNode
}

function wayOf(value: unknown): Way {
  if (!isRelative(value)) return 'fixed'
  if ((value.from === 'now' || value.from === 'today') && value.direction) return value.direction === 'add' ? 'ahead' : 'ago'
  return value.from
}

export function MomentInput({ value, onValue, timely, fixed }: MomentInputProps) {
  const say = useWords()
  const way = wayOf(value)
  const here = timely ? 'now' : 'today'
  const relative = isRelative(value) ? value : undefined
  const choose = (next: Way) => {
    if (next === 'fixed') onValue(null)
    else if (next === 'ago' || next === 'ahead') {
      const moved: RelativeDate = { from: here, direction: next === 'ago' ? 'subtract' : 'add' }
      onValue(relative?.duration === undefined ? moved : { ...moved, duration: relative.duration })
    } else onValue({ from: next } satisfies RelativeDate)
  }
  return (
    <div className={classes.moment}>
      <Select
        size="xs"
        aria-label={say('rules.moment')}
        allowDeselect={false}
        data={(timely ? OF_MOMENTS : OF_DATES).map((each) => ({
          value: each,
          label: say(each === 'fixed' ? `rules.moment.fixed.${timely ? 'instant' : 'date'}` : `rules.moment.${each}`),
        }))}
        value={way}
        onChange={(next) => next && choose(next as Way)}
      />
      {way === 'fixed' && fixed}
      {relative?.direction && (
        <>
          {way !== 'ago' && way !== 'ahead' && <span>{relative.direction === 'add' ? '+' : '−'}</span>}
          <SpanInput
            timely={timely}
            value={relative.duration}
            onValue={(duration) => {
              const { duration: _, ...rest } = relative
              onValue(duration === null ? rest : { ...rest, duration })
            }}
          />
        </>
      )}
    </div>
  )
}
