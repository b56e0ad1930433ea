// What a conversion would make of a record, as far as the one who asks may know: values computed from what he may read, records that look like them, and what
// stands in the way.
import type { App, Conversion, ConversionTarget, Module } from '../../../runtime/definition/app.ts'
import { evaluate, truthy } from '../../../runtime/expression/expression.ts'
import { bothOf } from '../../../runtime/label.ts'
import { fail, ok, type Problem, problem, type Result } from '../../../runtime/problem.ts'
import type { Principal } from '../../access/principal.ts'
import { rightsOf } from '../../access/rules.ts'
import { environmentOf } from '../move.ts'
import { forbiddenReferences } from '../names.ts'
import { recordExists } from '../problems.ts'
import { lookingAround } from '../surroundings.ts'
import type { WriteContext } from '../write-context.ts'
import type { Values } from '../writer.ts'

/** The conversion of that key, or the first of the module. */
export function conversionOf(app: App, module: Module, key: string | undefined): Result<Conversion> {
  const own = [...app.conversions.values()].filter((each) => each.module === module.key)
  const found = key === undefined ? own[0] : own.find((each) => each.key === key)
  if (found) return ok(found)
  const label = bothOf(module.label)
  return fail(
    problem(
      '',
      'not_found',
      `Records of ${label.en} have no ${key === undefined ? 'conversion' : `conversion "${key.slice(0, 60)}"`}.`,
      `“${label['zh-CN']}”没有${key === undefined ? '转化规则' : `转化规则“${key.slice(0, 60)}”`}。`,
    ),
  )
}

/** Whether the record can be converted as it stands. */
export async function conditionProblems(context: WriteContext, conversion: Conversion, record: Values): Promise<Problem[]> {
  const { when } = conversion
  if (!when) return []
  const { app } = context.published
  const holds = await lookingAround(context.trx, app, environmentOf(context, record, record), (around) => truthy(evaluate(when, around)))
  if (holds) return []
  return [
    problem(
      '',
      'not_convertible',
      'This record cannot be converted as it stands: the condition of the conversion does not hold.',
      '此记录目前不能转化：未满足转化条件。',
    ),
  ]
}

/**
 * The values a target begins with. An expression that reads what the principal may not read gives nothing, and so does a field he may not write; records
 * that are closed to him are not looked at.
 */
export async function valuesOf(context: WriteContext, target: ConversionTarget, record: Values): Promise<Record<string, unknown>> {
  const { trx, published, principal } = context
  const { app } = published
  const module = app.modules.get(target.module)!
  const rights = rightsOf(principal, app, module)
  const open = target.values.filter(
    ({ field, to }) => isWritable(module, principal, app, field) && forbiddenReferences(app, principal, to, '').length === 0,
  )
  const computed = await lookingAround(
    trx,
    app,
    environmentOf(context, record, record),
    (around) => open.map(({ field, to }) => [field, evaluate(to, around)] as const),
    (key, id) => recordExists(context, key, id),
  )
  const given = computed.filter(([field, value]) => value !== null && value !== undefined && rights.canRead(field))
  return Object.fromEntries(given)
}

export function isWritable(module: Module, principal: Principal, app: App, key: string): boolean {
  const rights = rightsOf(principal, app, module)
  const field = module.fields.get(key)
  return field !== undefined && !field.assigned && field.readOnly !== true && rights.canRead(key) && rights.canWrite(key)
}
