// What happens with a transition: fields that are set, records of other modules that are made. They have no keys, so each is addressed by its place.
import { Button, Menu } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { Module } from '../../runtime/definition/app.ts'
import type { EffectDefinition } from '../../runtime/definition/types.ts'
import { bothOf, type Text, textOf } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { ValuesSetting } from '../conversions/ValuesSetting.tsx'
import { useChange } from '../editor/draft-context.tsx'
import { ExpressionSetting } from '../inspector/ExpressionSetting.tsx'
import { InspectorSection } from '../inspector/Inspector.tsx'
import { SelectSetting } from '../inspector/settings.tsx'
import { filled, useTell } from '../words/text.tsx'
import { reordered } from './Asks.tsx'
import { BEFORE } from './Criteria.tsx'
import { fieldChoices } from './field-choices.ts'
import { OpenableList } from './OpenableList.tsx'
import classes from './Pipelines.module.css'
import { words } from './setting-words.ts'

interface EffectsProps {
  /** The place of the transition. */
  readonly path: string
  readonly name: Text
  readonly module: Module
  readonly effects: readonly EffectDefinition[] | undefined
}

export function Effects({ path, name, module, effects = [] }: EffectsProps) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const change = useChange()
  const [fresh, setFresh] = useState<string>()
  const list = `${path}/after`
  const put = (next: readonly EffectDefinition[]) =>
    change({
      label: filled(words.effectChanged, { name }),
      edits: [{ kind: 'set', path: list, value: next.length === 0 ? undefined : next }],
    })
  const add = (effect: EffectDefinition) => {
    if (put([...effects, effect])) setFresh(String(effects.length))
  }
  const nameOf = (effect: EffectDefinition) => {
    const what =
      'set' in effect
        ? bothOf(module.fields.get(effect.set)?.label, effect.set)
        : bothOf(app.modules.get(effect.create)?.label, effect.create)
    return filled('set' in effect ? words.setTo : words.createIn, { what })[locale]
  }
  const fields = fieldChoices(module, locale, { settable: true })
  return (
    <InspectorSection
      title={tell(words.after)}
      action={
        <Menu position="bottom-end" width={200}>
          <Menu.Target>
            <Button variant="subtle" size="compact-sm" leftSection={<Plus size={14} strokeWidth={1.75} />}>
              {tell(words.addEffect)}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item disabled={fields.length === 0} onClick={() => add({ set: fields[0]!.value, to: 'null' })}>
              {tell(words.setField)}
            </Menu.Item>
            <Menu.Item onClick={() => add(newRecord(app.modules, module))}>{tell(words.createRecord)}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      }
    >
      {effects.length === 0 && <p className={classes.help}>{tell(words.afterNone)}</p>}
      <OpenableList
        path={list}
        items={effects.map((effect, index) => ({ effect, key: String(index) }))}
        label={tell(words.after)}
        fresh={fresh}
        keyOf={({ key }) => key}
        nameOf={({ effect }) => nameOf(effect)}
        onMove={(key, before) => put(reordered(effects, Number(key), before === undefined ? undefined : Number(before)))}
        onRemove={(_, key) => {
          setFresh(undefined)
          put(effects.filter((_effect, index) => index !== Number(key)))
        }}
        body={({ effect, key }, at) => (
          <EffectSettings
            path={at}
            effect={effect}
            module={module}
            onReplace={(next) => put(effects.map((each, index) => (index === Number(key) ? next : each)))}
          />
        )}
      />
    </InspectorSection>
  )
}

/** An activity where the app has one, tied to the record that moved. */
function newRecord(modules: ReadonlyMap<string, Module>, source: Module): EffectDefinition {
  const target = [...modules.values()].find(({ activity }) => activity) ?? source
  return { create: target.key, ...newLink(target, source), values: {} }
}

interface EffectSettingsProps {
  readonly path: string
  readonly effect: EffectDefinition
  readonly module: Module
  readonly onReplace: (effect: EffectDefinition) => void
}

function EffectSettings({ path, effect, module, onReplace }: EffectSettingsProps) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  if ('set' in effect) {
    return (
      <>
        <SelectSetting
          path={`${path}/set`}
          label={words.field}
          value={effect.set}
          data={fieldChoices(module, locale, { settable: true })}
        />
        <ExpressionSetting
          path={`${path}/to`}
          label={words.value}
          module={module}
          value={effect.to}
          wants={undefined}
          scope={BEFORE}
          required
        />
      </>
    )
  }
  const target = app.modules.get(effect.create)
  return (
    <>
      <SelectSetting
        path={`${path}/create`}
        label={words.module}
        value={effect.create}
        data={[...app.modules.values()].map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))}
        // Values and the relation belong to the fields of the old module.
        onChoose={(create) =>
          create !== undefined && create !== effect.create && onReplace({ ...newLink(app.modules.get(create), module), create, values: {} })
        }
      />
      {target && (
        <SelectSetting
          path={`${path}/link`}
          label={words.linkField}
          value={effect.link}
          clearable
          data={fieldChoices(target, locale, { pointsTo: module.key })}
        />
      )}
      <SelectSetting
        path={`${path}/owner`}
        label={words.ownerOf}
        value={effect.owner}
        clearable
        placeholder={tell(words.ofOwner)}
        data={[
          { value: 'owner', label: tell(words.ofOwner) },
          { value: 'mover', label: tell(words.ofMover) },
        ]}
      />
      {target && <ValuesSetting path={`${path}/values`} values={effect.values} source={module} target={target} scope={BEFORE} />}
    </>
  )
}

function newLink(target: Module | undefined, source: Module): { readonly link?: string } {
  const link = [...(target?.fields.values() ?? [])].find(({ options }) => options.module === source.key)?.key
  return link === undefined ? {} : { link }
}
