// The settings of a view: what it shows in which order, which records, and what its kind needs.

import type { ModuleDefinition, ViewDefinition } from '../../../runtime/definition/types.ts'
import { canGroup, isDay } from '../../../runtime/definition/view-members.ts'
import { bothOf, textOf } from '../../../runtime/label.ts'
import { useApp } from '../../../runtime/ui/data/app-context.tsx'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useChange, useDefinition } from '../../editor/draft-context.tsx'
import { useSelection } from '../../editor/selection.tsx'
import { ExpressionSetting } from '../../inspector/ExpressionSetting.tsx'
import { Inspector, InspectorSection } from '../../inspector/Inspector.tsx'
import { ItemTools } from '../../inspector/ItemTools.tsx'
import { KeySetting } from '../../inspector/KeySetting.tsx'
import { LabelSetting } from '../../inspector/LabelSetting.tsx'
import { SeveralSetting } from '../../inspector/SeveralSetting.tsx'
import { NumberSetting, SelectSetting } from '../../inspector/settings.tsx'
import { useDuplicate } from '../../inspector/use-duplicate.ts'
import { UsedIn } from '../../uses/UsedIn.tsx'
import { filled, useTell } from '../../words/text.tsx'
import { choicesOf, hasPipeline, isOwn, useMembers } from '../members.ts'
import { words } from '../words.ts'
import { SortSetting } from './SortSetting.tsx'
import { ViewColumns } from './ViewColumns.tsx'
import { firstDay } from './ViewsEditor.tsx'

interface ViewInspectorProps {
  readonly module: ModuleDefinition
  readonly view: ViewDefinition
}

const SQL = { sql: true }
/** What each kind of view has of its own. */
const OWN = {
  list: ['group', 'widths', 'pinned', 'totals'],
  board: ['swimlane', 'pipeline', 'sum'],
  calendar: ['date', 'until'],
} as const

export function ViewInspector({ module, view }: ViewInspectorProps) {
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const { app } = useApp()
  const { roles = [], pipelines = [], ...definition } = useDefinition()
  const [, select] = useSelection()
  const duplicate = useDuplicate(select)
  const members = useMembers(module)
  const path = `/modules/${module.key}/views/${view.key}`
  const linked = app.modules.get(module.key)
  const own = pipelines.filter((pipeline) => pipeline.module === module.key)
  const name = textOf(view.label, locale, view.key)
  const both = bothOf(view.label, view.key)
  const taken = (module.views ?? []).map(({ key }) => key).filter((key) => key !== view.key)
  const days = members.filter(isDay)
  const begins = members.find((member) => member.name === view.date)
  const grouping = choicesOf(members.filter(canGroup))
  const board = hasPipeline({ ...definition, pipelines }, module.key)
  const chooseType = (type: string | undefined) => {
    if (type !== 'list' && type !== 'board' && type !== 'calendar') return
    const foreign = Object.entries(OWN).flatMap(([each, names]): readonly string[] => (each === type ? [] : names))
    const kept = Object.fromEntries(Object.entries(view).filter(([member]) => !foreign.includes(member)))
    const value = { ...kept, type, ...(type === 'calendar' ? { date: firstDay(members) } : {}) }
    change({ label: filled(words.viewTypeSet, { name: both }), edits: [{ kind: 'set', path, value }] })
  }
  return (
    <Inspector
      title={name}
      kind={tell(words[view.type])}
      onClose={() => select(undefined)}
      actions={<ItemTools path={path} name={both} onDuplicate={() => duplicate(path, view)} onRemoved={() => select(undefined)} />}
    >
      <LabelSetting path={`${path}/label`} label={words.name} value={view.label} fallback={view.key} />
      <SelectSetting
        path={`${path}/type`}
        label={words.viewType}
        help={board || view.type === 'board' ? undefined : words.needsPipeline}
        value={view.type}
        data={(['list', 'board', 'calendar'] as const)
          .filter((each) => each !== 'board' || board || view.type === 'board')
          .map((each) => ({ value: each, label: tell(words[each]) }))}
        onChoose={chooseType}
      />
      {view.type === 'calendar' && (
        <>
          <SelectSetting path={`${path}/date`} label={words.date} value={view.date} data={choicesOf(days)} />
          <SelectSetting
            path={`${path}/until`}
            label={words.until}
            value={view.until}
            data={choicesOf(days.filter(({ name: each, storage }) => each !== view.date && storage.kind === begins?.storage.kind))}
            clearable
          />
        </>
      )}
      {view.type === 'board' && (
        <>
          <SelectSetting
            path={`${path}/pipeline`}
            label={words.pipeline}
            value={view.pipeline}
            data={own.map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))}
            placeholder={tell(words.firstPipeline)}
            clearable
          />
          <SelectSetting
            path={`${path}/sum`}
            label={words.boardSum}
            value={view.sum}
            data={choicesOf(
              members.filter((member) => isOwn(member) && (member.storage.kind === 'decimal' || member.storage.kind === 'integer')),
            )}
            placeholder={tell(words.noSum)}
            clearable
          />
          <SelectSetting
            path={`${path}/swimlane`}
            label={words.swimlane}
            value={view.swimlane}
            data={grouping}
            placeholder={tell(words.noLanes)}
            clearable
          />
        </>
      )}
      <InspectorSection title={tell({ list: words.viewColumns, board: words.viewCard, calendar: words.viewEntry }[view.type])}>
        <ViewColumns module={module} view={view} members={members} />
        {view.type === 'list' && (
          <NumberSetting
            path={`${path}/pinned`}
            label={words.pinned}
            value={view.pinned}
            min={0}
            max={Math.min(10, view.fields.length)}
            integer
            placeholder="0"
          />
        )}
      </InspectorSection>
      <InspectorSection title={tell(words.records)}>
        {linked && (
          <ExpressionSetting
            path={`${path}/where`}
            label={words.where}
            module={linked}
            value={view.where}
            scope={SQL}
            add={tell(words.whereAdd)}
          />
        )}
        <SortSetting path={path} view={view} members={members} />
        {view.type === 'list' && (
          <SelectSetting
            path={`${path}/group`}
            label={words.group}
            value={view.group}
            data={grouping}
            placeholder={tell(words.noGroup)}
            clearable
          />
        )}
        <SeveralSetting
          path={`${path}/roles`}
          label={words.viewRoles}
          value={view.roles}
          data={roles.map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))}
          placeholder={tell(words.everyone)}
        />
      </InspectorSection>
      <KeySetting path={path} value={view.key} taken={taken} onRenamed={select} />
      <UsedIn path={path} />
    </Inspector>
  )
}
