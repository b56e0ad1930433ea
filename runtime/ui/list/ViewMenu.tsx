// The views of a module: those of the definition, my own, those others share; and what can be done with the one on screen.
import { Menu } from '@mantine/core'
import { Check, House, Lock, Pencil, RotateCcw, Save, SaveAll, Trash2, Users } from 'lucide-react'
import type { Module, View } from '../../definition/app.ts'
import { textOf } from '../../label.ts'
import { usePreferences, useSavedViews } from '../data/views.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import { type ListState, linkSaved, UNCHANGED } from './list-state.tsx'
import { useViewTasks } from './use-view-tasks.tsx'
import type { ViewTask } from './ViewDialog.tsx'
import { ViewIcon } from './ViewSwitch.tsx'

interface ViewMenuProps {
  readonly module: Module
  readonly state: ListState
  readonly onTask: (task: ViewTask) => void
}

export default function ViewMenu({ module, state, onTask }: ViewMenuProps) {
  const say = useWords()
  const locale = useLocale()
  const { views } = useSavedViews(module.key)
  const { preferences } = usePreferences()
  const tasks = useViewTasks(module, state)
  const first = preferences.default_views?.[module.key]
  const { saved, base, changed } = state
  const mine = views.filter((view) => view.mine)
  const others = views.filter((view) => !view.mine)
  const item = (view: View, drawn: boolean) => (
    <Menu.Item
      key={view.key}
      leftSection={<ViewIcon type={view.type} />}
      rightSection={
        <>
          {first === view.key && <House size={14} aria-label={say('view.first')} />}
          {view.key === base.key && <Check size={14} aria-hidden />}
        </>
      }
      aria-current={view.key === base.key || undefined}
      onClick={() => {
        // Conditions stay when one looks at the same records another way; a saved view has its own.
        const keeps = drawn && !saved && state.where ? { where: state.where.text } : {}
        state.change({ ...UNCHANGED, ...keeps, view: view.key, trash: undefined, record: undefined })
      }}
    >
      {textOf(view.label, locale, view.key)}
    </Menu.Item>
  )
  return (
    <>
      {[...module.views.values()].map((view) => item(view, true))}
      {mine.length > 0 && <Menu.Label>{say('view.mine')}</Menu.Label>}
      {mine.map((view) => item(linkSaved(module, view), false))}
      {others.length > 0 && <Menu.Label>{say('view.shared')}</Menu.Label>}
      {others.map((view) => item(linkSaved(module, view), false))}
      <Menu.Divider />
      {changed.size > 0 && tasks.mayChange && (
        <Menu.Item leftSection={<Save size={14} />} onClick={() => void tasks.save()}>
          {say('view.save')}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<SaveAll size={14} />} onClick={() => onTask('create')}>
        {say('view.save_as')}
      </Menu.Item>
      {changed.size > 0 && (
        <Menu.Item leftSection={<RotateCcw size={14} />} onClick={tasks.revert}>
          {say('view.revert')}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<House size={14} />} onClick={() => void tasks.setFirst(first === base.key ? undefined : base.key)}>
        {say(first === base.key ? 'view.not_first' : 'view.set_first')}
      </Menu.Item>
      {saved && tasks.mayManage && (
        <>
          <Menu.Divider />
          <Menu.Item leftSection={<Pencil size={14} />} onClick={() => onTask('rename')}>
            {say('view.rename')}
          </Menu.Item>
          <Menu.Item leftSection={saved.shared ? <Lock size={14} /> : <Users size={14} />} onClick={() => void tasks.share(!saved.shared)}>
            {say(saved.shared ? 'view.unshare' : 'view.share')}
          </Menu.Item>
          <Menu.Item color="red" leftSection={<Trash2 size={14} />} onClick={() => onTask('delete')}>
            {say('view.delete')}
          </Menu.Item>
        </>
      )}
    </>
  )
}
