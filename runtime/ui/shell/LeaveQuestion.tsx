// The question before unsaved work is lost.
import { Button, Group, Text } from '@mantine/core'
import { useWords } from '../words/words.tsx'
import { Dialog } from './Dialog.tsx'
import { answerQuestion } from './leave-guard.ts'

export default function LeaveQuestion() {
  const say = useWords()
  return (
    <Dialog onClose={() => answerQuestion(false)} title={say('leave.title')} size="sm" centered>
      <Text size="sm">{say('leave.text')}</Text>
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={() => answerQuestion(true)}>
          {say('leave.discard')}
        </Button>
        <Button data-autofocus onClick={() => answerQuestion(false)}>
          {say('leave.stay')}
        </Button>
      </Group>
    </Dialog>
  )
}
