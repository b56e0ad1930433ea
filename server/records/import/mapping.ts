// How the columns of a file become fields: what people choose in the wizard or write in a map file. Checked as a whole before a line is read.

import type { ValidateFunction } from 'ajv/dist/2020.js'
import { newAjv } from '../../../runtime/definition/ajv.ts'
import type { App, Field, Module } from '../../../runtime/definition/app.ts'
import { moduleReferredTo } from '../../../runtime/expression/storage.ts'
import type { DateOrder, NumberFormat } from '../../../runtime/fields/contract.ts'
import { fail, ok, type Problem, problem, type Result } from '../../../runtime/problem.ts'
import { mayDesign, type Principal } from '../../access/principal.ts'
import { type Rights, rightsOf } from '../../access/rules.ts'
import { DELIMITERS } from './csv.ts'
import { ENCODINGS } from './encoding.ts'
import type { FileForm } from './source.ts'

export interface ColumnMap {
  /** Heading of the column. */
  readonly column: string
  /** A field, or `_stage`, `_owner`, `_reason`, `_note`; `_id` and fields nobody writes only where lines are matched by them. */
  readonly field: string
  /** Relation: the field of the other module the text is compared with; its title unless given. */
  readonly match?: string
  /** Relation: makes the record that is missing, with that one field. */
  readonly createMissing?: boolean
  /** Texts replaced before anything else: `{"GTXPro": "GTX Pro"}`. */
  readonly values?: Readonly<Record<string, string>>
}

interface WrittenForm extends FileForm {
  readonly dateOrder?: DateOrder
  readonly numberFormat?: NumberFormat
}
export interface RecordMap extends WrittenForm {
  readonly columns: readonly ColumnMap[]
  /** The field, or `_id`, by which a line finds the record it updates. Without it every line is a new record. */
  readonly match?: string
  /** With `match`: lines that find no record are `create`d (the default) or `skip`ped. */
  readonly unmatched?: 'create' | 'skip'
  /** With `match`: records that are found are `update`d (the default) or `skip`ped. */
  readonly matched?: 'update' | 'skip'
  /** `user` (the default): stages are entered by the rules, as somebody would. `history`: they are taken as told, which asks for the right to design. */
  readonly stages?: 'user' | 'history'
}
export interface HistoryMap extends WrittenForm {
  /** The column that names the record, and the field it is compared with. */
  readonly record: { readonly column: string; readonly field: string }
  readonly stage: { readonly column: string; readonly values?: Readonly<Record<string, string>> }
  readonly enteredAt: { readonly column: string }
  /** Orders lines of the same instant; the order of the file unless given. */
  readonly sequence?: { readonly column: string }
  readonly by?: { readonly column: string }
  /** Makes records the file names and the app lacks. */
  readonly createMissing?: boolean
}

const texts = { type: 'object', additionalProperties: { type: 'string' } }
const form = {
  encoding: { enum: ENCODINGS },
  delimiter: { enum: DELIMITERS },
  sheet: { type: 'string', minLength: 1, maxLength: 200 },
  headingLine: { type: 'integer', minimum: 1, maximum: 10_000 },
  dateOrder: { enum: ['YMD', 'MDY', 'DMY'] },
  numberFormat: {
    type: 'object',
    properties: { decimal: { enum: ['.', ','] }, group: { enum: ['', ',', '.', ' ', "'"] } },
    required: ['decimal', 'group'],
    additionalProperties: false,
  },
}
const column = {
  type: 'object',
  properties: { column: { type: 'string', minLength: 1 } },
  required: ['column'],
  additionalProperties: false,
}

export const recordMapSchema = {
  type: 'object',
  properties: {
    ...form,
    columns: {
      type: 'array',
      minItems: 1,
      maxItems: 500,
      items: {
        type: 'object',
        properties: {
          column: { type: 'string', minLength: 1 },
          field: { type: 'string' },
          match: { type: 'string' },
          createMissing: { type: 'boolean' },
          values: texts,
        },
        required: ['column', 'field'],
        additionalProperties: false,
      },
    },
    match: { type: 'string' },
    unmatched: { enum: ['create', 'skip'] },
    matched: { enum: ['update', 'skip'] },
    stages: { enum: ['user', 'history'] },
  },
  required: ['columns'],
  additionalProperties: false,
}

export const historyMapSchema = {
  type: 'object',
  properties: {
    ...form,
    record: {
      type: 'object',
      properties: { column: { type: 'string', minLength: 1 }, field: { type: 'string' } },
      required: ['column', 'field'],
      additionalProperties: false,
    },
    stage: {
      type: 'object',
      properties: { column: { type: 'string', minLength: 1 }, values: texts },
      required: ['column'],
      additionalProperties: false,
    },
    enteredAt: column,
    sequence: column,
    by: column,
    createMissing: { type: 'boolean' },
  },
  required: ['record', 'stage', 'enteredAt'],
  additionalProperties: false,
}

const formSchema = { type: 'object', properties: form, additionalProperties: false }

const schemas = { record: recordMapSchema, history: historyMapSchema, form: formSchema }
const checks = new Map<keyof typeof schemas, ValidateFunction>()

