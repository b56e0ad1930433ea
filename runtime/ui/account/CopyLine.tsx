// A text that cannot be changed, with a button that copies it.
import { Button, TextInput } from '@mantine/core'
import { Copy } from 'lucide-react'
import { tellDone, tellFailure } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Account.module.css'

interface CopyLineProps {
  readonly label: string
  readonly value: string
}

export function CopyLine({ label, value }: CopyLineProps) {
  const say = useWords()
  return (
    <div className={classes.copy}>
      <TextInput
        className={classes.copyText}
        size="sm"
        readOnly
        label={label}
        value={value}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button
        size="sm"
        variant="default"
        leftSection={<Copy size={14} />}
        onClick={() => copyText(value, say('profile.copied'), say('profile.not_copied'))}
      >
        {say('copy')}
      </Button>
    </div>
  )
}

/** Copies a text and says so. */
export function copyText(text: string, done: string, failed: string): void {
  navigator.clipboard.writeText(text).then(
    () => tellDone(done),
    (error) => tellFailure(failed, error),
  )
}
