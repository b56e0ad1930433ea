// What the active cell has over other cells: the control that waits for typing and edits, and the sheet for values that need room.
import { CalendarDays } from 'lucide-react'
import { lazy, type RefObject, Suspense } from 'react'
import type { Module } from '../../../definition/app.ts'
import { useFieldServices } from '../../../fields/services.tsx'
import { useWords } from '../../words/words.tsx'
import { CellInput } from './CellInput.tsx'
import { textOfValue } from './cell-values.ts'
import classes from './Grid.module.css'
import type { Control } from './use-control.tsx'

const PanelEditor = lazy(() => import('./PanelEditor.tsx'))
const CalendarSheet = lazy(() => import('./CalendarSheet.tsx'))

interface ActiveCellProps {
  readonly module: Module
  readonly control: Control
  /** What a line that is no record says; '' for a record. */
  readonly text: string
  readonly wants: RefObject<boolean>
  readonly tick: number
  follow(): void
}

export function ActiveCell({ module, control, text, wants, tick, follow }: ActiveCellProps) {
  const say = useWords()
  const services = useFieldServices()
  const [column, record] = [control.column(), control.record()]
  if (!column) return null
  const { member } = column
  const value = record?.[column.name] ?? null
  const shown = record ? textOfValue(module, member, value, services.titleOf) : ''
  const locked = !record || !column.writable
  const timely = member.storage.kind === 'date' || member.storage.kind === 'instant'
  const Panel = member.storage.kind === 'date' ? CalendarSheet : PanelEditor
  const end = (work: () => void) => () => {
    work()
    follow()
  }
  return (
    <>
      <CellInput
        key={column.name}
        module={module}
        member={member}
        label={text || say('grid.cell', { column: member.label, value: shown || say('grid.nothing') })}
        numeric={column.numeric}
        editing={control.editing}
        locked={locked}
        wants={wants}
        tick={tick}
        onType={control.type}
        onPick={(option) => {
          control.commit(option)
          follow()
        }}
        onLeave={control.leave}
        options={control.options}
      />
      {timely && !locked && !control.panel && (
        <button
          type="button"
          tabIndex={-1}
          className={classes.more}
          aria-label={say('grid.calendar', { column: member.label })}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => {
            control.cancel()
            control.edit(true)
          }}
        >
          <CalendarDays size={14} strokeWidth={1.75} />
        </button>
      )}
      <Suspense>
        {control.panel && (
          <Panel
            key={`${record?._id} ${column.name}`}
            member={member}
            value={value}
            onKeep={(next) => end(() => control.keep(next))()}
            onCancel={end(control.cancel)}
          />
        )}
      </Suspense>
    </>
  )
}
