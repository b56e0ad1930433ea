// A place a file is dropped on, with a button that chooses one.
import { Button } from '@mantine/core'
import { FileUp } from 'lucide-react'
import { useRef, useState } from 'react'
import classes from './Import.module.css'

interface FileZoneProps {
  /** Endings and types, as a file input takes them. */
  readonly kinds: string
  readonly choose: string
  /** What stands below the button: what may be dropped, or what goes on. */
  readonly text: string
  readonly busy: boolean
  readonly onFile: (file: File) => void
}

export function FileZone({ kinds, choose, text, busy, onFile }: FileZoneProps) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const take = (file: File | undefined) => {
    if (file && !busy) onFile(file)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut of the button inside
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
      <Button loading={busy} onClick={() => input.current?.click()}>
        {choose}
      </Button>
      <p role="status">{text}</p>
      <input
        ref={input}
        type="file"
        hidden
        accept={kinds}
        aria-label={choose}
        onChange={(event) => {
          take(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
    </div>
  )
}
