// A part of the builder that is one column of settings or text under a heading.
import type { ReactNode } from 'react'
import classes from './Page.module.css'

interface PageProps {
  readonly title: string
  readonly text?: string | undefined
  readonly actions?: ReactNode
  /** Pixels of the column; as wide as the screen unless given. */
  readonly width?: number
  readonly children: ReactNode
}

export function Page({ title, text, actions, width, children }: PageProps) {
  return (
    <div className={classes.page}>
      <div className={classes.column} style={width === undefined ? undefined : { maxWidth: width }}>
        <header className={classes.head}>
          <div className={classes.title}>
            <h1>{title}</h1>
            {text !== undefined && <p>{text}</p>}
          </div>
          {actions}
        </header>
        {children}
      </div>
    </div>
  )
}
