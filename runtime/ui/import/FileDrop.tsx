// A file is dropped here, or chosen.
import { Button } from '@mantine/core'
import { FileUp } from 'lucide-react'
import { useRef, useState } from 'react'
import { tellFailure } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
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
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const take = (file: File | undefined) => {
    if (!file || sending !== undefined) return
    if (file.size > MEGABYTES * 2 ** 20)
      tellFailure(say('import.file.refused'), new Error(say('import.file.too_large', { limit: MEGABYTES })))
    else onFile(file)
  }
  return (
    <>
      <h2 className={classes.title}>{say('import.file.title')}</h2>
      <p className={classes.lead}>{say('import.file.text')}</p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut of the button inside */}
      <div
        className={classes.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          take(event.dataTransfer.files[0])
        }}
      >
        <FileUp size={24} strokeWidth={1.5} aria-hidden />
        <Button loading={sending !== undefined} onClick={() => input.current?.click()}>
          {say('import.file.choose')}
        </Button>
        <p role="status">{sending === undefined ? say('import.file.drop') : say('import.file.sending', { file: sending })}</p>
        <input
          ref={input}
          type="file"
          hidden
          accept={KINDS}
          aria-label={say('import.file.choose')}
          onChange={(event) => {
            take(event.currentTarget.files?.[0])
            event.currentTarget.value = ''
          }}
        />
      </div>
    </>
  )
}
