// The question before unsaved work is lost.
import { Button, Group, Modal, Text } from '@mantine/core'
import { useWords } from '../words/words.tsx'
import { answerQuestion } from './leave-guard.ts'

export default function LeaveQuestion() {
  const say = useWords()
  return (
    <Modal
      opened
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
