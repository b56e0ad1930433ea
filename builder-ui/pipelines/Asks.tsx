// What a transition asks for, in the order people are asked: fields, items of a checklist, a note, a reason. They have no keys, so each is addressed by its
// place and the list is set as a whole when it changes its order.
import { Button, Menu } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { Module } from '../../runtime/definition/app.ts'
import { depthOf } from '../../runtime/definition/link-pipeline.ts'
import type { AskDefinition, DictionaryDefinition } from '../../runtime/definition/types.ts'
import { bothOf, type Locale, type Text, textOf } from '../../runtime/label.ts'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange, useDefinition } from '../editor/draft-context.tsx'
import { freeKey } from '../editor/keys.ts'
import { ExpressionSetting } from '../inspector/ExpressionSetting.tsx'
import { InspectorSection } from '../inspector/Inspector.tsx'
import { LabelSetting } from '../inspector/LabelSetting.tsx'
import { SelectSetting, SwitchSetting } from '../inspector/settings.tsx'
import { useSet } from '../inspector/use-set.tsx'
import { filled, useTell } from '../words/text.tsx'
import { BEFORE } from './Criteria.tsx'
import { fieldChoices, fieldName } from './field-choices.ts'
import { OpenableList } from './OpenableList.tsx'
import { FlagSetting } from './PartSetting.tsx'
import classes from './Pipelines.module.css'
import { words } from './setting-words.ts'

interface AsksProps {
  /** The place of the transition. */
  readonly path: string
  readonly name: Text
  readonly module: Module
  readonly asks: readonly AskDefinition[] | undefined
}

interface Placed {
  readonly key: string
  readonly ask: AskDefinition
}

export function Asks({ path, name, module, asks = [] }: AsksProps) {
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const { dictionaries = [] } = useDefinition()
  const [fresh, setFresh] = useState<string>()
  const list = `${path}/ask`
  const placed = asks.map((ask, index): Placed => ({ key: String(index), ask }))
  const put = (next: readonly AskDefinition[], label: Text = filled(words.askChanged, { name })) =>
    change({ label, edits: [{ kind: 'set', path: list, value: next.length === 0 ? undefined : next }] })
  const add = (ask: AskDefinition) => {
    if (put([...asks, ask], filled(words.asked, { what: askText(ask, module, dictionaries) }))) setFresh(String(asks.length))
  }
  const has = (member: string) => asks.some((ask) => member in ask)
  const fields = fieldChoices(module, locale, { settable: true, without: asks.flatMap((ask) => ('field' in ask ? [ask.field] : [])) })
  const checks = asks.flatMap((ask) => ('check' in ask ? [ask.check] : []))
  return (
    <InspectorSection
      title={tell(words.ask)}
      action={
        <Menu position="bottom-end" width={240}>
          <Menu.Target>
            <Button variant="subtle" size="compact-sm" leftSection={<Plus size={14} strokeWidth={1.75} />}>
              {tell(words.addAsk)}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item disabled={fields.length === 0} onClick={() => add({ field: fields[0]!.value })}>
              {tell(words.askField)}
            </Menu.Item>
            <Menu.Item onClick={() => add({ check: freeKey('item', checks), label: words.checkNew })}>{tell(words.askCheck)}</Menu.Item>
            <Menu.Item disabled={has('note')} onClick={() => add({ note: 'required' })}>
              {tell(words.askNote)}
            </Menu.Item>
            <Menu.Item disabled={has('reason') || dictionaries.length === 0} onClick={() => add({ reason: reasonsOf(dictionaries) })}>
              {tell(words.askReason)}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      }
    >
      {asks.length === 0 && <p className={classes.help}>{tell(words.askNone)}</p>}
      <OpenableList
        path={list}
        items={placed}
        label={tell(words.ask)}
        fresh={fresh}
        keyOf={({ key }) => key}
        nameOf={({ ask }) => askText(ask, module, dictionaries)[locale]}
        noteOf={({ ask }) => (isDemanded(ask) ? undefined : tell(words.offered))}
        onMove={(key, before) => put(reordered(asks, Number(key), before === undefined ? undefined : Number(before)))}
        onRemove={(_, key) => {
          setFresh(undefined)
          put(asks.filter((_ask, index) => index !== Number(key)))
        }}
        body={({ ask, key }, at) => (
          <AskSettings
            path={at}
            ask={ask}
            module={module}
            locale={locale}
            dictionaries={dictionaries}
            onReplace={(next) => put(asks.map((each, index) => (index === Number(key) ? next : each)))}
          />
        )}
      />
    </InspectorSection>
  )
}

