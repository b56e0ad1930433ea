// Conversions over HTTP: what a record would become, becoming it, and taking that back.
import type { ConversionTarget } from '../../runtime/definition/app.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import { rightsOf } from '../access/rules.ts'
import { findMade, type StoredConversion } from '../records/convert/made.ts'
import { type Choice, convertRecord, lockedRecord, type Order } from '../records/convert/perform.ts'
import { conditionProblems, conversionOf, valuesOf } from '../records/convert/plan.ts'
import { undoConversion } from '../records/convert/undo.ts'
import { findDuplicates } from '../records/duplicates.ts'
import { movesOf } from '../records/moves.ts'
import { readRecord } from '../records/read.ts'
import { notAllowed } from '../records/refusal.ts'
import { writeWhole } from '../records/whole.ts'
import type { Values } from '../records/writer.ts'
import { readFields } from './body.ts'
import { contextOf, moduleOf } from './records.ts'
import { type Answer, type AppRequest, answer, type Route } from './route.ts'

const CONVERSION = '/apps/:app/records/:module/:id/conversion'

export const conversionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: CONVERSION,
    permission: 'app',
    summary: 'What a record would become, or became',
    query: ['conversion'],
    handle: preview,
  },
  { method: 'POST', path: CONVERSION, permission: 'app', summary: 'Convert a record', handle: convert },
  { method: 'POST', path: `${CONVERSION}/undo`, permission: 'app', summary: 'Take a conversion back', handle: undo },
]

async function preview(request: AppRequest): Promise<Answer> {
  const module = moduleOf(request)
  if (!module.ok) return module
  const { host, published, principal, path, query } = request
  const conversion = conversionOf(published.app, module.value, query.conversion)
  if (!conversion.ok) return conversion
  const id = path.id!
  // Nothing is written: the transaction only makes what is read one moment.
  const found = await host.write(async (trx, current) => {
    const context = contextOf(request, trx, current)
    const locked = await lockedRecord(context, module.value, id)
    if (!locked.ok) return locked
    const made = await findMade(trx, id, conversion.value.key)
    const problems = await conditionProblems(context, conversion.value, locked.value)
    const values = new Map<string, Record<string, unknown>>()
    for (const target of conversion.value.targets) values.set(target.key, await valuesOf(context, target, locked.value))
    return ok({ record: locked.value, made, problems, values })
  })
  if (!found.ok) return found
  const { record, made, problems, values } = found.value
  const targets = []
  for (const target of conversion.value.targets) targets.push(await targetOf(request, target, values.get(target.key)!, id))
  const { key, stage } = conversion.value
  const moves = stage === undefined || record._stage === stage ? undefined : await movesOf(host.db, published, principal, module.value, id)
  const move = moves?.ok ? moves.value.options.find(({ to }) => to === stage) : undefined
  return {
    json: {
      conversion: key,
      version: record._version,
      problems: told(request, problems),
      targets,
      ...(move ? { move: { ...move, problems: told(request, move.problems) } } : {}),
      ...(made ? { done: await doneOf(request, made) } : {}),
    },
  }
}

async function targetOf(request: AppRequest, target: ConversionTarget, values: Values, source: string): Promise<object> {
  const { host, published, principal } = request
  const { app } = published
  const module = app.modules.get(target.module)!
  const rights = rightsOf(principal, app, module)
  const duplicates = await findDuplicates(host.db, app, module, principal, values, source, target.match)
  const problems = rights.create ? [] : [notAllowed(module, 'create')]
  const ties = [...target.links.keys(), ...(target.link?.on === 'target' ? [target.link.field] : [])]
  const linked = ties.filter((name) => rights.canRead(name))
  return { key: target.key, module: module.key, optional: target.optional, values, linked, duplicates, problems: told(request, problems) }
}

/** What a record became, by title where that is open. */
async function doneOf({ host, published, principal }: AppRequest, { id, at, by, made }: StoredConversion): Promise<object> {
  const { app } = published
  const records = []
  for (const { target, module: key, record, created } of made.records) {
    const module = app.modules.get(key)
    const found = module && (await readRecord(host.db, app, module, principal, record))
    const title = found?.[module!.title.key] ?? null
    records.push({ target, module: key, _id: record, created, title, open: found !== undefined && found._deleted_at === null })
  }
  return { id, at: new Date(at).toISOString(), by, made: records }
}

function told({ locale }: AppRequest, problems: readonly Problem[]) {
  return problems.map(({ message, ...rest }) => ({ ...rest, message: message[locale] }))
}

async function convert(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const module = moduleOf(request)
  if (!module.ok) return module
  const fields = readFields(body.value, { conversion: 'string', version: 'number', targets: 'object', _move: 'object' }, ['version'])
  if (!fields.ok) return fields
  const { conversion: key, version, targets = {}, _move: move } = fields.value
  const chosen = conversionOf(request.published.app, module.value, key as string | undefined)
  if (!chosen.ok) return chosen
  const choices = readChoices(chosen.value.targets, targets as Values)
  if (!choices.ok) return choices
  const order: Order = { version, choices: choices.value, move }
  const result = await writeWhole(request.host, async (trx, published) => {
    const context = contextOf(request, trx, published)
    const current = conversionOf(published.app, module.value, chosen.value.key)
    return current.ok
      ? convertRecord(context, published.app.modules.get(module.value.key)!, current.value, request.path.id!, order)
      : current
  })
  return answer(result, (json) => ({ json, status: 201 }))
}

function readChoices(targets: readonly ConversionTarget[], given: Values): Result<ReadonlyMap<string, Choice>> {
  const choices = new Map<string, Choice>()
  for (const [key, value] of Object.entries(given)) {
    const choice = targets.some((target) => target.key === key) ? readChoice(value) : undefined
    if (!choice) return fail(badChoice(key))
    choices.set(key, choice)
  }
  return ok(choices)
}

function readChoice(value: unknown): Choice | undefined {
  if (!value || typeof value !== 'object' || Array.isArray(value) || Object.keys(value).length !== 1) return undefined
  const { create, use, skip } = value as Readonly<Record<string, unknown>>
  if (create && typeof create === 'object' && !Array.isArray(create)) return { create: create as Values }
  if (typeof use === 'string') return { use }
  return skip === true ? { skip } : undefined
}

function badChoice(key: string): Problem {
  const shown = key.slice(0, 60)
  return problem(
    `targets.${shown}`,
    'not_allowed',
    `targets.${shown}: not a choice for a target of this conversion. Give {"create": {…}}, {"use": "id"} or {"skip": true}.`,
    `targets.${shown}：不是此转化的有效选择，请使用 {"create": {…}}、{"use": "id"} 或 {"skip": true}。`,
  )
}

async function undo(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const module = moduleOf(request)
  if (!module.ok) return module
  const fields = readFields(body.value, { conversion: 'string' }, [])
  if (!fields.ok) return fields
  const result = await writeWhole(request.host, async (trx, published) => {
    const conversion = conversionOf(published.app, module.value, fields.value.conversion as string | undefined)
    if (!conversion.ok) return conversion
    return undoConversion(
      contextOf(request, trx, published),
      published.app.modules.get(module.value.key)!,
      conversion.value,
      request.path.id!,
    )
  })
  return answer(result, (json) => ({ json }))
}
