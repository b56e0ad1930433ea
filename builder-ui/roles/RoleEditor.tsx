// One role: its name, whether it designs and publishes, and the matrix of its rights.
import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { Copy, Play, Trash2 } from 'lucide-react'
import { useLocation } from 'wouter'
import type { RoleDefinition } from '../../runtime/definition/types.ts'
import { bothOf, textOf } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { designPath } from '../../runtime/ui/data/paths.ts'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange, useDefinition } from '../editor/draft-context.tsx'
import { freeKey } from '../editor/keys.ts'
import { useSelection } from '../editor/selection.tsx'
import { Page } from '../frame/Page.tsx'
import { KeySetting } from '../inspector/KeySetting.tsx'
import { LabelSetting } from '../inspector/LabelSetting.tsx'
import { SwitchSetting } from '../inspector/settings.tsx'
import { useRemove } from '../uses/removal.tsx'
import { filled, useTell } from '../words/text.tsx'
import { ModuleRights } from './ModuleRights.tsx'
import { RightsMatrix } from './RightsMatrix.tsx'
import classes from './Roles.module.css'
import { words } from './words.ts'

export function RoleEditor({ role }: { readonly role: RoleDefinition }) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const change = useChange()
  const remove = useRemove()
  const [, go] = useLocation()
  const [at, select] = useSelection()
  const { roles = [], modules } = useDefinition()
  const path = `/roles/${role.key}`
  const name = textOf(role.label, locale, role.key)
  const chosen = modules.find(({ key }) => at === `${path}/modules/${key}` || at?.startsWith(`${path}/modules/${key}/`))
  const duplicate = () => {
    const key = freeKey(
      role.key,
      roles.map((each) => each.key),
    )
    const label = filled(words.copyOf, { name: bothOf(role.label, role.key) })
    const edits = [{ kind: 'add', path: '/roles', item: { ...role, key, label } }] as const
    if (change({ label: filled(words.duplicate, { what: bothOf(role.label, role.key) }), edits })) go(designPath(app.key, `roles/${key}`))
  }
  const tools = [
    { icon: Copy, label: tell(words.duplicate, { what: name }), run: duplicate },
    { icon: Trash2, label: tell(words.remove, { what: name }), run: () => remove(path, bothOf(role.label, role.key)) },
  ]
  return (
    <>
      <Page
        title={name}
        actions={
          <>
            <Button
              variant="default"
              leftSection={<Play size={14} strokeWidth={1.75} />}
              onClick={() => go(`${designPath(app.key, 'preview')}?role=${role.key}`)}
            >
              {tell(words.preview)}
            </Button>
            {tools.map(({ icon: Icon, label, run }) => (
              <Tooltip key={label} label={label}>
                <ActionIcon aria-label={label} onClick={run}>
                  <Icon size={16} strokeWidth={1.75} />
                </ActionIcon>
              </Tooltip>
            ))}
          </>
        }
      >
        <div className={classes.head}>
          <LabelSetting path={`${path}/label`} label={words.name} value={role.label} fallback={role.key} />
          <KeySetting path={path} value={role.key} taken={roles.map(({ key }) => key).filter((key) => key !== role.key)} />
          <div className={classes.flags}>
            <SwitchSetting path={`${path}/design`} label={words.design} help={words.designHelp} value={role.design} />
            <SwitchSetting path={`${path}/publish`} label={words.publish} help={words.publishHelp} value={role.publish} />
          </div>
        </div>
        <h2 className={classes.title}>{tell(words.rights)}</h2>
        <RightsMatrix role={role} selected={chosen?.key} onSelect={(module) => select(`${path}/modules/${module}`)} />
      </Page>
      {chosen && <ModuleRights key={chosen.key} role={role} moduleKey={chosen.key} onClose={() => select(undefined)} />}
    </>
  )
}
