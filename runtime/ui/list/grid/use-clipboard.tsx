// Copying and pasting ranges. What is copied is text any spreadsheet takes, and beside it the values themselves, so that a paste into the same kind of cell is exact.
import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region'
import { type ClipboardEvent, useState } from 'react'
import type { Module } from '../../../definition/app.ts'
import { useFieldServices } from '../../../fields/services.tsx'
import { useApp } from '../../data/app-context.tsx'
import type { RecordData } from '../../data/shapes.ts'
import { tellDone, tellFailure } from '../../shell/toasts.tsx'
import { useUndo } from '../../undo/use-undo.tsx'
import { useWords } from '../../words/words.tsx'
import { textOfValue } from './cell-values.ts'
import type { GridColumn } from './columns.tsx'
import type { Lines } from './lines.ts'
import { type Found, lookUp } from './lookups.ts'
import { lookupsOf, type PastedCell, type PastePlan, type PasteTarget, planPaste, tile } from './paste-plan.ts'
import { type Range, rangeOf } from './selection.ts'
import { readTsv, writeTsv } from './tsv.ts'
import type { Control } from './use-control.tsx'

/** Cells of ours on the clipboard; other programs do not see them. */
const OWN_TYPE = 'application/x-stagewright-cells'
const MOST_ROWS = 10_000
/** Pasting into fewer cells than this, all of which convert and exist, is done at once. */
const PLAIN_PASTE = 50

interface OwnCells {
  readonly text: string
  readonly kinds: readonly string[]
  readonly values: readonly (readonly unknown[])[]
}

/** A paste that waits for its preview to be agreed to. */
export interface PendingPaste {
  readonly target: PasteTarget
  readonly rows: readonly (readonly PastedCell[])[]
  readonly found: Found
  readonly plan: PastePlan
}

export interface Clipboard {
  readonly pending: PendingPaste | undefined
  forget(): void
  onCopy(event: ClipboardEvent): void
  onPaste(event: ClipboardEvent): void
}

interface ClipboardOptions {
  readonly module: Module
  readonly columns: readonly GridColumn[]
  readonly lines: Lines
  readonly control: Control
  readonly create: boolean
  /** Writes a plan without asking; absent where nothing can be written. */
  readonly apply: ((plan: PastePlan) => void) | undefined
  readonly clear: () => void
}

export function useClipboard({ module, columns, lines, control, create, apply, clear }: ClipboardOptions): Clipboard {
  const say = useWords()
  const services = useFieldServices()
  const { app } = useApp()
  const { inTurn } = useUndo()
  const [pending, setPending] = useState<PendingPaste>()
  const kindOf = ({ name, member: { storage } }: GridColumn) =>
    storage.kind === 'reference' ? `${app.key}>${storage.module}` : `${app.key}/${module.key}/${name}`

  const cellsOf = (records: readonly RecordData[], { left, right }: Range): OwnCells => {
    const chosen = columns.slice(left, right + 1)
    const texts = records.map((record) => chosen.map(({ name, member }) => textOfValue(module, member, record[name], services.titleOf)))
    return {
      text: writeTsv(texts),
      kinds: chosen.map(kindOf),
      values: records.map((record) => chosen.map(({ name }) => record[name] ?? null)),
    }
  }
  const heldIn = (range: Range): RecordData[] | undefined => {
    const records: RecordData[] = []
    for (let row = range.top; row <= range.bottom; row += 1) {
      const line = lines.at(row)
      if (line?.kind !== 'record') continue
      if (!line.record) return undefined
      records.push(line.record)
    }
    return records
  }
  /** Rows that are not there yet are fetched first; the clipboard then takes text alone. */
  const copyLater = async (range: Range) => {
    const loaded = await lines.load(range.top, range.bottom)
    const { text } = cellsOf(
      loaded.map(({ record }) => record),
      range,
    )
    await navigator.clipboard.writeText(text)
    tellDone(say('grid.copied', { count: loaded.length }))
  }

  const onCopy = (event: ClipboardEvent) => {
    const range = rangeOf(control.selection)
    if (control.editing || control.panel || range.top < 0) return
    event.preventDefault()
    if (range.bottom - range.top + 1 > MOST_ROWS)
      return tellFailure(say('grid.not_copied'), new Error(say('grid.copy.too_many', { count: MOST_ROWS })))
    const records = heldIn(range)
    if (!records) {
      copyLater(range).catch((error) => tellFailure(say('grid.not_copied'), error))
      return
    }
    const cells = cellsOf(records, range)
    event.clipboardData.setData('text/plain', cells.text)
    event.clipboardData.setData(OWN_TYPE, JSON.stringify(cells))
    if (event.type === 'cut' && apply) clear()
    else announce(say('grid.copied', { count: records.length }))
  }

  const paste = async (pasted: readonly (readonly PastedCell[])[]) => {
    const range = rangeOf(control.selection)
    const rows = tile(pasted, range.bottom - range.top + 1, range.right - range.left + 1)
    // What is under way, an undo perhaps, is in the rows first.
    await inTurn(async () => undefined)
    const records = (await lines.load(range.top, range.top + rows.length - 1 + groupsAmong(lines, range.top, rows.length))).slice(
      0,
      rows.length,
    )
    const target = { module, columns: columns.slice(range.left), records: records.map(({ record }) => record), create, kindOf }
    const found = await lookUp(app, services, lookupsOf(target, rows))
    const plan = planPaste(target, rows, found)
    const cells = plan.changes.reduce((sum, change) => sum + change.cells.length, 0)
    const plain =
      plan.creates.length + plan.unreadable.length + plan.locked.length + plan.cutLines === 0 &&
      plan.cutColumns <= 0 &&
      cells <= PLAIN_PASTE
    if (plain && cells === 0) tellDone(say('grid.paste.same'))
    else if (plain) apply?.(plan)
    else setPending({ target, rows, found, plan })
  }
  const onPaste = (event: ClipboardEvent) => {
    if (control.editing || control.panel || control.selection.active.row < 0) return
    event.preventDefault()
    if (!apply) return
    const text = event.clipboardData.getData('text/plain')
    if (text === '') return
    const rows = readTsv(text)
    if (rows.length > MOST_ROWS) return tellFailure(say('grid.not_pasted'), new Error(say('grid.paste.too_many', { count: MOST_ROWS })))
    const own = readOwn(event.clipboardData.getData(OWN_TYPE), text)
    const cells = rows.map((row, y) =>
      row.map((cell, x): PastedCell => (own ? { text: cell, value: own.values[y]?.[x], kind: own.kinds[x] } : { text: cell })),
    )
    paste(cells).catch((error) => tellFailure(say('grid.not_pasted'), error))
  }
  return { pending, forget: () => setPending(undefined), onCopy, onPaste }
}

/** Heads of groups stand between records and take no line of the text. */
function groupsAmong(lines: Lines, top: number, count: number): number {
  let [groups, records] = [0, 0]
  for (let row = top; row < lines.count && records < count; row += 1) {
    if (lines.at(row)?.kind === 'group') groups += 1
    else records += 1
  }
  return groups
}

/** Our own cells, if they are the ones the text is of. */
function readOwn(given: string, text: string): OwnCells | undefined {
  if (given === '') return undefined
  try {
    const own = JSON.parse(given) as OwnCells
    return own.text.replaceAll('\r\n', '\n') === text.replaceAll('\r\n', '\n') && Array.isArray(own.kinds) && Array.isArray(own.values)
      ? own
      : undefined
  } catch {
    return undefined
  }
}
