// The breadcrumb that is also the view switch: module / view.
import { Menu, UnstyledButton } from '@mantine/core'
import { Check, ChevronDown, Columns3, Rows3 } from 'lucide-react'
import type { Module } from '../../definition/app.ts'
import { textOf } from '../../label.ts'
import { moduleLabel } from '../data/titles.ts'
import frame from '../shell/Shell.module.css'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './List.module.css'
import type { ListState } from './list-state.tsx'

export function ViewSwitch({ module, state }: { readonly module: Module; readonly state: ListState }) {
  const say = useWords()
  const locale = useLocale()
  const name = textOf(state.view.label, locale, state.view.key)
  return (
    <>
      <h1>{moduleLabel(module)}</h1>
      <span className={frame.slash} aria-hidden>
        /
      </span>
      <Menu position="bottom-start" width={220}>
        <Menu.Target>
          <UnstyledButton className={classes.viewButton} aria-label={say('view.switch', { view: name })}>
            {state.view.type === 'board' ? <Columns3 size={16} strokeWidth={1.75} /> : <Rows3 size={16} strokeWidth={1.75} />}
            <span>{name}</span>
            <ChevronDown size={14} strokeWidth={1.75} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {[...module.views.values()].map((view) => (
            <Menu.Item
              key={view.key}
              leftSection={view.type === 'board' ? <Columns3 size={14} /> : <Rows3 size={14} />}
              rightSection={view.key === state.view.key ? <Check size={14} /> : undefined}
              onClick={() => state.change({ view: view.key, sort: undefined, trash: undefined, record: undefined })}
            >
              {textOf(view.label, locale, view.key)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
