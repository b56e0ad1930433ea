// The settings of a field: its names, its type and what that type is set to, how it is filled in, where it stands on the form, and what uses it.
import { ActionIcon, Input, Menu, Select } from '@mantine/core'
import { Copy, EllipsisVertical, EyeOff, Trash2 } from 'lucide-react'
import { useId, useMemo } from 'react'
import type { Field } from '../../../runtime/definition/app.ts'
import { valueAt } from '../../../runtime/definition/edit.ts'
import type { FieldDefinition, ModuleDefinition } from '../../../runtime/definition/types.ts'
import { FIELD_TYPES, fieldTypes } from '../../../runtime/fields/index.ts'
import { FIELD_VIEWS } from '../../../runtime/fields/views.tsx'
import { bothOf, textOf } from '../../../runtime/label.ts'
import { useApp } from '../../../runtime/ui/data/app-context.tsx'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useChange, useDraft } from '../../editor/draft-context.tsx'
import { useProblemsAt, withoutPath } from '../../editor/problems.tsx'
import { useSelection } from '../../editor/selection.tsx'
import { ConditionalSetting } from '../../inspector/ConditionalSetting.tsx'
import { ExpressionSetting } from '../../inspector/ExpressionSetting.tsx'
import { Inspector, InspectorSection } from '../../inspector/Inspector.tsx'
import { KeySetting } from '../../inspector/KeySetting.tsx'
import { LabelSetting } from '../../inspector/LabelSetting.tsx'
import { SchemaForm } from '../../inspector/SchemaForm.tsx'
import { grouped, SwitchSetting } from '../../inspector/settings.tsx'
import { useSet } from '../../inspector/use-set.tsx'
import { UsedIn } from '../../uses/UsedIn.tsx'
import { filled, useTell } from '../../words/text.tsx'
import { asType, canBeUnique, groupOfType } from '../field-types.ts'
import { layoutOf, placeOfField, sectionOf } from '../layout-edits.ts'
import { TypeIcon } from '../TypeIcon.tsx'
import { GROUP_WORDS, words } from '../words.ts'
import { useDesigner } from './designer.ts'
import classes from './Form.module.css'

interface FieldInspectorProps {
  readonly module: ModuleDefinition
  readonly field: FieldDefinition
  readonly onClose: () => void
}

export function FieldInspector({ module, field, onClose }: FieldInspectorProps) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const [, select] = useSelection()
  const path = `/modules/${module.key}/fields/${field.key}`
  const name = textOf(field.label, locale, field.key)
  const type = fieldTypes.get(field.type)
  const linked = app.modules.get(module.key)
  const own = linked?.fields.get(field.key)
  const taken = module.fields.map(({ key }) => key).filter((key) => key !== field.key)
  const written = type !== undefined && !type.computed
  const problems = useProblemsAt(path)
  return (
    <Inspector
      title={name}
      kind={textOf(type?.label, locale, field.type)}
      icon={<TypeIcon name={type?.icon} />}
      onClose={onClose}
      actions={<FieldActions field={field.key} name={name} placed={placeOfField(module, field.key) !== undefined} />}
    >
      {problems.length > 0 && (
        <ul className={classes.problems}>
          {problems.map(({ code, message }) => (
            <li key={code + message}>{withoutPath(message, path)}</li>
          ))}
        </ul>
      )}
      <LabelSetting path={`${path}/label`} label={words.name} value={field.label} fallback={field.key} />
      <TypeSetting module={module} field={field} />
      {type && linked && Object.keys(type.options.properties).length > 0 && (
        <InspectorSection title={tell(words.ofType)}>
          <SchemaForm path={path} schema={type.options} values={field} module={linked} />
        </InspectorSection>
      )}
      {linked && (
        <InspectorSection title={tell(words.fieldRules)}>
          {written && <ConditionalSetting path={`${path}/required`} label={words.required} module={linked} value={field.required} />}
          {written && <ConditionalSetting path={`${path}/readOnly`} label={words.readOnly} module={linked} value={field.readOnly} />}
          <ExpressionSetting
            path={`${path}/visible`}
            label={words.visible}
            module={linked}
            value={field.visible}
            add={tell(words.visibleAdd)}
          />
          {written && own && canBeUnique(own.storage) && (
            <SwitchSetting path={`${path}/unique`} label={words.unique} value={field.unique} />
          )}
          {written && own && !own.assigned && <DefaultSetting path={`${path}/default`} field={own} value={field.default} />}
        </InspectorSection>
      )}
      <InspectorSection title={tell(words.onForm)}>
        <PlaceSetting module={module} field={field.key} />
        <LabelSetting path={`${path}/help`} label={words.help} help={words.helpHelp} value={field.help} lines={2} />
      </InspectorSection>
      <KeySetting path={path} value={field.key} taken={taken} onRenamed={select} />
      <UsedIn path={path} />
    </Inspector>
  )
}

