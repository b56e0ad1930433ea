// One stage: what it is called and means, how long a record stays, what must hold to come and go, and where it is used.

import { Input, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import type { PipelineDefinition, StageDefinition } from '../../runtime/definition/types.ts'
import { bothOf, textOf } from '../../runtime/label.ts'
import { call } from '../../runtime/ui/data/api.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange, useDefinition, useDraft } from '../editor/draft-context.tsx'
import { keyFor } from '../editor/keys.ts'
import { useSelection } from '../editor/selection.tsx'
import { DurationSetting } from '../inspector/DurationSetting.tsx'
import { Inspector, InspectorSection } from '../inspector/Inspector.tsx'
import { ItemTools } from '../inspector/ItemTools.tsx'
import { KeySetting } from '../inspector/KeySetting.tsx'
import { LabelSetting } from '../inspector/LabelSetting.tsx'
import { NumberSetting, SelectSetting, useSettingFrame } from '../inspector/settings.tsx'
import { useSet } from '../inspector/use-set.tsx'
import { AddByName } from '../lists/AddByName.tsx'
import { UsedIn } from '../uses/UsedIn.tsx'
import { filled, useTell } from '../words/text.tsx'
import { Criteria } from './Criteria.tsx'
import classes from './Pipelines.module.css'
import { StartSetting } from './StartSetting.tsx'
import { words } from './setting-words.ts'
import { pasteStages, pipelinePath, type StageType, stagePath, takenStages, transitionName, transitionPath } from './stage-edits.ts'
import { words as own } from './words.ts'

interface StageInspectorProps {
  readonly pipeline: PipelineDefinition
  readonly stage: StageDefinition
  readonly onClose: () => void
}

export function StageInspector({ pipeline, stage, onClose }: StageInspectorProps) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const set = useSet()
  const change = useChange()
  const definition = useDefinition()
  const [, select] = useSelection()
  const path = stagePath(pipeline, stage.key)
  const name = textOf(stage.label, locale, stage.key)
  const module = app.modules.get(pipeline.module)
  const duplicate = () => {
    const { keys, edits } = pasteStages(definition, pipeline, [stage])
    if (change({ label: filled(own.duplicated, { name: bothOf(stage.label, stage.key) }), edits })) select(stagePath(pipeline, keys[0]!))
  }
  return (
    <Inspector
      title={name}
      kind={tell(words.stage)}
      onClose={onClose}
      actions={<ItemTools path={path} name={bothOf(stage.label, stage.key)} onDuplicate={duplicate} onRemoved={onClose} />}
    >
      <StandHere pipeline={pipeline} stage={stage.key} />
      <LabelSetting path={`${path}/label`} label={words.name} value={stage.label} fallback={stage.key} />
      <TypeSetting path={path} stage={stage} onChoose={(type) => set(`${path}/type`, type)} />
      <div className={classes.pairOfTwo}>
        <NumberSetting
          path={`${path}/probability`}
          label={own.probability}
          value={stage.probability}
          min={0}
          max={100}
          integer
          suffix=" %"
        />
        <GroupSetting pipeline={pipeline} stage={stage} />
      </div>
      {(stage.type === 'open' || stage.dwell) && (
        <DurationSetting
          path={`${path}/dwell`}
          label={words.dwell}
          value={stage.dwell?.limit}
          units={['d', 'w', 'h']}
          onSet={(limit) => set(`${path}/dwell`, limit === undefined ? undefined : { limit })}
        />
      )}
      {stage.type === 'open' && <StartSetting pipeline={pipeline} stage={stage.key} />}
      <InspectorSection title={tell(words.guidance)}>
        <LabelSetting path={`${path}/description`} label={words.description} value={stage.description} lines={1} />
        <LabelSetting path={`${path}/psychology`} label={words.psychology} value={stage.psychology} lines={1} />
        <LabelSetting path={`${path}/keyAction`} label={words.keyAction} help={words.keyActionHelp} value={stage.keyAction} lines={1} />
        <LabelSetting path={`${path}/criterion`} label={words.criterion} help={words.criterionHelp} value={stage.criterion} lines={1} />
      </InspectorSection>
      {module && (stage.type !== 'lost' || stage.enter) && (
        <Criteria path={`${path}/enter`} title={words.enter} help={words.enterHelp} module={module} criteria={stage.enter} />
      )}
      {module && (stage.type === 'open' || stage.exit) && (
        <Criteria path={`${path}/exit`} title={words.exit} help={words.exitHelp} module={module} criteria={stage.exit} />
      )}
      <Moves pipeline={pipeline} stage={stage.key} />
      <KeySetting
        path={path}
        value={stage.key}
        taken={takenStages(definition, pipeline).filter((key) => key !== stage.key)}
        onRenamed={select}
      />
      <UsedIn path={path} />
    </Inspector>
  )
}

