// Which members of the view stand where on a card: the amount under the title, the next step in the foot, the others as lines between.
import type { Module, View } from '../../definition/app.ts'
import { memberOf, type ShownMember } from '../data/members.ts'

export interface CardMembers {
  /** The amount: what the columns sum, else the first money of the view. */
  readonly amount: ShownMember | undefined
  /** The next step in words, and when it is due. */
  readonly step: ShownMember | undefined
  readonly due: ShownMember | undefined
  readonly rest: readonly ShownMember[]
}

/** Fields whose keys begin so are the next step of a record. */
const NEXT = /^next(_|$)/

export function cardMembers(module: Module, view: View, lane: string | undefined): CardMembers {
  const elsewhere = new Set([module.title.key, '_stage', '_stage_at', '_owner', lane])
  const shown = view.fields.flatMap((name) => (elsewhere.has(name) ? [] : (memberOf(module, name) ?? [])))
  const isMoney = ({ storage }: ShownMember) => storage.kind === 'decimal' && storage.currency !== undefined
  const amount = shown.find(({ name }) => name === view.sum) ?? shown.find(isMoney)
  const next = shown.filter(({ name }) => NEXT.test(name))
  const due = next.find(({ storage }) => storage.kind === 'date' || storage.kind === 'instant')
  const step = next.find(({ storage, context }) => storage.kind === 'text' && !context.choices)
  const rest = shown.filter((member) => member !== amount && member !== due && member !== step && member.storage.kind !== 'none')
  return { amount, step, due, rest }
}
