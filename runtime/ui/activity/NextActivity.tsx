// What is to be done next about a record, overdue in red, with a way to plan it; a quiet line where nothing is planned.
import { Button } from '@mantine/core'
import { CalendarClock, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Module } from '../../definition/app.ts'
import { useApp } from '../data/app-context.tsx'
import { moduleLabel } from '../data/titles.ts'
import { NewRecordModal } from '../record/NewRecordModal.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Activity.module.css'
import { ActivityLine } from './ActivityLine.tsx'
import { type ActivityModule, activitiesAbout, useOpenAbout } from './activities.tsx'

export function NextActivity({ module, id }: { readonly module: Module; readonly id: string }) {
  const { app } = useApp()
  return activitiesAbout(app, module).map(({ module: other, field }) => (
    <Next key={`${other.key} ${field}`} module={other} field={field} id={id} />
  ))
}

function Next({ module, field, id }: { readonly module: ActivityModule; readonly field: string; readonly id: string }) {
  const say = useWords()
  const { abilities } = useApp()
  const [adding, setAdding] = useState(false)
  const { data } = useOpenAbout(module, field, id)
  const next = data?.[0]
  const at = next && String(next[module.activity.at] ?? '')
  const overdue = at !== undefined && (at.length > 10 ? Date.parse(at) < Date.now() : at < new Date().toISOString().slice(0, 10))
  const label = moduleLabel(module)
  return (
    <section className={classes.next} aria-label={say('day.next')}>
      <CalendarClock size={16} strokeWidth={1.75} aria-hidden />
      {next ? (
        <ul>
          <ActivityLine module={module} record={next} overdue={overdue} />
        </ul>
      ) : (
        <span className={classes.quiet}>{data ? say('day.nothing_next') : ''}</span>
      )}
      {abilities(module.key).create && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Plus size={14} />}
          onClick={() => setAdding(true)}
          aria-label={`${say('day.plan')}: ${label}`}
        >
          {say('day.plan')}
        </Button>
      )}
      <NewRecordModal module={module} opened={adding} preset={{ [field]: id }} onClose={() => setAdding(false)} />
    </section>
  )
}
