// The entries of the rail of the running app: modules with the view they open, and reports, in order.
import { ActionIcon, Button, Menu, UnstyledButton } from '@mantine/core'
import { Plus, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import type { NavigationItem } from '../../runtime/definition/types.ts'
import { bothOf, type Text, textOf } from '../../runtime/label.ts'
import { Icon } from '../../runtime/ui/shell/icons.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange, useDefinition } from '../editor/draft-context.tsx'
import { freeKey } from '../editor/keys.ts'
import { useOpenPlace, useSelection } from '../editor/selection.tsx'
import { Page } from '../frame/Page.tsx'
import { Inspector } from '../inspector/Inspector.tsx'
import { LabelSetting } from '../inspector/LabelSetting.tsx'
import { SelectSetting } from '../inspector/settings.tsx'
import { SortableList } from '../lists/SortableList.tsx'
import { filled, useTell } from '../words/text.tsx'
import classes from './Navigation.module.css'
import { words } from './words.ts'

const PATH = '/navigation'

export default function NavigationScreen() {
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const definition = useDefinition()
  const [at, select] = useSelection()
  const own = definition.navigation
  // Where nothing was chosen the app shows every module; that list is where one's own begins.
  const entries = useMemo<readonly NavigationItem[]>(
    () => own ?? definition.modules.map(({ key }) => ({ key, module: key })),
    [own, definition.modules],
  )
  const nameOf = (entry: NavigationItem) => nameOfEntry(entry, definition)
  const put = (label: Text, next: readonly NavigationItem[]) => change({ label, edits: [{ kind: 'set', path: PATH, value: next }] })
  const chosen = entries.find(({ key }) => at === `${PATH}/${key}` || at?.startsWith(`${PATH}/${key}/`))
  const remove = (entry: NavigationItem) => {
    const label = filled(words.removed, { name: nameOf(entry) })
    put(
      label,
      entries.filter((each) => each !== entry),
    )
    select(undefined)
  }
  return (
    <>
      <Page title={tell(words.title)} text={tell(words.text)} width={560}>
        {own === undefined && <p className={classes.note}>{tell(words.own)}</p>}
        <SortableList
          items={entries}
          keyOf={({ key }) => key}
          nameOf={(entry) => tell(nameOf(entry))}
          label={tell(words.entries)}
          selected={chosen?.key}
          onMove={(key, before) => {
            const moved = entries.find((each) => each.key === key)!
            const others = entries.filter((each) => each !== moved)
            const place = before === undefined ? others.length : others.findIndex((each) => each.key === before)
            put(filled(words.moved, { name: nameOf(moved) }), [...others.slice(0, place), moved, ...others.slice(place)])
          }}
          row={(entry) => (
            <>
              <UnstyledButton
                className={classes.entry}
                data-row
                aria-pressed={chosen === entry}
                onClick={() => {
                  // An entry is set in a list of one's own.
                  if (own === undefined) put(filled(words.moved, { name: nameOf(entry) }), entries)
                  select(`${PATH}/${entry.key}`)
                }}
              >
                <Icon name={iconOf(entry, definition)} />
                <span>{tell(nameOf(entry))}</span>
                <small>{textOf(viewOf(entry, definition)?.label, locale)}</small>
              </UnstyledButton>
              <ActionIcon size={24} aria-label={tell(filled(words.removed, { name: nameOf(entry) }))} onClick={() => remove(entry)}>
                <Trash2 size={14} strokeWidth={1.75} />
              </ActionIcon>
            </>
          )}
        />
        <div>
          <AddEntry entries={entries} onAdd={(entry) => put(filled(words.added, { name: nameOf(entry) }), [...entries, entry])} />
        </div>
      </Page>
      {chosen && own !== undefined && (
        <EntryInspector key={chosen.key} entry={chosen} name={nameOf(chosen)} onClose={() => select(undefined)} />
      )}
    </>
  )
}

type Definition = ReturnType<typeof useDefinition>

function nameOfEntry(entry: NavigationItem, { modules, reports = [] }: Definition): Text {
  const opened = entry.report ? reports.find(({ key }) => key === entry.report) : modules.find(({ key }) => key === entry.module)
  return bothOf(entry.label ?? opened?.label, opened?.key ?? entry.key)
}

function iconOf(entry: NavigationItem, { modules }: Definition): string {
  return entry.report ? 'report' : (modules.find(({ key }) => key === entry.module)?.icon ?? '')
}

function viewOf(entry: NavigationItem, { modules }: Definition) {
  return modules.find(({ key }) => key === entry.module)?.views?.find(({ key }) => key === entry.view)
}

interface AddEntryProps {
  readonly entries: readonly NavigationItem[]
  readonly onAdd: (entry: NavigationItem) => void
}

function AddEntry({ entries, onAdd }: AddEntryProps) {
  const tell = useTell()
  const locale = useLocale()
  const { modules, reports = [] } = useDefinition()
  const keys = entries.map(({ key }) => key)
  const left = reports.filter(({ key }) => !entries.some(({ report }) => report === key))
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <Button variant="subtle" leftSection={<Plus size={14} strokeWidth={1.75} />}>
          {tell(words.add)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="60vh" style={{ overflowY: 'auto' }}>
        <Menu.Label>{tell(words.modules)}</Menu.Label>
        {modules.map(({ key, label, icon }) => (
          <Menu.Item
            key={key}
            leftSection={<Icon name={icon ?? ''} size={14} />}
            onClick={() => onAdd({ key: freeKey(key, keys), module: key })}
          >
            {textOf(label, locale, key)}
          </Menu.Item>
        ))}
        {left.length > 0 && <Menu.Label>{tell(words.reports)}</Menu.Label>}
        {left.map(({ key, label }) => (
          <Menu.Item
            key={key}
            leftSection={<Icon name="report" size={14} />}
            onClick={() => onAdd({ key: freeKey(key, keys), report: key })}
          >
            {textOf(label, locale, key)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

interface EntryInspectorProps {
  readonly entry: NavigationItem
  readonly name: Text
  readonly onClose: () => void
}

function EntryInspector({ entry, name, onClose }: EntryInspectorProps) {
  const tell = useTell()
  const locale = useLocale()
  const open = useOpenPlace()
  const { modules } = useDefinition()
  const path = `${PATH}/${entry.key}`
  const module = modules.find(({ key }) => key === entry.module)
  const opens = entry.report ? `/reports/${entry.report}` : `/modules/${entry.module}`
  return (
    <Inspector title={tell(name)} kind={tell(words.kind)} onClose={onClose}>
      <LabelSetting path={`${path}/label`} label={words.name} help={words.nameHelp} value={entry.label} fallback={tell(name)} />
      {module && (
        <SelectSetting
          path={`${path}/view`}
          label={words.view}
          value={entry.view}
          clearable
          placeholder={tell(words.firstView)}
          data={(module.views ?? []).map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))}
        />
      )}
      <div>
        <Button variant="default" onClick={() => open(opens)}>
          {tell(words.open)}
        </Button>
      </div>
    </Inspector>
  )
}
