// Everything that can be done to a column, for those who do not drag.
import { Menu } from '@mantine/core'
import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  Check,
  EyeOff,
  FoldHorizontal,
  Layers,
  ListPlus,
  Pin,
  PinOff,
  UnfoldHorizontal,
} from 'lucide-react'
import type { Module } from '../../../definition/app.ts'
import { canGroup, membersOfModule } from '../../../definition/view-members.ts'
import { useWords } from '../../words/words.tsx'
import type { ListState } from '../list-state.tsx'
import { MAX_WIDTH, MIN_WIDTH } from '../view-changes.ts'
import { figuresOf, type GridColumn } from './columns.tsx'
import { FIGURE_WORDS } from './figure-words.ts'
import classes from './Grid.module.css'
import { columnChanges } from './use-head.tsx'

const STEP = 40
const MOST_PINNED = 10

interface HeadMenuProps {
  readonly module: Module
  readonly columns: readonly GridColumn[]
  readonly index: number
  readonly state: ListState
  readonly onClose: () => void
}

export default function HeadMenu({ module, columns, index, state, onClose }: HeadMenuProps) {
  const say = useWords()
  const column = columns[index]!
  const { name, width, sortable } = column
  const { view } = state
  const changes = columnChanges(state, columns, say)
  const sort = view.sort.find(({ field }) => field === name)
  const member = membersOfModule(module).get(name)
  const figures = figuresOf(module, name)
  const figure = view.totals.get(name)
  const list = view.type === 'list'
  const checked = (now: boolean) => (now ? <Check size={14} /> : undefined)
  return (
    <Menu opened onClose={onClose} position="bottom-start" width={220} returnFocus={false} transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <button type="button" tabIndex={-1} aria-hidden className={classes.menuAnchor}>
          {say('grid.head.menu', { column: column.member.label })}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {sortable && (
          <>
            <Menu.Item
              leftSection={<ArrowUp size={14} />}
              rightSection={checked(sort?.descending === false)}
              onClick={() => changes.sortBy(name, false, false)}
            >
              {say('grid.head.up')}
            </Menu.Item>
            <Menu.Item
              leftSection={<ArrowDown size={14} />}
              rightSection={checked(sort?.descending === true)}
              onClick={() => changes.sortBy(name, true, false)}
            >
              {say('grid.head.down')}
            </Menu.Item>
            {view.sort.length > 0 && !sort && (
              <Menu.Item leftSection={<ListPlus size={14} />} onClick={() => changes.sortBy(name, false, true)}>
                {say('grid.head.then')}
              </Menu.Item>
            )}
            <Menu.Divider />
          </>
        )}
        {list && member && canGroup(member) && (
          <Menu.Item
            leftSection={<Layers size={14} />}
            rightSection={checked(view.group === name)}
            onClick={() => changes.group(view.group === name ? undefined : name)}
          >
            {say('grid.head.group')}
          </Menu.Item>
        )}
        {list &&
          (column.pinned ? (
            <Menu.Item leftSection={<PinOff size={14} />} onClick={() => changes.pin(index)}>
              {say('grid.head.unpin')}
            </Menu.Item>
          ) : (
            <Menu.Item leftSection={<Pin size={14} />} disabled={index >= MOST_PINNED} onClick={() => changes.pin(index + 1)}>
              {say('grid.head.pin')}
            </Menu.Item>
          ))}
        <Menu.Item leftSection={<ArrowLeft size={14} />} disabled={index === 0} onClick={() => changes.move(name, index - 1)}>
          {say('grid.head.left')}
        </Menu.Item>
        <Menu.Item
          leftSection={<ArrowRight size={14} />}
          disabled={index === columns.length - 1}
          onClick={() => changes.move(name, index + 1)}
        >
          {say('grid.head.right')}
        </Menu.Item>
        <Menu.Item
          leftSection={<UnfoldHorizontal size={14} />}
          disabled={width >= MAX_WIDTH}
          closeMenuOnClick={false}
          onClick={() => changes.resize(name, width + STEP)}
        >
          {say('grid.head.wider')}
        </Menu.Item>
        <Menu.Item
          leftSection={<FoldHorizontal size={14} />}
          disabled={width <= MIN_WIDTH}
          closeMenuOnClick={false}
          onClick={() => changes.resize(name, width - STEP)}
        >
          {say('grid.head.narrower')}
        </Menu.Item>
        {!column.title && (
          <Menu.Item leftSection={<EyeOff size={14} />} onClick={() => changes.hide(name)}>
            {say('grid.head.hide')}
          </Menu.Item>
        )}
        {list && figures.length > 0 && (
          <>
            <Menu.Divider />
            <Menu.Label>{say('grid.figure')}</Menu.Label>
            {[undefined, ...figures].map((each) => (
              <Menu.Item key={each ?? 'none'} rightSection={checked(figure === each)} onClick={() => changes.total(name, each)}>
                {say(each ? FIGURE_WORDS[each] : 'grid.figure.none')}
              </Menu.Item>
            ))}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
