// What is done to a whole range: emptying, filling, writing a pasted plan. Each is one step that can be undone; what is refused is told record by record.
import { useState } from 'react'
import type { Module } from '../../../definition/app.ts'
import { messageOf } from '../../data/api.ts'
import type { RecordData } from '../../data/shapes.ts'
import { recordTitle } from '../../data/titles.ts'
import { tellDone, tellFailure } from '../../shell/toasts.tsx'
import { tellOutcome } from '../../undo/outcomes.ts'
import { useUndo } from '../../undo/use-undo.tsx'
import { useWords } from '../../words/words.tsx'
import { sameValue } from './cell-values.ts'
import type { GridColumn } from './columns.tsx'
import type { Lines } from './lines.ts'
import type { PastePlan } from './paste-plan.ts'
import { type Range, rangeOf } from './selection.ts'
import type { Control } from './use-control.tsx'
import type { CellWrite, GridWrites, Written } from './use-writes.tsx'

/** A change of many records that waits to be agreed to. */
export interface Question {
  readonly text: string
  run(): void
}

export interface RangeActions {
  clear(): void
  fillDown(): void
  fillTo(row: number): void
  apply(plan: PastePlan, onProgress?: (done: number) => void, signal?: AbortSignal): Promise<void>
  readonly question: Question | undefined
  forget(): void
}

const MOST_ROWS = 10_000
const ASK_FROM = 200

export function useRangeActions(
  module: Module,
  columns: readonly GridColumn[],
  lines: Lines,
  control: Control,
  writes: GridWrites | undefined,
): RangeActions {
  const say = useWords()
  const { inTurn } = useUndo()
  const [question, setQuestion] = useState<Question>()

  const tellRefused = ({ refused }: Written) => {
    if (refused.length === 0) return
    tellOutcome({
      title: say('grid.refused', { count: refused.length }),
      text: say('grid.refused.text'),
      failed: refused.map(({ record, values, problems }) => ({
        name: (record ? recordTitle(module, record) : recordTitle(module, values)) ?? say('record.untitled'),
        problems: problems.length > 0 ? problems : [{ path: '', code: 'stopped', message: say('grid.stopped') }],
      })),
    })
  }
  const send = async (changes: readonly CellWrite[]) => {
    if (!writes || changes.length === 0) return
    tellRefused(await writes.write(changes, [], ({ changed }) => say('grid.did.changed', { count: changed })))
  }
  const ask = (changes: readonly CellWrite[]) => {
    const run = () => {
      setQuestion(undefined)
      send(changes).catch(fail)
    }
    if (changes.length < ASK_FROM) run()
    else setQuestion({ text: say('grid.ask', { count: changes.length }), run })
  }
  const fail = (error: unknown) => tellFailure(say('grid.not_saved'), error)
  const recordsIn = async ({ top, bottom }: Pick<Range, 'top' | 'bottom'>) => {
    if (bottom - top >= MOST_ROWS) throw new Error(say('grid.too_many', { count: MOST_ROWS }))
    // What is under way, an undo perhaps, is in the rows first.
    await inTurn(async () => undefined)
    return (await lines.load(top, bottom)).map(({ record }) => record)
  }
  /** Writes into records, cell by cell, what differs. */
  const changesOf = (
    records: readonly RecordData[],
    { left, right }: Range,
    valueAt: (index: number, name: string) => unknown,
  ): CellWrite[] => {
    const chosen = columns.slice(left, right + 1).filter(({ writable }) => writable)
    return records.flatMap((record, index): CellWrite[] => {
      const values = chosen.flatMap(({ name }) => {
        const value = valueAt(index, name)
        return sameValue(record[name], value) ? [] : [[name, value ?? null] as const]
      })
      return values.length > 0 ? [{ record, values: Object.fromEntries(values) }] : []
    })
  }
  /** Repeats the rows of one range over another. */
  const repeat = async (source: Pick<Range, 'top' | 'bottom'>, target: Range) => {
    const [from, to] = [await recordsIn(source), await recordsIn(target)]
    if (from.length === 0) return
    // Upwards the pattern goes on from its end.
    const shift = target.top < source.top ? from.length - (to.length % from.length) : 0
    ask(changesOf(to, target, (index, name) => from[(index + shift) % from.length]![name]))
  }

  return {
    question,
    forget: () => setQuestion(undefined),
    clear() {
      if (!writes) return
      const range = rangeOf(control.selection)
      recordsIn(range)
        .then((records) => ask(changesOf(records, range, () => null)))
        .catch(fail)
    },
    fillDown() {
      if (!writes) return
      const range = rangeOf(control.selection)
      const one = range.top === range.bottom
      if (one && range.top === 0) return
      const source = one ? range.top - 1 : range.top
      repeat({ top: source, bottom: source }, one ? range : { ...range, top: range.top + 1 }).catch(fail)
    },
    fillTo(row) {
      if (!writes) return
      const range = rangeOf(control.selection)
      if (row >= range.top && row <= range.bottom) return
      const target = row > range.bottom ? { ...range, top: range.bottom + 1, bottom: row } : { ...range, top: row, bottom: range.top - 1 }
      control.go({ active: { row: Math.min(range.top, row), col: range.left }, to: { row: Math.max(range.bottom, row), col: range.right } })
      repeat(range, target).catch(fail)
    },
    async apply(plan, onProgress, signal) {
      if (!writes) return
      const changes = plan.changes.map(({ record, cells }) => ({ record, values: valuesOf(cells) }))
      const creates = plan.creates.map(({ cells }) => valuesOf(cells))
      try {
        const done = await writes.write(changes, creates, ({ changed, created }) => wordsOf(changed, created), {
          offer: true,
          onProgress,
          signal,
        })
        if (done.changed + done.created === 0 && done.refused.length === 0) tellDone(say('grid.paste.same'))
        tellRefused(done)
      } catch (error) {
        tellFailure(say('grid.not_pasted'), new Error(messageOf(error)))
      }
    },
  }

  function wordsOf(changed: number, created: number): string {
    if (created === 0) return say('grid.did.pasted', { count: changed })
    if (changed === 0) return say('grid.did.added', { count: created })
    return say('grid.did.pasted_added', { count: changed, added: created })
  }
}

function valuesOf(cells: PastePlan['changes'][number]['cells']): Record<string, unknown> {
  return Object.fromEntries(cells.map(({ column, after }) => [column.name, after]))
}
