// By which member the rows are grouped.
import { Button, Menu } from '@mantine/core'
import { Check, Layers } from 'lucide-react'
import type { Module } from '../../definition/app.ts'
import { canGroup, membersOfModule } from '../../definition/view-members.ts'
import { memberNames, memberOf } from '../data/members.ts'
import { useWords } from '../words/words.tsx'
import classes from './List.module.css'
import type { ListState } from './list-state.tsx'
import { NOTHING } from './view-changes.ts'

export default function GroupMenu({ module, state }: { readonly module: Module; readonly state: ListState }) {
  const say = useWords()
  const { group } = state.view
  const members = membersOfModule(module)
  const names = memberNames(module).filter((name) => members.has(name) && canGroup(members.get(name)!))
  const by = group === undefined ? undefined : memberOf(module, group)
  const item = (name: string | undefined, label: string) => (
    <Menu.Item
      key={name ?? ''}
      rightSection={name === group ? <Check size={14} /> : undefined}
      onClick={() => state.change({ group: name ?? NOTHING }, true)}
    >
      {label}
    </Menu.Item>
  )
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <Button
          variant={by ? 'light' : 'subtle'}
          color={by ? undefined : 'gray'}
          leftSection={<Layers size={14} />}
          className={classes.spare}
          title={by ? say('grid.group.by', { field: by.label }) : say('grid.group')}
        >
          {by ? say('grid.group.by', { field: by.label }) : say('grid.group')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflow: 'auto' }}>
        {item(undefined, say('grid.group.none'))}
        <Menu.Divider />
        {names.map((name) => item(name, memberOf(module, name)?.label ?? name))}
      </Menu.Dropdown>
    </Menu>
  )
}
