// Validates a document against the schemas of its parts and says every breach in both languages. Uses ajv, so it is reached by server and tests only.
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import { VALUE_FORMATS, type ValueFormat } from '../fields/value-formats.ts'
import { type Problem, problem } from '../problem.ts'
import { newAjv } from './ajv.ts'
import { ALL_SCHEMAS } from './field-schema.ts'
import { readablePath } from './place.ts'
import { savedViewSchema } from './schema.ts'
import type { AppDefinition, ReportDefinition } from './types.ts'

interface Validators {
  readonly app: ValidateFunction
  readonly report: ValidateFunction
  readonly savedView: ValidateFunction
}
let validators: Validators | undefined

/** Compiled on first use: a server that only reads what is published never needs them. */
function compiled(): Validators {
  if (!validators) {
    const ajv = newAjv({ discriminator: true, allErrors: true, verbose: true, strict: false, allowUnionTypes: true })
    for (const [name, format] of Object.entries(VALUE_FORMATS)) ajv.addFormat(name, { type: 'string', validate: format.test })
    // Whether a pattern compiles is told by check-fields.ts, with a remedy.
    ajv.addFormat('pattern', true)
    for (const schema of ALL_SCHEMAS) ajv.addSchema(schema)
    ajv.addSchema(savedViewSchema)
    validators = {
      app: ajv.getSchema('stagewright:app')!,
      report: ajv.getSchema('stagewright:report')!,
      // Under its name in the request, so that every message names the place as it was sent.
      savedView: ajv.compile({ type: 'object', properties: { view: { $ref: savedViewSchema.$id } }, required: ['view'] }),
    }
  }
  return validators
}

/** All breaches of the schemas; an empty list means `document` is an AppDefinition in shape. */
export function validateDefinition(document: unknown): Problem[] {
  return breaches(document, compiled().app)
}

/** All breaches of a report that comes alone; an empty list means `document` is a ReportDefinition in shape, its keys unique. */
export function validateReport(document: unknown): Problem[] {
  const problems = breaches(document, compiled().report)
  return problems.length > 0 ? problems : repeatedKeys(document as ReportDefinition)
}

/** All breaches of the schema of a saved view, under `/view`. */
export function validateSavedView(view: unknown): Problem[] {
  return breaches({ view }, compiled().savedView)
}

function repeatedKeys(report: ReportDefinition): Problem[] {
  return (['groups', 'measures'] as const).flatMap((name) => {
    const keys = (report[name] ?? []).map((each) => each.key)
    const repeated = new Set(keys.filter((key, index) => keys.indexOf(key) !== index))
    return [...repeated].map((key) =>
      problem(
        `/${name}/${key}`,
        'duplicate_key',
        `/${name}: the key "${key}" stands twice. Give one of them another key.`,
        `/${name}：键“${key}”重复，请修改其中一个。`,
      ),
    )
  })
}

function breaches(document: unknown, check: ValidateFunction): Problem[] {
  if (check(document)) return []
  const errors = (check.errors ?? []).filter(meaningful)
  const seen = new Set<string>()
  return errors
    .map((error) => toProblem(document, error))
    .filter((each) => {
      const id = `${each.path} ${each.code} ${each.message.en}`
      return seen.has(id) ? false : seen.add(id) !== undefined
    })
}

export function isDefinition(document: unknown): document is AppDefinition {
  return compiled().app(document) as boolean
}

