// What holds for a module as a whole: its names and icon, what names a record, and whether its records are activities or have a decision map.
import { Button, Group, Input, Tooltip, UnstyledButton } from '@mantine/core'
import { Copy, Trash2 } from 'lucide-react'
import { useLocation } from 'wouter'
import type { ModuleDefinition } from '../../../runtime/definition/types.ts'
import { bothOf } from '../../../runtime/label.ts'
import { useApp } from '../../../runtime/ui/data/app-context.tsx'
import { designPath } from '../../../runtime/ui/data/paths.ts'
import { ICON_NAMES, Icon } from '../../../runtime/ui/shell/icons.tsx'
import { useDefinition } from '../../editor/draft-context.tsx'
import { KeySetting } from '../../inspector/KeySetting.tsx'
import { LabelSetting } from '../../inspector/LabelSetting.tsx'
import { SelectSetting } from '../../inspector/settings.tsx'
import { useSet } from '../../inspector/use-set.tsx'
import { useRemove } from '../../uses/removal.tsx'
import { UsedIn } from '../../uses/UsedIn.tsx'
import { useTell } from '../../words/text.tsx'
import { choicesOf, isOwn, useMembers } from '../members.ts'
import { useModuleEdits } from '../use-module-edits.tsx'
import { words } from '../words.ts'
import { ActivitySettings } from './ActivitySettings.tsx'
import { DecisionSettings } from './DecisionSettings.tsx'
import classes from './Settings.module.css'

export function ModuleSettings({ module }: { readonly module: ModuleDefinition }) {
  const tell = useTell()
  const { app } = useApp()
  const [, go] = useLocation()
  const definition = useDefinition()
  const remove = useRemove()
  const { duplicate } = useModuleEdits()
  const path = `/modules/${module.key}`
  const titles = useMembers(module).filter(
    (member) => isOwn(member) && !['json', 'document', 'none', 'boolean'].includes(member.storage.kind),
  )
  const taken = definition.modules.map(({ key }) => key).filter((key) => key !== module.key)
  return (
    <div className={classes.page}>
      <div className={classes.column}>
        <LabelSetting path={`${path}/label`} label={words.name} value={module.label} fallback={module.key} />
        <IconSetting path={`${path}/icon`} value={module.icon} />
        <SelectSetting path={`${path}/title`} label={words.title} help={words.titleHelp} value={module.title} data={choicesOf(titles)} />
        <KeySetting
          path={path}
          value={module.key}
          taken={taken}
          onRenamed={(renamed) => go(`${designPath(app.key, `modules/${renamed.slice('/modules/'.length)}`)}?part=settings`)}
        />
        <ActivitySettings module={module} />
        <DecisionSettings module={module} />
        <UsedIn path={path} />
        <Group gap="xs">
          <Button variant="default" leftSection={<Copy size={14} strokeWidth={1.75} />} onClick={() => duplicate(module)}>
            {tell(words.doDuplicate)}
          </Button>
          <Button
            variant="default"
            color="red"
            leftSection={<Trash2 size={14} strokeWidth={1.75} />}
            onClick={() => remove(path, bothOf(module.label, module.key), () => go(designPath(app.key, 'modules')))}
          >
            {tell(words.removeModule)}
          </Button>
        </Group>
      </div>
    </div>
  )
}

function IconSetting({ path, value }: { readonly path: string; readonly value: string | undefined }) {
  const tell = useTell()
  const set = useSet()
  return (
    <Input.Wrapper label={tell(words.icon)} labelElement="div">
      <div className={classes.icons} role="radiogroup" aria-label={tell(words.icon)}>
        {ICON_NAMES.map((name) => (
          <Tooltip key={name} label={name}>
            <UnstyledButton
              role="radio"
              aria-checked={value === name}
              aria-label={name}
              className={classes.icon}
              onClick={() => set(path, value === name ? undefined : name)}
            >
              <Icon name={name} />
            </UnstyledButton>
          </Tooltip>
        ))}
      </div>
    </Input.Wrapper>
  )
}
