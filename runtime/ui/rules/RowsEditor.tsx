// A group of rows and everything in it: rows, rows about related records, and groups in turn, joined by AND or OR.
import { Button, SegmentedControl } from '@mantine/core'
import { Plus } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import type { AnyRow, RowGroup } from '../../expression/rows.ts'
import { isComposing } from '../../fields/composition.ts'
import { memberOf } from '../data/members.ts'
import { useWords } from '../words/words.tsx'
import { firstOperator, NO_ROWS } from './draft.ts'
import type { RulePlace } from './place.ts'
import { RelatedRule } from './RelatedRule.tsx'
import { RowTools } from './RowTools.tsx'
import { RuleRow } from './RuleRow.tsx'
import classes from './Rules.module.css'
import { addAt, duplicateAt, idOf, moveAt, type RowPlace, removeAt, replaceAt, rowAt } from './row-edits.ts'

/** Groups inside groups; deeper ones that a text brought along are shown all the same. */
const MAX_DEPTH = 4

interface RowsEditorProps {
  readonly place: RulePlace
  readonly root: RowGroup
  readonly onRoot: (root: RowGroup) => void
  /** What the outermost group is called. */
  readonly label: string
  /** Conditions on related records, inside a row. */
  readonly inner?: boolean
}

interface Edits {
  replace(at: RowPlace, row: AnyRow): void
  add(at: RowPlace, row: AnyRow): void
  duplicate(at: RowPlace): void
  remove(at: RowPlace): void
  move(at: RowPlace, step: -1 | 1): void
  canMove(at: RowPlace, step: -1 | 1): boolean
}

export function RowsEditor({ place, root, onRoot, label, inner = false }: RowsEditorProps) {
  const say = useWords()
  const box = useRef<HTMLDivElement>(null)
  const after = useRef<(() => void) | undefined>(undefined)
  const [told, setTold] = useState('')
  useLayoutEffect(() => {
    after.current?.()
    after.current = undefined
  })
  const rowsNow = () => [...(box.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
  /** Brings the focus into rows that were not there before. */
  const focusNew = () => {
    const before = new Set(rowsNow().map((each) => each.dataset.row))
    after.current = () =>
      rowsNow()
        .find((each) => !before.has(each.dataset.row))
        ?.querySelector('input')
        ?.focus()
  }
  const edits: Edits = {
    replace: (at, row) => onRoot(replaceAt(root, at, row)),
    add: (at, row) => {
      focusNew()
      onRoot(addAt(root, at, row))
    },
    duplicate: (at) => {
      focusNew()
      onRoot(duplicateAt(root, at))
    },
    remove: (at) => {
      const index = rowsNow().findIndex((each) => each.contains(document.activeElement))
      after.current = () => {
        const left = rowsNow()
        const next = left[Math.min(Math.max(index, 0), left.length - 1)]
        const control = next?.querySelector<HTMLElement>('[data-remove]') ?? box.current?.querySelector<HTMLElement>('[data-add]')
        control?.focus()
      }
      onRoot(removeAt(root, at))
    },
    move: (at, step) => {
      const row = rowAt(root, at)
      const next = moveAt(root, at, step)
      if (!row || !next) return
      // A row that changes its group is drawn anew: the focus goes to the same control of it, or to its menu, which the move was chosen from.
      const own = rowsNow().find((each) => each.dataset.row === idOf(row))
      const index = own ? controlsOf(own).indexOf(document.activeElement as HTMLElement) : -1
      after.current = () => {
        const moved = rowsNow().find((each) => each.dataset.row === idOf(row))
        const control = index < 0 ? moved?.querySelector<HTMLElement>('[aria-haspopup=menu]') : moved && controlsOf(moved)[index]
        control?.focus()
      }
      setTold(say(step < 0 ? 'rules.moved.up' : 'rules.moved.down'))
      onRoot(next)
    },
    canMove: (at, step) => moveAt(root, at, step) !== undefined,
  }
  return (
    <div ref={box} className={classes.rows}>
      <Group place={place} group={root} at={[]} edits={edits} label={label} inner={inner} />
      <span className="unseen" aria-live="polite">
        {told}
      </span>
    </div>
  )
}

function controlsOf(row: HTMLElement): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>('input:not([type=hidden]), button, textarea')]
}

