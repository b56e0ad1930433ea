// Record by record, what could not be done and why.
import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '../words/words.tsx'
import { type Outcome, tellOutcome } from './outcomes.ts'
import classes from './Undo.module.css'

const SHOWN = 200

export default function OutcomeDialog({ outcome }: { readonly outcome: Outcome }) {
  const say = useWords()
  const [all, setAll] = useState(false)
  const shown = all ? outcome.failed : outcome.failed.slice(0, SHOWN)
  return (
    <Modal opened onClose={() => tellOutcome(null)} title={outcome.title} size="lg" closeButtonProps={{ 'aria-label': say('close') }}>
      {outcome.text && <p className={classes.note}>{outcome.text}</p>}
      <ul className={classes.failed}>
        {shown.map(({ name, problems }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is fixed, and names may be equal
          <li key={index}>
            <strong>{name}</strong>
            {problems.map((problem) => (
              <span key={problem.path + problem.code + problem.message}>{problem.message}</span>
            ))}
          </li>
        ))}
      </ul>
      {shown.length < outcome.failed.length && (
        <Button variant="subtle" mt="sm" onClick={() => setAll(true)}>
          {say('grid.outcome.more', { count: outcome.failed.length - shown.length })}
        </Button>
      )}
    </Modal>
  )
}
