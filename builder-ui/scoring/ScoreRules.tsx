// The rules of a scorecard: a condition and its points, how often they count, how they go down with time.
import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { Module } from '../../runtime/definition/app.ts'
import type { ScorecardDefinition, ScoreRuleDefinition } from '../../runtime/definition/types.ts'
import type { Storage } from '../../runtime/expression/storage.ts'
import { bothOf, textOf } from '../../runtime/label.ts'
import { useFormats } from '../../runtime/ui/data/formats.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange } from '../editor/draft-context.tsx'
import { keyFor } from '../editor/keys.ts'
import { useSelection } from '../editor/selection.tsx'
import { DurationSetting } from '../inspector/DurationSetting.tsx'
import { ExpressionSetting, SQL } from '../inspector/ExpressionSetting.tsx'
import { LabelSetting } from '../inspector/LabelSetting.tsx'
import { MemberSetting } from '../inspector/MemberSetting.tsx'
import { NumberSetting, SelectSetting } from '../inspector/settings.tsx'
import { useSet } from '../inspector/use-set.tsx'
import { AddByName } from '../lists/AddByName.tsx'
import { Fold } from '../lists/Fold.tsx'
import { SortableList } from '../lists/SortableList.tsx'
import { filled, useTell } from '../words/text.tsx'
import classes from './Scoring.module.css'
import { words } from './words.ts'

interface ScoreRulesProps {
  readonly card: ScorecardDefinition
  readonly module: Module
  readonly path: string
  /** Live records that meet each rule. */
  readonly counts: ReadonlyMap<string, number>
}

export function ScoreRules({ card, module, path, counts }: ScoreRulesProps) {
  const tell = useTell()
  const locale = useLocale()
  const formats = useFormats()
  const change = useChange()
  const [at] = useSelection()
  const [opened, setOpened] = useState<string>()
  const list = `${path}/rules`
  const nameOf = ({ key, label }: ScoreRuleDefinition) => textOf(label, locale, key)
  const signed = (points: number) => (points > 0 ? `+${formats.number(points, 2)}` : formats.number(points, 2))
  const noteOf = ({ key, points }: ScoreRuleDefinition) => {
    const count = counts.get(key)
    return count === undefined ? signed(points) : tell(words.ruleNote, { points: signed(points), count })
  }
  const add = async (name: string) => {
    const key = await keyFor(
      name,
      card.rules.map((each) => each.key),
      'rule',
    )
    const axis = card.axes?.[0]?.key
    const item = { key, label: name, ...(axis ? { axis } : {}), when: `${module.title.key} != null`, points: 10 }
    if (change({ label: filled(words.ruleAdded, { name }), edits: [{ kind: 'add', path: list, item }] })) setOpened(key)
  }
  return (
    <>
      <SortableList
        items={card.rules}
        keyOf={({ key }) => key}
        nameOf={nameOf}
        label={tell(words.rules)}
        onMove={(key, before) =>
          change({ label: filled(words.moved, { name: key }), edits: [{ kind: 'move', path: `${list}/${key}`, before }] })
        }
        row={(rule) => (
          <Fold
            path={`${list}/${rule.key}`}
            name={nameOf(rule)}
            note={noteOf(rule)}
            open={opened === rule.key || at?.startsWith(`${list}/${rule.key}`) === true}
            onOpen={(open) => setOpened(open ? rule.key : undefined)}
            onRemove={
              card.rules.length > 1
                ? () =>
                    change({
                      label: filled(words.removed, { name: bothOf(rule.label, rule.key) }),
                      edits: [{ kind: 'remove', path: `${list}/${rule.key}` }],
                    })
                : undefined
            }
          >
            <RuleSettings rule={rule} axes={card.axes ?? []} module={module} path={`${list}/${rule.key}`} />
          </Fold>
        )}
      />
      <div>
        <AddByName label={tell(words.addRule)} onAdd={add} />
      </div>
    </>
  )
}

const dated = ({ kind }: Storage) => kind === 'date' || kind === 'instant'

interface RuleSettingsProps {
  readonly rule: ScoreRuleDefinition
  readonly axes: NonNullable<ScorecardDefinition['axes']>
  readonly module: Module
  readonly path: string
}

function RuleSettings({ rule, axes, module, path }: RuleSettingsProps) {
  const tell = useTell()
  const locale = useLocale()
  const set = useSet()
  return (
    <>
      <LabelSetting path={`${path}/label`} label={words.name} value={rule.label} fallback={rule.key} />
      <ExpressionSetting path={`${path}/when`} label={words.when} module={module} value={rule.when} scope={SQL} required />
      <div className={classes.pair}>
        <NumberSetting path={`${path}/points`} label={words.points} value={rule.points} required />
        <NumberSetting path={`${path}/max`} label={words.max} value={rule.max} />
      </div>
      {axes.length > 0 && (
        <SelectSetting
          path={`${path}/axis`}
          label={words.axis}
          value={rule.axis}
          data={axes.map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))}
        />
      )}
      <ExpressionSetting
        path={`${path}/per`}
        label={words.per}
        help={words.perHelp}
        module={module}
        value={rule.per}
        wants="number"
        scope={SQL}
      />
      <Checkbox
        label={tell(words.decay)}
        checked={rule.decay !== undefined}
        onChange={(event) =>
          set(`${path}/decay`, event.currentTarget.checked ? { halfLife: '14d', from: '_created_at' } : undefined, words.decaySet)
        }
      />
      {rule.decay && (
        <>
          <DurationSetting path={`${path}/decay/halfLife`} label={words.halfLife} value={rule.decay.halfLife} units={['d', 'w']} />
          <MemberSetting path={`${path}/decay/from`} label={words.from} module={module} value={rule.decay.from} scope={SQL} fits={dated} />
        </>
      )}
    </>
  )
}