/** anyOf and oneOf report every branch that failed; the branch errors inside them only repeat it. */
function meaningful(error: ErrorObject, _: number, all: ErrorObject[]): boolean {
  if (error.keyword === 'anyOf') return true
  return !all.some(
    (other) =>
      other.keyword === 'anyOf' &&
      error.schemaPath !== other.schemaPath &&
      error.instancePath.startsWith(other.instancePath) &&
      error.schemaPath.startsWith(other.schemaPath),
  )
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined'
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

function toProblem(document: unknown, error: ErrorObject): Problem {
  const path = readablePath(document, error.instancePath)
  const { keyword, params, data } = error
  const value = show(data)
  const zhType: Record<string, string> = {
    string: '文本',
    object: '对象',
    array: '列表',
    integer: '整数',
    number: '数字',
    boolean: 'true 或 false',
  }
  switch (keyword) {
    case 'required': {
      const name = String(params.missingProperty)
      return problem(path, 'missing', `${path}: "${name}" is missing. Add it.`, `${path}：缺少“${name}”，请补上。`)
    }
    case 'additionalProperties': {
      const name = String(params.additionalProperty)
      const known = Object.keys((error.parentSchema?.properties as object | undefined) ?? {})
      return problem(
        `${path === '/' ? '' : path}/${name}`,
        'unknown_key',
        `${path}: "${name}" is not known here. Known: ${known.join(', ')}.`,
        `${path}：此处没有“${name}”。可用：${known.join('、')}。`,
      )
    }
    case 'type': {
      const types = [params.type].flat().map(String)
      return problem(
        path,
        'type',
        `${path}: ${value} is not of type ${types.join(' or ')}.`,
        `${path}：${value} 的类型不对，应为${types.map((t) => zhType[t] ?? t).join('或')}。`,
      )
    }
    case 'enum':
    case 'const': {
      const allowed = keyword === 'const' ? [params.allowedValue] : (params.allowedValues as unknown[])
      const list = allowed.map(show)
      return problem(
        path,
        'not_allowed',
        `${path}: ${value} is not allowed. Use ${list.join(', ')}.`,
        `${path}：不允许 ${value}，可用：${list.join('、')}。`,
      )
    }
    case 'discriminator': {
      const names = ((error.parentSchema?.oneOf as { properties: { type: { const: string } } }[]) ?? []).map(
        (one) => one.properties.type.const,
      )
      const tag = show(params.tagValue)
      return problem(
        `${path}/type`,
        'unknown_type',
        `${path}/type: ${tag} is not a known type. Use ${names.join(', ')}.`,
        `${path}/type：没有类型 ${tag}，可用：${names.join('、')}。`,
      )
    }
    case 'pattern':
      return problem(
        path,
        'pattern',
        `${path}: ${value} does not match ${params.pattern}.`,
        `${path}：${value} 不符合格式 ${params.pattern}。`,
      )
    case 'minLength':
    case 'maxLength':
      return bound(path, keyword, Number(params.limit), value, ['characters', '个字符'])
    case 'minItems':
    case 'maxItems':
      return bound(path, keyword, Number(params.limit), `${(data as unknown[]).length}`, ['items', '项'])
    case 'minProperties':
      return problem(path, 'empty', `${path}: give at least one language, en or zh-CN.`, `${path}：至少填写一种语言（en 或 zh-CN）。`)
    case 'maxProperties':
      return bound(path, keyword, Number(params.limit), `${Object.keys(data as object).length}`, ['entries', '项'])
    case 'minimum':
    case 'maximum':
      return bound(path, keyword, Number(params.limit), value, ['', ''])
    case 'format': {
      const format = (VALUE_FORMATS as Readonly<Record<string, ValueFormat>>)[String(params.format)]
      if (!format) break
      return problem(
        path,
        'format',
        `${path}: ${value} ${format.fault.en}. ${format.remedy.en}`,
        `${path}：${value} ${format.fault['zh-CN']}。${format.remedy['zh-CN']}`,
      )
    }
    case 'anyOf':
      return problem(
        path,
        'not_allowed',
        `${path}: ${value} is not allowed. ${error.schema && shape(error.parentSchema).en}`,
        `${path}：不允许 ${value}。${shape(error.parentSchema)['zh-CN']}`,
      )
  }
  return problem(
    path,
    keyword,
    `${path}: ${value} ${error.message ?? 'is invalid'}.`,
    `${path}：${value} 不符合规则（${error.message ?? keyword}）。`,
  )
}

function shape(schema: unknown): { en: string; 'zh-CN': string } {
  const description = String((schema as { description?: string } | undefined)?.description ?? '')
  return { en: description, 'zh-CN': `规则：${description}` }
}

function bound(path: string, keyword: string, limit: number, value: string, unit: readonly [string, string]): Problem {
  const least = keyword.startsWith('min')
  const en = `${path}: ${value} is ${least ? 'less than the least' : 'more than the most'} allowed, ${limit} ${unit[0]}`.trimEnd()
  return problem(
    path,
    least ? 'below_minimum' : 'above_maximum',
    `${en}.`,
    `${path}：${value} ${least ? '小于下限' : '大于上限'} ${limit} ${unit[1]}`.trimEnd(),
  )
}
