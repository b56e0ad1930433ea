// Says what of a view or an address was left out because it names something the reader may not see, so that nobody takes the list for what it was meant to be.
import { EyeOff } from 'lucide-react'
import { useWords } from '../words/words.tsx'
import classes from './List.module.css'

/** Parts that change which records are shown, and those that only change how. */
const DECISIVE = new Set(['where', 'type', 'date'])

export function LostNotice({ lost }: { readonly lost: readonly string[] }) {
  const say = useWords()
  const text = lost.includes('view')
    ? say('view.lost.view')
    : lost.some((part) => DECISIVE.has(part))
      ? say('view.lost.where')
      : say('view.lost.rest')
  return (
    <p className={classes.lost} role="status">
      <EyeOff size={14} strokeWidth={1.75} aria-hidden />
      {text}
    </p>
  )
}
