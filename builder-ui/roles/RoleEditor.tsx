// One role: its name, whether it designs and publishes, and the matrix of its rights.

import { Button } from '@mantine/core'
import { Play } from 'lucide-react'
import { useLocation } from 'wouter'
import type { RoleDefinition } from '../../runtime/definition/types.ts'
import { bothOf, textOf } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { designPath } from '../../runtime/ui/data/paths.ts'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useDefinition } from '../editor/draft-context.tsx'
import { useOpenPlace, useSelection } from '../editor/selection.tsx'
import { Page } from '../frame/Page.tsx'
import { ItemTools } from '../inspector/ItemTools.tsx'
import { KeySetting } from '../inspector/KeySetting.tsx'
import { LabelSetting } from '../inspector/LabelSetting.tsx'
import { SwitchSetting } from '../inspector/settings.tsx'
import { useDuplicate } from '../inspector/use-duplicate.ts'
import { useTell } from '../words/text.tsx'
import { ModuleRights } from './ModuleRights.tsx'
import { RightsMatrix } from './RightsMatrix.tsx'
import classes from './Roles.module.css'
import { words } from './words.ts'

export function RoleEditor({ role }: { readonly role: RoleDefinition }) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const [, go] = useLocation()
  const open = useOpenPlace()
  const duplicate = useDuplicate(open)
  const [at, select] = useSelection()
  const { roles = [], modules } = useDefinition()
  const path = `/roles/${role.key}`
  const name = textOf(role.label, locale, role.key)
  const chosen = modules.find(({ key }) => at === `${path}/modules/${key}` || at?.startsWith(`${path}/modules/${key}/`))
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
            <ItemTools path={path} name={bothOf(role.label, role.key)} onDuplicate={() => duplicate(path, role)} />
          </>
        }
      >
        <div className={classes.head}>
          <LabelSetting path={`${path}/label`} label={words.name} value={role.label} fallback={role.key} />
          <KeySetting path={path} value={role.key} taken={roles.map(({ key }) => key).filter((key) => key !== role.key)} onRenamed={open} />
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
