// A move that was not made: why, and a button to try it again.
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { say } from '../words/words.tsx'
import classes from './Board.module.css'

const SHOWN = 15_000

export function tellRefused(title: string, reason: string, again: () => void): void {
  const id = notifications.show({
    title,
    message: (
      <span className={classes.refused}>
        <span>{reason}</span>
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => {
            notifications.hide(id)
            again()
          }}
        >
          {say('failure.retry')}
        </Button>
      </span>
    ),
    color: 'red',
    withBorder: true,
    autoClose: SHOWN,
    role: 'alert',
    closeButtonProps: { 'aria-label': say('close') },
  })
}
