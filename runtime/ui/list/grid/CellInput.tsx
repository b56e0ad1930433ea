// The one text control of a grid: it stands unseen in the active cell and holds the focus, so that typing, an input method or a paste begin where one is;
// with the first character, or by Enter or F2, it becomes the editor of the cell. Members of a closed set get their list under it.
import { Popover } from '@mantine/core'
import { type RefObject, useId, useLayoutEffect, useRef, useState } from 'react'
import type { Module } from '../../../definition/app.ts'
import type { ShownMember } from '../../data/members.ts'
import { type CellOption, isChosen } from './cell-options.tsx'
import classes from './Grid.module.css'
import { type OptionKeys, OptionList } from './OptionList.tsx'

/** An edit under way. */
export interface Editing {
  readonly text: string
  /** Begun by typing over the value: arrows leave the cell. Else they move in the text. */
  readonly over: boolean
  /** Whether something was typed since it began. */
  readonly touched: boolean
  /** Why the text cannot be kept. */
  readonly fault?: string | undefined
}

interface CellInputProps {
  readonly module: Module
  readonly member: ShownMember
  readonly label: string
  readonly numeric: boolean
  readonly editing: Editing | undefined
  /** Nothing can be typed here. */
  readonly locked: boolean
  readonly wants: RefObject<boolean>
  readonly tick: number
  onType(text: string): void
  onPick(option: CellOption): void
  onLeave(): void
  readonly options: { current: OptionKeys | undefined }
}

export function CellInput({
  module,
  member,
  label,
  numeric,
  editing,
  locked,
  wants,
  tick,
  onType,
  onPick,
  onLeave,
  options,
}: CellInputProps) {
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const chosen = isChosen(module, member)
  const open = editing !== undefined && chosen
  const [under, setUnder] = useState<string>()

  // biome-ignore lint/correctness/useExhaustiveDependencies: every new wish brings the focus here
  useLayoutEffect(() => {
    if (wants.current) input.current?.focus({ preventScroll: true })
  }, [wants, tick])
  const begun = editing !== undefined && !editing.touched
  // What is edited, not typed over, is chosen as a whole where it is picked from a list, and appended to where it is text.
  useLayoutEffect(() => {
    const element = input.current
    if (!begun || !element) return
    if (chosen) element.select()
    else element.setSelectionRange(element.value.length, element.value.length)
  }, [begun, chosen])

  const control = (
    <input
      ref={input}
      className={classes.input}
      data-editing={editing !== undefined || undefined}
      data-idle={editing === undefined || undefined}
      data-numeric={numeric || undefined}
      data-fault={editing?.fault !== undefined || undefined}
      aria-label={label}
      aria-invalid={editing?.fault !== undefined || undefined}
      aria-describedby={editing?.fault === undefined ? undefined : `${id}-fault`}
      readOnly={locked}
      // A tablet shows its keyboard when one edits, not with every touch.
      inputMode={editing === undefined ? 'none' : numeric ? 'decimal' : 'text'}
      autoComplete="off"
      spellCheck={false}
      value={editing?.text ?? ''}
      onChange={(event) => onType(event.currentTarget.value)}
      onBlur={(event) => {
        // Another window in front is no leaving.
        if (document.activeElement !== event.currentTarget) onLeave()
      }}
      {...(open ? { role: 'combobox', 'aria-expanded': true, 'aria-controls': `${id}-list`, 'aria-activedescendant': under } : {})}
    />
  )
  return (
    <>
      {chosen ? (
        <Popover
          opened={open}
          position="bottom-start"
          offset={2}
          withRoles={false}
          trapFocus={false}
          transitionProps={{ duration: 0 }}
          shadow="md"
        >
          <Popover.Target>{control}</Popover.Target>
          <Popover.Dropdown p={4} className={classes.options} role="dialog" aria-label={member.label}>
            {open && (
              <OptionList
                id={`${id}-list`}
                module={module}
                member={member}
                typed={editing.touched ? editing.text : ''}
                began={editing.touched ? undefined : editing.text}
                onPick={onPick}
                onUnder={setUnder}
                keys={options}
              />
            )}
          </Popover.Dropdown>
        </Popover>
      ) : (
        control
      )}
      {editing?.fault !== undefined && (
        <span id={`${id}-fault`} className={classes.fault} role="alert">
          {editing.fault}
        </span>
      )}
    </>
  )
}
