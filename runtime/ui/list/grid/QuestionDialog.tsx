// Asks before many records change at once.
import { Button, Group, Modal } from '@mantine/core'
import { useWords } from '../../words/words.tsx'
import type { Question } from './use-range-actions.tsx'

export default function QuestionDialog({ question, onClose }: { readonly question: Question; readonly onClose: () => void }) {
  const say = useWords()
  return (
    <Modal opened onClose={onClose} title={question.text} returnFocus={false} closeButtonProps={{ 'aria-label': say('close') }}>
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onClose}>
          {say('cancel')}
        </Button>
        <Button data-autofocus onClick={question.run}>
          {say('grid.ask.do')}
        </Button>
      </Group>
    </Modal>
  )
}
