// A module: its records as a list or a board, by the view chosen in the breadcrumb, with the record one opens in a panel beside them.
import { Button } from '@mantine/core'
import { Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { Module } from '../../definition/app.ts'
import { textOf } from '../../label.ts'
import { useApp } from '../data/app-context.tsx'
import { moduleLabel } from '../data/titles.ts'
import { LoadingLines, NotFound } from '../shell/Notices.tsx'
import { TopBar } from '../shell/TopBar.tsx'
import { Outcomes } from '../undo/Outcomes.tsx'
import { useUndoKeys } from '../undo/use-undo.tsx'
import { useWords } from '../words/words.tsx'
import classes from './List.module.css'
import { LostNotice } from './LostNotice.tsx'
import { type ListState, useListState } from './list-state.tsx'
import { Toolbar } from './Toolbar.tsx'
import { ViewSwitch } from './ViewSwitch.tsx'

const Board = lazy(() => import('../board/Board.tsx'))
const Calendar = lazy(() => import('../calendar/Calendar.tsx'))
const ListView = lazy(() => import('./ListView.tsx'))
const RecordPanel = lazy(() => import('../record/RecordPanel.tsx'))

export function ModulePage({ module }: { readonly module: Module }) {
  const state = useListState(module)
  if (state === 'pending') return <LoadingLines />
  return state ? <ModuleScreen module={module} state={state} /> : <NotFound />
}

function ModuleScreen({ module, state }: { readonly module: Module; readonly state: ListState }) {
  const say = useWords()
  const { abilities } = useApp()
  useUndoKeys()
  /** Ids in the order on screen, so that the panel can step through them. */
  const [ids, setIds] = useState<readonly string[]>([])
  const label = moduleLabel(module)
  const view = textOf(state.view.label, module.title.context.locale, state.view.key)
  const board = state.view.type === 'board' && module.pipeline !== undefined && !state.trash
  const calendar = state.view.type === 'calendar' && state.view.date !== undefined && !state.trash
  const create = abilities(module.key).create ? () => state.change({ record: 'new' }) : undefined
  return (
    <>
      <TopBar
        title={`${label} · ${view}`}
        crumbs={<ViewSwitch module={module} state={state} />}
        actions={
          create && (
            <Button leftSection={<Plus size={14} />} onClick={create}>
              {say('create')}
            </Button>
          )
        }
      />
      <Toolbar module={module} state={state} />
      {state.lost.length > 0 && <LostNotice lost={state.lost} />}
      <div className={classes.body}>
        <Suspense fallback={<LoadingLines />}>
          {board ? (
            <Board key={state.base.key} module={module} state={state} onIds={setIds} />
          ) : calendar ? (
            <Calendar key={state.base.key} module={module} state={state} onIds={setIds} />
          ) : (
            <ListView key={state.base.key} module={module} state={state} onIds={setIds} create={create} />
          )}
        </Suspense>
        <Suspense>
          {state.record && (
            <RecordPanel
              key={state.record}
              module={module}
              id={state.record}
              ids={ids}
              onId={(record) => state.change({ record }, record !== undefined)}
            />
          )}
        </Suspense>
      </div>
      <Outcomes />
    </>
  )
}
