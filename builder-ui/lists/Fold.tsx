// A row of a list that opens its settings below itself.

import { ActionIcon, UnstyledButton } from '@mantine/core'
import { ChevronDown, ChevronRight, Trash2 } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useProblemsAt } from '../editor/problems.tsx'
import { useTell } from '../words/text.tsx'
import classes from './Lists.module.css'
import { words } from './words.ts'

interface FoldProps {
  /** The place whose settings it opens; it is marked while something is wrong there. */
  readonly path: string
  readonly name: string
  /** Shown in place of the name. */
  readonly mark?: ReactNode
  readonly note?: string | undefined
  readonly open: boolean
  readonly onOpen: (open: boolean) => void
  /** Absent where it has to stay. */
  readonly onRemove?: (() => void) | undefined
  readonly children: ReactNode
}

export function Fold({ path, name, mark, note, open, onOpen, onRemove, children }: FoldProps) {
  const tell = useTell()
  const id = useId()
  const faulty = useProblemsAt(path, true).length > 0
  const Icon = open ? ChevronDown : ChevronRight
  return (
    <div className={classes.fold}>
      <div className={classes.foldHead}>
        <UnstyledButton
          className={classes.foldName}
          aria-expanded={open}
          aria-controls={id}
          data-faulty={faulty || undefined}
          onClick={() => onOpen(!open)}
        >
          <Icon size={14} strokeWidth={1.75} aria-hidden />
          {mark ?? <span>{name}</span>}
          {note !== undefined && note !== name && <small>{note}</small>}
        </UnstyledButton>
        {onRemove && (
          <ActionIcon size={24} aria-label={tell(words.remove, { what: name })} onClick={onRemove}>
            <Trash2 size={14} strokeWidth={1.75} />
          </ActionIcon>
        )}
      </div>
      <div id={id} hidden={!open} className={classes.foldBody}>
        {open && children}
      </div>
    </div>
  )
}
