// What can be done to a row: moved, copied, removed. The menu says the keys that do the same.
import { ActionIcon, Menu } from '@mantine/core'
import { ArrowDown, ArrowUp, Copy, EllipsisVertical, X } from 'lucide-react'
import { KeyCaps } from '../shell/keys/KeyCaps.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Rules.module.css'

interface RowToolsProps {
  readonly number: number
  readonly canUp: boolean
  readonly canDown: boolean
  readonly onMove: (step: -1 | 1) => void
  readonly onDuplicate: () => void
  readonly onRemove: () => void
  /** What is said of the removal: a row or a whole group. */
  readonly removal: string
}

export function RowTools({ number, canUp, canDown, onMove, onDuplicate, onRemove, removal }: RowToolsProps) {
  const say = useWords()
  return (
    <div className={classes.tools}>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={26} aria-label={say('rules.more', { number })}>
            <EllipsisVertical size={14} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<ArrowUp size={14} />}
            rightSection={<KeyCaps keys="alt+ArrowUp" />}
            disabled={!canUp}
            onClick={() => onMove(-1)}
          >
            {say('rules.up')}
          </Menu.Item>
          <Menu.Item
            leftSection={<ArrowDown size={14} />}
            rightSection={<KeyCaps keys="alt+ArrowDown" />}
            disabled={!canDown}
            onClick={() => onMove(1)}
          >
            {say('rules.down')}
          </Menu.Item>
          <Menu.Item leftSection={<Copy size={14} />} onClick={onDuplicate}>
            {say('rules.duplicate')}
          </Menu.Item>
          <Menu.Item leftSection={<X size={14} />} onClick={onRemove}>
            {removal}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ActionIcon size={26} aria-label={removal} data-remove onClick={onRemove}>
        <X size={14} />
      </ActionIcon>
    </div>
  )
}
