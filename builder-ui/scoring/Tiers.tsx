// The tiers of a scorecard: from which score, in which colour, how often to follow up. The highest stands first, whatever the order they were written in.
import { useState } from 'react'
import type { ScorecardDefinition } from '../../runtime/definition/types.ts'
import { ChoiceBadge } from '../../runtime/fields/choice-badge.tsx'
import { bothOf, textOf } from '../../runtime/label.ts'
import { useFormats } from '../../runtime/ui/data/formats.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange } from '../editor/draft-context.tsx'
import { keyFor } from '../editor/keys.ts'
import { ColorSetting } from '../inspector/ColorSetting.tsx'
import { DurationSetting } from '../inspector/DurationSetting.tsx'
import { LabelSetting } from '../inspector/LabelSetting.tsx'
import { NumberSetting } from '../inspector/settings.tsx'
import { AddByName } from '../lists/AddByName.tsx'
import { Fold } from '../lists/Fold.tsx'
import { filled, useTell } from '../words/text.tsx'
import classes from './Scoring.module.css'
import { words } from './words.ts'

const MOST = 20
/** How far above the highest a new tier begins. */
const STEP = 30

export function Tiers({ card, path }: { readonly card: ScorecardDefinition; readonly path: string }) {
  const tell = useTell()
  const locale = useLocale()
  const formats = useFormats()
  const change = useChange()
  const [opened, setOpened] = useState<string>()
  const tiers = [...(card.tiers ?? [])].sort((a, b) => b.from - a.from)
  const list = `${path}/tiers`
  const add = async (name: string) => {
    const key = await keyFor(
      name,
      tiers.map((each) => each.key),
      'tier',
    )
    const from = tiers[0] ? tiers[0].from + STEP : 0
    if (change({ label: filled(words.tierAdded, { name }), edits: [{ kind: 'add', path: list, item: { key, label: name, from } }] }))
      setOpened(key)
  }
  return (
    <>
      {tiers.length === 0 && <p className={classes.note}>{tell(words.tiersHelp)}</p>}
      {tiers.map((tier) => {
        const name = textOf(tier.label, locale, tier.key)
        const here = `${list}/${tier.key}`
        return (
          <Fold
            key={tier.key}
            path={here}
            name={name}
            mark={<ChoiceBadge label={name} color={tier.color} />}
            note={`≥ ${formats.number(tier.from, 2)}`}
            open={opened === tier.key}
            onOpen={(open) => setOpened(open ? tier.key : undefined)}
            onRemove={() => {
              const edit =
                tiers.length > 1 ? ({ kind: 'remove', path: here } as const) : ({ kind: 'set', path: list, value: undefined } as const)
              change({ label: filled(words.removed, { name: bothOf(tier.label, tier.key) }), edits: [edit] })
            }}
          >
            <LabelSetting path={`${here}/label`} label={words.name} value={tier.label} fallback={tier.key} />
            <NumberSetting path={`${here}/from`} label={words.tierFrom} value={tier.from} required />
            <DurationSetting path={`${here}/rhythm`} label={words.rhythm} value={tier.rhythm} units={['d', 'w', 'h']} />
            <ColorSetting path={`${here}/color`} label={words.color} value={tier.color} />
          </Fold>
        )
      })}
      {tiers.length < MOST && (
        <div>
          <AddByName label={tell(words.addTier)} onAdd={add} />
        </div>
      )}
    </>
  )
}
