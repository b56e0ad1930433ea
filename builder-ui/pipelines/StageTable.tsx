// The stages as a table in order: what is changed most often is changed in place, the order by hand, keys or menu.

import { NumberInput, Select, UnstyledButton } from '@mantine/core'
import { memo } from 'react'
import type { PipelineDefinition, StageDefinition } from '../../runtime/definition/types.ts'
import { bothOf, textOf } from '../../runtime/label.ts'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange } from '../editor/draft-context.tsx'
import { useProblemsAt } from '../editor/problems.tsx'
import { useSelection } from '../editor/selection.tsx'
import { durationParts, MOST } from '../inspector/duration.ts'
import { useSet } from '../inspector/use-set.tsx'
import { words as common } from '../inspector/words.ts'
import { SortableList } from '../lists/SortableList.tsx'
import { filled, useTell } from '../words/text.tsx'
import classes from './Pipelines.module.css'
import { words as settings } from './setting-words.ts'
import { moveStage, stagePath } from './stage-edits.ts'
import { words } from './words.ts'

interface StageTableProps {
  readonly pipeline: PipelineDefinition
  readonly selected: string | undefined
}

export function StageTable({ pipeline, selected }: StageTableProps) {
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const nameOf = ({ key, label }: StageDefinition) => textOf(label, locale, key)
  return (
    <div className={classes.table}>
      <div className={classes.tableHead} aria-hidden>
        <span>{tell(words.stage)}</span>
        <span>{tell(words.type)}</span>
        <span>{tell(words.probability)}</span>
        <span>{tell(words.dwell)}</span>
        <span>{tell(words.group)}</span>
      </div>
      <SortableList
        items={pipeline.stages}
        keyOf={({ key }) => key}
        nameOf={nameOf}
        label={tell(words.stages)}
        selected={selected}
        onMove={(key, before) => {
          const stage = pipeline.stages.find((each) => each.key === key)
          change({ label: filled(words.stageMoved, { name: bothOf(stage?.label, key) }), edits: [moveStage(pipeline, key, before)] })
        }}
        row={(stage) => (
          <StageRow
            pipelineKey={pipeline.key}
            groups={pipeline.groups}
            stage={stage}
            name={nameOf(stage)}
            selected={selected === stage.key}
          />
        )}
      />
    </div>
  )
}

interface StageRowProps {
  readonly pipelineKey: string
  readonly groups: PipelineDefinition['groups']
  readonly stage: StageDefinition
  readonly name: string
  readonly selected: boolean
}

const StageRow = memo(function StageRow({ pipelineKey, groups = [], stage, name, selected }: StageRowProps) {
  const tell = useTell()
  const locale = useLocale()
  const set = useSet()
  const [, select] = useSelection()
  const path = stagePath({ key: pipelineKey }, stage.key)
  const faulty = useProblemsAt(path, true).length > 0
  const { count, unit = 'd' } = durationParts(stage.dwell?.limit)
  const named = (what: { readonly en: string; readonly 'zh-CN': string }) => tell(words.ofStage, { what: tell(what), stage: name })
  return (
    <div className={classes.tableRow}>
      <UnstyledButton
        className={classes.tableName}
        data-row
        aria-pressed={selected}
        data-faulty={faulty || undefined}
        onClick={() => select(path)}
      >
        {name}
      </UnstyledButton>
      <Select
        aria-label={named(words.type)}
        data={(['open', 'won', 'lost'] as const).map((type) => ({ value: type, label: tell(words[type]) }))}
        value={stage.type}
        allowDeselect={false}
        onChange={(type) => set(`${path}/type`, type)}
      />
      <NumberInput
        aria-label={named(words.probability)}
        className={classes.number}
        value={stage.probability ?? ''}
        min={0}
        max={100}
        allowDecimal={false}
        clampBehavior="strict"
        suffix=" %"
        hideControls
        onChange={(next) => set(`${path}/probability`, next === '' ? undefined : Number(next))}
      />
      <div className={classes.tableDwell}>
        <NumberInput
          aria-label={named(words.dwell)}
          className={classes.number}
          value={count ?? ''}
          min={1}
          max={MOST}
          allowDecimal={false}
          clampBehavior="strict"
          hideControls
          disabled={stage.type !== 'open' && stage.dwell === undefined}
          onChange={(next) => set(`${path}/dwell`, next === '' || Number(next) < 1 ? undefined : { limit: `${next}${unit}` })}
        />
        <Select
          aria-label={named(settings.unit)}
          data={(['h', 'd', 'w'] as const).map((each) => ({ value: each, label: tell(common[each]) }))}
          value={unit}
          allowDeselect={false}
          disabled={count === undefined}
          onChange={(next) => set(`${path}/dwell`, { limit: `${count}${next}` })}
        />
      </div>
      <Select
        aria-label={named(words.group)}
        data={groups.map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))}
        value={stage.group ?? null}
        clearable
        placeholder={tell(settings.noGroup)}
        disabled={groups.length === 0 && stage.group === undefined}
        onChange={(group) => set(`${path}/group`, group ?? undefined)}
      />
    </div>
  )
})
