// A setting that is a list of keyed things: the options of a choice, the columns of line items. In order, each opened to set it, new ones by name or pasted.

import { Button, Group, Input, Popover, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Module } from '../../runtime/definition/app.ts'
import { valueAt } from '../../runtime/definition/edit.ts'
import type { JsonSchema } from '../../runtime/fields/contract.ts'
import { bothOf, type Label, type Text, textOf } from '../../runtime/label.ts'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange, useDraft } from '../editor/draft-context.tsx'
import { keyFor } from '../editor/keys.ts'
import { useSelection } from '../editor/selection.tsx'
import { AddByName } from '../lists/AddByName.tsx'
import { Fold } from '../lists/Fold.tsx'
import { SortableList } from '../lists/SortableList.tsx'
import { useRemove } from '../uses/removal.tsx'
import { filled, useTell } from '../words/text.tsx'
import classes from './Inspector.module.css'
import { KeySetting } from './KeySetting.tsx'
import { linesOf } from './LinesSetting.tsx'
import { type ObjectSchema, SchemaForm } from './SchemaForm.tsx'
import { SelectSetting, type SettingProps, useSettingFrame } from './settings.tsx'
import { words } from './words.ts'

interface Item {
  readonly key: string
  readonly label?: Label
  readonly type?: string
  readonly color?: string
  readonly active?: boolean
  readonly [setting: string]: unknown
}

interface KeyedListProps extends SettingProps {
  readonly schema: JsonSchema
  readonly value: readonly Item[]
  readonly module: Module
}

export function KeyedList(props: KeyedListProps) {
  const { path, schema, value, module } = props
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const { editor } = useDraft()
  const remove = useRemove()
  const [at, select] = useSelection()
  const frame = useSettingFrame(props)
  const list = schema['x-label'] as Text
  const nameOf = (item: Item) => textOf(item.label, locale, item.key)
  const start = (schema['x-start'] as readonly Item[])[0]!
  /** New items of those names, which stand in the list already at the time they are added. */
  const add = async (names: readonly string[]) => {
    const taken = ((valueAt(editor.state().definition, path) ?? []) as readonly Item[]).map(({ key }) => key)
    const items: Item[] = []
    for (const name of names) {
      const key = await keyFor(name, [...taken, ...items.map((each) => each.key)], 'item')
      items.push({ ...start, key, label: name })
    }
    const label =
      items.length === 1 ? filled(words.itemAdded, { name: names[0]!, list }) : filled(words.pasted, { count: items.length, list })
    change({ label, edits: items.map((item) => ({ kind: 'add', path, item })) })
  }
  return (
    <Input.Wrapper {...frame} labelElement="div">
      <SortableList
        items={value}
        keyOf={({ key }) => key}
        nameOf={nameOf}
        label={frame.label}
        onMove={(key, before) => {
          const name = bothOf(value.find((each) => each.key === key)?.label, key)
          change({ label: filled(words.itemMoved, { name, list }), edits: [{ kind: 'move', path: `${path}/${key}`, before }] })
        }}
        row={(item) => (
          <ItemRow
            item={item}
            path={`${path}/${item.key}`}
            name={nameOf(item)}
            schema={schemaFor(schema, item)}
            types={typesOf(schema)}
            taken={value.map(({ key }) => key).filter((key) => key !== item.key)}
            module={module}
            open={at === `${path}/${item.key}` || at?.startsWith(`${path}/${item.key}/`) === true}
            onOpen={select}
            onRemove={() => remove(`${path}/${item.key}`, bothOf(item.label, item.key))}
          />
        )}
      />
      <Group gap={4} mt={4}>
        <AddByName label={tell(words.addItem, { list: frame.label })} onAdd={(name) => add([name])} />
        <PasteLines onAdd={add} taken={value.map(nameOf)} />
      </Group>
    </Input.Wrapper>
  )
}

/** The schema of one item: the only one, or that of its type. */
function schemaFor({ items }: JsonSchema, { type }: Item): ObjectSchema {
  const { anyOf } = items as { readonly anyOf?: readonly ObjectSchema[] }
  return anyOf ? (anyOf.find(({ properties }) => properties.type?.const === type) ?? anyOf[0]!) : (items as unknown as ObjectSchema)
}

