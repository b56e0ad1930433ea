// What becomes of the lines of a file, in figures one sees from across the room.
import { useFormats } from '../data/formats.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Import.module.css'
import type { Counts } from './import-data.tsx'

const NAMES = ['created', 'updated', 'skipped', 'failed'] as const

export function Figures({ counts, dryRun }: { readonly counts: Partial<Counts>; readonly dryRun: boolean }) {
  const say = useWords()
  const formats = useFormats()
  const related = counts.related ?? 0
  return (
    <dl className={classes.figures}>
      {NAMES.map((name) => {
        const count = counts[name] ?? 0
        return (
          <div key={name} data-nothing={count === 0 || undefined} data-bad={(name === 'failed' && count > 0) || undefined}>
            <dt>{say(dryRun ? `import.would.${name}` : `import.did.${name}`)}</dt>
            <dd>{formats.number(count)}</dd>
          </div>
        )
      })}
      {related > 0 && (
        <div>
          <dt>{say(dryRun ? 'import.would.related' : 'import.did.related')}</dt>
          <dd>{formats.number(related)}</dd>
        </div>
      )}
    </dl>
  )
}
