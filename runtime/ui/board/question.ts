// What a board asks for: which records, which of their members, in which order, parted into columns by stage and, where the view says so, into lanes.
import type { Module, Pipeline, View } from '../../definition/app.ts'
import { fromRows } from '../../expression/rows.ts'
import { memberOf, type ShownMember } from '../data/members.ts'
import { bothConditions } from '../list/view-changes.ts'

export interface BoardQuestion {
  readonly app: string
  readonly module: Module
  readonly pipeline: Pipeline
  readonly fields: readonly string[]
  readonly view: string | undefined
  readonly where: string | undefined
  readonly search: string | undefined
  readonly sort: string | undefined
  readonly sum: string | undefined
  readonly lane: ShownMember | undefined
  readonly sorted: View['sort']
}

/** A lane: the records with one value of the member, or without any. */
export interface Lane {
  /** Tells lanes apart. */
  readonly id: string
  readonly value: unknown
}

/** Where cards stand: a column, and in a board with lanes the part of it in one lane. */
export interface Place {
  readonly stage: string
  readonly lane: Lane | undefined
}

export function laneOf(value: unknown): Lane {
  const held = value ?? null
  return { id: JSON.stringify(held), value: held }
}

/** Tells places apart. */
export function placeId({ stage, lane }: Place): string {
  return lane ? `${stage} ${lane.id}` : stage
}

/** The place a record belongs to. */
export function placeOf({ lane }: BoardQuestion, record: Readonly<Record<string, unknown>>): Place {
  return { stage: String(record._stage), lane: lane && laneOf(record[lane.name]) }
}

/** Members every card needs, and those that the cards of this view show or are put in order by. */
export function fieldsOf(module: Module, view: View, lane: string | undefined): readonly string[] {
  const wanted = [
    module.title.key,
    ...view.fields,
    ...(view.sum ? [view.sum] : []),
    ...(lane ? [lane] : []),
    ...view.sort.map(({ field }) => field).filter((name) => name !== '_id'),
    '_stage',
    '_stage_at',
    '_owner',
  ]
  return [...new Set(wanted)].filter((name) => memberOf(module, name) !== undefined)
}

/** The question for one place, as the list route takes it. */
export function listOf(question: BoardQuestion, { stage, lane }: Place) {
  const { module, where, lane: by } = question
  const rows = [
    { path: '_stage', operator: 'eq' as const, value: stage },
    ...(lane && by
      ? [
          lane.value === null
            ? { path: by.name, operator: 'is_empty' as const, value: null }
            : { path: by.name, operator: 'eq' as const, value: lane.value },
        ]
      : []),
  ]
  return asked(question, bothConditions(fromRows({ join: 'and', rows }, module.shape), where))
}

/** The same for named records, wherever on the board they stand. */
export function namedOf(question: BoardQuestion, ids: readonly string[]) {
  return asked(question, bothConditions(`_id in ${JSON.stringify(ids)}`, question.where))
}

function asked({ fields, view, search, sort }: BoardQuestion, where: string | undefined) {
  return { fields: fields.join(), view, search, sort, where }
}
