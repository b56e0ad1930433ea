// Reads a sample file strictly against the definition it belongs to: everything that is wrong is told at once, with its place.
import type { App, Field, Module } from '../../runtime/definition/app.ts'
import { readJson } from '../../runtime/definition/read-json.ts'
import { moduleReferredTo } from '../../runtime/expression/storage.ts'
import { compileValue } from '../../runtime/fields/validate-value.ts'
import { LOCALES } from '../../runtime/label.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import { isPast, momentOf } from './clock.ts'
import { SAMPLE_FORMAT, type Sample, type SampleRecord } from './sample.ts'
import { shapeProblems } from './shape.ts'
import { type Meaning, wireValue } from './value.ts'

type Row = Readonly<Record<string, unknown>>
interface Document {
  readonly currency: string
  readonly scale?: Sample['scale']
  readonly texts?: Sample['texts']
  readonly records: Readonly<Record<string, readonly Row[]>>
}

/** Any noon: relative times are only compared with each other. */
const NOON = Date.UTC(2026, 5, 15, 12)

export function readSample(text: string, app: App): Result<Sample> {
  const document = readJson(text)
  return document.ok ? sampleOf(document.value, app) : document
}

/** The sample if its shape is right and every record could be one of `app`. */
export function sampleOf(document: unknown, app: App): Result<Sample> {
  const shape = shapeProblems(document, SAMPLE_FORMAT)
  if (shape.length > 0) return fail(...shape)
  const { currency, scale = {}, texts = {}, records } = document as Document
  const modules = Object.entries(records).map(([key, rows]) => ({ key, records: rows.map((row) => recordOf(row)) }))
  const sample: Sample = { currency, scale, texts, modules }
  const seen = new Map<string, string>()
  const problems: Problem[] = []
  for (const { key, records: list } of modules) {
    const module = app.modules.get(key)
    if (!module) {
      problems.push(unknownModule(key, app))
      continue
    }
    const checks = new Map([...module.fields.values()].map((field) => [field.key, checkOf(field)]))
    for (const record of list) {
      const path = `/records/${key}/${record.ref}`
      if (seen.has(record.ref)) problems.push(twice(path, record.ref))
      problems.push(...timeProblems(path, module, record, app))
      for (const [name, value] of Object.entries(record.values)) {
        const field = module.fields.get(name)
        if (!field || field.assigned || field.storage.kind === 'none') problems.push(unknownField(`${path}/${name}`, name, module))
        else problems.push(...valueProblems(`${path}/${name}`, field, value, checks.get(name)!, meaningsOf(sample, app, seen)))
      }
      seen.set(record.ref, key)
    }
  }
  return problems.length > 0 ? fail(...problems) : ok(sample)
}

function recordOf({ _ref, _owner, _created, _visits, ...values }: Row): SampleRecord {
  const visits = ((_visits as string[] | undefined) ?? []).map((each) => {
    const at = each.indexOf(' ')
    return { stage: each.slice(0, at), at: each.slice(at + 1) }
  })
  return {
    ref: String(_ref),
    owner: (_owner ?? null) as number | null,
    created: (_created as string | undefined) ?? visits[0]?.at ?? '',
    visits,
    values,
  }
}

/** The sample in each language, on a day at noon, where every number names a person. */
function meaningsOf(sample: Sample, app: App, seen: ReadonlyMap<string, string>): Meaning[] {
  const { currency, timeZone } = app.settings
  return LOCALES.map((locale) => ({
    sample,
    locale,
    currency,
    clock: { now: NOON, timeZone },
    record: (module, ref) => (seen.get(ref) === module ? ref : undefined),
    person: (number) => String(number),
  }))
}

type Check = (value: unknown, name: string) => Problem[]

/** References are ids once loaded, so here only their being there counts. */
function checkOf(field: Field): Check {
  return field.storage.kind === 'reference' || moduleReferredTo(field.storage) !== undefined
    ? () => []
    : compileValue(field.type.value(field.options, field.context), field.label)
}

function valueProblems(path: string, field: Field, written: unknown, check: Check, meanings: readonly Meaning[]): Problem[] {
  for (const meaning of meanings) {
    const value = wireValue(field, written, meaning)
    if (value === undefined || value === null) return [meaningless(path, field, written)]
    const [first] = check(value, field.key)
    if (first) return [{ ...first, path, message: { en: `${path}: ${first.message.en}`, 'zh-CN': `${path}：${first.message['zh-CN']}` } }]
  }
  return []
}

