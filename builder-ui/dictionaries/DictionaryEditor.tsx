// One dictionary: its entries as an indented list in order, the selected one set at the right.

import { UnstyledButton } from '@mantine/core'
import { Plus } from 'lucide-react'
import { valueAt } from '../../runtime/definition/edit.ts'
import type { DictionaryDefinition, DictionaryItem } from '../../runtime/definition/types.ts'
import { bothOf, textOf } from '../../runtime/label.ts'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange, useDefinition, useDraft } from '../editor/draft-context.tsx'
import { keyFor } from '../editor/keys.ts'
import { useOpenPlace, useSelection } from '../editor/selection.tsx'
import { Page } from '../frame/Page.tsx'
import { ColorSetting } from '../inspector/ColorSetting.tsx'
import { Inspector } from '../inspector/Inspector.tsx'
import { ItemTools } from '../inspector/ItemTools.tsx'
import { KeySetting } from '../inspector/KeySetting.tsx'
import { LabelSetting } from '../inspector/LabelSetting.tsx'
import { SwitchSetting } from '../inspector/settings.tsx'
import { AddByName } from '../lists/AddByName.tsx'
import { SortableList } from '../lists/SortableList.tsx'
import { UsedIn } from '../uses/UsedIn.tsx'
import { filled, useTell } from '../words/text.tsx'
import classes from './Dictionaries.module.css'
import { words } from './words.ts'

/** Reasons have two levels; divisions of an address three. */
const DEEPEST = 3

export function DictionaryEditor({ dictionary }: { readonly dictionary: DictionaryDefinition }) {
  const tell = useTell()
  const locale = useLocale()
  const path = `/dictionaries/${dictionary.key}`
  const [at, select] = useSelection()
  const open = useOpenPlace()
  const shown = at?.startsWith(path) ? selectedItem(dictionary, path, at) : undefined
  const name = textOf(dictionary.label, locale, dictionary.key)
  return (
    <>
      <Page title={name} width={760} actions={<ItemTools path={path} name={bothOf(dictionary.label, dictionary.key)} />}>
        <div className={classes.head}>
          <LabelSetting path={`${path}/label`} label={words.name} value={dictionary.label} fallback={dictionary.key} />
          <KeySetting path={path} value={dictionary.key} taken={useKeys(dictionary.key)} onRenamed={open} />
        </div>
        <h2 className={classes.title}>{tell(words.items)}</h2>
        {dictionary.items.length === 0 && <p className={classes.none}>{tell(words.noItems)}</p>}
        <Level items={dictionary.items} path={`${path}/items`} depth={1} selected={shown?.path} onSelect={select} />
        <div>
          <AddItem path={`${path}/items`} label={tell(words.addItem)} />
        </div>
      </Page>
      {shown && <ItemInspector key={shown.path} item={shown.item} path={shown.path} onClose={() => select(undefined)} />}
    </>
  )
}

function useKeys(own: string): readonly string[] {
  return (useDefinition().dictionaries ?? []).map(({ key }) => key).filter((key) => key !== own)
}

/** The innermost entry a place is in. */
function selectedItem(dictionary: DictionaryDefinition, path: string, at: string): { item: DictionaryItem; path: string } | undefined {
  let found: { item: DictionaryItem; path: string } | undefined
  let items: readonly DictionaryItem[] | undefined = dictionary.items
  let here = path
  while (items) {
    const inside: DictionaryItem | undefined = items.find(
      ({ key }) => at === `${here}/items/${key}` || at.startsWith(`${here}/items/${key}/`),
    )
    if (!inside) break
    here = `${here}/items/${inside.key}`
    found = { item: inside, path: here }
    items = inside.items
  }
  return found
}

interface LevelProps {
  readonly items: readonly DictionaryItem[]
  readonly path: string
  readonly depth: number
  readonly selected: string | undefined
  readonly onSelect: (path: string) => void
}

function Level({ items, path, depth, selected, onSelect }: LevelProps) {
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const nameOf = (item: DictionaryItem) => textOf(item.label, locale, item.key)
  return (
    <SortableList
      items={items}
      keyOf={({ key }) => key}
      nameOf={nameOf}
      label={tell(words.items)}
      onMove={(key, before) => {
        const item = items.find((each) => each.key === key)
        const label = filled(words.itemMoved, { name: bothOf(item?.label, key) })
        change({ label, edits: [{ kind: 'move', path: `${path}/${key}`, before }] })
      }}
      row={(item) => (
        <div className={classes.item}>
          <div className={classes.line} data-selected={selected === `${path}/${item.key}` || undefined}>
            <UnstyledButton
              className={classes.name}
              aria-pressed={selected === `${path}/${item.key}`}
              data-retired={item.active === false || undefined}
              onClick={() => onSelect(`${path}/${item.key}`)}
            >
              {item.color && <i className={classes.dot} style={{ background: item.color }} />}
              <span>{nameOf(item)}</span>
              <small>{item.active === false ? tell(words.retired) : textOf(item.action, locale)}</small>
            </UnstyledButton>
            {depth < DEEPEST && <AddItem path={`${path}/${item.key}/items`} label={tell(words.addInside, { what: nameOf(item) })} small />}
          </div>
          {item.items && item.items.length > 0 && (
            <Level items={item.items} path={`${path}/${item.key}/items`} depth={depth + 1} selected={selected} onSelect={onSelect} />
          )}
        </div>
      )}
    />
  )
}

function AddItem({ path, label, small = false }: { readonly path: string; readonly label: string; readonly small?: boolean }) {
  const change = useChange()
  const { editor } = useDraft()
  const [, select] = useSelection()
  const add = async (name: string) => {
    const now = (valueAt(editor.state().definition, path) ?? []) as readonly DictionaryItem[]
    const key = await keyFor(
      name,
      now.map((each) => each.key),
      'entry',
    )
    if (change({ label: filled(words.itemAdded, { name }), edits: [{ kind: 'add', path, item: { key, label: name } }] }))
      select(`${path}/${key}`)
  }
  return <AddByName label={label} onAdd={add} icon={small ? Plus : undefined} />
}

function ItemInspector({ item, path, onClose }: { readonly item: DictionaryItem; readonly path: string; readonly onClose: () => void }) {
  const tell = useTell()
  const locale = useLocale()
  const definition = useDefinition()
  const [, select] = useSelection()
  const name = textOf(item.label, locale, item.key)
  const list = path.slice(0, path.lastIndexOf('/'))
  const taken = ((valueAt(definition, list) ?? []) as readonly DictionaryItem[]).map(({ key }) => key).filter((key) => key !== item.key)
  return (
    <Inspector
      title={name}
      kind={tell(words.kind)}
      onClose={onClose}
      actions={<ItemTools path={path} name={bothOf(item.label, item.key)} onRemoved={onClose} />}
    >
      <LabelSetting path={`${path}/label`} label={words.name} value={item.label} fallback={item.key} />
      <LabelSetting path={`${path}/action`} label={words.action} help={words.actionHelp} value={item.action} lines={2} />
      <SwitchSetting path={`${path}/active`} label={words.active} help={words.activeHelp} value={item.active} otherwise />
      <ColorSetting path={`${path}/color`} label={words.color} value={item.color} />
      <KeySetting path={path} value={item.key} taken={taken} onRenamed={select} />
      <UsedIn path={path} />
    </Inspector>
  )
}
