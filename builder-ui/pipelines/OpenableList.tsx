// An ordered list inside an inspector whose rows open to their settings, one at a time.

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useSelection } from '../editor/selection.tsx'
import { Fold } from '../lists/Fold.tsx'
import { SortableList } from '../lists/SortableList.tsx'

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
            <Fold
              path={`${path}/${key}`}
              name={nameOf(item)}
              note={noteOf?.(item)}
              open={opened === key}
              onOpen={(open) => setOpened(open ? key : undefined)}
              onRemove={() => onRemove(item, key)}
            >
              {body(item, `${path}/${key}`)}
            </Fold>
          )
        }}
      />
    </div>
  )
}
