// Makes the records of a module activities: which field says when, what is still to be done, and what they are about.
import { ActionIcon, Checkbox, Input, Select } from '@mantine/core'
import { Trash2 } from 'lucide-react'
import { useId } from 'react'
import type { Field } from '../../../runtime/definition/app.ts'
import type { ModuleDefinition } from '../../../runtime/definition/types.ts'
import { FIELD_VIEWS } from '../../../runtime/fields/views.tsx'
import { bothOf, textOf } from '../../../runtime/label.ts'
import { useApp } from '../../../runtime/ui/data/app-context.tsx'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useChange } from '../../editor/draft-context.tsx'
import { ExpressionSetting } from '../../inspector/ExpressionSetting.tsx'
import { SeveralSetting } from '../../inspector/SeveralSetting.tsx'
import { SelectSetting } from '../../inspector/settings.tsx'
import { useSet } from '../../inspector/use-set.tsx'
import { filled, useTell } from '../../words/text.tsx'
import { words } from '../words.ts'
import { SettingsSection } from './SettingsSection.tsx'

export function ActivitySettings({ module }: { readonly module: ModuleDefinition }) {
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const { app } = useApp()
  const linked = app.modules.get(module.key)
  const { activity } = module
  const path = `/modules/${module.key}/activity`
  if (!linked) return null
  const fields = [...linked.fields.values()].filter(({ key }) => !key.startsWith('_'))
  const offered = (fits: (field: Field) => boolean) =>
    fields.filter(fits).map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))
  const days = offered(({ storage }) => storage.kind === 'date' || storage.kind === 'instant')
  const relations = offered(({ storage }) => storage.kind === 'reference' && app.modules.has(storage.module))
  const choices = offered(({ storage, choices: own }) => storage.kind === 'text' && own !== undefined)
  const texts = offered(({ storage, choices: own }) => storage.kind === 'text' && own === undefined)
  const people = offered(({ storage }) => storage.kind === 'json' && storage.module !== undefined)
  const possible = days.length > 0 && relations.length > 0
  const turn = (on: boolean) => {
    const label = filled(on ? words.activityOn : words.activityOff, { name: bothOf(module.label, module.key) })
    const value = on ? { at: days[0]!.value, open: `${days[0]!.value} != null`, about: [relations[0]!.value] } : undefined
    change({ label, edits: [{ kind: 'set', path, value }] })
  }
  return (
    <SettingsSection title={tell(words.activity)}>
      <Checkbox
        label={tell(words.isActivity)}
        description={tell(possible || activity ? words.activityHelp : words.needsDate)}
        checked={activity !== undefined}
        disabled={!possible && !activity}
        onChange={(event) => turn(event.currentTarget.checked)}
      />
      {activity && (
        <>
          <SelectSetting path={`${path}/at`} label={words.at} value={activity.at} data={days} />
          <ExpressionSetting path={`${path}/open`} label={words.open} module={linked} value={activity.open} scope={SQL} required />
          <SeveralSetting path={`${path}/about`} label={words.about} value={activity.about} data={relations} most={10} required />
          <CompleteSetting path={`${path}/complete`} fields={fields} value={activity.complete as Values | undefined} />
          <SelectSetting path={`${path}/kind`} label={words.kind} value={activity.kind} data={choices} clearable />
          <SelectSetting path={`${path}/direction`} label={words.direction} value={activity.direction} data={choices} clearable />
          <SelectSetting path={`${path}/text`} label={words.text} value={activity.text} data={texts} clearable />
          <ExpressionSetting path={`${path}/response`} label={words.response} module={linked} value={activity.response} scope={SQL} />
          <SelectSetting path={`${path}/participants`} label={words.participants} value={activity.participants} data={people} clearable />
        </>
      )}
    </SettingsSection>
  )
}

const SQL = { sql: true }
type Values = Readonly<Record<string, unknown>>

interface CompleteSettingProps {
  readonly path: string
  readonly fields: readonly Field[]
  readonly value: Values | undefined
}

/** The values that ticking an activity off sets, each put in with the field's own control. */
function CompleteSetting({ path, fields, value = {} }: CompleteSettingProps) {
  const tell = useTell()
  const locale = useLocale()
  const set = useSet()
  const id = useId()
  const left = fields.filter(({ key, assigned }) => !assigned && !Object.hasOwn(value, key))
  const without = (key: string) => {
    const { [key]: _, ...rest } = value
    return Object.keys(rest).length === 0 ? undefined : rest
  }
  return (
    <Input.Wrapper label={tell(words.complete)} labelElement="div">
      {Object.entries(value).map(([key, each]) => {
        const field = fields.find((own) => own.key === key)
        const view = field && FIELD_VIEWS.get(field.type.name)
        if (!field || !view) return null
        const name = textOf(field.label, locale, key)
        return (
          <div key={key} style={{ display: 'flex', alignItems: 'end', gap: 4, marginTop: 4 }}>
            <div style={{ flex: 1, minWidth: 0 }}>
              <view.Input
                id={`${id}-${key}`}
                field={field}
                context={field.context}
                value={each}
                onChange={(next) => set(path, { ...value, [key]: next })}
              />
            </div>
            <ActionIcon aria-label={tell(words.remove, { what: name })} onClick={() => set(path, without(key))}>
              <Trash2 size={14} strokeWidth={1.75} />
            </ActionIcon>
          </div>
        )
      })}
      <Select
        mt={4}
        aria-label={tell(words.completeField)}
        placeholder={tell(words.completeAdd)}
        data={left.map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))}
        value={null}
        searchable
        onChange={(key) => {
          const field = left.find((each) => each.key === key)
          if (field) set(path, { ...value, [field.key]: field.initial ?? firstChoice(field) })
        }}
      />
    </Input.Wrapper>
  )
}

function firstChoice({ choices, storage }: Field): unknown {
  return choices?.[0]?.key ?? (storage.kind === 'boolean' ? true : null)
}
