// The bar over a screen: where one is at the left, with the star that keeps it; what one can do at the right.
import type { ReactNode } from 'react'
import { useDocumentTitle } from './document-title.tsx'
import { PlaceTools } from './places/PlaceTools.tsx'
import classes from './Shell.module.css'

interface TopBarProps {
  /** What the browser's tab says. */
  readonly title: string
  readonly crumbs: ReactNode
  readonly actions?: ReactNode
}

export function TopBar({ title, crumbs, actions }: TopBarProps) {
  useDocumentTitle(title)
  return (
    <header className={classes.top}>
      <div className={classes.crumbs}>
        {crumbs}
        <PlaceTools />
      </div>
      {actions}
    </header>
  )
}
