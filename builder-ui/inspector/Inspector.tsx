// The panel at the right in which the selected thing is set; on narrow screens a sheet over the page.
import { ActionIcon, Drawer } from '@mantine/core'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useNarrow } from '../../runtime/ui/shell/Shell.tsx'
import { useTell } from '../words/text.tsx'
import classes from './Inspector.module.css'
import { words } from './words.ts'

interface InspectorProps {
  readonly title: string
  /** What kind of thing it is, above its name. */
  readonly kind?: string | undefined
  readonly icon?: ReactNode
  /** Buttons beside the name: duplicate, remove. */
  readonly actions?: ReactNode
  readonly onClose: () => void
  readonly children: ReactNode
}

export function Inspector({ title, kind, icon, actions, onClose, children }: InspectorProps) {
  const tell = useTell()
  const narrow = useNarrow()
  const label = tell(words.inspector, { what: title })
  const head = (
    <div className={classes.head}>
      {icon}
      <div className={classes.name}>
        {kind !== undefined && <span className={classes.kind}>{kind}</span>}
        <h2>{title}</h2>
      </div>
      {actions}
      <ActionIcon aria-label={tell(words.close)} onClick={onClose}>
        <X size={16} strokeWidth={1.75} />
      </ActionIcon>
    </div>
  )
  if (narrow) {
    return (
      <Drawer
        opened
        onClose={onClose}
        position="bottom"
        size="80%"
        withCloseButton={false}
        padding={0}
        attributes={{ content: { 'aria-label': label } }}
      >
        {head}
        <div className={classes.body}>{children}</div>
      </Drawer>
    )
  }
  return (
    <aside className={classes.panel} aria-label={label}>
      {head}
      <div className={classes.body}>{children}</div>
    </aside>
  )
}

interface SectionProps {
  readonly title: string
  readonly action?: ReactNode
  readonly children: ReactNode
}

/** A titled part of an inspector, with a line above. */
export function InspectorSection({ title, action, children }: SectionProps) {
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h3>{title}</h3>
        {action}
      </div>
      {children}
    </section>
  )
}