interface TypeSettingProps {
  readonly path: string
  readonly stage: StageDefinition
  readonly onChoose: (type: StageType) => void
}

function TypeSetting({ path, stage, onChoose }: TypeSettingProps) {
  const tell = useTell()
  const frame = useSettingFrame({ path: `${path}/type`, label: own.type })
  return (
    <Input.Wrapper {...frame} labelElement="div">
      <SegmentedControl
        aria-label={frame.label}
        fullWidth
        data={(['open', 'won', 'lost'] as const).map((type) => ({ value: type, label: tell(own[type]) }))}
        value={stage.type}
        onChange={(type) => onChoose(type as StageType)}
      />
    </Input.Wrapper>
  )
}

function GroupSetting({ pipeline, stage }: { readonly pipeline: PipelineDefinition; readonly stage: StageDefinition }) {
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const groups = pipeline.groups ?? []
  const path = `${stagePath(pipeline, stage.key)}/group`
  const add = async (name: string) => {
    const key = await keyFor(
      name,
      groups.map((each) => each.key),
      'group',
    )
    const edits = [
      { kind: 'add', path: `${pipelinePath(pipeline)}/groups`, item: { key, label: name } },
      { kind: 'set', path, value: key },
    ] as const
    change({ label: filled(words.groupAdded, { name }), edits })
  }
  return (
    <div className={classes.groupSetting}>
      <SelectSetting
        path={path}
        label={words.group}
        value={stage.group}
        clearable
        placeholder={tell(words.noGroup)}
        data={groups.map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))}
      />
      <AddByName label={tell(words.addGroup)} icon={Plus} onAdd={add} />
    </div>
  )
}

/** How many records stand in the stage of the live app; nothing while the stage is not published. */
function StandHere({ pipeline, stage }: { readonly pipeline: PipelineDefinition; readonly stage: string }) {
  const tell = useTell()
  const { app } = useApp()
  const { live } = useDraft()
  const published = (live.pipelines ?? []).some((each) => each.module === pipeline.module && each.stages.some(({ key }) => key === stage))
  const { data } = useQuery({
    queryKey: ['stages', app.key, pipeline.module, 'design'],
    queryFn: () =>
      call<{ readonly stages: readonly { readonly stage: string; readonly count: number }[] }>(
        `/apps/${app.key}/records/${pipeline.module}/stages`,
      ),
    enabled: published,
  })
  const count = data?.stages.find((each) => each.stage === stage)?.count
  return published && count !== undefined ? <p className={classes.standing}>{tell(words.records, { count })}</p> : null
}

function Moves({ pipeline, stage }: { readonly pipeline: PipelineDefinition; readonly stage: string }) {
  const tell = useTell()
  const [, select] = useSelection()
  const all = pipeline.transitions ?? []
  const lists = [
    { title: words.movesFrom, moves: all.filter(({ from }) => from === '*' || [from].flat().includes(stage)) },
    { title: words.movesTo, moves: all.filter(({ to }) => to !== '*' && [to].flat().includes(stage)) },
  ]
  return lists.map(({ title, moves }) => (
    <InspectorSection key={title.en} title={tell(title)}>
      {moves.length === 0 && <p className={classes.help}>{tell(words.noMoves)}</p>}
      <ul className={classes.links}>
        {moves.map((transition) => (
          <li key={transition.key}>
            <button type="button" onClick={() => select(transitionPath(pipeline, transition.key))}>
              {tell(transitionName(pipeline, transition))}
            </button>
          </li>
        ))}
      </ul>
    </InspectorSection>
  ))
}
