// The dictionaries of the app: lists of choices in levels, the loss reasons with their actions among them.
import { useLocation } from 'wouter'
import { textOf } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { designPath } from '../../runtime/ui/data/paths.ts'
import { Empty } from '../../runtime/ui/shell/Notices.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange, useDefinition } from '../editor/draft-context.tsx'
import { keyFor } from '../editor/keys.ts'
import type { SurfaceProps } from '../frame/surfaces.tsx'
import { AddByName } from '../lists/AddByName.tsx'
import { SplitPage } from '../lists/SplitPage.tsx'
import { filled, useTell } from '../words/text.tsx'
import { DictionaryEditor } from './DictionaryEditor.tsx'
import { words } from './words.ts'

export default function DictionariesScreen({ item }: SurfaceProps) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const change = useChange()
  const [, go] = useLocation()
  const dictionaries = useDefinition().dictionaries ?? []
  const current = dictionaries.find(({ key }) => key === item) ?? (item === undefined ? dictionaries[0] : undefined)
  const add = async (name: string) => {
    const key = await keyFor(
      name,
      dictionaries.map((each) => each.key),
      'dictionary',
    )
    const label = filled(words.added, { name })
    if (change({ label, edits: [{ kind: 'add', path: '/dictionaries', item: { key, label: name, items: [] } }] }))
      go(designPath(app.key, `dictionaries/${key}`))
  }
  return (
    <SplitPage
      title={tell(words.title)}
      path="/dictionaries"
      surface="dictionaries"
      current={current?.key}
      items={dictionaries.map(({ key, label, items }) => ({ key, label: textOf(label, locale, key), note: String(items.length) }))}
      add={<AddByName label={tell(words.add)} onAdd={add} />}
    >
      {current ? <DictionaryEditor key={current.key} dictionary={current} /> : <Empty title={tell(words.empty)} text={tell(words.text)} />}
    </SplitPage>
  )
}
