// The cells of a line as values of a record: texts replaced, read by the field's type in the declared formats, relations found by their key.
import type { App, Field, Module } from '../../../runtime/definition/app.ts'
import { USER_MODULE } from '../../../runtime/expression/storage.ts'
import type { FieldContext } from '../../../runtime/fields/contract.ts'
import { bothOf } from '../../../runtime/label.ts'
import { type Problem, problem } from '../../../runtime/problem.ts'
import type { User } from '../../access/accounts.ts'
import type { ColumnMap, RecordMap } from './mapping.ts'

export interface CellReader {
  readonly column: ColumnMap
  readonly index: number
  /** For relations to records: where the text is looked up. */
  readonly lookup: { readonly module: Module; readonly field: Field } | undefined
  /** The text as a value, or why not; `plain` where the cell held a number, which is then not written in the way of the file. */
  read(text: string, plain?: boolean): { readonly value: unknown } | { readonly problem: Problem }
}

/** One reader per mapped column; relations give the text itself, in the form of the key field, to be found later. */
export function cellReaders(app: App, module: Module, map: RecordMap, headings: readonly string[], users: readonly User[]): CellReader[] {
  return map.columns.map((column) => {
    const index = headings.indexOf(column.column)
    const field = module.fields.get(column.field)
    const target =
      field?.storage.kind === 'reference' && field.storage.module !== USER_MODULE ? app.modules.get(field.storage.module) : undefined
    const key = target && (target.fields.get(column.match ?? '') ?? target.title)
    const readText =
      column.field === '_stage'
        ? stageReader(module)
        : column.field === '_id'
          ? idReader
          : isUser(column.field, field)
            ? userReader(users, column.field)
            : fieldReader(key ?? field!, map)
    const lookup = target && key ? { module: target, field: key } : undefined
    return {
      column,
      index,
      lookup,
      read(text, plain) {
        const replaced = replacedBy(column.values, text.trim()) ?? text
        if (replaced.trim() === '') return { value: null }
        return lookup && isId(replaced) ? idReader(replaced) : readText(replaced, plain)
      },
    }
  })
}

/** Whether a text is the id of a record, which stands for it wherever its title or another key does. */
export function isId(text: unknown): boolean {
  return typeof text === 'string' && /^\s*[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\s*$/i.test(text)
}

const idReader: Read = (text) => ({ value: text.trim().toLowerCase() })

/** What the map puts in the place of a text; only its own entries count. */
export function replacedBy(values: ColumnMap['values'], text: string): string | undefined {
  return values && Object.hasOwn(values, text) ? values[text] : undefined
}

function isUser(name: string, field: Field | undefined): boolean {
  return name === '_owner' || (field?.storage.kind === 'reference' && field.storage.module === USER_MODULE)
}

type Read = CellReader['read']

function fieldReader(field: Field, map: RecordMap): Read {
  const context: FieldContext = { ...field.context, numberFormat: map.numberFormat, dateOrder: map.dateOrder }
  const typed: FieldContext = { ...field.context, dateOrder: map.dateOrder }
  return (text, plain) => {
    const parsed = field.type.parse(text, field.options, plain ? typed : context)
    return parsed.ok ? { value: parsed.value } : { problem: parsed.problems[0]! }
  }
}

/** Reads a stage by its key or by its label in either language. */
export function stageReader(module: Module): Read {
  const stages = new Map<string, string>()
  for (const stage of module.pipeline?.stages ?? []) {
    const label = bothOf(stage.label)
    for (const name of [stage.key, label.en, label['zh-CN']]) if (!stages.has(name.toLowerCase())) stages.set(name.toLowerCase(), stage.key)
  }
  return (text) => {
    const key = stages.get(text.trim().toLowerCase())
    if (key) return { value: key }
    const list = [...(module.pipeline?.stages ?? [])].map((stage) => stage.key).join(', ')
    return {
      problem: problem(
        '_stage',
        'unknown_stage',
        `"${text}" is not a stage of this pipeline. Use ${list}.`,
        `“${text}”不是此流程的阶段，可用：${list}。`,
      ),
    }
  }
}

/** Reads a user by name, e-mail address or id; a name that several users have says nothing. */
function userReader(users: readonly User[], name: string): Read {
  const known = new Map<string, string | null>()
  for (const { id, name: own } of users) {
    const text = own.trim().toLowerCase()
    known.set(text, known.has(text) ? null : id)
  }
  for (const { id, email } of users) known.set(email.toLowerCase(), id).set(id.toLowerCase(), id)
  return (text) => {
    const id = known.get(text.trim().toLowerCase())
    if (id) return { value: id }
    return {
      problem:
        id === null
          ? problem(
              name,
              'ambiguous',
              `Several users are called "${text}". Give the e-mail address.`,
              `有多位用户名为“${text}”，请填写邮箱。`,
            )
          : problem(
              name,
              'no_such_user',
              `There is no user "${text}". Give the name or e-mail address of a user.`,
              `没有用户“${text}”，请填写用户姓名或邮箱。`,
            ),
    }
  }
}
