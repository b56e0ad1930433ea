// Derived columns that read nothing but their own record: evaluated in memory, so that the record is written once and its rules see the values.
import type { App, Module } from '../../../runtime/definition/app.ts'
import { evaluate } from '../../../runtime/expression/expression.ts'
import { asStored } from '../../../runtime/expression/stored.ts'
import { lookingAround } from '../surroundings.ts'
import type { WriteContext } from '../write-context.ts'
import { derivedPlan, localColumns } from './plan.ts'

/** Sets the columns of `record` (wire form); returns the names of those that changed. */
export function deriveLocal(app: App, module: Module, record: Record<string, unknown>, now: number): string[] {
  const changed: string[] = []
  for (const { name, storage, expression } of localColumns(app, module)) {
    const environment = { record, now, timeZone: app.settings.timeZone, me: null, myTeam: [] }
    const value = asStored(storage, evaluate(expression, environment))
    if (same(value, record[name])) continue
    record[name] = value
    changed.push(name)
  }
  return changed
}

/**
 * Derived columns that the rules of the module ask about although they read other records: set as they will be once the record is written, where `changed`
 * touches what they read (undefined: a new record).
 */
export async function deriveJudged(
  { trx, published, now }: Pick<WriteContext, 'trx' | 'published' | 'now'>,
  module: Module,
  record: Record<string, unknown>,
  changed: readonly string[] | undefined,
): Promise<void> {
  const { app } = published
  for (const { name, storage, expression, reads } of derivedPlan(app).judged.get(module.key) ?? []) {
    const own = reads.flatMap(({ steps, members }) => (steps[0]?.kind === 'to' ? [steps[0].member] : steps.length === 0 ? members : []))
    if (changed && !own.some((member) => changed.includes(member))) continue
    const environment = { record, now, timeZone: app.settings.timeZone, me: null, myTeam: [] }
    const value = await lookingAround(trx, app, environment, (around) => evaluate(expression, around))
    record[name] = asStored(storage, value)
  }
}

function same(left: unknown, right: unknown): boolean {
  if (left === right || (left === null && right === undefined)) return true
  return Array.isArray(left) && Array.isArray(right) && left.length === right.length && left.every((item, index) => item === right[index])
}
