// A titled part of the settings of a module.
import type { ReactNode } from 'react'
import classes from './Settings.module.css'

export function SettingsSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}
