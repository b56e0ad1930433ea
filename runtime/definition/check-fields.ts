// Checks of fields that need their type: defaults that are valid values, unique rules on values that can be compared, patterns that compile.

import { RE2JS } from 're2js'
import { isJson } from '../expression/storage.ts'
import type { FieldContext } from '../fields/contract.ts'
import { fieldTypes } from '../fields/index.ts'
import { compileValue } from '../fields/validate-value.ts'
import { type Problem, problem } from '../problem.ts'
import { CURRENCIES } from './currency.ts'
import { fieldContext } from './field-context.ts'
import type { AppDefinition, FieldDefinition } from './types.ts'

export function checkFieldValues(definition: AppDefinition): Problem[] {
  return definition.modules.flatMap((module) =>
    module.fields.flatMap((field) => {
      const context = fieldContext(definition, module, field)
      return checkField(field, context, `/modules/${module.key}/fields/${field.key}`)
    }),
  )
}

function checkField(field: FieldDefinition, context: FieldContext, path: string): Problem[] {
  const type = fieldTypes.get(field.type)
  if (!type) return []
  const problems: Problem[] = []
  if (typeof field.pattern === 'string' && !compiles(field.pattern)) {
    const at = `${path}/pattern`
    problems.push(
      problem(
        at,
        'pattern',
        `${at}: "${field.pattern}" is not a pattern of RE2 (no look-around, no back-references). Rewrite it.`,
        `${at}：“${field.pattern}”不是有效的 RE2 正则（不支持环视与反向引用），请改写。`,
      ),
    )
    return problems
  }
  if (typeof field.currency === 'string' && !CURRENCIES.has(field.currency)) {
    const at = `${path}/currency`
    problems.push(
      problem(
        at,
        'currency',
        `${at}: "${field.currency}" is not a currency. Use an ISO 4217 code.`,
        `${at}：“${field.currency}”不是货币代码，请使用 ISO 4217 代码。`,
      ),
    )
  }
  for (const [low, high] of [
    ['min', 'max'],
    ['minLength', 'maxLength'],
  ] as const) {
    const [least, most] = [field[low], field[high]]
    if (least !== undefined && most !== undefined && (least as number) > (most as number)) {
      problems.push(
        problem(
          path,
          'bounds',
          `${path}: ${low} ${least} is greater than ${high} ${most}. Lower the one or raise the other.`,
          `${path}：${low} ${least} 大于 ${high} ${most}，请调整。`,
        ),
      )
    }
  }
  const takes = (name: string) => Object.hasOwn(type.options.properties, name)
  const sources = ['options', 'dictionary'].filter(takes)
  if (sources.length > 0 && sources.filter((name) => field[name] !== undefined).length !== 1) {
    const [en, zh] = [sources.join(' or '), sources.join(' 或 ')]
    problems.push(
      problem(
        path,
        'choices',
        `${path}: says where its choices come from not exactly once. Give ${en}.`,
        `${path}：选项来源必须且只能填写一项：${zh}。`,
      ),
    )
  }
  const columns = Array.isArray(field.columns) ? (field.columns as readonly { key: string }[]).map(({ key }) => key) : []
  for (const key of new Set(columns.filter((each, index) => columns.indexOf(each) !== index))) {
    const at = `${path}/columns`
    problems.push(
      problem(
        at,
        'duplicate_key',
        `${at}: "${key}" is used twice. Give each column its own key.`,
        `${at}：“${key}”重复，请为每列使用不同的键。`,
      ),
    )
  }
  if (type.computed) {
    for (const setting of ['required', 'readOnly', 'unique', 'default']) {
      if (field[setting] === undefined || field[setting] === false) continue
      const at = `${path}/${setting}`
      problems.push(
        problem(
          at,
          'computed_setting',
          `${at}: the value is computed, nobody writes it. Remove "${setting}".`,
          `${at}：该字段由系统计算，无需填写，请删除“${setting}”。`,
        ),
      )
    }
    return problems
  }
  const storage = type.storage(field, context)
  if (field.unique && (isJson(storage) || storage.kind === 'none' || storage.kind === 'boolean')) {
    problems.push(
      problem(
        `${path}/unique`,
        'cannot_be_unique',
        `${path}: a ${field.type} cannot be unique. Remove "unique".`,
        `${path}：此类型不能设为唯一，请删除 unique。`,
      ),
    )
  }
  if (field.default !== undefined && field.default !== null) {
    problems.push(...compileValue(type.value(field, context))(field.default, `${path}/default`))
  }
  return problems
}

function compiles(pattern: string): boolean {
  try {
    RE2JS.compile(pattern)
    return true
  } catch {
    return false
  }
}
