// Beside the view's name a dot says that something is not saved; here is what to do about it.
import { Button } from '@mantine/core'
import { RotateCcw, Save } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { Module } from '../../definition/app.ts'
import { useWords } from '../words/words.tsx'
import classes from './List.module.css'
import type { ListState } from './list-state.tsx'
import { useViewTasks } from './use-view-tasks.tsx'

const ViewDialog = lazy(() => import('./ViewDialog.tsx'))

export default function UnsavedButtons({ module, state }: { readonly module: Module; readonly state: ListState }) {
  const say = useWords()
  const tasks = useViewTasks(module, state)
  const [naming, setNaming] = useState(false)
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        leftSection={<RotateCcw size={14} />}
        className={classes.spare}
        title={say('view.revert')}
        onClick={tasks.revert}
      >
        {say('view.revert')}
      </Button>
      <Button variant="light" leftSection={<Save size={14} />} onClick={() => (tasks.mayChange ? void tasks.save() : setNaming(true))}>
        {say(tasks.mayChange ? 'view.save' : 'view.save_as')}
      </Button>
      <Suspense>{naming && <ViewDialog module={module} state={state} task="create" onClose={() => setNaming(false)} />}</Suspense>
    </>
  )
}
