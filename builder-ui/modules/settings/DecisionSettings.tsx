// Gives the records of a module a decision map: whose people decide, how they are found, and the field that says their roles.
import { Checkbox } from '@mantine/core'
import type { Field, Module } from '../../../runtime/definition/app.ts'
import type { ModuleDefinition } from '../../../runtime/definition/types.ts'
import { bothOf, textOf } from '../../../runtime/label.ts'
import { useApp } from '../../../runtime/ui/data/app-context.tsx'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useChange } from '../../editor/draft-context.tsx'
import { SeveralSetting } from '../../inspector/SeveralSetting.tsx'
import { SelectSetting } from '../../inspector/settings.tsx'
import { filled, useTell } from '../../words/text.tsx'
import { words } from '../words.ts'
import { SettingsSection } from './SettingsSection.tsx'

export function DecisionSettings({ module }: { readonly module: ModuleDefinition }) {
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const { app } = useApp()
  const linked = app.modules.get(module.key)
  const { decision } = module
  const path = `/modules/${module.key}/decision`
  if (!linked) return null
  const named = (fields: readonly Field[]) => fields.map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))
  const candidates = [...app.modules.values()].filter((each) => viasOf(each).length > 0 && rolesOf(each).length > 0)
  const people = app.modules.get(decision?.people ?? '')
  const vias = people ? viasOf(people) : []
  const roles = people?.fields.get(decision?.roles ?? '')
  const turn = (on: boolean) => {
    const first = candidates[0]
    const label = filled(on ? words.decisionOn : words.decisionOff, { name: bothOf(module.label, module.key) })
    const value = on && first ? { people: first.key, via: viasOf(first)[0]!.key, roles: rolesOf(first)[0]!.key } : undefined
    change({ label, edits: [{ kind: 'set', path, value }] })
  }
  const choosePeople = (key: string | undefined) => {
    const next = app.modules.get(key ?? '')
    if (!next) return
    const value = { people: next.key, via: viasOf(next)[0]!.key, roles: rolesOf(next)[0]!.key }
    change({ label: filled(words.decisionOn, { name: bothOf(module.label, module.key) }), edits: [{ kind: 'set', path, value }] })
  }
  return (
    <SettingsSection title={tell(words.decision)}>
      <Checkbox
        label={tell(words.hasDecision)}
        description={tell(candidates.length > 0 || decision ? words.decisionHelp : words.needsPeople)}
        checked={decision !== undefined}
        disabled={candidates.length === 0 && !decision}
        onChange={(event) => turn(event.currentTarget.checked)}
      />
      {decision && (
        <>
          <SelectSetting
            path={`${path}/people`}
            label={words.people}
            value={decision.people}
            data={candidates.map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))}
            onChoose={choosePeople}
          />
          <SelectSetting path={`${path}/via`} label={words.via} value={decision.via} data={named(vias)} />
          <SelectSetting
            path={`${path}/of`}
            label={words.of}
            value={decision.of}
            data={named(viasOf(linked))}
            clearable
            placeholder={tell(words.ofSelf)}
          />
          <SelectSetting
            path={`${path}/roles`}
            label={words.decisionRoles}
            value={decision.roles}
            data={named(people ? rolesOf(people) : [])}
          />
          <SeveralSetting
            path={`${path}/needed`}
            label={words.needed}
            value={decision.needed}
            data={(roles?.choices ?? []).map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))}
            placeholder={tell(words.neededAll)}
            most={50}
          />
        </>
      )}
    </SettingsSection>
  )
}

/** Relations to one record of another module. */
function viasOf(module: Module): Field[] {
  return [...module.fields.values()].filter(
    ({ storage, assigned }) => storage.kind === 'reference' && !storage.module.startsWith('_') && !assigned,
  )
}

function rolesOf(module: Module): Field[] {
  return [...module.fields.values()].filter(
    ({ key, choices, storage }) => !key.startsWith('_') && choices !== undefined && (storage.kind === 'text' || storage.kind === 'json'),
  )
}
