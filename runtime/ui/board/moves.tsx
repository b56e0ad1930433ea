// Moving cards: shown at once, sent in turn, put back with the reason where it is refused or not answered, remembered so that it can be taken back.
import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region'
import type { QueryKey } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { textOf } from '../../label.ts'
import { ApiError, call, messageOf, problemsOf } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import { sendBulk } from '../data/bulk.ts'
import { refreshRecords } from '../data/records.tsx'
import type { RecordData, Refusal } from '../data/shapes.ts'
import { recordTitle } from '../data/titles.ts'
import { isAboutRules, wishMove } from '../move/wishes.ts'
import { tellDone } from '../shell/toasts.tsx'
import { tellOutcome } from '../undo/outcomes.ts'
import type { UndoRecord } from '../undo/undo-stack.ts'
import { useUndo } from '../undo/use-undo.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import { changeCell, findCard, readNamed, stopReading, workIn } from './cells.ts'
import { moveFigures } from './figures.ts'
import { type BoardQuestion, type Place, placeId, placeOf } from './question.ts'
import { tellRefused } from './refused.tsx'

export interface Moves {
  /** Moves cards; without a lane each stays in its own. `at` is where among the cards of the place they go, else they go to its head. */
  move(records: readonly RecordData[], to: Place, at?: number): void
  isPending(id: string): boolean
  /** Cards whose move has not been answered. */
  readonly pending: ReadonlySet<string>
}

/** Milliseconds after which a move counts as not answered. */
const PATIENCE = 10_000

interface Moved {
  readonly record: RecordData
  readonly from: Place
  readonly to: Place
  readonly index: number
  readonly values: Readonly<Record<string, unknown>>
}

