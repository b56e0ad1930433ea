// What can be done with the chosen cards together.
import { Button, Menu } from '@mantine/core'
import { ArrowRightLeft } from 'lucide-react'
import { StageName } from '../data/StageName.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Board.module.css'
import { useBoard } from './board-context.tsx'

interface ChosenBarProps {
  readonly count: number
  readonly onMove: (stage: string) => void
  readonly onClear: () => void
}

export default function ChosenBar({ count, onMove, onClear }: ChosenBarProps) {
  const say = useWords()
  const { pipeline } = useBoard()
  return (
    <section className={classes.chosen} aria-label={say('board.chosen')}>
      <strong className="num" role="status">
        {say('bulk.count', { count })}
      </strong>
      <Menu position="top-start" width={220}>
        <Menu.Target>
          <Button leftSection={<ArrowRightLeft size={14} />}>{say('stage.move')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {pipeline.stages.map(({ key }) => (
            <Menu.Item key={key} onClick={() => onMove(key)}>
              <StageName pipeline={pipeline} stage={key} />
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button variant="subtle" color="gray" onClick={onClear}>
        {say('bulk.clear')}
      </Button>
    </section>
  )
}
