// What is done with a thing as a whole, at the head of its settings: a copy of it, and its removal.
import { ActionIcon, Tooltip } from '@mantine/core'
import { Copy, Trash2 } from 'lucide-react'
import type { Text } from '../../runtime/label.ts'
import { useRemove } from '../uses/removal.tsx'
import { useTell } from '../words/text.tsx'
import { words } from './words.ts'

interface ItemToolsProps {
  readonly path: string
  readonly name: Text
  /** Absent where there are no copies. */
  readonly onDuplicate?: (() => void) | undefined
  readonly onRemoved?: (() => void) | undefined
}

export function ItemTools({ path, name, onDuplicate, onRemoved }: ItemToolsProps) {
  const tell = useTell()
  const remove = useRemove()
  const what = tell(name)
  const tools = [
    ...(onDuplicate ? [{ icon: Copy, label: tell(words.duplicate, { what }), run: onDuplicate }] : []),
    { icon: Trash2, label: tell(words.remove, { what }), run: () => remove(path, name, onRemoved) },
  ]
  return tools.map(({ icon: Icon, label, run }) => (
    <Tooltip key={label} label={label}>
      <ActionIcon aria-label={label} onClick={run}>
        <Icon size={16} strokeWidth={1.75} />
      </ActionIcon>
    </Tooltip>
  ))
}
