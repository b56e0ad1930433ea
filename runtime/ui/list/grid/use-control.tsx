// The state of a grid and what one can do in it: where one is, the edit under way, and how it ends.

import { useRef, useState } from 'react'
import type { Module } from '../../../definition/app.ts'
import { isJson } from '../../../expression/storage.ts'
import { useFieldServices } from '../../../fields/services.tsx'
import { useApp } from '../../data/app-context.tsx'
import type { RecordData } from '../../data/shapes.ts'
import { isAboutRules, wishMove } from '../../move/wishes.ts'
import { tellFailure } from '../../shell/toasts.tsx'
import { useLocale, useWords } from '../../words/words.tsx'
import type { Editing } from './CellInput.tsx'
import type { CellOption } from './cell-options.tsx'
import { isChosen } from './cell-options.tsx'
import { checkedValue, editText, faultText, foundValue, readText, sameValue } from './cell-values.ts'
import type { GridColumn } from './columns.tsx'
import type { Lines } from './lines.ts'
import { lookUp } from './lookups.ts'
import type { OptionKeys } from './OptionList.tsx'
import { at, fitted, HEADS, type Selection, type Size } from './selection.ts'
import type { GridWrites } from './use-writes.tsx'

/** A cell whose value the server refused: what was entered stays to be seen until it is entered anew. */
export interface RefusedCell {
  readonly text: string
  readonly message: string
}

export interface Control {
  readonly selection: Selection
  readonly editing: Editing | undefined
  /** The sheet with the field's own control is open over the active cell. */
  readonly panel: boolean
  readonly refused: ReadonlyMap<string, RefusedCell>
  readonly size: Size
  readonly options: { current: OptionKeys | undefined }
  column(): GridColumn | undefined
  record(): RecordData | undefined
  go(selection: Selection): void
  type(text: string): void
  /** Opens the active cell for editing; false where it cannot be. */
  edit(inPanel?: boolean): boolean
  /** Ends the edit: true when it is over, false while the text cannot be kept. */
  commit(option?: CellOption): boolean
  keep(value: unknown): void
  cancel(): void
  /** Ends the edit because one went elsewhere: a text that cannot be kept stays marked in its cell. */
  leave(): void
}

export function refusedKey(record: string, member: string): string {
  return `${record} ${member}`
}

/** Members edited on a sheet: lists, and texts of several lines. */
export function needsPanel({ member: { storage, source, type, field, context } }: GridColumn): boolean {
  if (isJson(storage)) return true
  return source !== undefined && type.value(field.options, context).format === 'prose'
}

export function useControl(module: Module, columns: readonly GridColumn[], lines: Lines, writes: GridWrites | undefined): Control {
  const say = useWords()
  const locale = useLocale()
  const services = useFieldServices()
  const { app } = useApp()
  const [held, setHeld] = useState<Selection>(() => at(0, 0))
  const [editing, setEditing] = useState<Editing>()
  const [panel, setPanel] = useState(false)
  const [refused, setRefused] = useState<ReadonlyMap<string, RefusedCell>>(new Map())
  const options = useRef<OptionKeys>(undefined)
  const size: Size = { rows: lines.count, cols: columns.length }
  const selection = fitted(held, size)
  const { titleOf } = services

  const column = () => columns[selection.active.col]
  const record = () => {
    const line = selection.active.row === HEADS ? undefined : lines.at(selection.active.row)
    return line?.kind === 'record' ? line.record : undefined
  }
  const mayWrite = () => writes !== undefined && (column()?.writable ?? false) && record() !== undefined
  const setOne = (key: string, cell: RefusedCell | undefined) =>
    setRefused((now) => {
      if (!cell && !now.has(key)) return now
      const next = new Map(now)
      if (cell) next.set(key, cell)
      else next.delete(key)
      return next
    })

  /** Sends one value; what is refused is marked in its cell. */
  const put = async (of: RecordData, { name, member }: GridColumn, value: unknown, text: string) => {
    setOne(refusedKey(of._id, name), undefined)
    const words = say('grid.did.cell', { field: member.label })
    const done = await writes?.write([{ record: of, values: { [name]: value } }], [], () => words)
    const problems = done?.refused[0]?.problems
    if (!problems) return
    if (name === '_stage' && isAboutRules(problems)) return wishMove({ module: module.key, record: of, to: String(value) })
    const own = problems.find(({ path }) => path === name) ?? problems[0]
    setOne(refusedKey(of._id, name), { text, message: own?.message ?? say('grid.not_saved') })
    tellFailure(say('grid.not_saved'), new Error(problems.map(({ message }) => message).join(' ')))
  }
  const end = () => {
    setEditing(undefined)
    setPanel(false)
  }
  const control: Control = {
    selection,
    editing,
    panel,
    refused,
    size,
    options,
    column,
    record,
    go(next) {
      setHeld(fitted(next, size))
    },
    type(text) {
      if (!mayWrite()) return
      setEditing((now) => (now ? { ...now, text, touched: true, fault: undefined } : { text, over: true, touched: true }))
    },
    edit(inPanel = false) {
      const [of, where] = [record(), column()]
      if (!of || !where || !mayWrite()) return false
      if (inPanel || needsPanel(where)) setPanel(true)
      else if (where.member.storage.kind === 'boolean') void put(of, where, of[where.name] !== true, '')
      else {
        const failed = refused.get(refusedKey(of._id, where.name))
        const text = failed?.text ?? editText(module, where.member, of[where.name], titleOf)
        setEditing({ text, over: false, touched: failed !== undefined && isChosen(module, where.member) })
      }
      return true
    },
    commit(option) {
      const [of, where] = [record(), column()]
      if (!editing || !of || !where) return true
      const { text, touched } = editing
      const chosen = option ?? (isChosen(module, where.member) ? options.current?.current() : undefined)
      if (!touched && !chosen) {
        end()
        return true
      }
      const read = chosen ? checkedValue(where.member, chosen.value) : readText(module, where.member, text)
      if ('fault' in read) {
        setEditing({ ...editing, fault: faultText(read.fault, say, locale) })
        return false
      }
      end()
      if ('lookup' in read) {
        // Typed faster than the list could be shown.
        void lookUp(app, services, [read.lookup]).then((found) => {
          const meant = foundValue(read.lookup, found(read.lookup))
          if ('fault' in meant) setOne(refusedKey(of._id, where.name), { text, message: faultText(meant.fault, say, locale) })
          else if ('value' in meant && !sameValue(of[where.name], meant.value)) void put(of, where, meant.value, text)
        })
      } else if (sameValue(of[where.name], read.value)) setOne(refusedKey(of._id, where.name), undefined)
      else void put(of, where, read.value, chosen?.label ?? text)
      return true
    },
    keep(value) {
      const [of, where] = [record(), column()]
      end()
      if (of && where) void put(of, where, value, '')
    },
    leave() {
      const [of, where] = [record(), column()]
      if (!editing || control.commit()) return
      end()
      if (!of || !where) return
      const read = readText(module, where.member, editing.text)
      if ('fault' in read) setOne(refusedKey(of._id, where.name), { text: editing.text, message: faultText(read.fault, say, locale) })
    },
    cancel() {
      const of = record()
      if (of) setOne(refusedKey(of._id, column()?.name ?? ''), undefined)
      end()
    },
  }
  return control
}
