// Asks before unsaved work is lost.
import { Button, Group, Modal, Text } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { useWords } from '../words/words.tsx'
import { answerQuestion, onQuestion, pendingQuestion } from './leave-guard.ts'

export function LeaveDialog() {
  const say = useWords()
  const question = useSyncExternalStore(onQuestion, pendingQuestion)
  return (
    <Modal
      opened={question !== null}
      onClose={() => answerQuestion(false)}
      title={say('leave.title')}
      size="sm"
      centered
      closeButtonProps={{ 'aria-label': say('close') }}
    >
      <Text size="sm">{say('leave.text')}</Text>
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={() => answerQuestion(true)}>
          {say('leave.discard')}
        </Button>
        <Button data-autofocus onClick={() => answerQuestion(false)}>
          {say('leave.stay')}
        </Button>
      </Group>
    </Modal>
  )
}