function firstRow({ module }: RulePlace): AnyRow {
  const member = memberOf(module, module.title.key)!
  return { path: member.name, operator: firstOperator(module, member), value: null }
}

interface GroupProps {
  readonly place: RulePlace
  readonly group: RowGroup
  readonly at: RowPlace
  readonly edits: Edits
  readonly label: string
  readonly inner: boolean
  readonly tools?: ReactNode
}

function Group({ place, group, at, edits, label, inner, tools }: GroupProps) {
  const say = useWords()
  const depth = at.length
  const joined = group.rows.length > 1 || depth > 0
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid in every browser
    <div className={classes.group} data-inner={depth > 0 || undefined} role="group" aria-label={label}>
      {(joined || (inner && group.rows.length > 0)) && (
        <div className={classes.join}>
          {inner && depth === 0 && <span className={classes.quiet}>{label}</span>}
          {joined && (
            <SegmentedControl
              size="xs"
              aria-label={say('rules.join')}
              value={group.join}
              onChange={(join) => edits.replace(at, { ...group, join: join as 'and' | 'or' })}
              data={[
                { value: 'and', label: say('rules.and') },
                { value: 'or', label: say('rules.or') },
              ]}
            />
          )}
          {tools && <span className={classes.space} />}
          {tools}
        </div>
      )}
      {group.rows.map((row, index) => (
        <Part key={idOf(row)} place={place} row={row} at={[...at, index]} number={index + 1} edits={edits} />
      ))}
      <div className={classes.join}>
        <Button variant="subtle" data-add leftSection={<Plus size={14} />} onClick={() => edits.add(at, firstRow(place))}>
          {say(inner && group.rows.length === 0 ? 'rules.add_where' : 'rules.add')}
        </Button>
        {depth < MAX_DEPTH && group.rows.length > 0 && (
          <Button
            variant="subtle"
            leftSection={<Plus size={14} />}
            onClick={() =>
              edits.add(at, { ...NO_ROWS, join: group.join === 'and' ? 'or' : 'and', rows: [firstRow(place), firstRow(place)] })
            }
          >
            {say('rules.add_group')}
          </Button>
        )}
      </div>
    </div>
  )
}

interface PartProps {
  readonly place: RulePlace
  readonly row: AnyRow
  readonly at: RowPlace
  readonly number: number
  readonly edits: Edits
}

function Part({ place, row, at, number, edits }: PartProps) {
  const say = useWords()
  const isGroup = 'join' in row
  const tools = (
    <RowTools
      number={number}
      canUp={edits.canMove(at, -1)}
      canDown={edits.canMove(at, 1)}
      onMove={(step) => edits.move(at, step)}
      onDuplicate={() => edits.duplicate(at)}
      onRemove={() => edits.remove(at)}
      removal={say(isGroup ? 'rules.remove_group' : 'rules.remove')}
    />
  )
  // On the way in, before a list takes the arrows; of rows inside one another the innermost around the focus moves.
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || isComposing(event)) return
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    if ((event.target as Element).closest('[data-row]') !== event.currentTarget) return
    event.preventDefault()
    event.stopPropagation()
    edits.move(at, event.key === 'ArrowUp' ? -1 : 1)
  }
  const change = (next: AnyRow) => edits.replace(at, next)
  return (
    <div data-row={idOf(row)} onKeyDownCapture={onKeyDownCapture}>
      {isGroup ? (
        <Group place={place} group={row} at={at} edits={edits} label={say('rules.group')} inner={false} tools={tools} />
      ) : 'related' in row ? (
        <RelatedRule place={place} row={row} onRow={change} tools={tools} />
      ) : (
        <RuleRow place={place} row={row} onRow={change} tools={tools} />
      )}
    </div>
  )
}
