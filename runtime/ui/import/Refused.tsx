// A run that came to nothing: why, and where to go on.
import { Button } from '@mantine/core'
import { useWords } from '../words/words.tsx'
import { Figures } from './Figures.tsx'
import classes from './Import.module.css'
import type { ImportInfo } from './import-data.tsx'

interface RefusedProps {
  readonly info: ImportInfo
  readonly onColumns: (() => void) | undefined
  readonly onFile: () => void
}

export function Refused({ info, onColumns, onFile }: RefusedProps) {
  const say = useWords()
  const problems = info.result?.problems ?? []
  const stopped = info.state === 'cancelled'
  return (
    <>
      <h2 className={classes.title}>{say(stopped ? 'import.stopped' : 'import.failed')}</h2>
      {problems.length > 0 ? (
        <ul className={classes.refusals} role="alert">
          {problems.map(({ path, code, message }) => (
            <li key={path + code + message}>{message}</li>
          ))}
        </ul>
      ) : (
        <p className={classes.lead}>{say(stopped ? 'import.stopped.text' : 'import.failed.text')}</p>
      )}
      {stopped && info.result && <Figures counts={info.result} dryRun={info.dryRun} />}
      <div className={classes.actions}>
        {onColumns && <Button onClick={onColumns}>{say('import.back_to_columns')}</Button>}
        <Button variant={onColumns ? 'default' : undefined} onClick={onFile}>
          {say('import.another')}
        </Button>
      </div>
    </>
  )
}
