// The views of a module: all of them in order at the left, the chosen one with live records in the middle, its settings at the right.
import { Button, Menu, Select, UnstyledButton } from '@mantine/core'
import { CalendarDays, Columns3, Kanban, List, Plus } from 'lucide-react'
import { useState } from 'react'
import { stepsOf } from '../../../runtime/definition/edit.ts'
import type { ModuleDefinition, ViewDefinition } from '../../../runtime/definition/types.ts'
import { isDay } from '../../../runtime/definition/view-members.ts'
import { bothOf, textOf } from '../../../runtime/label.ts'
import { useNarrow } from '../../../runtime/ui/shell/Shell.tsx'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useChange, useDefinition } from '../../editor/draft-context.tsx'
import { freeKey } from '../../editor/keys.ts'
import { useJudgement } from '../../editor/problems.tsx'
import { useSelection } from '../../editor/selection.tsx'
import { SortableList } from '../../lists/SortableList.tsx'
import { filled, useTell } from '../../words/text.tsx'
import { hasPipeline, type NamedMember, useMembers } from '../members.ts'
import { words } from '../words.ts'
import { ViewInspector } from './ViewInspector.tsx'
import { ViewPreview } from './ViewPreview.tsx'
import classes from './Views.module.css'

export const VIEW_ICONS = { list: List, board: Kanban, calendar: CalendarDays } as const

export function ViewsEditor({ module }: { readonly module: ModuleDefinition }) {
  const tell = useTell()
  const locale = useLocale()
  const narrow = useNarrow()
  const change = useChange()
  const [at, select] = useSelection()
  const { problems } = useJudgement().judgement
  const { views = [] } = module
  const path = `/modules/${module.key}/views`
  const [, , list, key] = stepsOf(at ?? '')
  const chosen = list === 'views' ? views.find((each) => each.key === key) : undefined
  // The first is drawn until another is chosen; its settings open once it is.
  const shown = chosen ?? views[0]
  return (
    <>
      <nav className={classes.nav} aria-label={tell(words.views)}>
        {narrow && views.length > 0 ? (
          <Select
            aria-label={tell(words.views)}
            data={views.map((view) => ({ value: view.key, label: textOf(view.label, locale, view.key) }))}
            value={shown?.key ?? null}
            allowDeselect={false}
            onChange={(next) => next !== null && select(`${path}/${next}`)}
          />
        ) : (
          <div className={classes.views}>
            <SortableList
              items={views}
              keyOf={(view) => view.key}
              nameOf={(view) => textOf(view.label, locale, view.key)}
              label={tell(words.views)}
              selected={shown?.key}
              onMove={(moved, before) => {
                const name = bothOf(views.find((view) => view.key === moved)?.label, moved)
                change({ label: filled(words.viewMoved, { name }), edits: [{ kind: 'move', path: `${path}/${moved}`, before }] })
              }}
              row={(view) => {
                const Icon = VIEW_ICONS[view.type] ?? Columns3
                const faulty = problems.some((each) => each.path === `${path}/${view.key}` || each.path.startsWith(`${path}/${view.key}/`))
                return (
                  <UnstyledButton
                    className={classes.view}
                    data-row
                    data-faulty={faulty || undefined}
                    aria-pressed={shown === view}
                    onClick={() => select(`${path}/${view.key}`)}
                  >
                    <Icon size={14} strokeWidth={1.75} aria-hidden />
                    <span>{textOf(view.label, locale, view.key)}</span>
                  </UnstyledButton>
                )
              }}
            />
          </div>
        )}
        <AddView module={module} />
      </nav>
      <div className={classes.stage}>
        {shown ? <ViewPreview key={shown.key} module={module} view={shown} /> : <p className={classes.none}>{tell(words.noViews)}</p>}
      </div>
      {chosen && <ViewInspector key={chosen.key} module={module} view={chosen} />}
    </>
  )
}

function AddView({ module }: { readonly module: ModuleDefinition }) {
  const tell = useTell()
  const change = useChange()
  const definition = useDefinition()
  const members = useMembers(module)
  const [, select] = useSelection()
  const [opened, setOpened] = useState(false)
  const add = (type: ViewDefinition['type']) => {
    const key = freeKey(
      type,
      (module.views ?? []).map((view) => view.key),
    )
    const item = startOfView(key, type, members)
    const label = filled(words.viewAdded, { name: item.label as { en: string; 'zh-CN': string } })
    if (change({ label, edits: [{ kind: 'add', path: `/modules/${module.key}/views`, item }] }))
      select(`/modules/${module.key}/views/${key}`)
  }
  return (
    <Menu position="bottom-start" width={200} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <Button variant="subtle" leftSection={<Plus size={14} strokeWidth={1.75} />}>
          {tell(words.addView)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['list', 'board', 'calendar'] as const).map((type) => {
          const Icon = VIEW_ICONS[type]
          return (
            <Menu.Item
              key={type}
              leftSection={<Icon size={14} />}
              disabled={type === 'board' && !hasPipeline(definition, module.key)}
              onClick={() => add(type)}
            >
              {tell(words[type])}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}

const COLUMNS = { list: 6, board: 3, calendar: 2 } as const

/** A new view of the kind: the first fields, and for a calendar the first date. */
function startOfView(key: string, type: ViewDefinition['type'], members: readonly NamedMember[]): ViewDefinition {
  const fields = members.filter((member) => !member.name.startsWith('_') && member.storage.kind !== 'none').map(({ name }) => name)
  const label = { en: words[type].en, 'zh-CN': words[type]['zh-CN'] }
  return {
    key,
    label,
    type,
    fields: fields.slice(0, COLUMNS[type]),
    ...(type === 'calendar' ? { date: firstDay(members) } : {}),
  } as ViewDefinition
}

export function firstDay(members: readonly NamedMember[]): string {
  return members.find(isDay)?.name ?? '_created_at'
}
