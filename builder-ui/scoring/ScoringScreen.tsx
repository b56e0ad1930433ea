// The scorecards of the app: their list, and the chosen one beside how live records would score.
import { Select } from '@mantine/core'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { textOf } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { designPath } from '../../runtime/ui/data/paths.ts'
import { moduleLabel } from '../../runtime/ui/data/titles.ts'
import { Empty } from '../../runtime/ui/shell/Notices.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange, useDefinition } from '../editor/draft-context.tsx'
import { keyFor } from '../editor/keys.ts'
import type { SurfaceProps } from '../frame/surfaces.tsx'
import { AddByName } from '../lists/AddByName.tsx'
import { SplitPage } from '../lists/SplitPage.tsx'
import { filled, useTell } from '../words/text.tsx'
import { ScorecardEditor } from './ScorecardEditor.tsx'
import { words } from './words.ts'

export default function ScoringScreen({ item }: SurfaceProps) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const change = useChange()
  const [, go] = useLocation()
  const cards = useDefinition().scorecards ?? []
  const modules = [...app.modules.values()]
  const [over, setOver] = useState<string | null>(null)
  const current = cards.find(({ key }) => key === item) ?? (item === undefined ? cards[0] : undefined)
  const add = async (name: string) => {
    const module = app.modules.get(over ?? '') ?? modules[0]
    if (!module) return
    const key = await keyFor(
      name,
      cards.map((each) => each.key),
      'score',
    )
    // A card has at least one rule; this one counts what has a title, and is there to be changed.
    const rule = { key: 'rule', when: `${module.title.key} != null`, points: 10 }
    const edits = [{ kind: 'add', path: '/scorecards', item: { key, label: name, module: module.key, rules: [rule] } }] as const
    if (change({ label: filled(words.added, { name }), edits })) go(designPath(app.key, `scoring/${key}`))
  }
  return (
    <SplitPage
      title={tell(words.title)}
      path="/scorecards"
      surface="scoring"
      current={current?.key}
      items={cards.map(({ key, label, module }) => {
        const scored = app.modules.get(module)
        return { key, label: textOf(label, locale, key), note: scored ? moduleLabel(scored) : module }
      })}
      add={
        <AddByName label={tell(words.add)} onAdd={add}>
          <Select
            label={tell(words.module)}
            data={modules.map((module) => ({ value: module.key, label: moduleLabel(module) }))}
            value={over ?? modules[0]?.key ?? null}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            onChange={setOver}
          />
        </AddByName>
      }
    >
      {current ? <ScorecardEditor key={current.key} card={current} /> : <Empty title={tell(words.empty)} text={tell(words.emptyText)} />}
    </SplitPage>
  )
}
