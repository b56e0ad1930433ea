// An ordered list inside an inspector whose rows open to their settings, one at a time.
import { ActionIcon, UnstyledButton } from '@mantine/core'
import { ChevronRight, Trash2 } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useProblemsAt } from '../editor/problems.tsx'
import { useSelection } from '../editor/selection.tsx'
import { SortableList } from '../lists/SortableList.tsx'
import { useTell } from '../words/text.tsx'
import classes from './Pipelines.module.css'
import { words } from './words.ts'

interface OpenableListProps<T> {
  /** The list in the definition. */
  readonly path: string
  readonly items: readonly T[]
  readonly label: string
  readonly keyOf: (item: T) => string
  readonly nameOf: (item: T) => string
  readonly noteOf?: (item: T) => string | undefined
  readonly body: (item: T, path: string) => ReactNode
  readonly onMove: (key: string, before: string | undefined) => void
  readonly onRemove: (item: T, key: string) => void
  /** The key of the row that was just added, opened at once. */
  readonly fresh?: string | undefined
}

export function OpenableList<T>(props: OpenableListProps<T>) {
  const { path, items, label, keyOf, nameOf, noteOf, body, onMove, onRemove, fresh } = props
  const [at] = useSelection()
  // A place inside a row opens it, as does adding it; after that people open and close.
  const wanted = fresh ?? items.map(keyOf).find((key) => at === `${path}/${key}` || at?.startsWith(`${path}/${key}/`))
  const [opened, setOpened] = useState(wanted)
  const [asked, setAsked] = useState(wanted)
  if (wanted !== asked) {
    setAsked(wanted)
    if (wanted !== undefined) setOpened(wanted)
  }
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (wanted === undefined) return
    const timer = setTimeout(() => box.current?.querySelector('[aria-expanded="true"]')?.scrollIntoView({ block: 'center' }), 60)
    return () => clearTimeout(timer)
  }, [wanted])
  return (
    <div ref={box}>
      <SortableList
        items={items}
        keyOf={keyOf}
        nameOf={nameOf}
        label={label}
        onMove={onMove}
        row={(item) => {
          const key = keyOf(item)
          return (
            <Openable
              path={`${path}/${key}`}
              name={nameOf(item)}
              note={noteOf?.(item)}
              opened={opened === key}
              onToggle={() => setOpened(opened === key ? undefined : key)}
              onRemove={() => onRemove(item, key)}
            >
              {opened === key && body(item, `${path}/${key}`)}
            </Openable>
          )
        }}
      />
    </div>
  )
}

interface OpenableProps {
  readonly path: string
  readonly name: string
  readonly note: string | undefined
  readonly opened: boolean
  readonly onToggle: () => void
  readonly onRemove: () => void
  readonly children: ReactNode
}

function Openable({ path, name, note, opened, onToggle, onRemove, children }: OpenableProps) {
  const tell = useTell()
  const faulty = useProblemsAt(path, true).length > 0
  return (
    <div className={classes.openable}>
      <div className={classes.openLine}>
        <UnstyledButton className={classes.openName} aria-expanded={opened} data-faulty={faulty || undefined} onClick={onToggle}>
          <ChevronRight size={14} strokeWidth={1.75} aria-hidden />
          <span>{name}</span>
          {note !== undefined && <small>{note}</small>}
        </UnstyledButton>
        <ActionIcon size={24} aria-label={tell(words.remove, { what: name })} onClick={onRemove}>
          <Trash2 size={14} strokeWidth={1.75} />
        </ActionIcon>
      </div>
      {opened && <div className={classes.openBody}>{children}</div>}
    </div>
  )
}