interface FieldActionsProps {
  readonly field: string
  readonly name: string
  /** It stands on the form. */
  readonly placed: boolean
}

function FieldActions({ field: key, name: what, placed }: FieldActionsProps) {
  const tell = useTell()
  const designer = useDesigner()
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon aria-label={tell(words.more, { what })}>
          <EllipsisVertical size={16} strokeWidth={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Copy size={14} />} onClick={() => designer.duplicate([key])}>
          {tell(words.doDuplicate)}
        </Menu.Item>
        {placed && (
          <Menu.Item leftSection={<EyeOff size={14} />} onClick={() => designer.takeOff([key])}>
            {tell(words.takeOff)}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<Trash2 size={14} />} color="red" onClick={() => designer.remove([key])}>
          {tell(words.removeField)}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function TypeSetting({ module, field }: { readonly module: ModuleDefinition; readonly field: FieldDefinition }) {
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const { editor, page } = useDraft()
  const path = `/modules/${module.key}/fields/${field.key}`
  const live = (valueAt(page.definition, path) as FieldDefinition | undefined)?.type
  const nameOf = (type: string | undefined) => textOf(fieldTypes.get(type ?? '')?.label, locale, type)
  const data = useMemo(
    () =>
      FIELD_TYPES.map((type) => ({
        value: type.name,
        label: textOf(type.label, locale, type.name),
        group: tell(GROUP_WORDS[groupOfType(type)]),
      })),
    [locale, tell],
  )
  const choose = (name: string | null) => {
    const type = fieldTypes.get(name ?? '')
    if (!type || type.name === field.type) return
    const label = filled(words.typeSet, { name: bothOf(field.label, field.key), type: bothOf(type.label) })
    change({ label, edits: [{ kind: 'set', path, value: asType(field, type, editor.state().definition, module.key) }] })
  }
  return (
    <Select
      label={tell(words.type)}
      description={live !== undefined && live !== field.type ? tell(words.typeChanged, { type: nameOf(live) }) : undefined}
      data={grouped(data)}
      value={field.type}
      onChange={choose}
      allowDeselect={false}
      searchable
    />
  )
}

interface DefaultSettingProps {
  readonly path: string
  /** Linked, so that its own control knows its choices and settings. */
  readonly field: Field
  readonly value: unknown
}

/** The value of a new record, put in with the control people will have. */
function DefaultSetting({ path, field, value }: DefaultSettingProps) {
  const set = useSet()
  const id = useId()
  const problems = useProblemsAt(path, true)
  const view = FIELD_VIEWS.get(field.type.name)
  const shown = useMemo(() => ({ key: field.key, label: words.default, options: field.options }), [field])
  if (!view) return null
  return (
    <Input.Wrapper labelElement="div">
      <view.Input
        id={id}
        field={shown}
        context={field.context}
        value={value ?? null}
        onChange={(next) => set(path, next ?? undefined)}
        error={problems.length > 0 ? problems.map(({ message }) => withoutPath(message, path)).join(' ') : undefined}
      />
    </Input.Wrapper>
  )
}

/** Which section the field stands in, and how many of its columns it takes. */
function PlaceSetting({ module, field }: { readonly module: ModuleDefinition; readonly field: string }) {
  const tell = useTell()
  const locale = useLocale()
  const designer = useDesigner()
  const place = placeOfField(module, field)
  const section = place && sectionOf(module, place)
  const columns = section?.columns ?? 2
  const span = section?.fields.find((each) => each.field === field)?.span ?? 1
  const tabs = layoutOf(module)
  const data = tabs.flatMap((tab) =>
    tab.sections.map((each) => ({
      value: `${tab.key}/${each.key}`,
      label: textOf(each.label, locale, each.key),
      ...(tabs.length > 1 ? { group: textOf(tab.label, locale, tab.key) } : {}),
    })),
  )
  return (
    <>
      <Select
        label={tell(words.inSection)}
        data={grouped(data)}
        value={place ? `${place.tab}/${place.section}` : null}
        placeholder={tell(words.notOnForm)}
        clearable
        clearButtonProps={{ 'aria-label': tell(words.takeOff) }}
        onChange={(next) => {
          if (next === null) return designer.takeOff([field])
          const [tab = '', key = ''] = next.split('/')
          designer.moveTo([field], { tab, section: key })
        }}
      />
      {place && columns > 1 && (
        <Select
          label={tell(words.span)}
          data={Array.from({ length: columns }, (_, index) => ({
            value: String(index + 1),
            label: tell(words.columnsCount, { count: index + 1 }),
          }))}
          value={String(Math.min(span, columns))}
          allowDeselect={false}
          onChange={(next) => designer.setSpan(field, Number(next))}
        />
      )}
    </>
  )
}
