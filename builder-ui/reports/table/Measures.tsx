// The figures of a table report: what is counted or summed of which records, or a ratio of two such.
import { useState } from 'react'
import type { Module } from '../../../runtime/definition/app.ts'
import type { MeasureDefinition, TableReportDefinition } from '../../../runtime/definition/types.ts'
import { AGGREGATES } from '../../../runtime/expression/operators.ts'
import type { Storage } from '../../../runtime/expression/storage.ts'
import { bothOf, textOf } from '../../../runtime/label.ts'
import { memberNames, memberOf } from '../../../runtime/ui/data/members.ts'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useChange } from '../../editor/draft-context.tsx'
import { freeKey, keyFor } from '../../editor/keys.ts'
import { useSelection } from '../../editor/selection.tsx'
import { ExpressionSetting, SQL } from '../../inspector/ExpressionSetting.tsx'
import { InspectorSection } from '../../inspector/Inspector.tsx'
import { LabelSetting } from '../../inspector/LabelSetting.tsx'
import { MemberSetting } from '../../inspector/MemberSetting.tsx'
import { SelectSetting } from '../../inspector/settings.tsx'
import { AddByName } from '../../lists/AddByName.tsx'
import { Fold } from '../../lists/Fold.tsx'
import { SortableList } from '../../lists/SortableList.tsx'
import { filled, useTell } from '../../words/text.tsx'
import { words } from '../words.ts'

const ALL = [...AGGREGATES, 'ratio'] as const

interface MeasuresProps {
  readonly report: TableReportDefinition
  readonly module: Module
  readonly path: string
}

const numeric = ({ kind }: Storage) => kind === 'integer' || kind === 'decimal'

export function Measures({ report, module, path }: MeasuresProps) {
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const [at] = useSelection()
  const [opened, setOpened] = useState<string>()
  const list = `${path}/measures`
  const nameOf = ({ key, label }: MeasureDefinition) => textOf(label, locale, key)
  const add = async (name: string) => {
    const taken = [...(report.groups ?? []), ...report.measures].map((each) => each.key)
    const key = await keyFor(name, taken, freeKey('figure', taken))
    if (
      change({
        label: filled(words.measureAdded, { name }),
        edits: [{ kind: 'add', path: list, item: { key, label: name, aggregate: 'count' } }],
      })
    )
      setOpened(key)
  }
  return (
    <>
      <SortableList
        items={report.measures}
        keyOf={({ key }) => key}
        nameOf={nameOf}
        label={tell(words.measures)}
        onMove={(key, before) =>
          change({ label: filled(words.moved, { name: key }), edits: [{ kind: 'move', path: `${list}/${key}`, before }] })
        }
        row={(measure) => (
          <Fold
            path={`${list}/${measure.key}`}
            name={nameOf(measure)}
            note={tell(words[measure.aggregate])}
            open={opened === measure.key || at?.startsWith(`${list}/${measure.key}`) === true}
            onOpen={(open) => setOpened(open ? measure.key : undefined)}
            onRemove={
              report.measures.length > 1
                ? () =>
                    change({
                      label: filled(words.removed, { name: bothOf(measure.label, measure.key) }),
                      edits: [{ kind: 'remove', path: `${list}/${measure.key}` }],
                    })
                : undefined
            }
          >
            <MeasureSettings measure={measure} module={module} path={`${list}/${measure.key}`} />
          </Fold>
        )}
      />
      <div>
        <AddByName label={tell(words.addMeasure)} onAdd={add} />
      </div>
    </>
  )
}

interface MeasureSettingsProps {
  readonly measure: MeasureDefinition
  readonly module: Module
  readonly path: string
}

function MeasureSettings({ measure, module, path }: MeasureSettingsProps) {
  const tell = useTell()
  const change = useChange()
  const { aggregate } = measure
  const firstNumber = () => memberNames(module).find((name) => numeric(memberOf(module, name)!.storage))
  return (
    <>
      <LabelSetting path={`${path}/label`} label={words.name} value={measure.label} fallback={measure.key} />
      <SelectSetting
        path={`${path}/aggregate`}
        label={words.aggregate}
        value={aggregate}
        data={ALL.map((each) => ({ value: each, label: tell(words[each]) }))}
        onChoose={(next) => {
          if (next === undefined) return
          // Each way of counting takes what it needs and nothing else.
          const { key, label, value, where, unit } = measure
          const count = { aggregate: 'count' as const }
          const of =
            next === 'count' || next === 'ratio' ? undefined : (value ?? (next === 'count_distinct' ? module.title.key : firstNumber()))
          const item = {
            key,
            ...(label === undefined ? {} : { label }),
            aggregate: next,
            ...(of === undefined ? {} : { value: of }),
            ...(unit === undefined || of === undefined ? {} : { unit }),
            ...(next === 'ratio' ? { numerator: count, denominator: count } : where === undefined ? {} : { where }),
          }
          change({ label: words.aggregate, edits: [{ kind: 'set', path, value: item }] })
        }}
      />
      {aggregate === 'ratio' ? (
        (['numerator', 'denominator'] as const).map((side) => (
          <InspectorSection key={side} title={tell(words[side])}>
            <PartSettings part={measure[side] ?? { aggregate: 'count' }} module={module} path={`${path}/${side}`} />
          </InspectorSection>
        ))
      ) : (
        <>
          {aggregate !== 'count' && (
            <MemberSetting
              path={`${path}/value`}
              label={words.value}
              module={module}
              value={measure.value}
              scope={SQL}
              {...(aggregate === 'count_distinct' ? {} : { fits: numeric })}
            />
          )}
          {aggregate !== 'count' && aggregate !== 'count_distinct' && (
            <SelectSetting
              path={`${path}/unit`}
              label={words.unit}
              value={measure.unit}
              clearable
              placeholder={tell(words.days)}
              data={(['days', 'hours'] as const).map((value) => ({ value, label: tell(words[value]) }))}
            />
          )}
          <ExpressionSetting path={`${path}/where`} label={words.where} module={module} value={measure.where} scope={SQL} />
        </>
      )}
    </>
  )
}

interface PartSettingsProps {
  readonly part: NonNullable<MeasureDefinition['numerator']>
  readonly module: Module
  readonly path: string
}

function PartSettings({ part, module, path }: PartSettingsProps) {
  const tell = useTell()
  const change = useChange()
  return (
    <>
      <SelectSetting
        path={`${path}/aggregate`}
        label={words.aggregate}
        value={part.aggregate}
        data={(['count', 'sum'] as const).map((each) => ({ value: each, label: tell(words[each]) }))}
        onChoose={(next) => {
          const { value, ...rest } = part
          const first = memberNames(module).find((name) => numeric(memberOf(module, name)!.storage))
          const of = next === 'sum' ? (value ?? first) : undefined
          const item = { ...rest, aggregate: next, ...(of === undefined ? {} : { value: of }) }
          change({ label: words.aggregate, edits: [{ kind: 'set', path, value: item }] })
        }}
      />
      {part.aggregate === 'sum' && (
        <MemberSetting path={`${path}/value`} label={words.value} module={module} value={part.value} scope={SQL} fits={numeric} />
      )}
      <ExpressionSetting path={`${path}/where`} label={words.where} module={module} value={part.where} scope={SQL} />
    </>
  )
}
