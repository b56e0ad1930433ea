// The line over a list or board: search, conditions, groups, columns, and at the right what is not saved, the export and the trash.
import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core'
import { ListFilter, Search, Trash2, X } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { Module } from '../../definition/app.ts'
import { describeExpression } from '../../expression/describe.ts'
import { guardComposition } from '../../fields/composition.ts'
import { useFieldServices } from '../../fields/services.tsx'
import { useApp } from '../data/app-context.tsx'
import { ImportLink } from '../import/ImportLink.tsx'
import { LoadingLines } from '../shell/Notices.tsx'
import { useNarrow } from '../shell/Shell.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './List.module.css'
import type { ListState } from './list-state.tsx'
import { NOTHING } from './view-changes.ts'

const ExpressionEditor = lazy(() => import('../rules/ExpressionEditor.tsx'))
const ColumnPicker = lazy(() => import('./grid/ColumnPicker.tsx'))
const GroupMenu = lazy(() => import('./GroupMenu.tsx'))
const LaneMenu = lazy(() => import('../board/LaneMenu.tsx'))
const ExportMenu = lazy(() => import('./ExportMenu.tsx'))
const UnsavedButtons = lazy(() => import('./UnsavedButtons.tsx'))

const PAUSE = 250
/** The database answers a filter. */
const FILTER = { sql: true }

export function Toolbar({ module, state }: { readonly module: Module; readonly state: ListState }) {
  const say = useWords()
  const locale = useLocale()
  const narrow = useNarrow()
  const { app, abilities } = useApp()
  const { titleOf } = useFieldServices()
  const [building, setBuilding] = useState(false)
  const { where, view, saved } = state
  const sentence = where && describeExpression(where, module.shape, locale, titleOf)
  const setWhere = (text: string | undefined, replace: boolean) => {
    // In a saved view no condition is a change of its own.
    state.change({ where: text ?? (saved?.view.where === undefined ? undefined : NOTHING) }, replace)
  }
  const list = view.type === 'list' && !state.trash
  return (
    <>
      <div className={classes.tools}>
        <SearchBox state={state} />
        <Button
          variant={building || where ? 'light' : 'subtle'}
          color={building || where ? undefined : 'gray'}
          leftSection={<ListFilter size={14} />}
          aria-expanded={building}
          onClick={() => setBuilding(!building)}
        >
          {say('rules')}
        </Button>
        {list && !narrow && (
          <Suspense>
            <GroupMenu module={module} state={state} />
            <ColumnPicker module={module} state={state} />
          </Suspense>
        )}
        {view.type === 'board' && !state.trash && !narrow && (
          <Suspense>
            <LaneMenu module={module} state={state} />
          </Suspense>
        )}
        {sentence && !building && (
          <span className={classes.sentence}>
            <button type="button" onClick={() => setBuilding(true)} title={sentence}>
              {sentence}
            </button>
            <ActionIcon size={24} aria-label={say('rules.clear')} onClick={() => setWhere(undefined, false)}>
              <X size={14} />
            </ActionIcon>
          </span>
        )}
        <span className={classes.space} />
        <Suspense>
          {state.changed.size > 0 && !narrow && <UnsavedButtons module={module} state={state} />}
          {!state.trash && <ImportLink module={module} />}
          {abilities(module.key).export && !state.trash && <ExportMenu module={module} state={state} />}
        </Suspense>
        {(view.type === 'list' || state.trash) && (
          <Tooltip label={say(state.trash ? 'trash.leave' : 'trash.show')}>
            <ActionIcon
              aria-label={say('trash.show')}
              aria-pressed={state.trash}
              variant={state.trash ? 'light' : 'subtle'}
              color={state.trash ? 'pine' : 'gray'}
              onClick={() => state.change({ trash: state.trash ? undefined : 'true', record: undefined })}
            >
              <Trash2 size={16} strokeWidth={1.75} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {building && (
        <div className={classes.builder}>
          <Suspense fallback={<LoadingLines count={1} />}>
            <ExpressionEditor
              key={`${module.key} ${state.base.key}`}
              app={app}
              module={module}
              value={where?.text}
              wants="boolean"
              scope={FILTER}
              onChange={(text) => setWhere(text, true)}
              label={say('rules.group')}
              bare
              eager
            />
          </Suspense>
        </div>
      )}
    </>
  )
}

/** Searches a moment after the last key; `/` leads here from anywhere on the page. */
function SearchBox({ state }: { readonly state: ListState }) {
  const say = useWords()
  const [text, setText] = useState(state.search)
  const input = useRef<HTMLInputElement>(null)
  const { search, change } = state
  useEffect(() => setText(search), [search])
  useEffect(() => {
    if (text.trim() === search) return
    const timer = setTimeout(() => change({ search: text.trim() }, true), PAUSE)
    return () => clearTimeout(timer)
  }, [text, search, change])
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
      // The control that waits in a cell of the grid is not being written in yet.
      if (isTyping(event.target) && !(event.target as HTMLElement).hasAttribute('data-idle')) return
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
    document.addEventListener('keydown', focus)
    return () => document.removeEventListener('keydown', focus)
  }, [])
  return (
    <TextInput
      ref={input}
      className={classes.search}
      size="xs"
      type="search"
      aria-label={say('search')}
      placeholder={say('search.hint')}
      leftSection={<Search size={14} aria-hidden />}
      value={text}
      onKeyDownCapture={guardComposition}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setText('')
      }}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  )
}

/** Whether a key belongs to what is being written. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}
