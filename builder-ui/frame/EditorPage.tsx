// The editor of one thing that shows at once what it does: its settings at the left, what live data makes of them at the right.
import type { ReactNode } from 'react'
import classes from './EditorPage.module.css'

interface EditorPageProps {
  readonly title: string
  /** Buttons beside the title. */
  readonly actions: ReactNode
  /** What the column of settings is called. */
  readonly label: string
  readonly previewTitle: string
  readonly preview: ReactNode
  readonly children: ReactNode
}

export function EditorPage({ title, actions, label, previewTitle, preview, children }: EditorPageProps) {
  return (
    <div className={classes.editor}>
      <section className={classes.settings} aria-label={label}>
        <div className={classes.head}>
          <h2>{title}</h2>
          {actions}
        </div>
        {children}
      </section>
      <section className={classes.preview} aria-label={previewTitle}>
        <h2>{previewTitle}</h2>
        {preview}
      </section>
    </div>
  )
}
