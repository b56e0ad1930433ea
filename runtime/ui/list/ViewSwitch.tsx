// The breadcrumb that is also the view switch: module / view, with a dot while something in the view is not saved.
import { Menu, UnstyledButton } from '@mantine/core'
import { CalendarDays, ChevronDown, Columns3, Rows3 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { Module, View } from '../../definition/app.ts'
import { textOf } from '../../label.ts'
import { moduleLabel } from '../data/titles.ts'
import frame from '../shell/Shell.module.css'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './List.module.css'
import type { ListState } from './list-state.tsx'
import type { ViewTask } from './ViewDialog.tsx'

const ViewMenu = lazy(() => import('./ViewMenu.tsx'))
const ViewDialog = lazy(() => import('./ViewDialog.tsx'))

export function ViewIcon({ type, size = 14 }: { readonly type: View['type']; readonly size?: number }) {
  const Icon = { list: Rows3, board: Columns3, calendar: CalendarDays }[type]
  return <Icon size={size} strokeWidth={1.75} aria-hidden />
}

export function ViewSwitch({ module, state }: { readonly module: Module; readonly state: ListState }) {
  const say = useWords()
  const locale = useLocale()
  const [task, setTask] = useState<ViewTask>()
  const name = textOf(state.view.label, locale, state.view.key)
  const unsaved = state.changed.size > 0
  return (
    <>
      <h1>{moduleLabel(module)}</h1>
      <span className={frame.slash} aria-hidden>
        /
      </span>
      <Menu position="bottom-start" width={260}>
        <Menu.Target>
          <UnstyledButton className={classes.viewButton} aria-label={say(unsaved ? 'view.switch.unsaved' : 'view.switch', { view: name })}>
            <ViewIcon type={state.view.type} size={16} />
            <span>{name}</span>
            {unsaved && <span className={classes.dot} title={say('view.unsaved')} />}
            <ChevronDown size={14} strokeWidth={1.75} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Suspense fallback={<Menu.Label>{say('loading')}</Menu.Label>}>
            <ViewMenu module={module} state={state} onTask={setTask} />
          </Suspense>
        </Menu.Dropdown>
      </Menu>
      <Suspense>{task && <ViewDialog module={module} state={state} task={task} onClose={() => setTask(undefined)} />}</Suspense>
    </>
  )
}
