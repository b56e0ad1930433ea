// What can be wrong with a record as it will be: conditions and rules, references that lead nowhere, values and duplicates that are taken.
import { sql } from 'kysely'
import { FILE_MODULE, USER_MODULE } from '../../runtime/expression/storage.ts'
import { bothOf } from '../../runtime/label.ts'
import { type Problem, problem } from '../../runtime/problem.ts'
import { type Rights, rightsOf } from '../access/rules.ts'
import { Slot, type Transaction } from '../database/database.ts'
import { statement } from '../database/text.ts'
import { quoteName, toColumn } from '../schema/columns.ts'
import { isFileFor } from './files/store.ts'
import { conditionProblems, type Names } from './input.ts'
import { environmentOf } from './move.ts'
import { requestSlots, statementCache } from './read.ts'
import { scopeSql } from './scope-sql.ts'
import { lookingAround } from './surroundings.ts'
import type { WriteContext } from './write-context.ts'
import type { Values, Writer } from './writer.ts'

/** Everything that can be wrong with the record as it will be; a promise only where the database has to be asked. */
export function recordProblems(
  context: WriteContext,
  writer: Writer,
  rights: Rights,
  next: Values,
  before: Values | null,
  changed: Names,
  creating: boolean,
): readonly Problem[] | Promise<readonly Problem[]> {
  const asks = writer.looksAround || writer.seeksTwins || writer.references.some(({ name }) => changed.has(name) && next[name] !== null)
  return asks
    ? allProblems(context, writer, rights, next, before, changed, creating)
    : conditionProblems(writer, environmentOf(context, next, before), changed, creating)
}

async function allProblems(
  context: WriteContext,
  writer: Writer,
  rights: Rights,
  next: Values,
  before: Values | null,
  changed: Names,
  creating: boolean,
): Promise<readonly Problem[]> {
  const { trx, published } = context
  const environment = environmentOf(context, next, before)
  const conditions = writer.looksAround
    ? await lookingAround(trx, published.app, environment, (around) => conditionProblems(writer, around, changed, creating))
    : conditionProblems(writer, environment, changed, creating)
  return [
    ...conditions,
    ...(await referenceProblems(context, writer, next, before, changed)),
    ...(await uniqueProblems(context, writer, rights, next, creating ? undefined : changed)),
  ]
}

/**
 * References must lead to records outside the trash that the principal may read, to users that exist, and to files given to this field. Of a list only what
 * was added is asked: what was there before may have gone meanwhile.
 */
async function referenceProblems(
  context: WriteContext,
  writer: Writer,
  next: Values,
  before: Values | null,
  changed: Names,
): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const { name, module, many } of writer.references) {
    if (!changed.has(name)) continue
    const known = many ? idsIn(before?.[name]) : []
    for (const id of idsIn(next[name])) {
      if (known.includes(id)) continue
      const mark = `${module} ${id}`
      if (context.batch?.references.has(mark)) continue
      if (module === FILE_MODULE) {
        if (!(await isFileFor(context, writer.module, name, String(next._id), id))) problems.push(noFile(name, id))
      } else if (await (module === USER_MODULE ? context.userExists(id) : recordExists(context, module, id))) {
        context.batch?.references.add(mark)
      } else problems.push(noRecord(name, id))
    }
  }
  return problems
}

function idsIn(value: unknown): readonly string[] {
  return typeof value === 'string' ? [value] : Array.isArray(value) ? value : []
}

function noRecord(name: string, id: string): Problem {
  return problem(
    name,
    'no_such_record',
    `${name}: there is no record "${id}" to point at. Choose an existing one.`,
    `${name}：没有可关联的记录“${id}”，请选择已有记录。`,
  )
}

function noFile(name: string, id: string): Problem {
  return problem(
    name,
    'no_such_file',
    `${name}: there is no file "${id}" for this field. Upload it first.`,
    `${name}：没有属于此字段的文件“${id}”，请先上传。`,
  )
}

/** Whether the record is there for the principal, outside the trash. */
export async function recordExists({ trx, db, published, principal, now }: WriteContext, key: string, id: string): Promise<boolean> {
  const { app } = published
  const target = app.modules.get(key)
  if (!target) return false
  const rights = rightsOf(principal, app, target)
  const statement = statementCache(app).get(`exists ${key} ${rights.cacheKey}`, () => {
    const where = [sql`x."_id" = ${new Slot('id')}`, sql`x."_deleted_at" IS NULL`, ...scopeSql(rights.read, app, 'x', db.dialect)]
    return sql`SELECT 1 AS found FROM ${sql.id(key)} AS x WHERE ${sql.join(where, sql` AND `)}`.compile(db.build)
  })
  return (await trx.get(statement, requestSlots(app, principal, now, { id }))) !== undefined
}

/** Unique fields and duplicate rules that block, for the values that changed (`changed` undefined: all). */
export async function uniqueProblems(
  context: WriteContext,
  writer: Writer,
  rights: Rights,
  next: Values,
  changed: Names | undefined,
): Promise<Problem[]> {
  const { trx } = context
  const problems: Problem[] = []
  const id = next._id
  for (const { field, statement } of writer.unique) {
    if (next[field.key] === null || (changed && !changed.has(field.key))) continue
    const taken = context.batch?.taken.get(field.key)
    const free =
      taken && !changed ? !taken.has(next[field.key]) : !(await trx.get(statement, { id, value: toColumn(field.storage, next[field.key]) }))
    if (free) {
      taken?.add(next[field.key])
      continue
    }
    const label = bothOf(field.label)
    const value = rights.canRead(field.key) ? `"${String(next[field.key])}"` : ''
    problems.push(
      problem(
        field.key,
        'not_unique',
        `${label.en}: ${value} is already taken by another record. Use another value or open that record.`,
        `${label['zh-CN']}：${value} 已被其他记录使用，请更换，或打开那条记录。`,
      ),
    )
  }
  for (const rule of writer.module.duplicates) {
    if (
      rule.action !== 'block' ||
      rule.fields.some((key) => next[key] === null) ||
      (changed && !rule.fields.some((key) => changed.has(key)))
    )
      continue
    if (await hasTwin(trx, writer, rule.fields, next)) {
      const labels = rule.fields.map((key) => bothOf(writer.module.fields.get(key)!.label))
      const [en, zh] = [labels.map((label) => label.en).join(', '), labels.map((label) => label['zh-CN']).join('、')]
      problems.push(
        problem(
          rule.fields[0]!,
          `duplicate_${rule.key}`,
          `${en}: another record has the same. Open that one instead of making a second.`,
          `${zh}：已有相同的记录，请打开它，不要重复新建。`,
        ),
      )
    }
  }
  return problems
}

async function hasTwin(trx: Transaction, writer: Writer, fields: readonly string[], record: Values): Promise<boolean> {
  const where = fields.map((key) => `${quoteName(key)} = ?`).join(' AND ')
  const values = fields.map((key) => toColumn(writer.module.fields.get(key)!.storage, record[key]))
  const text = `SELECT 1 AS found FROM ${quoteName(writer.module.key)} WHERE ${where} AND "_deleted_at" IS NULL AND "_id" <> ?`
  return (await trx.get(statement(trx.dialect, text, [...values, record._id]))) !== undefined
}
