// The shape of a sample file, as a JSON Schema; what breaks it is told with its place in both languages. Whether its records fit the definition is read.ts's part.
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import { newAjv } from '../../runtime/definition/ajv.ts'
import { type Problem, problem } from '../../runtime/problem.ts'

const MAX_RECORDS = 20_000
const text = { type: 'string', minLength: 1, maxLength: 2000 }

const row = {
  type: 'object',
  properties: {
    _ref: { type: 'string', pattern: '^[a-z][a-z0-9_]{0,23}$' },
    _owner: { type: ['integer', 'null'], minimum: 0, maximum: 99 },
    _created: { type: 'string' },
    _visits: { type: 'array', minItems: 1, maxItems: 60, items: { type: 'string', pattern: '^[a-z][a-z0-9_]{0,47} [^ ].*$' } },
  },
  required: ['_ref'],
  not: { required: ['_created', '_visits'] },
}

/** The JSON Schema of a sample file of `format`. */
export function sampleSchema(format: number) {
  return {
    type: 'object',
    properties: {
      format: { const: format },
      currency: { type: 'string', pattern: '^[A-Z]{3}$' },
      scale: { type: 'object', additionalProperties: { type: 'number', exclusiveMinimum: 0 } },
      texts: {
        type: 'object',
        additionalProperties: {
          type: 'object',
          properties: { en: text, 'zh-CN': text },
          required: ['en', 'zh-CN'],
          additionalProperties: false,
        },
      },
      records: { type: 'object', additionalProperties: { type: 'array', maxItems: MAX_RECORDS, items: row } },
    },
    required: ['format', 'currency', 'records'],
    additionalProperties: false,
  }
}

let check: ValidateFunction | undefined

export function shapeProblems(document: unknown, format: number): Problem[] {
  check ??= newAjv({ allErrors: true, strict: false, verbose: true }).compile(sampleSchema(format))
  return check(document) ? [] : (check.errors ?? []).map((error) => toProblem(document, error))
}

function toProblem(document: unknown, { instancePath, keyword, params, data }: ErrorObject): Problem {
  const path = readable(document, instancePath)
  const shown = (JSON.stringify(data) ?? '').slice(0, 60)
  switch (keyword) {
    case 'required':
      return problem(
        path,
        'missing',
        `${path}: "${params.missingProperty}" is missing. Add it.`,
        `${path}：缺少“${params.missingProperty}”，请补上。`,
      )
    case 'additionalProperties':
      return problem(
        path,
        'unknown_key',
        `${path}: "${params.additionalProperty}" is not known here. Remove it.`,
        `${path}：此处没有“${params.additionalProperty}”，请删除。`,
      )
    case 'const':
      return problem(
        path,
        'not_allowed',
        `${path}: ${shown} is not ${JSON.stringify(params.allowedValue)}.`,
        `${path}：${shown} 应为 ${JSON.stringify(params.allowedValue)}。`,
      )
    case 'type':
      return problem(
        path,
        'type',
        `${path}: ${shown} is not of type ${String(params.type)}.`,
        `${path}：${shown} 的类型不对，应为 ${String(params.type)}。`,
      )
    case 'pattern':
      return problem(
        path,
        'pattern',
        `${path}: ${shown} does not match ${params.pattern}.`,
        `${path}：${shown} 不符合格式 ${params.pattern}。`,
      )
    case 'not':
      return problem(
        path,
        'not_allowed',
        `${path}: give "_created" or "_visits", not both; a record begins with its first visit.`,
        `${path}：_created 与 _visits 只能填写一项，记录从第一个阶段开始。`,
      )
    default:
      return problem(
        path,
        keyword,
        `${path}: ${shown} breaks the rule ${keyword} ${JSON.stringify(params)}.`,
        `${path}：${shown} 不符合规则 ${keyword} ${JSON.stringify(params)}。`,
      )
  }
}

/** The place with references of records in place of their numbers. */
function readable(document: unknown, pointer: string): string {
  let node: unknown = document
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => {
      node = (node as Record<string, unknown> | undefined)?.[step]
      const ref = (node as { _ref?: unknown } | undefined)?._ref
      return typeof ref === 'string' ? ref : step
    })
  return `/${steps.join('/')}`
}