/** A list with the item of one place put before that of another, or at the end. */
export function reordered<T>(items: readonly T[], from: number, before: number | undefined): T[] {
  const moved = items[from]!
  const others = items.filter((_, index) => index !== from)
  const at = before === undefined ? others.length : before > from ? before - 1 : before
  return [...others.slice(0, at), moved, ...others.slice(at)]
}

/** A dictionary of two levels is meant for reasons more likely than a flat one. */
function reasonsOf(dictionaries: readonly DictionaryDefinition[]): string {
  return (dictionaries.find(({ items }) => depthOf(items) === 2) ?? dictionaries[0]!).key
}

function isDemanded(ask: AskDefinition): boolean {
  return 'note' in ask ? ask.note === 'required' : ask.required !== false
}

export function askText(ask: AskDefinition, module: Module, dictionaries: readonly DictionaryDefinition[]): Text {
  if ('field' in ask) return bothOf(module.fields.get(ask.field)?.label, ask.field)
  if ('check' in ask) return bothOf(ask.label, ask.check)
  if ('reason' in ask) return bothOf(dictionaries.find(({ key }) => key === ask.reason)?.label, ask.reason)
  return words.askNote
}

interface AskSettingsProps {
  readonly path: string
  readonly ask: AskDefinition
  readonly module: Module
  readonly locale: Locale
  readonly dictionaries: readonly DictionaryDefinition[]
  readonly onReplace: (ask: AskDefinition) => void
}

function AskSettings({ path, ask, module, locale, dictionaries, onReplace }: AskSettingsProps) {
  const tell = useTell()
  const set = useSet()
  const demanded = (
    <SwitchSetting path={`${path}/required`} label={words.demanded} help={words.demandedHelp} value={isDemanded(ask)} otherwise />
  )
  if ('field' in ask) {
    return (
      <>
        <SelectSetting
          path={`${path}/field`}
          label={words.field}
          value={ask.field}
          data={fieldChoices(module, locale, { settable: true })}
          onChoose={(field) => field !== undefined && onReplace({ ...ask, field })}
        />
        {demanded}
        <ExpressionSetting path={`${path}/when`} label={words.askedWhile} module={module} value={ask.when} scope={BEFORE} />
      </>
    )
  }
  if ('check' in ask) {
    return (
      <>
        <LabelSetting path={`${path}/label`} label={words.checkLabel} value={ask.label} required />
        {demanded}
      </>
    )
  }
  const into = <SelectSetting path={`${path}/into`} label={words.into} value={ask.into} clearable data={intoChoices(ask, module, locale)} />
  if ('note' in ask) {
    return (
      <>
        <FlagSetting
          label={words.demanded}
          help={words.demandedHelp}
          checked={ask.note === 'required'}
          onChange={(on) => set(`${path}/note`, on ? 'required' : 'optional')}
        />
        {into}
      </>
    )
  }
  const depth = depthOf(dictionaries.find(({ key }) => key === ask.reason)?.items)
  return (
    <>
      <SelectSetting
        path={`${path}/reason`}
        label={words.dictionary}
        value={ask.reason}
        data={dictionaries.map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))}
      />
      <SelectSetting
        path={`${path}/level`}
        label={words.level}
        value={ask.level === undefined ? undefined : String(ask.level)}
        clearable
        placeholder={tell(words.deepest)}
        data={Array.from({ length: Math.max(depth, ask.level ?? 1) }, (_, index) => ({
          value: String(index + 1),
          label: tell(words.levelOf, { count: index + 1 }),
        }))}
        onChoose={(level) => set(`${path}/level`, level === undefined ? undefined : Number(level))}
      />
      {demanded}
      {into}
    </>
  )
}

/** Fields that can take a note (texts) or a reason (choices of the same dictionary). */
function intoChoices(ask: AskDefinition, module: Module, locale: Locale) {
  const fits = (key: string) => {
    const field = module.fields.get(key)
    if (!field || field.type.computed) return false
    return 'reason' in ask ? field.options.dictionary === ask.reason : field.storage.kind === 'text'
  }
  const wanted = fieldChoices(module, locale).filter(({ value }) => fits(value))
  const now = 'into' in ask ? ask.into : undefined
  return now === undefined || wanted.some(({ value }) => value === now)
    ? wanted
    : [...wanted, { value: now, label: fieldName(module, now, locale) }]
}
