// A file of records is dropped here, or chosen.
import { tellFailure } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import { FileZone } from './FileZone.tsx'
import classes from './Import.module.css'

const KINDS = '.csv,.tsv,.txt,.xlsx'
/** What the server takes at once. */
const MEGABYTES = 200

interface FileDropProps {
  /** Name of the file that is on its way. */
  readonly sending: string | undefined
  readonly onFile: (file: File) => void
}

export function FileDrop({ sending, onFile }: FileDropProps) {
  const say = useWords()
  const take = (file: File) => {
    if (file.size > MEGABYTES * 2 ** 20)
      tellFailure(say('import.file.refused'), new Error(say('import.file.too_large', { limit: MEGABYTES })))
    else onFile(file)
  }
  return (
    <>
      <h2 className={classes.title}>{say('import.file.title')}</h2>
      <p className={classes.lead}>{say('import.file.text')}</p>
      <FileZone
        kinds={KINDS}
        choose={say('import.file.choose')}
        text={sending === undefined ? say('import.file.drop') : say('import.file.sending', { file: sending })}
        busy={sending !== undefined}
        onFile={take}
      />
    </>
  )
}
