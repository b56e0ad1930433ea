// Short messages at the lower edge: what was done (with a way back for ten seconds), or why it was not.
import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { messageOf, problemsOf } from '../data/api.ts'
import { say } from '../words/words.tsx'

const UNDO_TIME = 10_000

export function tellDone(message: string): void {
  notifications.show({ message, withBorder: true, autoClose: 4000, closeButtonProps: { 'aria-label': say('close') } })
}

/** Says what failed and why; every reason the server gave is told. */
export function tellFailure(what: string, error: unknown): void {
  const reasons = problemsOf(error).map(({ message }) => message)
  notifications.show({
    title: what,
    message: reasons.length > 0 ? reasons.join(' ') : messageOf(error),
    color: 'red',
    withBorder: true,
    autoClose: 12_000,
    role: 'alert',
    closeButtonProps: { 'aria-label': say('close') },
  })
}

/** Gives what takes the message away, for when it was undone another way. */
export function tellUndoable(message: string, undo: () => Promise<unknown>): () => void {
  // One way back is offered at a time; older ones are reached by key.
  if (offered) notifications.hide(offered)
  const id = notifications.show({
    autoClose: UNDO_TIME,
    withBorder: true,
    closeButtonProps: { 'aria-label': say('close') },
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <span>{message}</span>
        <Button
          variant="light"
          size="compact-sm"
          onClick={() => {
            notifications.hide(id)
            undo().then(
              () => tellDone(say('undo.done')),
              (error) => tellFailure(say('undo.failed'), error),
            )
          }}
        >
          {say('undo')}
        </Button>
      </Group>
    ),
  })
  offered = id
  return () => notifications.hide(id)
}

let offered: string | undefined

/** Says that something ended, with a button that leads to it. */
export function tellLeading(message: string, lead?: { readonly label: string; readonly open: () => void }): void {
  const id = notifications.show({
    autoClose: lead ? 12_000 : 4000,
    withBorder: true,
    closeButtonProps: { 'aria-label': say('close') },
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <span>{message}</span>
        {lead && (
          <Button
            variant="light"
            size="compact-sm"
            onClick={() => {
              notifications.hide(id)
              lead.open()
            }}
          >
            {lead.label}
          </Button>
        )}
      </Group>
    ),
  })
}
