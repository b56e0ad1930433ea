// Where one is on the way from a file to records.
import { Check } from 'lucide-react'
import { useWords } from '../words/words.tsx'
import classes from './Import.module.css'

const STEPS = ['file', 'columns', 'check', 'run'] as const
export type Step = (typeof STEPS)[number]

export function Steps({ now }: { readonly now: Step }) {
  const say = useWords()
  const at = STEPS.indexOf(now)
  return (
    <ol className={classes.steps} aria-label={say('import.steps')}>
      {STEPS.map((step, index) => (
        <li key={step} aria-current={step === now ? 'step' : undefined} data-done={index < at || undefined}>
          <i>{index < at ? <Check size={12} strokeWidth={2.5} aria-hidden /> : index + 1}</i>
          <span>{say(`import.step.${step}`)}</span>
        </li>
      ))}
    </ol>
  )
}
