// The axes of a scorecard, each kept within its bounds.
import { useState } from 'react'
import type { ScorecardDefinition } from '../../runtime/definition/types.ts'
import { bothOf, textOf } from '../../runtime/label.ts'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange } from '../editor/draft-context.tsx'
import { keyFor } from '../editor/keys.ts'
import { LabelSetting } from '../inspector/LabelSetting.tsx'
import { NumberSetting } from '../inspector/settings.tsx'
import { AddByName } from '../lists/AddByName.tsx'
import { Fold } from '../lists/Fold.tsx'
import { SortableList } from '../lists/SortableList.tsx'
import { useRemove } from '../uses/removal.tsx'
import { filled, useTell } from '../words/text.tsx'
import classes from './Scoring.module.css'
import { words } from './words.ts'

const MOST = 6

export function Axes({ card, path }: { readonly card: ScorecardDefinition; readonly path: string }) {
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const remove = useRemove()
  const [opened, setOpened] = useState<string>()
  const axes = card.axes ?? []
  const list = `${path}/axes`
  const nameOf = ({ key, label }: (typeof axes)[number]) => textOf(label, locale, key)
  const add = async (name: string) => {
    const key = await keyFor(
      name,
      axes.map((each) => each.key),
      'axis',
    )
    // With the first axis every rule has to count on one.
    const rules =
      axes.length === 0 ? card.rules.map((rule) => ({ kind: 'set' as const, path: `${path}/rules/${rule.key}/axis`, value: key })) : []
    change({ label: filled(words.axisAdded, { name }), edits: [{ kind: 'add', path: list, item: { key, label: name } }, ...rules] })
    setOpened(key)
  }
  const takeOut = (axis: (typeof axes)[number]) => {
    // Without axes there is neither a list of them nor a rule that counts on one.
    if (axes.length > 1) remove(`${list}/${axis.key}`, bothOf(axis.label, axis.key))
    else {
      const rules = card.rules.map((rule) => ({ kind: 'set' as const, path: `${path}/rules/${rule.key}/axis`, value: undefined }))
      const edits = [{ kind: 'set' as const, path: list, value: undefined }, ...rules]
      change({ label: filled(words.removed, { name: bothOf(axis.label, axis.key) }), edits })
    }
  }
  return (
    <>
      {axes.length === 0 && <p className={classes.note}>{tell(words.axesHelp)}</p>}
      <SortableList
        items={axes}
        keyOf={({ key }) => key}
        nameOf={nameOf}
        label={tell(words.axes)}
        onMove={(key, before) =>
          change({ label: filled(words.moved, { name: key }), edits: [{ kind: 'move', path: `${list}/${key}`, before }] })
        }
        row={(axis) => (
          <Fold
            path={`${list}/${axis.key}`}
            name={nameOf(axis)}
            open={opened === axis.key}
            onOpen={(open) => setOpened(open ? axis.key : undefined)}
            onRemove={() => takeOut(axis)}
          >
            <LabelSetting path={`${list}/${axis.key}/label`} label={words.name} value={axis.label} fallback={axis.key} />
            <div className={classes.pair}>
              <NumberSetting path={`${list}/${axis.key}/min`} label={words.least} value={axis.min} />
              <NumberSetting path={`${list}/${axis.key}/max`} label={words.most} value={axis.max} />
            </div>
          </Fold>
        )}
      />
      {axes.length < MOST && (
        <div>
          <AddByName label={tell(words.addAxis)} onAdd={add} />
        </div>
      )}
    </>
  )
}