function checkOf(kind: keyof typeof schemas): ValidateFunction {
  const check = checks.get(kind) ?? newAjv({ allErrors: true }).compile(schemas[kind])
  checks.set(kind, check)
  return check
}

/** The map if its shape is right. */
export function readMap(kind: 'record' | 'history', document: unknown): Result<RecordMap | HistoryMap> {
  return checked(kind, document)
}

/** The part of a map that says how a file is read, if its shape is right. */
export function readForm(document: unknown): Result<FileForm> {
  return checked('form', document)
}

function checked<T>(kind: keyof typeof schemas, document: unknown): Result<T> {
  const check = checkOf(kind)
  if (check(document)) return ok(document as T)
  const problems = (check.errors ?? []).map((error) => {
    const path = error.instancePath || '/'
    const name = String(error.params.additionalProperty ?? error.params.missingProperty ?? '')
    const values = error.params.allowedValues
      ? ` (${(error.params.allowedValues as unknown[]).map((value) => JSON.stringify(value)).join(', ')})`
      : ''
    return problem(
      path,
      'map',
      `map ${path}: ${error.message} ${name}${values}`.trimEnd(),
      `映射 ${path}：不符合规则（${error.message} ${name}${values}）`,
    )
  })
  return fail(...problems)
}

/** What is wrong with the map for this module, this principal and the headings of this file. */
export function mapProblems(app: App, module: Module, principal: Principal, map: RecordMap, headings: readonly string[]): Problem[] {
  const rights = rightsOf(principal, app, module)
  const problems: Problem[] = []
  const seen = new Set<string>()
  for (const { column: name, field, match } of map.columns) {
    problems.push(...headingProblems(headings, name))
    const moves = module.pipeline !== undefined && rights.canWrite('_stage')
    if (moves && MOVE_COLUMNS.has(field)) continue
    const system = field === '_owner' || (field === '_stage' && module.pipeline !== undefined)
    const known = system || module.fields.has(field) || (field === '_id' && map.match === '_id')
    if (!rights.canRead(field) || !known) problems.push(noField(module, field, rights))
    else if (!isWritten(module, rights, field) && field !== map.match)
      problems.push(problem(field, 'read_only', `map: "${field}" cannot be written by you.`, `映射：你不能写入“${field}”。`))
    else problems.push(...keyProblems(app, principal, module.fields.get(field), match))
    if (seen.has(field))
      problems.push(
        problem(field, 'duplicate', `map: two columns lead to "${field}". Keep one.`, `映射：有两列对应“${field}”，请只保留一列。`),
      )
    seen.add(field)
  }
  if (map.stages === 'history' && !mayDesign(principal, app))
    problems.push(
      problem(
        'stages',
        'forbidden',
        'map: only somebody who may design the app records stages as history. Leave "stages" out; the rules then hold.',
        '映射：只有可设计应用的人才能按历史记录阶段。请去掉 stages，按规则导入。',
      ),
    )
  if (map.match !== undefined && !(seen.has(map.match) && isKey(module, map.match))) {
    problems.push(
      problem(
        'match',
        'match',
        `map: "${map.match}" is not among the columns, or lines cannot be matched by it.`,
        `映射：“${map.match}”不在映射的列中，或不能用于匹配。`,
      ),
    )
  }
  return problems
}

/** What is said with a move, as columns of a file: the reason and the note. */
export const MOVE_COLUMNS: ReadonlySet<string> = new Set(['_reason', '_note'])

/** Whether an import may write the field; the others serve to find records at most. */
export function isWritten(module: Module, rights: Rights, field: string): boolean {
  return field !== '_id' && rights.canWrite(field) && module.fields.get(field)?.assigned !== true
}

/** Whether lines can be matched by the field: it holds one plain value. */
function isKey(module: Module, field: string): boolean {
  const kind = module.fields.get(field)?.storage.kind
  return field === '_id' || (kind !== undefined && kind !== 'json' && kind !== 'document' && kind !== 'none')
}

export function headingProblems(headings: readonly string[], name: string): Problem[] {
  if (headings.includes(name)) return []
  const list = headings.join(', ')
  return [
    problem(
      'columns',
      'no_column',
      `map: the file has no column "${name}". It has: ${list}.`,
      `映射：文件中没有列“${name}”。现有：${list}。`,
    ),
  ]
}

/** Relations are looked up by a field the principal may read: a lookup by a hidden one would tell its values. */
function keyProblems(app: App, principal: Principal, field: Field | undefined, match: string | undefined): Problem[] {
  const target = field && app.modules.get(moduleReferredTo(field.storage) ?? '')
  if (!target) return []
  const rights = rightsOf(principal, app, target)
  const key = match ?? target.title.key
  if (rights.read !== 'none' && rights.canRead(key) && target.fields.has(key)) return []
  return [noField(target, key, rights)]
}

export function noField(module: Module, field: string, rights: Rights): Problem {
  const list = [...module.fields.keys()].filter((name) => rights.canRead(name)).join(', ')
  return problem(field, 'unknown_field', `map: there is no field "${field}". Known: ${list}.`, `映射：没有字段“${field}”。现有：${list}。`)
}
