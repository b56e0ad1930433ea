// A part of the builder with several items of one kind: their list at the left, the chosen one beside it. On narrow screens the list is a choice above.

import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { designPath } from '../../runtime/ui/data/paths.ts'
import { useNarrow } from '../../runtime/ui/shell/Shell.tsx'
import { useTell } from '../words/text.tsx'
import { ItemLink } from './ItemLink.tsx'
import classes from './Lists.module.css'
import { words } from './words.ts'

export interface SplitItem {
  readonly key: string
  readonly label: string
  readonly note?: string | undefined
  readonly icon?: ReactNode
}

interface SplitPageProps {
  readonly title: string
  /** The list of the definition the items stand in, such as `/roles`. */
  readonly path: string
  /** The part of the builder, such as `roles`. */
  readonly surface: string
  readonly items: readonly SplitItem[]
  readonly current: string | undefined
  /** The button that adds one. */
  readonly add: ReactNode
  readonly children: ReactNode
}

export function SplitPage({ title, path, surface, items, current, add, children }: SplitPageProps) {
  const tell = useTell()
  const { app } = useApp()
  const [, go] = useLocation()
  const narrow = useNarrow()
  if (narrow) {
    return (
      <div className={classes.narrow}>
        <h1 className="unseen">{title}</h1>
        <div className={classes.choice}>
          <Select
            aria-label={`${title}: ${tell(words.items)}`}
            data={items.map(({ key, label }) => ({ value: key, label }))}
            value={current ?? null}
            allowDeselect={false}
            onChange={(key) => key !== null && go(designPath(app.key, `${surface}/${key}`))}
          />
          {add}
        </div>
        {children}
      </div>
    )
  }
  return (
    <div className={classes.split}>
      <nav className={classes.nav} aria-label={title}>
        <div className={classes.navHead}>
          <h1>{title}</h1>
        </div>
        <ul>
          {items.map(({ key, label, note, icon }) => (
            <li key={key}>
              <ItemLink
                href={designPath(app.key, `${surface}/${key}`)}
                path={`${path}/${key}`}
                label={label}
                icon={icon}
                note={note}
                current={key === current}
              />
            </li>
          ))}
        </ul>
        <div className={classes.navFoot}>{add}</div>
      </nav>
      <div className={classes.detail}>{children}</div>
    </div>
  )
}
