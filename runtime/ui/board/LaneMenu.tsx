// By which member the cards are parted into lanes.
import { Button, Menu } from '@mantine/core'
import { Check, Rows2 } from 'lucide-react'
import type { Module } from '../../definition/app.ts'
import { canGroup, membersOfModule } from '../../definition/view-members.ts'
import { memberNames, memberOf } from '../data/members.ts'
import type { ListState } from '../list/list-state.tsx'
import { NOTHING } from '../list/view-changes.ts'
import { useWords } from '../words/words.tsx'

/** Members that part cards into a handful of lanes come first; texts and days of their own would make one for every card. */
function isCommon(module: Module, name: string): boolean {
  const member = memberOf(module, name)
  return (
    member !== undefined &&
    (member.storage.kind === 'reference' || member.storage.kind === 'boolean' || member.context.choices !== undefined)
  )
}

export default function LaneMenu({ module, state }: { readonly module: Module; readonly state: ListState }) {
  const say = useWords()
  const { swimlane } = state.view
  const members = membersOfModule(module)
  const names = memberNames(module).filter(
    (name) => name !== '_stage' && members.has(name) && canGroup(members.get(name)!) && isCommon(module, name),
  )
  const by = swimlane === undefined ? undefined : memberOf(module, swimlane)
  const item = (name: string | undefined, label: string) => (
    <Menu.Item
      key={name ?? ''}
      rightSection={name === swimlane ? <Check size={14} /> : undefined}
      onClick={() => state.change({ swimlane: name ?? NOTHING }, true)}
    >
      {label}
    </Menu.Item>
  )
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <Button variant={by ? 'light' : 'subtle'} color={by ? undefined : 'gray'} leftSection={<Rows2 size={14} />}>
          {by ? say('board.lanes.by', { field: by.label }) : say('board.lanes')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflow: 'auto' }}>
        {item(undefined, say('board.lanes.none'))}
        <Menu.Divider />
        {names.map((name) => item(name, memberOf(module, name)?.label ?? name))}
      </Menu.Dropdown>
    </Menu>
  )
}
