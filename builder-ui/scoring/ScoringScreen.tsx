// The scorecards of the app: their list, and the chosen one beside how live records would score.

import { useLocation } from 'wouter'
import type { Module } from '../../runtime/definition/app.ts'
import { textOf } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { designPath } from '../../runtime/ui/data/paths.ts'
import { moduleLabel } from '../../runtime/ui/data/titles.ts'
import { Empty } from '../../runtime/ui/shell/Notices.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange, useDefinition } from '../editor/draft-context.tsx'
import { keyFor } from '../editor/keys.ts'
import type { SurfaceProps } from '../frame/surfaces.tsx'
import { AddWithModule } from '../lists/AddWithModule.tsx'
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
  const current = cards.find(({ key }) => key === item) ?? (item === undefined ? cards[0] : undefined)
  const add = async (name: string, module: Module) => {
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
      add={<AddWithModule label={tell(words.add)} moduleName={tell(words.module)} onAdd={add} />}
    >
      {current ? <ScorecardEditor key={current.key} card={current} /> : <Empty title={tell(words.empty)} text={tell(words.emptyText)} />}
    </SplitPage>
  )
}
