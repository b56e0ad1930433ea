// The codes to keep for when the phone is lost. They are shown this once, to be copied or kept as a file.
import { Button, Checkbox } from '@mantine/core'
import { Copy, Download } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '../words/words.tsx'
import classes from './Account.module.css'
import { copyText } from './CopyLine.tsx'

interface BackupCodesProps {
  readonly codes: readonly string[]
  readonly onDone: () => void
}

export function BackupCodes({ codes, onDone }: BackupCodesProps) {
  const say = useWords()
  const [kept, setKept] = useState(false)
  const text = `${codes.join('\n')}\n`
  return (
    <>
      <p className={classes.lead}>{say('factor.codes.text')}</p>
      <ul className={classes.codes} aria-label={say('factor.codes')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={classes.buttons}>
        <Button
          variant="default"
          leftSection={<Copy size={14} />}
          onClick={() => copyText(text, say('profile.copied'), say('profile.not_copied'))}
        >
          {say('copy')}
        </Button>
        <Button
          variant="default"
          component="a"
          leftSection={<Download size={14} />}
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download="stagewright-backup-codes.txt"
        >
          {say('factor.codes.file')}
        </Button>
      </div>
      <Checkbox mt="md" label={say('factor.codes.kept')} checked={kept} onChange={(event) => setKept(event.currentTarget.checked)} />
      <Button mt="md" size="sm" disabled={!kept} onClick={onDone}>
        {say('factor.codes.done')}
      </Button>
    </>
  )
}
