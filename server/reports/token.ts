// The token that opens a figure: the key of its measure and the values of its group, as opaque text. Only values travel in it; what they mean
// comes from the report, and rights are judged when it is opened.

import { isDate, startOf } from '../../runtime/expression/dates.ts'
import type { PlannedGroup } from '../../runtime/funnel/report-plan.ts'
import { fail, ok, problem, type Result } from '../../runtime/problem.ts'
import { groupKind } from './column-sql.ts'
import type { TableQuery } from './table-query.ts'

export type GroupValue = string | number | boolean | null

export interface Opened {
  readonly measure: number
  /** The values of the groups; empty for a figure of the totals. */
  readonly values: readonly GroupValue[]
}

const MAX_TOKEN = 8000

export function writeToken(measure: string, values: readonly GroupValue[]): string {
  return Buffer.from(JSON.stringify([measure, ...values])).toString('base64url')
}

/** Reads a token of this report; anything else is refused. */
export function readToken(text: string, { plan }: TableQuery): Result<Opened> {
  const wrong = () =>
    fail(
      problem(
        'open',
        'token',
        'open: this does not open a figure of this report. Take "open" of one of its cells.',
        'open：无法打开此报表的数字，请使用单元格返回的 open。',
      ),
    )
  if (text.length > MAX_TOKEN || !/^[A-Za-z0-9_-]+$/.test(text)) return wrong()
  let list: unknown
  try {
    list = JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return wrong()
  }
  if (!Array.isArray(list)) return wrong()
  const [key, ...values] = list as unknown[]
  const measure = plan.measures.findIndex((each) => each.key === key)
  if (measure < 0 || (values.length > 0 && values.length !== plan.groups.length)) return wrong()
  if (!values.every((value, index) => value === null || fits(value, plan.groups[index]!))) return wrong()
  return ok({ measure, values: values as GroupValue[] })
}

function fits(value: unknown, group: PlannedGroup): boolean {
  switch (groupKind(group)) {
    case 'text':
      return typeof value === 'string' && !/\p{Surrogate}|\0/u.test(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'whole':
      return Number.isSafeInteger(value)
    case 'number':
      return Number.isFinite(value)
    case 'date':
      return (
        typeof value === 'string' && isDate(value) && (!group.bucket || group.bucket === 'day' || startOf(group.bucket, value) === value)
      )
  }
}
