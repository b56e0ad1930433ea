// What can be written at the cursor, one line each: its name, what it is, and for the chosen one a line of help.
import { useEffect, useRef } from 'react'
import type { Completion } from './complete.ts'
import classes from './Text.module.css'

interface CompletionListProps {
  readonly id: string
  readonly items: readonly Completion[]
  readonly active: number
  readonly onAccept: (item: Completion) => void
  readonly label: string
}

export function CompletionList({ id, items, active, onAccept, label }: CompletionListProps) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector(`#${CSS.escape(`${id}-${active}`)}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, active])
  const chosen = items[active]?.kind === 'function' ? items[active] : undefined
  return (
    <>
      <div ref={list} id={id} role="listbox" aria-label={label} className={classes.offers}>
        {items.map((item, index) => (
          // The keys are those of the text, which keeps the focus.
          // biome-ignore lint/a11y/useKeyWithClickEvents: see above
          // biome-ignore lint/a11y/useFocusableInteractive: see above
          <div
            key={`${item.kind} ${item.insert}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className={classes.offer}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onAccept(item)}
          >
            <code>{item.name}</code>
            <span>{item.kind === 'function' ? item.help : item.detail}</span>
            {item.kind !== 'function' && item.help !== '' && <small>{item.help}</small>}
          </div>
        ))}
      </div>
      {chosen && (
        <p className={classes.offerHelp}>
          <code>{chosen.detail}</code>
          <br />
          {chosen.help}
        </p>
      )}
    </>
  )
}
