// The frame of every step: the bar with the way back to the list, the steps, and the content in one column.
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Module } from '../../definition/app.ts'
import { useApp } from '../data/app-context.tsx'
import { modulePath } from '../data/paths.ts'
import { moduleLabel } from '../data/titles.ts'
import { TopBar } from '../shell/TopBar.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Import.module.css'
import { type Step, Steps } from './Steps.tsx'

interface ImportFrameProps {
  readonly module: Module
  readonly step: Step
  readonly children: ReactNode
}

export function ImportFrame({ module, step, children }: ImportFrameProps) {
  const say = useWords()
  const { app } = useApp()
  const title = say('import.title', { module: moduleLabel(module) })
  return (
    <>
      <TopBar
        title={title}
        crumbs={<h1>{title}</h1>}
        actions={
          <Link className={classes.leave} href={modulePath(app.key, module.key)}>
            {say('import.to_list')}
          </Link>
        }
      />
      <div className={classes.page}>
        <div className={classes.inner}>
          <Steps now={step} />
          {children}
        </div>
      </div>
    </>
  )
}
