// What must hold, each line with a tick where it does.
import { Check, X } from 'lucide-react'
import type { MoveCriterion } from '../../pipeline/option.ts'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Move.module.css'

export function Criteria({ criteria }: { readonly criteria: readonly MoveCriterion[] }) {
  const say = useWords()
  const locale = useLocale()
  return (
    <ul className={classes.criteria} aria-label={say('move.criteria')}>
      {criteria.map(({ key, place, stage, holds, text }) => (
        <li key={`${place} ${stage} ${key}`} data-holds={holds || undefined}>
          {holds ? <Check size={14} strokeWidth={2} aria-hidden /> : <X size={14} strokeWidth={2} aria-hidden />}
          <span>
            {text[locale]}
            <span className="unseen"> – {say(holds ? 'move.holds' : 'move.open')}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