/** The types items may be of; none where they are all alike. */
function typesOf({ items }: JsonSchema): readonly { readonly value: string; readonly label: Text; readonly schema: ObjectSchema }[] {
  const { anyOf = [] } = items as { readonly anyOf?: readonly ObjectSchema[] }
  return anyOf.map((schema) => {
    const { type } = schema.properties
    return { value: String(type?.const), label: type?.['x-name'] as Text, schema }
  })
}

interface ItemRowProps {
  readonly item: Item
  readonly path: string
  readonly name: string
  readonly schema: ObjectSchema
  readonly types: ReturnType<typeof typesOf>
  readonly taken: readonly string[]
  readonly module: Module
  readonly open: boolean
  readonly onOpen: (path: string) => void
  readonly onRemove: () => void
}

function ItemRow({ item, path, name, schema, types, taken, module, open, onOpen, onRemove }: ItemRowProps) {
  const tell = useTell()
  const change = useChange()
  const above = path.slice(0, path.lastIndexOf('/', path.lastIndexOf('/') - 1))
  const type = types.find(({ value }) => value === item.type)
  return (
    <Fold
      path={path}
      name={name}
      mark={
        <>
          {item.color && <i className={classes.dot} style={{ background: colorOf(item.color) }} />}
          <span data-retired={item.active === false || undefined}>{name}</span>
        </>
      }
      note={item.active === false ? tell(words.notOffered) : type && tell(type.label)}
      open={open}
      onOpen={(next) => onOpen(next ? path : above)}
      onRemove={onRemove}
    >
      {types.length > 0 && (
        <SelectSetting
          path={`${path}/type`}
          label={words.type}
          value={item.type}
          data={types.map(({ value, label }) => ({ value, label: tell(label) }))}
          onChoose={(next) => {
            const chosen = types.find(({ value }) => value === next)
            if (chosen) change({ label: filled(words.set, { place: name }), edits: [{ kind: 'set', path, value: ofType(item, chosen) }] })
          }}
        />
      )}
      <SchemaForm path={path} schema={schema} values={item} module={module} without={['key', 'type']} />
      <KeySetting path={path} value={item.key} taken={taken} onRenamed={onOpen} />
    </Fold>
  )
}

/** An item as one of another type: settings that type does not have go, what it needs comes. */
function ofType(item: Item, { value, schema: { properties } }: ReturnType<typeof typesOf>[number]): Item {
  const known = Object.entries(item).filter(([name]) => Object.hasOwn(properties, name))
  const begun = Object.entries(properties).flatMap(([name, schema]) => (schema['x-start'] === undefined ? [] : [[name, schema['x-start']]]))
  return { ...Object.fromEntries([...begun, ...known]), key: item.key, type: value }
}

/** Definitions name colours of the palette, or write them out. */
export function colorOf(color: string): string {
  return color.startsWith('#') ? color : `var(--mantine-color-${color}-6)`
}

interface PasteLinesProps {
  /** Names that stand there already. */
  readonly taken: readonly string[]
  readonly onAdd: (names: readonly string[]) => Promise<void>
}

function PasteLines({ taken, onAdd }: PasteLinesProps) {
  const tell = useTell()
  const [opened, setOpened] = useState(false)
  const [text, setText] = useState('')
  const names = linesOf(text).filter((name) => !taken.includes(name))
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      shadow="md"
      trapFocus
      returnFocus
      width={280}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <Button variant="subtle" color="gray" aria-expanded={opened} onClick={() => setOpened(!opened)}>
          {tell(words.paste)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={tell(words.paste)} p={12}>
        <Textarea
          label={tell(words.paste)}
          description={tell(words.pasteHelp)}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          autosize
          minRows={4}
          maxRows={12}
          data-autofocus
        />
        <Button
          mt={8}
          disabled={names.length === 0}
          onClick={() => {
            setOpened(false)
            setText('')
            void onAdd(names)
          }}
        >
          {tell(words.pasteAdd, { count: names.length })}
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
