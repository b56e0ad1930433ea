// In which order a view shows its records: up to four members, the first counts most.
import { ActionIcon, Input, Select } from '@mantine/core'
import { ArrowDownNarrowWide, ArrowUpNarrowWide, X } from 'lucide-react'
import type { ViewDefinition } from '../../../runtime/definition/types.ts'
import { bothOf } from '../../../runtime/label.ts'
import { useSettingFrame } from '../../inspector/settings.tsx'
import { useSet } from '../../inspector/use-set.tsx'
import { SortableList } from '../../lists/SortableList.tsx'
import { filled, useTell } from '../../words/text.tsx'
import { choicesOf, type NamedMember } from '../members.ts'
import { words } from '../words.ts'
import classes from './Views.module.css'

const MOST = 4
const SORTED = new Set(['text', 'integer', 'decimal', 'boolean', 'date', 'instant', 'reference'])

interface SortSettingProps {
  /** The place of the view. */
  readonly path: string
  readonly view: ViewDefinition
  readonly members: readonly NamedMember[]
}

export function SortSetting({ path, view, members }: SortSettingProps) {
  const tell = useTell()
  const set = useSet()
  const { sort = [] } = view
  const frame = useSettingFrame({ path: `${path}/sort`, label: words.sort }, true)
  const labelOf = (name: string) => members.find((member) => member.name === name)?.label ?? name
  const put = (next: NonNullable<ViewDefinition['sort']>) =>
    set(`${path}/sort`, next.length === 0 ? undefined : next, filled(words.sortSet, { view: bothOf(view.label, view.key) }))
  const left = members.filter(({ name, storage }) => SORTED.has(storage.kind) && !sort.some(({ field }) => field === name))
  return (
    <Input.Wrapper {...frame} labelElement="div">
      <SortableList
        items={sort}
        keyOf={({ field }) => field}
        nameOf={({ field }) => labelOf(field)}
        label={frame.label}
        onMove={(field, before) => {
          const moved = sort.find((each) => each.field === field)!
          const others = sort.filter((each) => each !== moved)
          const place = before === undefined ? others.length : others.findIndex((each) => each.field === before)
          put([...others.slice(0, place), moved, ...others.slice(place)])
        }}
        row={(item) => {
          const down = item.descending === true
          const Icon = down ? ArrowDownNarrowWide : ArrowUpNarrowWide
          const turned = down ? { field: item.field } : { field: item.field, descending: true }
          const name = labelOf(item.field)
          return (
            <div className={classes.column}>
              <span>{name}</span>
              <ActionIcon
                size={24}
                aria-label={`${name}: ${tell(down ? words.descending : words.ascending)}`}
                title={tell(down ? words.descending : words.ascending)}
                onClick={() => put(sort.map((each) => (each === item ? turned : each)))}
              >
                <Icon size={14} strokeWidth={1.75} />
              </ActionIcon>
              <ActionIcon
                size={24}
                aria-label={tell(words.remove, { what: name })}
                onClick={() => put(sort.filter((each) => each !== item))}
              >
                <X size={14} strokeWidth={1.75} />
              </ActionIcon>
            </div>
          )
        }}
      />
      {sort.length < MOST && (
        <Select
          mt={4}
          aria-label={tell(words.addSort)}
          placeholder={tell(words.addSort)}
          data={choicesOf(left)}
          value={null}
          searchable
          onChange={(field) => field !== null && put([...sort, { field }])}
        />
      )}
    </Input.Wrapper>
  )
}
