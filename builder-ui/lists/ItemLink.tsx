// An item in a list of items at the left: its icon and name, a note, and a mark while something in it is wrong.
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useProblemsAt } from '../editor/problems.tsx'
import classes from './Lists.module.css'

interface ItemLinkProps {
  readonly href: string
  /** The place of the item in the definition. */
  readonly path: string
  readonly label: string
  readonly icon?: ReactNode
  readonly note?: string | undefined
  /** What the note says, in a sentence. */
  readonly noteTitle?: string | undefined
  readonly current?: boolean
}

export function ItemLink({ href, path, label, icon, note, noteTitle, current = false }: ItemLinkProps) {
  const faulty = useProblemsAt(path, true).length > 0
  return (
    <Link href={href} className={classes.link} aria-current={current ? 'page' : undefined} data-faulty={faulty || undefined}>
      {icon}
      <span>{label}</span>
      {note !== undefined && (
        <small className="num" title={noteTitle}>
          {note}
        </small>
      )}
    </Link>
  )
}
