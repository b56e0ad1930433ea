// One scorecard: rules, axes, bounds and tiers at the left, the distribution over live records at the right.

import { NumberInput, SegmentedControl } from '@mantine/core'
import type { ScorecardDefinition } from '../../runtime/definition/types.ts'
import { bothOf, textOf } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { moduleLabel } from '../../runtime/ui/data/titles.ts'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useDefinition } from '../editor/draft-context.tsx'
import { useOpenPlace } from '../editor/selection.tsx'
import { EditorPage } from '../frame/EditorPage.tsx'
import { InspectorSection } from '../inspector/Inspector.tsx'
import { ItemTools } from '../inspector/ItemTools.tsx'
import { KeySetting } from '../inspector/KeySetting.tsx'
import { LabelSetting } from '../inspector/LabelSetting.tsx'
import { SelectSetting } from '../inspector/settings.tsx'
import { useDuplicate } from '../inspector/use-duplicate.ts'
import { useSet } from '../inspector/use-set.tsx'
import { UsedIn } from '../uses/UsedIn.tsx'
import { useTell } from '../words/text.tsx'
import { Axes } from './Axes.tsx'
import { Distribution } from './Distribution.tsx'
import { useDistribution } from './distribution-data.tsx'
import { ScoreRules } from './ScoreRules.tsx'
import classes from './Scoring.module.css'
import { Tiers } from './Tiers.tsx'
import { words } from './words.ts'

export function ScorecardEditor({ card }: { readonly card: ScorecardDefinition }) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const set = useSet()
  const open = useOpenPlace()
  const duplicate = useDuplicate(open)
  const { scorecards = [] } = useDefinition()
  const path = `/scorecards/${card.key}`
  const name = textOf(card.label, locale, card.key)
  const module = app.modules.get(card.module)
  const tried = useDistribution(card)
  return (
    <EditorPage
      title={name}
      actions={<ItemTools path={path} name={bothOf(card.label, card.key)} onDuplicate={() => duplicate(path, card)} />}
      label={tell(words.settings)}
      previewTitle={tell(words.distribution)}
      preview={<Distribution card={card} tried={tried} />}
    >
      <LabelSetting path={`${path}/label`} label={words.name} value={card.label} fallback={card.key} />
      <SelectSetting
        path={`${path}/module`}
        label={words.module}
        value={card.module}
        data={[...app.modules.values()].map((each) => ({ value: each.key, label: moduleLabel(each) }))}
      />
      {module && (
        <>
          <InspectorSection title={tell(words.rules)}>
            <ScoreRules card={card} module={module} path={path} counts={tried.counts} />
          </InspectorSection>
          <InspectorSection title={tell(words.axes)}>
            <Axes card={card} path={path} />
            {(card.axes?.length ?? 0) > 1 && (
              <SegmentedControl
                size="xs"
                aria-label={tell(words.combine)}
                value={card.combine ?? 'sum'}
                onChange={(next) => set(`${path}/combine`, next === 'sum' ? undefined : next, words.combine)}
                data={(['sum', 'product'] as const).map((value) => ({ value, label: tell(words.combined, { how: tell(words[value]) }) }))}
              />
            )}
          </InspectorSection>
          <InspectorSection title={tell(words.clip)}>
            <Clip path={`${path}/clip`} value={card.clip} />
          </InspectorSection>
          <InspectorSection title={tell(words.tiers)}>
            <Tiers card={card} path={path} />
          </InspectorSection>
        </>
      )}
      <InspectorSection title={tell(words.details)}>
        <KeySetting
          path={path}
          value={card.key}
          taken={scorecards.map(({ key }) => key).filter((key) => key !== card.key)}
          onRenamed={open}
        />
      </InspectorSection>
      <UsedIn path={path} />
    </EditorPage>
  )
}

/** The least and the highest score; without either the bounds are not written. */
function Clip({ path, value }: { readonly path: string; readonly value: ScorecardDefinition['clip'] }) {
  const tell = useTell()
  const set = useSet()
  const bound = (side: 'min' | 'max', label: string) => (
    <NumberInput
      label={label}
      value={value?.[side] ?? ''}
      hideControls
      onChange={(next) => {
        if (typeof next !== 'number' && next !== '') return
        const { [side]: _, ...rest } = value ?? {}
        const clip = next === '' ? rest : { ...rest, [side]: next }
        set(path, Object.keys(clip).length === 0 ? undefined : clip, words.clip)
      }}
    />
  )
  return (
    <div className={classes.pair}>
      {bound('min', tell(words.least))}
      {bound('max', tell(words.most))}
    </div>
  )
}
