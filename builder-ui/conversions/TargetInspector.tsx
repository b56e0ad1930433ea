import type { Module } from '../../runtime/definition/app.ts'
import type { ConversionDefinition, ConversionTargetDefinition } from '../../runtime/definition/types.ts'
import { type Text, textOf } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange, useDefinition } from '../editor/draft-context.tsx'
import { useSelection } from '../editor/selection.tsx'
import { Inspector, InspectorSection } from '../inspector/Inspector.tsx'
import { ItemTools } from '../inspector/ItemTools.tsx'
import { KeySetting } from '../inspector/KeySetting.tsx'
import { LabelSetting } from '../inspector/LabelSetting.tsx'
import { SelectSetting, SwitchSetting } from '../inspector/settings.tsx'
import { useSet } from '../inspector/use-set.tsx'
import { ChoicesSetting } from '../pipelines/ChoicesSetting.tsx'
import { fieldChoices } from '../pipelines/field-choices.ts'
import { UsedIn } from '../uses/UsedIn.tsx'
import { filled, useTell } from '../words/text.tsx'
import classes from './Conversions.module.css'
import { ValuesSetting } from './ValuesSetting.tsx'
import { words } from './words.ts'

interface TargetInspectorProps {
  readonly conversion: ConversionDefinition
  readonly target: ConversionTargetDefinition
  readonly name: Text
  readonly onClose: () => void
}

export function TargetInspector({ conversion, target, name, onClose }: TargetInspectorProps) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const change = useChange()
  const { modules } = useDefinition()
  const [, select] = useSelection()
  const path = `/conversions/${conversion.key}/targets/${target.key}`
  const source = app.modules.get(conversion.module)
  const module = app.modules.get(target.module)
  const earlier = conversion.targets.slice(0, conversion.targets.indexOf(target))
  const changeModule = (next: string | undefined) => {
    if (next === undefined || next === target.module) return
    // Fields, links and the kept link belong to the module of before.
    const { match: _match, links: _links, link: _link, ...rest } = target
    const edits = [{ kind: 'set', path, value: { ...rest, module: next, values: {} } }] as const
    change({ label: filled(words.targetChanged, { name }), edits })
  }
  return (
    <Inspector
      title={name[locale]}
      kind={tell(words.target)}
      onClose={onClose}
      actions={conversion.targets.length > 1 && <ItemTools path={path} name={name} onRemoved={onClose} />}
    >
      <LabelSetting path={`${path}/label`} label={words.name} value={target.label} fallback={name[locale]} />
      <SelectSetting
        path={`${path}/module`}
        label={words.targetModule}
        value={target.module}
        data={modules.map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))}
        onChoose={changeModule}
      />
      <SwitchSetting path={`${path}/optional`} label={words.optional} help={words.optionalHelp} value={target.optional} />
      {module && (
        <ChoicesSetting
          path={`${path}/match`}
          label={words.match}
          help={words.matchHelp}
          value={target.match}
          placeholder={tell(words.matchNone)}
          data={fieldChoices(module, locale, { settable: true })}
        />
      )}
      {module && source && <ValuesSetting path={`${path}/values`} values={target.values} source={source} target={module} />}
      {module && earlier.length > 0 && <Links path={`${path}/links`} target={target} module={module} earlier={earlier} />}
      {module && source && <KeptLink path={`${path}/link`} value={target.link} source={source} module={module} />}
      <KeySetting
        path={path}
        value={target.key}
        taken={conversion.targets.map(({ key }) => key).filter((key) => key !== target.key)}
        onRenamed={select}
      />
      <UsedIn path={path} />
    </Inspector>
  )
}

interface LinksProps {
  readonly path: string
  readonly target: ConversionTargetDefinition
  readonly module: Module
  readonly earlier: readonly ConversionTargetDefinition[]
}

/** Each relation of the record that can take one that is made before. */
function Links({ path, target, module, earlier }: LinksProps) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const set = useSet()
  const fields = [...module.fields.values()].filter(
    ({ key, options }) => target.links?.[key] !== undefined || earlier.some((each) => each.module === options.module),
  )
  const put = (field: string, key: string | undefined) => {
    const { [field]: _, ...rest } = target.links ?? {}
    const next = key === undefined ? rest : { ...rest, [field]: key }
    set(path, Object.keys(next).length === 0 ? undefined : next)
  }
  return (
    <InspectorSection title={tell(words.links)}>
      {fields.length === 0 && <p className={classes.help}>{tell(words.linksNone)}</p>}
      {fields.map(({ key, label, options }) => (
        <SelectSetting
          key={key}
          path={`${path}/${key}`}
          label={textOf(label, locale, key)}
          value={target.links?.[key]}
          clearable
          placeholder={tell(words.linkNone)}
          data={earlier
            .filter((each) => each.module === options.module || each.key === target.links?.[key])
            .map((each) => ({ value: each.key, label: textOf(each.label ?? app.modules.get(each.module)?.label, locale, each.key) }))}
          onChoose={(chosen) => put(key, chosen)}
        />
      ))}
    </InspectorSection>
  )
}

interface KeptLinkProps {
  readonly path: string
  readonly value: ConversionTargetDefinition['link']
  readonly source: Module
  readonly module: Module
}

function KeptLink({ path, value, source, module }: KeptLinkProps) {
  const tell = useTell()
  const locale = useLocale()
  const set = useSet()
  const ends = [
    { on: 'target', of: module, pointsTo: source.key },
    { on: 'source', of: source, pointsTo: module.key },
  ] as const
  const data = ends.flatMap(({ on, of, pointsTo }) =>
    fieldChoices(of, locale, { pointsTo }).map((field) => ({
      value: `${on} ${field.value}`,
      label: tell(words.onSource, { field: field.label, module: textOf(of.label, locale, of.key) }),
    })),
  )
  const now = value && `${value.on} ${value.field}`
  return (
    <SelectSetting
      path={path}
      label={words.kept}
      help={words.keptHelp}
      value={now}
      clearable
      placeholder={tell(words.keptNone)}
      data={now === undefined || data.some((each) => each.value === now) ? data : [...data, { value: now, label: value!.field }]}
      onChoose={(chosen) => {
        const [on, field] = chosen?.split(' ') ?? []
        set(path, field === undefined ? undefined : { on, field })
      }}
    />
  )
}
