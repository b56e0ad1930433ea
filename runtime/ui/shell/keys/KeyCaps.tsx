// Keys drawn as caps.
import { useWords } from '../../words/words.tsx'
import classes from './Keys.module.css'
import { capsOf } from './keys.ts'

export function KeyCaps({ keys }: { readonly keys: string }) {
  const say = useWords()
  return (
    <span className={classes.keys}>
      {capsOf(keys).map((caps, stroke) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the strokes of one command never change their order
        <span key={stroke} className={classes.stroke}>
          {stroke > 0 && <span className={classes.then}>{say('key.then')}</span>}
          {caps.map((cap) => (
            <kbd key={cap} className={classes.cap}>
              {cap}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  )
}
