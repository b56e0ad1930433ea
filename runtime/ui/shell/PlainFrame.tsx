// The frame of pages outside an app: sign-in, set-up, account, people. A head with the product's mark, language and theme; the content in one column.
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useDocumentTitle } from './document-title.tsx'
import { Mark } from './Mark.tsx'
import classes from './PlainFrame.module.css'
import { Preferences } from './Preferences.tsx'

interface PlainFrameProps {
  readonly title: string
  readonly children: ReactNode
  /** Pixels of the column. */
  readonly width?: number
  readonly back?: { readonly href: string; readonly label: string }
}

export function PlainFrame({ title, children, width = 420, back }: PlainFrameProps) {
  useDocumentTitle(title)
  return (
    <div className={classes.frame}>
      <header className={classes.head}>
        <Mark />
        <span className={classes.name}>Stagewright</span>
        {back && <Link href={back.href}>{back.label}</Link>}
        <span className={classes.space} />
        <Preferences />
      </header>
      <main className={classes.main} style={{ maxWidth: width }}>
        <h1 className={classes.title}>{title}</h1>
        {children}
      </main>
    </div>
  )
}
