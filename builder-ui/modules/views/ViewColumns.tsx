// What a view shows, in order: columns of a list with their width and figure, or the lines of a card or entry.
import { ActionIcon, NumberInput, Popover, Select } from '@mantine/core'
import { Settings2, X } from 'lucide-react'
import { fieldName } from '../../../runtime/definition/item-names.ts'
import type { ModuleDefinition, ViewDefinition } from '../../../runtime/definition/types.ts'
import { totalsOf } from '../../../runtime/definition/view-members.ts'
import { bothOf } from '../../../runtime/label.ts'
import { useChange, useDefinition } from '../../editor/draft-context.tsx'
import { useProblemsAt, withoutPath } from '../../editor/problems.tsx'
import { useSet } from '../../inspector/use-set.tsx'
import { SortableList } from '../../lists/SortableList.tsx'
import { filled, useTell } from '../../words/text.tsx'
import { choicesOf, type NamedMember } from '../members.ts'
import { words } from '../words.ts'
import classes from './Views.module.css'

interface ViewColumnsProps {
  readonly module: ModuleDefinition
  readonly view: ViewDefinition
  readonly members: readonly NamedMember[]
}

export function ViewColumns({ module, view, members }: ViewColumnsProps) {
  const tell = useTell()
  const change = useChange()
  const definition = useDefinition()
  const path = `/modules/${module.key}/views/${view.key}`
  const problems = useProblemsAt(`${path}/fields`, true)
  const textOfMember = (name: string) => fieldName(definition, module.key, name)
  const both = bothOf(view.label, view.key)
  const labelOf = (name: string) => members.find((member) => member.name === name)?.label ?? name
  const left = members.filter(({ name, storage }) => !view.fields.includes(name) && name !== '_id' && storage.kind !== 'none')
  const list = view.type === 'list'
  const take = (name: string) => {
    const next = view.fields.filter((each) => each !== name)
    // What stood for the column goes with it.
    const cleared = (['widths', 'totals'] as const).filter((each) => view[each]?.[name] !== undefined)
    const edits = [
      { kind: 'set', path: `${path}/fields`, value: next } as const,
      ...cleared.map((each) => ({ kind: 'set', path: `${path}/${each}/${name}`, value: undefined }) as const),
      ...((view.pinned ?? 0) > next.length ? [{ kind: 'set', path: `${path}/pinned`, value: next.length } as const] : []),
    ]
    change({ label: filled(words.columnRemoved, { name: textOfMember(name), view: both }), edits })
  }
  return (
    <div>
      <SortableList
        items={view.fields}
        keyOf={(name) => name}
        nameOf={labelOf}
        label={tell(list ? words.viewColumns : words.viewCard)}
        onMove={(name, before) =>
          change({
            label: filled(words.columnMoved, { name: textOfMember(name), view: both }),
            edits: [{ kind: 'move', path: `${path}/fields/${name}`, before }],
          })
        }
        row={(name) => (
          <div className={classes.column}>
            <span>{labelOf(name)}</span>
            {list && <ColumnSettings path={path} view={view} member={members.find((each) => each.name === name)} name={labelOf(name)} />}
            <ActionIcon
              size={24}
              aria-label={tell(words.columnRemoved, { name: labelOf(name), view: tell(both) })}
              disabled={view.fields.length === 1}
              title={view.fields.length === 1 ? tell(words.lastColumn) : undefined}
              onClick={() => take(name)}
            >
              <X size={14} strokeWidth={1.75} />
            </ActionIcon>
          </div>
        )}
      />
      {problems.length > 0 && <p className={classes.problem}>{problems.map((each) => withoutPath(each.message, each.path)).join(' ')}</p>}
      <Select
        mt={4}
        aria-label={tell(list ? words.addColumn : words.addLine)}
        placeholder={tell(list ? words.addColumn : words.addLine)}
        data={choicesOf(left)}
        value={null}
        searchable
        disabled={left.length === 0}
        onChange={(name) => {
          if (name === null) return
          const edits = [{ kind: 'add', path: `${path}/fields`, item: name }] as const
          change({ label: filled(words.columnAdded, { name: textOfMember(name), view: both }), edits })
        }}
      />
    </div>
  )
}

interface ColumnSettingsProps {
  readonly path: string
  readonly view: ViewDefinition
  readonly member: NamedMember | undefined
  readonly name: string
}

/** Width and figure of one column; in a small sheet, since most have neither. */
function ColumnSettings({ path, view, member, name }: ColumnSettingsProps) {
  const tell = useTell()
  const set = useSet()
  if (!member) return null
  const totals = totalsOf(member)
  const { widths = {}, totals: chosen = {} } = view
  /** The member with another entry; an empty one is not written. */
  const put = (place: 'widths' | 'totals', all: Readonly<Record<string, unknown>>, value: unknown) => {
    const { [member.name]: _, ...rest } = all
    const next = value === undefined ? rest : { ...rest, [member.name]: value }
    set(`${path}/${place}`, Object.keys(next).length === 0 ? undefined : next)
  }
  const given = widths[member.name] !== undefined || chosen[member.name] !== undefined
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus width={220} transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <ActionIcon size={24} aria-label={tell(words.more, { what: name })} data-given={given || undefined} className={classes.more}>
          <Settings2 size={14} strokeWidth={1.75} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={12} aria-label={name} style={{ display: 'grid', gap: 8 }}>
        <NumberInput
          label={tell(words.width, { name })}
          value={widths[member.name] ?? ''}
          min={60}
          max={800}
          clampBehavior="blur"
          allowDecimal={false}
          hideControls
          onBlur={(event) => {
            const typed = Number(event.currentTarget.value)
            put('widths', widths, event.currentTarget.value === '' ? undefined : Math.min(800, Math.max(60, typed)))
          }}
        />
        {totals.length > 0 && (
          <Select
            label={tell(words.total, { name })}
            data={totals.map((each) => ({ value: each, label: tell(words[each]) }))}
            value={chosen[member.name] ?? null}
            placeholder={tell(words.noTotal)}
            clearable
            // Outside of the sheet a choice would close it before it is made.
            comboboxProps={{ withinPortal: false }}
            onChange={(next) => put('totals', chosen, next ?? undefined)}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
