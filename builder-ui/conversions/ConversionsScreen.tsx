// The conversions of the app: which records become records of other modules, and how.
import { useLocation } from 'wouter'
import type { AppDefinition, ConversionDefinition } from '../../runtime/definition/types.ts'
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
import { ConversionEditor } from './ConversionEditor.tsx'
import { words } from './words.ts'

export default function ConversionsScreen({ item }: SurfaceProps) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const change = useChange()
  const [, go] = useLocation()
  const definition = useDefinition()
  const { conversions = [], modules } = definition
  const current = conversions.find(({ key }) => key === item) ?? (item === undefined ? conversions[0] : undefined)
  const add = async (name: string) => {
    const key = await keyFor(
      name,
      conversions.map((each) => each.key),
      'conversion',
    )
    const made = newConversion(definition, key, name)
    if (change({ label: filled(words.added, { name }), edits: [{ kind: 'add', path: '/conversions', item: made }] }))
      go(designPath(app.key, `conversions/${key}`))
  }
  const moduleName = (key: string) => textOf(modules.find((each) => each.key === key)?.label, locale, key)
  return (
    <SplitPage
      title={tell(words.title)}
      path="/conversions"
      surface="conversions"
      current={current?.key}
      items={conversions.map(({ key, label, module }) => ({ key, label: textOf(label, locale, key), note: moduleName(module) }))}
      add={<AddByName label={tell(words.add)} onAdd={add} />}
    >
      {current ? <ConversionEditor key={current.key} conversion={current} /> : <Empty title={tell(words.empty)} text={tell(words.text)} />}
    </SplitPage>
  )
}

/** From a module nothing is converted from yet into the one after it, with the fields of the same name. */
function newConversion({ modules, conversions = [] }: AppDefinition, key: string, name: string): ConversionDefinition {
  const source = modules.find((each) => !conversions.some(({ module }) => module === each.key)) ?? modules[0]!
  const target = modules.find((each) => each.key !== source.key) ?? source
  return { key, module: source.key, label: name, targets: [{ key: target.key, module: target.key, values: sameFields(source, target) }] }
}

type ModuleFields = AppDefinition['modules'][number]

/** Fields of the target that the source has too, of the same type. */
export function sameFields(source: ModuleFields, target: ModuleFields): Record<string, string> {
  const same = target.fields.filter(({ key, type }) =>
    source.fields.some((field) => field.key === key && field.type === type && type === 'text'),
  )
  return Object.fromEntries(same.map(({ key }) => [key, key]))
}
