// Every change made in a grid goes this way: shown at once, sent in turn, put back where it is refused, remembered so that it can be undone.
import { useMemo } from 'react'
import type { Module } from '../../../definition/app.ts'
import { useApp } from '../../data/app-context.tsx'
import type { BulkOptions } from '../../data/bulk.ts'
import { type ListRequest, readByIds, refreshRecords } from '../../data/records.tsx'
import { addRows, heldPage, patchRows } from '../../data/rows.tsx'
import type { RecordData, Refusal } from '../../data/shapes.ts'
import { writeMany } from '../../data/write-many.ts'
import type { UndoStep } from '../../undo/undo-stack.ts'
import { useUndo } from '../../undo/use-undo.tsx'

type Values = Readonly<Record<string, unknown>>

export interface CellWrite {
  readonly record: RecordData
  readonly values: Values
}
export interface Refused {
  /** The record that stays as it was; undefined: one that was not made. */
  readonly record: RecordData | undefined
  readonly values: Values
  readonly problems: readonly Refusal[]
}
export interface Written {
  readonly changed: number
  readonly created: number
  readonly refused: readonly Refused[]
}

export interface GridWrites {
  /** Changes records and makes new ones, as one step that can be undone; `words` say what it was, given what came of it. */
  write(
    changes: readonly CellWrite[],
    creates: readonly Values[],
    words: (written: Pick<Written, 'changed' | 'created'>) => string,
    options?: BulkOptions & { readonly offer?: boolean },
  ): Promise<Written>
}

/** More than this are shown when they are written, not before. */
const AT_ONCE = 300

/** `addTo`: the list whose end takes new records; undefined: the lists are read anew. */
export function useWrites(module: Module, addTo: ListRequest | undefined): GridWrites {
  const { app, me } = useApp()
  const { add, inTurn, latest } = useUndo()
  return useMemo(() => {
    const show = (writes: readonly CellWrite[], back: boolean) =>
      patchRows(
        app.key,
        module.key,
        writes.map(({ record, values }) => ({
          id: record._id,
          version: latest(record._id, record._version),
          values: back ? before(record, values) : values,
        })),
      )

    const change = async (changes: readonly CellWrite[], options: BulkOptions): Promise<{ step: UndoStep; refused: Refused[] }> => {
      const versions = changes.map(({ record }) => latest(record._id, record._version))
      const sent = changes.map(({ record, values }, index) => ({ ...values, _id: record._id, _version: versions[index]! }))
      const results = await writeMany(app.key, module.key, 'update', sent, { ...options, by: me.id })
      const step: UndoStep = {
        module: module.key,
        action: 'update',
        records: changes.flatMap(({ record, values }, index) => {
          const result = results[index]
          if (!result || !('_id' in result)) return []
          return [{ id: record._id, seen: versions[index]!, version: result._version, before: before(record, values), after: values }]
        }),
      }
      const refused = changes.flatMap((each, index): Refused[] => {
        const result = results[index]
        return result && '_id' in result ? [] : [{ ...each, problems: result && 'problems' in result ? result.problems : [] }]
      })
      return { step, refused }
    }

    const create = async (records: readonly Values[], options: BulkOptions): Promise<{ step: UndoStep; refused: Refused[] }> => {
      const total = addTo && heldPage(app.key, module.key, addTo, 0)?.total
      const results = await writeMany(app.key, module.key, 'create', records, { ...options, keepRows: total !== undefined })
      const made = results.flatMap((result) => ('_id' in result ? [result] : []))
      if (addTo && total !== undefined && made.length > 0) {
        const read = new Map(
          (
            await readByIds(
              app.key,
              module,
              made.map(({ _id }) => _id),
              addTo.fields ?? [],
            )
          ).map((record) => [record._id, record]),
        )
        addRows(
          app.key,
          module.key,
          addTo,
          total,
          made.flatMap(({ _id }) => read.get(_id) ?? []),
        )
      }
      const step: UndoStep = {
        module: module.key,
        action: 'create',
        records: made.map(({ _id, _version }) => ({ id: _id, seen: 0, version: _version })),
      }
      const refused = records.flatMap((values, index): Refused[] => {
        const result = results[index]
        return result && '_id' in result
          ? []
          : [{ record: undefined, values, problems: result && 'problems' in result ? result.problems : [] }]
      })
      return { step, refused }
    }

    return {
      write(changes, creates, words, { offer = false, onProgress, signal } = {}) {
        if (changes.length <= AT_ONCE) show(changes, false)
        return inTurn(async () => {
          const changed = changes.length > 0 ? await change(changes, { onProgress, signal }) : undefined
          const created =
            creates.length > 0
              ? await create(creates, { onProgress: onProgress && ((done) => onProgress(changes.length + done)), signal })
              : undefined
          const steps = [changed?.step, created?.step].filter((step) => step !== undefined && step.records.length > 0) as UndoStep[]
          const counts = { changed: changed?.step.records.length ?? 0, created: created?.step.records.length ?? 0 }
          if (steps.length > 0) add({ words: words(counts), steps }, offer)
          const back = changed?.refused.flatMap(({ record, values }) => (record ? [{ record, values }] : [])) ?? []
          if (back.length > 0) {
            show(back, true)
            // Whoever came before us has changed them: what is there now is shown.
            if (changed?.refused.some(({ problems }) => problems.some(({ code }) => code === 'conflict'))) void refreshRecords(app.key)
          }
          return { ...counts, refused: [...(changed?.refused ?? []), ...(created?.refused ?? [])] }
        })
      },
    }
  }, [app.key, me.id, module, addTo, add, inTurn, latest])
}

function before(record: RecordData, values: Values): Values {
  return Object.fromEntries(Object.keys(values).map((name) => [name, record[name] ?? null]))
}