function timeProblems(path: string, module: Module, { created, visits }: SampleRecord, app: App): Problem[] {
  const { pipeline } = module
  if (!pipeline && visits.length > 0)
    return [
      problem(
        `${path}/_visits`,
        'no_pipeline',
        `${path}/_visits: "${module.key}" has no stages. Give "_created" instead of "_visits".`,
        `${path}/_visits：“${module.key}”没有阶段流程，请用 _created 代替 _visits。`,
      ),
    ]
  if (pipeline && visits.length === 0)
    return [
      problem(
        `${path}/_visits`,
        'missing',
        `${path}/_visits: is missing. List the stages passed.`,
        `${path}/_visits：缺失，请列出经过的阶段。`,
      ),
    ]
  if (!isPast(created))
    return [
      problem(
        `${path}/_created`,
        'not_past',
        `${path}/_created: "${created}" is not a past moment such as -12d 14:05 or -40m.`,
        `${path}/_created：“${created}”不是过去的时间，例如 -12d 14:05 或 -40m。`,
      ),
    ]
  const problems: Problem[] = []
  let last = Number.NEGATIVE_INFINITY
  for (const [index, { stage, at }] of visits.entries()) {
    const place = `${path}/_visits/${index}`
    const moment = momentOf(at, { now: NOON, timeZone: app.settings.timeZone })
    if (!pipeline?.stage.has(stage)) {
      const list = [...(pipeline?.stage.keys() ?? [])]
      problems.push(
        problem(
          place,
          'unknown_stage',
          `${place}: there is no stage "${stage}". Known: ${list.join(', ')}.`,
          `${place}：没有阶段“${stage}”。现有：${list.join('、')}。`,
        ),
      )
    } else if (!isPast(at) || moment === undefined || moment <= last) {
      problems.push(
        problem(
          place,
          'order',
          `${place}: "${at}" is not a past moment after the visit before it.`,
          `${place}：“${at}”应为过去的时间，并晚于上一阶段。`,
        ),
      )
    } else if (visits[index - 1]?.stage === stage) {
      problems.push(
        problem(
          place,
          'same_stage',
          `${place}: "${stage}" follows itself. Make the two visits one.`,
          `${place}：连续两次为“${stage}”，请合并为一次。`,
        ),
      )
    }
    last = moment ?? last
  }
  return problems
}

function unknownModule(key: string, app: App): Problem {
  const list = [...app.modules.keys()]
  return problem(
    `/records/${key}`,
    'unknown_reference',
    `/records/${key}: there is no module "${key}". Known: ${list.join(', ')}.`,
    `/records/${key}：没有模块“${key}”。现有：${list.join('、')}。`,
  )
}

function unknownField(path: string, name: string, module: Module): Problem {
  const list = [...module.fields.values()].filter((field) => !field.assigned && field.storage.kind !== 'none').map((field) => field.key)
  return problem(
    path,
    'unknown_field',
    `${path}: "${name}" is no field that takes a value. Known: ${list.join(', ')}.`,
    `${path}：没有可填写的字段“${name}”。现有：${list.join('、')}。`,
  )
}

function twice(path: string, ref: string): Problem {
  return problem(
    path,
    'duplicate_key',
    `${path}: "${ref}" stands twice. Give one record another _ref.`,
    `${path}：“${ref}”重复，请更换其中一个 _ref。`,
  )
}

function meaningless(path: string, field: Field, written: unknown): Problem {
  const shown = JSON.stringify(written).slice(0, 60)
  const [en, zh] = HINTS[field.storage.kind] ?? ['a value of the field, or one text per language', '该字段的值，或每种语言一个文本']
  return problem(path, 'meaningless', `${path}: ${shown} means nothing here. Write ${en}.`, `${path}：${shown} 无法识别，请填写${zh}。`)
}

const HINTS: Readonly<Record<string, readonly [string, string]>> = {
  date: ['a day such as -12d or +3d', '日期，例如 -12d 或 +3d'],
  instant: ['a moment such as -12d 14:05 or -40m', '时间，例如 -12d 14:05 或 -40m'],
  reference: ['the _ref of a record that stands before this one', '前文已有记录的 _ref'],
}
