// The roles of the app: what each may see and do, module by module, as a matrix.
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
import { RoleEditor } from './RoleEditor.tsx'
import { OTHERS } from './rights.ts'
import { words } from './words.ts'

export default function RolesScreen({ item }: SurfaceProps) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const change = useChange()
  const [, go] = useLocation()
  const roles = useDefinition().roles ?? []
  const current = roles.find(({ key }) => key === item) ?? (item === undefined ? roles[0] : undefined)
  const add = async (name: string) => {
    const key = await keyFor(
      name,
      roles.map((each) => each.key),
      'role',
    )
    // Whoever gets a role should see something: one's own records, and nothing is deleted.
    const modules = [{ module: OTHERS, create: true, read: 'own', update: 'own' }]
    const edits = [{ kind: 'add', path: '/roles', item: { key, label: name, modules } }] as const
    if (change({ label: filled(words.added, { name }), edits })) go(designPath(app.key, `roles/${key}`))
  }
  return (
    <SplitPage
      title={tell(words.title)}
      path="/roles"
      surface="roles"
      current={current?.key}
      items={roles.map(({ key, label }) => ({ key, label: textOf(label, locale, key) }))}
      add={<AddByName label={tell(words.add)} onAdd={add} />}
    >
      {current ? <RoleEditor key={current.key} role={current} /> : <Empty title={tell(words.empty)} text={tell(words.emptyText)} />}
    </SplitPage>
  )
}