/** `stages` and `lanes` are the keys under which the figures are held. */
export function useMoves(question: BoardQuestion, stages: QueryKey, lanes: QueryKey): Moves {
  const say = useWords()
  const locale = useLocale()
  const { app, people } = useApp()
  const { add, inTurn, latest } = useUndo()
  const pending = useRef(new Map<string, number>())
  const [waiting, setWaiting] = useState<ReadonlySet<string>>(NOBODY)
  const moves = useMemo(() => {
    const { module, lane, sum } = question
    const nameOf = (record: RecordData) => recordTitle(module, record) ?? say('record.untitled')
    const stageName = ({ stage }: Place) => textOf(question.pipeline.stage.get(stage)?.label, locale, stage)
    const amountOf = (record: RecordData) => (sum === undefined ? 0 : Number(record[sum] ?? 0))
    const wait = (records: readonly Moved[], by: number) => {
      for (const { record } of records) {
        const now = (pending.current.get(record._id) ?? 0) + by
        if (now > 0) pending.current.set(record._id, now)
        else pending.current.delete(record._id)
      }
      setWaiting(new Set(pending.current.keys()))
    }

    const show = async (moved: readonly Moved[], at: number) => {
      await stopReading(
        question,
        moved.flatMap(({ from, to }) => [from, to]),
      )
      const now = new Date().toISOString()
      for (const { record, from, to, values } of moved.toReversed()) {
        const card = { ...record, ...values, ...(from.stage === to.stage ? {} : { _stage_at: now }) }
        takeOut(from, record)
        putIn(to, card, at)
        moveFigures(stages, lanes, sum, from, to, amountOf(record))
      }
    }
    const takeOut = (place: Place, { _id: id }: RecordData) =>
      changeCell(question, place, (cell) => ({ ...cell, cards: cell.cards.filter(({ _id }) => _id !== id) }))
    const putIn = (place: Place, card: RecordData, at: number) =>
      changeCell(question, place, (cell) => {
        const rest = cell.cards.filter(({ _id }) => _id !== card._id)
        return { ...cell, cards: [...rest.slice(0, at), card, ...rest.slice(at)] }
      })
    /** Puts cards back where they were, unless they stand somewhere else by now. */
    const putBack = (moved: readonly Moved[]) => {
      for (const { record, from, to, index } of moved.toReversed()) {
        const now = findCard(question, record._id)
        if (now && placeId(now.place) !== placeId(to)) continue
        takeOut(to, record)
        putIn(from, record, index)
        moveFigures(stages, lanes, sum, to, from, amountOf(record))
      }
    }
    const settle = (moved: readonly Moved[], versions: ReadonlyMap<string, number>) => {
      const done = moved.filter(({ record }) => versions.has(record._id))
      if (done.length === 0) return
      for (const { record, to } of done) {
        const _version = versions.get(record._id)!
        changeCell(question, to, (cell) => ({
          ...cell,
          cards: cell.cards.map((card) => (card._id === record._id ? { ...card, _version } : card)),
        }))
      }
      const records = done.map(({ record, values, from }): UndoRecord => {
        const before = Object.fromEntries(
          Object.keys(values).map((name) => [name, name === '_stage' ? from.stage : (record[name] ?? null)]),
        )
        return { id: record._id, seen: latest(record._id, record._version), version: versions.get(record._id)!, before, after: values }
      })
      const words = done.length === 1 ? sayMoved(done[0]!) : say('board.moved_many', { count: done.length, stage: stageName(done[0]!.to) })
      add({ words, steps: [{ module: module.key, action: 'update', records }] }, true)
      announce(words)
      void refreshRecords(app.key)
    }
    const sayMoved = ({ record, from, to }: Moved) =>
      from.stage === to.stage
        ? say('board.moved_lane', { record: nameOf(record), lane: laneName(to) })
        : say('board.moved', { record: nameOf(record), stage: stageName(to) })
    const laneName = (to: Place) => {
      if (!lane || !to.lane || to.lane.value === null) return say('board.lane.none')
      const person = people.find(({ id }) => id === to.lane!.value)?.name
      return person ?? lane.type.format(to.lane.value, lane.field.options, lane.context)
    }

    const sendOne = async (each: Moved) => {
      const { record, values, to } = each
      const seen = latest(record._id, record._version)
      try {
        const signal = AbortSignal.timeout(PATIENCE)
        const path = `/apps/${app.key}/records/${module.key}/${record._id}`
        const answer = await call<{ _version: number; _approval?: string }>(path, {
          method: 'PATCH',
          body: { ...values, _version: seen },
          signal,
        }).catch((error) => {
          if (signal.aborted) throw new ApiError(0, 'no_answer', say('board.no_answer', { count: PATIENCE / 1000 }), [])
          throw error
        })
        if (answer._approval) {
          putBack([each])
          tellDone(say('move.asked', { stage: stageName(to) }))
          void refreshRecords(app.key)
        } else settle([each], new Map([[record._id, answer._version]]))
      } catch (error) {
        putBack([each])
        if (isAboutRules(problemsOf(error))) {
          announce(
            problemsOf(error)
              .map(({ message }) => message)
              .join(' '),
          )
          return wishMove({ module: module.key, record: { ...record, _version: seen }, to: to.stage })
        }
        const words = say('board.not_moved', { record: nameOf(record), stage: stageName(to) })
        const reasons = problemsOf(error).map(({ message }) => message)
        const reason = reasons.length > 0 ? reasons.join(' ') : messageOf(error)
        announce(`${words} ${reason}`)
        tellRefused(words, reason, () => void again(record._id, to))
        void refreshRecords(app.key)
      }
    }
    const sendMany = async (moved: readonly Moved[]) => {
      const sent = moved.map(({ record, values }) => ({ ...values, _id: record._id, _version: latest(record._id, record._version) }))
      const results = await sendBulk(app.key, module.key, 'update', sent)
      const versions = new Map(results.flatMap((result) => ('_id' in result ? [[result._id, result._version] as const] : [])))
      const failed = moved.flatMap((each, index) => {
        const result = results[index]
        return result && '_id' in result ? [] : [{ each, problems: result && 'problems' in result ? result.problems : NO_REFUSALS }]
      })
      putBack(failed.map(({ each }) => each))
      settle(moved, versions)
      if (failed.length === 0) return
      const title = say('board.not_moved_many', { count: failed.length, stage: stageName(failed[0]!.each.to) })
      announce(title)
      tellOutcome({
        title,
        text: versions.size > 0 ? say('board.moved_rest', { count: versions.size }) : undefined,
        failed: failed.map(({ each, problems }) => ({ name: nameOf(each.record), problems })),
      })
      void refreshRecords(app.key)
    }
    /** How they stand now is shown, whatever became of the move. */
    const readBack = async (ids: readonly string[]) => {
      const read = await readNamed(question, ids).catch(() => undefined)
      const settled = ids.filter((id) => !pending.current.has(id))
      if (read)
        workIn(
          question,
          new Set(settled),
          read.filter(({ _id }) => settled.includes(_id)),
        )
    }
    const again = async (id: string, to: Place) => {
      await readBack([id])
      const now = findCard(question, id)
      if (now) move([now.record], to)
    }

    const move = (records: readonly RecordData[], target: Place, at = 0) => {
      const moved = records.flatMap((record): Moved[] => {
        const held = findCard(question, record._id)
        const from = held?.place ?? placeOf(question, record)
        const to = lane ? { stage: target.stage, lane: target.lane ?? from.lane } : target
        if (placeId(from) === placeId(to)) return []
        const values = {
          ...(from.stage === to.stage ? {} : { _stage: to.stage }),
          ...(lane && to.lane && from.lane?.id !== to.lane.id ? { [lane.name]: to.lane.value } : {}),
        }
        return [{ record: held?.record ?? record, from, to, index: held?.index ?? 0, values }]
      })
      if (moved.length === 0) return
      wait(moved, 1)
      const shown = show(moved, at)
      void inTurn(async () => {
        await shown
        try {
          await (moved.length === 1 ? sendOne(moved[0]!) : sendMany(moved))
        } finally {
          wait(moved, -1)
        }
        await readBack(moved.map(({ record }) => record._id))
      })
    }
    return { move, isPending: (id: string) => pending.current.has(id) }
  }, [question, stages, lanes, say, locale, app.key, people, add, inTurn, latest])
  return useMemo(() => ({ ...moves, pending: waiting }), [moves, waiting])
}

const NOBODY: ReadonlySet<string> = new Set()
const NO_REFUSALS: readonly Refusal[] = []
