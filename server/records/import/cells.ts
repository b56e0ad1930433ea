// The cells of a line as values of a record: texts replaced, read by the field's type in the declared formats, relations found by their key.
import type { App, Field, Module } from '../../../runtime/definition/app.ts'
import type { DictionaryItem } from '../../../runtime/definition/types.ts'
import { moduleReferredTo, USER_MODULE } from '../../../runtime/expression/storage.ts'
import { splitList } from '../../../runtime/fields/choices.ts'
import type { FieldContext } from '../../../runtime/fields/contract.ts'
import { bothOf } from '../../../runtime/label.ts'
import { stagesOf } from '../../../runtime/pipeline/visits.ts'
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
    const target = field && app.modules.get(moduleReferredTo(field.storage) ?? '')
    const many = field?.storage.kind === 'json'
    const key = target && (target.fields.get(column.match ?? '') ?? target.title)
    const readText =
      column.field === '_stage'
        ? stageReader(module)
        : column.field === '_reason'
          ? reasonReader(app, module)
          : column.field === '_note'
            ? noteReader
            : column.field === '_id'
              ? idReader
              : isUser(column.field, field)
                ? userReader(users, column.field)
                : fieldReader(key ?? field!, map)
    const lookup = target && key ? { module: target, field: key } : undefined
    const one: Read = lookup ? (each, plain) => (isId(each) ? idReader(each) : readText(each, plain)) : readText
    const read: Read = (text, plain) => {
      const replaced = column.values ? (replacedBy(column.values, text.trim()) ?? text) : text
      if (replaced.trim() === '') return EMPTY
      return lookup && many ? readEach(replaced, one) : one(replaced, plain)
    }
    return { column, index, lookup, read: remembering(read) }
  })
}

const EMPTY = { value: null }
/** Texts of a column that are remembered, and how long they may be. */
const REMEMBERED = { texts: 1000, length: 40 }

/** A reader that reads a text once: most columns say a few things again and again. One of which most texts are new is soon asked directly. */
function remembering(read: Read): Read {
  const known = new Map<string, ReturnType<Read>>()
  let repeated = 0
  return (text, plain) => {
    if (plain || text.length > REMEMBERED.length) return read(text, plain)
    const same = known.get(text)
    if (same) {
      repeated += 1
      return same
    }
    const found = read(text)
    if (known.size < REMEMBERED.texts && known.size <= 100 + repeated) known.set(text, found)
    return found
  }
}

/** Whether a text is the id of a record, which stands for it wherever its title or another key does. */
export function isId(text: unknown): boolean {
  return typeof text === 'string' && /^\s*[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\s*$/i.test(text)
}

/** A list of texts separated by `;`, each read for itself and once. */
function readEach(text: string, one: Read): ReturnType<Read> {
  const values = new Set<unknown>()
  for (const part of splitList(text)) {
    const read = one(part)
    if ('problem' in read) return read
    values.add(read.value)
  }
  return { value: values.size === 0 ? null : [...values] }
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

const noteReader: Read = (text) => ({ value: text.trim() })

/** Reads a reason by its keys or labels, level by level (`price/terms`, `价格 / 条款`), in the dictionaries the transitions of the module ask. */
function reasonReader(app: App, module: Module): Read {
  const asked = module.pipelines.flatMap(({ transitions }) =>
    transitions.flatMap(({ ask }) => ask.flatMap((each) => (each.kind === 'reason' ? [each.dictionary] : []))),
  )
  const known = new Map<string, string>()
  const visit = (items: readonly DictionaryItem[], keys: string, en: string, zh: string) => {
    for (const item of items) {
      const label = bothOf(item.label, item.key)
      const names = [keys + item.key, en + label.en, zh + label['zh-CN']] as const
      for (const name of names) if (!known.has(name.toLowerCase())) known.set(name.toLowerCase(), names[0])
      visit(item.items ?? [], `${names[0]}/`, `${names[1]}/`, `${names[2]}/`)
    }
  }
  for (const key of new Set(asked)) visit(app.dictionaries.get(key)?.items ?? [], '', '', '')
  return (text) => {
    const value = known.get(
      text
        .trim()
        .toLowerCase()
        .replace(/\s*\/\s*/g, '/'),
    )
    if (value !== undefined) return { value }
    return {
      problem: problem(
        '_reason',
        'unknown_choice',
        `"${text}" is not a reason of this process. Give its labels or keys, level by level: first/second.`,
        `“${text}”不是此流程的原因，请逐级填写名称或键：一级/二级。`,
      ),
    }
  }
}

/** Reads a stage by its key or by its label in either language. */
export function stageReader(module: Module): Read {
  const stages = new Map<string, string>()
  for (const stage of stagesOf(module)) {
    const label = bothOf(stage.label)
    for (const name of [stage.key, label.en, label['zh-CN']]) if (!stages.has(name.toLowerCase())) stages.set(name.toLowerCase(), stage.key)
  }
  return (text) => {
    const key = stages.get(text.trim().toLowerCase())
    if (key) return { value: key }
    const list = stagesOf(module)
      .map((stage) => stage.key)
      .join(', ')
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
