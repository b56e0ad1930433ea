// The keys of a grid, as in a spreadsheet. While a text is edited most keys belong to it.
import type { KeyboardEvent } from 'react'
import { isComposing } from '../../../fields/composition.ts'
import { isUndoKey, useUndo } from '../../undo/use-undo.tsx'
import type { Lines } from './lines.ts'
import { at, HEADS, isRange, step, tab } from './selection.ts'
import type { Control } from './use-control.tsx'

export interface KeyActions {
  /** Rows that fit on the screen. */
  page(): number
  /** Shows the active cell and gives it the focus. */
  follow(): void
  open(id: string): void
  create(): void
  choose(id: string): void
  toggleGroup(id: string): void
  clear(): void
  fillDown(): void
  /** Leaves the grid, backwards or forwards; the browser goes on from there. */
  leave(back: boolean): void
  /** Steps out of the cells, so that Tab leaves the grid. */
  rest(): void
  /** Keys on a column head. */
  head(event: KeyboardEvent): boolean
}

export function useKeys(control: Control, lines: Lines, act: KeyActions) {
  const { undo, redo } = useUndo()
  const { selection, editing, size } = control
  const { active } = selection

  const move = (rows: number, cols: number, extend = false) => {
    control.go(step(selection, rows, cols, size, extend))
    act.follow()
  }
  const editKeys = (event: KeyboardEvent): boolean => {
    const back = event.shiftKey
    switch (event.key) {
      case 'Enter':
        if (control.commit()) move(back ? -1 : 1, 0)
        return true
      case 'Tab':
        if (control.commit()) {
          const next = tab(selection, back, size)
          if (next) control.go(next)
          act.follow()
        }
        return true
      case 'Escape':
        control.cancel()
        act.follow()
        return true
      case 'ArrowDown':
      case 'ArrowUp': {
        const by = event.key === 'ArrowDown' ? 1 : -1
        if (control.options.current) return control.options.current.move(by)
        if (!editing?.over) return false
        if (control.commit()) move(by, 0)
        return true
      }
      case 'ArrowLeft':
      case 'ArrowRight':
        if (!editing?.over || control.options.current) return false
        if (control.commit()) move(0, event.key === 'ArrowRight' ? 1 : -1)
        return true
      default:
        return false
    }
  }
  const enter = () => {
    const line = lines.at(active.row)
    if (line?.kind === 'group') act.toggleGroup(line.id)
    else if (line?.kind === 'add') act.create()
    else if (line?.record && !control.edit()) act.open(line.record._id)
  }
  const space = (chooses: boolean) => {
    const line = lines.at(active.row)
    if (line?.kind === 'group') act.toggleGroup(line.id)
    else if (line?.kind === 'add') act.create()
    else if (line?.record) (chooses ? act.choose : act.open)(line.record._id)
  }
  const moveKeys = (event: KeyboardEvent): boolean => {
    const { shiftKey: extend } = event
    const far = event.ctrlKey || event.metaKey
    const [last, edge] = [size.rows - 1, size.cols - 1]
    const from = extend ? selection.to : active
    switch (event.key) {
      case 'ArrowDown':
        if (event.altKey) control.edit(true)
        else move(far ? last - from.row : 1, 0, extend)
        return true
      case 'ArrowUp':
        move(far ? -from.row : -1, 0, extend)
        return true
      case 'ArrowLeft':
        move(0, far ? -edge : -1, extend)
        return true
      case 'ArrowRight':
        move(0, far ? edge : 1, extend)
        return true
      case 'PageDown':
        move(act.page(), 0, extend)
        return true
      case 'PageUp':
        move(-Math.min(act.page(), from.row), 0, extend)
        return true
      case 'Home':
        move(far ? -from.row : 0, -from.col, extend)
        return true
      case 'End':
        move(far ? last - from.row : 0, edge - from.col, extend)
        return true
      default:
        return false
    }
  }
  const gridKeys = (event: KeyboardEvent): boolean => {
    const command = (event.ctrlKey || event.metaKey) && !event.altKey
    if (isUndoKey(event)) {
      if (event.shiftKey || event.key.toLowerCase() === 'y') redo()
      else undo()
      return true
    }
    if (command && event.key.toLowerCase() === 'a') {
      control.go({ active: { row: 0, col: 0 }, to: { row: size.rows - 1, col: size.cols - 1 } })
      return true
    }
    if (command && event.key.toLowerCase() === 'd') {
      act.fillDown()
      return true
    }
    switch (event.key) {
      case 'Tab': {
        const next = tab(selection, event.shiftKey, size)
        if (!next) {
          act.leave(event.shiftKey)
          return false
        }
        control.go(next)
        act.follow()
        return true
      }
      case 'Enter':
        if (event.shiftKey) move(-1, 0)
        else enter()
        return true
      case 'F2':
        control.edit()
        return true
      case ' ':
        if (command) return false
        space(event.shiftKey)
        return true
      case 'Delete':
      case 'Backspace':
        act.clear()
        return true
      case 'Escape':
        if (isRange(selection)) control.go(at(active.row, active.col))
        else act.rest()
        return true
      default:
        return moveKeys(event)
    }
  }
  return (event: KeyboardEvent) => {
    if (event.defaultPrevented || isComposing(event) || control.panel) return
    if (event.target === event.currentTarget) {
      // One has stepped out of the cells: Tab goes on, any other key steps in again.
      if (event.key === 'Tab') act.leave(event.shiftKey)
      else if (!['Shift', 'Control', 'Alt', 'Meta', 'Escape'].includes(event.key)) act.follow()
      return
    }
    const handled = active.row === HEADS ? act.head(event) || headKeys(event) : editing ? editKeys(event) : gridKeys(event)
    if (handled) {
      event.preventDefault()
      event.stopPropagation()
    }
  }

  /** Along the heads and back down; everything else on a head is its own. */
  function headKeys(event: KeyboardEvent): boolean {
    if (event.altKey || event.ctrlKey || event.metaKey) return false
    if (event.key === 'Tab') {
      act.leave(event.shiftKey)
      return false
    }
    if (event.key === 'Escape') {
      act.rest()
      return true
    }
    if (!['ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) return false
    if (event.key === 'ArrowDown' && event.shiftKey) return false
    const { key } = event
    const col = { ArrowLeft: active.col - 1, ArrowRight: active.col + 1, Home: 0, End: size.cols - 1 }[key] ?? active.col
    control.go(at(key === 'ArrowDown' ? 0 : HEADS, Math.max(0, Math.min(size.cols - 1, col))))
    act.follow()
    return true
  }
}
