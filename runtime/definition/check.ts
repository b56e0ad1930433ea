// Rules across the parts of a definition that a schema cannot say: references that must lead somewhere, keys that must be unique. A list of small functions;
// each looks at the whole definition and returns its problems. Works in browsers too.
import { RESERVED_NAMES } from '../expression/expression.ts'
import { USER_MODULE } from '../expression/storage.ts'
import { type Problem, problem } from '../problem.ts'
import { checkActivities } from './check-activities.ts'
import { checkConversions } from './check-conversions.ts'
import { checkFieldValues } from './check-fields.ts'
import { checkPipelines } from './check-pipelines.ts'
import { checkScorecards } from './check-scorecards.ts'
import { checkViews } from './check-views.ts'
import { CURRENCIES } from './currency.ts'
import { DICTIONARY, FIELD, fieldKeys, MODULE, missing } from './missing.ts'
import type { AppDefinition, DictionaryItem } from './types.ts'

type Rule = (definition: AppDefinition) => Problem[]

/** All problems that rules across parts find in a document whose shape is valid. */
export function checkDefinition(definition: AppDefinition): Problem[] {
  return RULES.flatMap((rule) => rule(definition))
}

const RULES: readonly Rule[] = [
  settingsExist,
  keysAreUnique,
  keysCanBeNamed,
  titlesExist,
  layoutsPoint,
  checkViews,
  rulesPoint,
  relationsPoint,
  collectionsAreUnique,
  dictionariesPoint,
  checkPipelines,
  checkActivities,
  checkScorecards,
  checkConversions,
  reportsPoint,
  rolesPoint,
  navigationPoints,
  checkFieldValues,
]

function settingsExist({ settings }: AppDefinition): Problem[] {
  const problems: Problem[] = []
  try {
    new Intl.DateTimeFormat('en', { timeZone: settings.timeZone })
  } catch {
    const path = '/settings/timeZone'
    problems.push(
      problem(
        path,
        'time_zone',
        `${path}: "${settings.timeZone}" is not a time zone. Use an IANA name such as Asia/Shanghai.`,
        `${path}：“${settings.timeZone}”不是时区，请使用 IANA 名称，例如 Asia/Shanghai。`,
      ),
    )
  }
  if (!CURRENCIES.has(settings.currency)) {
    const path = '/settings/currency'
    problems.push(
      problem(
        path,
        'currency',
        `${path}: "${settings.currency}" is not a currency. Use an ISO 4217 code such as CNY.`,
        `${path}：“${settings.currency}”不是货币代码，请使用 ISO 4217 代码，例如 CNY。`,
      ),
    )
  }
  return problems
}

function keysAreUnique(definition: AppDefinition): Problem[] {
  const problems: Problem[] = []
  const visit = (node: unknown, path: string) => {
    if (Array.isArray(node)) {
      const seen = new Set<string>()
      for (const [index, item] of node.entries()) {
        const key = item && typeof item === 'object' ? (item as { key?: unknown }).key : undefined
        if (typeof key === 'string') {
          if (seen.has(key))
            problems.push(
              problem(
                `${path}/${key}`,
                'duplicate_key',
                `${path}: the key "${key}" stands twice. Give one of them another key.`,
                `${path}：键“${key}”重复，请修改其中一个。`,
              ),
            )
          seen.add(key)
        }
        visit(item, `${path}/${typeof key === 'string' ? key : index}`)
      }
    } else if (node && typeof node === 'object') {
      for (const [name, value] of Object.entries(node)) visit(value, `${path}/${name}`)
    }
  }
  visit(definition, '')
  for (const module of definition.modules) {
    const sections = (module.layout ?? []).flatMap((tab) => tab.sections.flatMap((section) => section.fields.map(({ field }) => field)))
    for (const field of new Set(sections.filter((each, index) => sections.indexOf(each) !== index))) {
      const path = `/modules/${module.key}/layout`
      problems.push(
        problem(
          path,
          'duplicate_field',
          `${path}: the field "${field}" stands twice. Keep one place.`,
          `${path}：字段“${field}”出现了两次，请只保留一处。`,
        ),
      )
    }
  }
  return problems
}

/** A field is named in expressions by its key, so words of the expression language cannot be keys. */
function keysCanBeNamed({ modules }: AppDefinition): Problem[] {
  return modules.flatMap((module) =>
    module.fields
      .filter((field) => RESERVED_NAMES.has(field.key))
      .map((field) => {
        const path = `/modules/${module.key}/fields/${field.key}`
        return problem(
          path,
          'reserved_key',
          `${path}: "${field.key}" is a word of the expression language and cannot be a key. Choose another, such as "${field.key}_value".`,
          `${path}：“${field.key}”是表达式语言的保留字，不能作为键，请换一个，例如“${field.key}_value”。`,
        )
      }),
  )
}

function titlesExist({ modules }: AppDefinition): Problem[] {
  return modules.flatMap((module) => {
    const keys = fieldKeys(module)
    return keys.has(module.title) ? [] : [missing(`/modules/${module.key}/title`, FIELD, module.title, keys)]
  })
}

function layoutsPoint({ modules }: AppDefinition): Problem[] {
  return modules.flatMap((module) => {
    const keys = fieldKeys(module)
    return (module.layout ?? []).flatMap((tab) =>
      tab.sections.flatMap((section) =>
        section.fields
          .filter(({ field }) => !keys.has(field))
          .map(({ field }) =>
            missing(`/modules/${module.key}/layout/${tab.key}/sections/${section.key}/fields/${field}`, FIELD, field, keys),
          ),
      ),
    )
  })
}

function rulesPoint({ modules }: AppDefinition): Problem[] {
  return modules.flatMap((module) => {
    const keys = fieldKeys(module)
    const path = `/modules/${module.key}`
    const lists = [
      ...(module.rules ?? []).map((rule) => ({ at: `${path}/rules/${rule.key}/fields`, fields: rule.fields ?? [] })),
      ...(module.duplicates ?? []).map((rule) => ({ at: `${path}/duplicates/${rule.key}/fields`, fields: rule.fields })),
    ]
    return lists.flatMap(({ at, fields }) => fields.filter((field) => !keys.has(field)).map((field) => missing(at, FIELD, field, keys)))
  })
}

function relationsPoint({ modules }: AppDefinition): Problem[] {
  const keys = new Set(modules.map((module) => module.key))
  return modules.flatMap((module) =>
    module.fields
      .filter((field) => typeof field.module === 'string' && field.module !== USER_MODULE && !keys.has(field.module))
      .map((field) => missing(`/modules/${module.key}/fields/${field.key}/module`, MODULE, String(field.module), keys)),
  )
}

function collectionsAreUnique({ modules }: AppDefinition): Problem[] {
  const taken = new Map(modules.map((module) => [module.key, fieldKeys(module)]))
  const problems: Problem[] = []
  for (const module of modules) {
    for (const field of module.fields) {
      if (typeof field.inverse !== 'string' || typeof field.module !== 'string') continue
      const names = taken.get(field.module)
      if (names?.has(field.inverse)) {
        const path = `/modules/${module.key}/fields/${field.key}/inverse`
        problems.push(
          problem(
            path,
            'duplicate_key',
            `${path}: "${field.module}" already has something named "${field.inverse}". Choose another name.`,
            `${path}：“${field.module}”中已有“${field.inverse}”，请换一个名称。`,
          ),
        )
      }
      names?.add(field.inverse)
    }
  }
  return problems
}

function dictionariesPoint({ modules, dictionaries }: AppDefinition): Problem[] {
  const keys = new Set((dictionaries ?? []).map((dictionary) => dictionary.key))
  const problems = modules.flatMap((module) =>
    module.fields.flatMap((field) =>
      (['dictionary', 'divisions'] as const)
        .filter((name) => typeof field[name] === 'string' && !keys.has(String(field[name])))
        .map((name) => missing(`/modules/${module.key}/fields/${field.key}/${name}`, DICTIONARY, String(field[name]), keys)),
    ),
  )
  const depth = (items: readonly DictionaryItem[] | undefined): number =>
    items ? 1 + Math.max(0, ...items.map((item) => depth(item.items))) : 0
  for (const dictionary of dictionaries ?? []) {
    const path = `/dictionaries/${dictionary.key}`
    if (depth(dictionary.items) > 4)
      problems.push(problem(path, 'too_deep', `${path}: more than 4 levels. Flatten it.`, `${path}：超过 4 级，请精简层级。`))
  }
  return problems
}

function reportsPoint({ reports, modules }: AppDefinition): Problem[] {
  const keys = new Set(modules.map((module) => module.key))
  return (reports ?? [])
    .filter((report) => !keys.has(report.module))
    .map((report) => missing(`/reports/${report.key}/module`, MODULE, report.module, keys))
}

function rolesPoint({ roles, modules }: AppDefinition): Problem[] {
  const byKey = new Map(modules.map((module) => [module.key, module]))
  return (roles ?? []).flatMap((role) =>
    role.modules.flatMap((entry) => {
      const path = `/roles/${role.key}/modules/${entry.module}`
      const named = [...(entry.hidden ?? []), ...(entry.readOnly ?? [])]
      if (entry.module === '*') {
        const where = {
          en: 'fields are named per module; "*" cannot hide them. Give the module an entry of its own',
          zh: '“*”不能指定字段，请为该模块单独设置',
        }
        return named.length > 0 ? [problem(path, 'fields_of_all', `${path}: ${where.en}.`, `${path}：${where.zh}。`)] : []
      }
      const module = byKey.get(entry.module)
      if (!module) return [missing(path, MODULE, entry.module, byKey.keys())]
      const keys = fieldKeys(module)
      return named.filter((field) => !keys.has(field)).map((field) => missing(path, FIELD, field, keys))
    }),
  )
}

function navigationPoints({ navigation, modules, reports }: AppDefinition): Problem[] {
  const byKey = new Map(modules.map((module) => [module.key, module]))
  const reportKeys = new Set((reports ?? []).map((report) => report.key))
  return (navigation ?? []).flatMap((item) => {
    const path = `/navigation/${item.key}`
    if (item.report !== undefined)
      return reportKeys.has(item.report) ? [] : [missing(`${path}/report`, { en: 'report', zh: '报表' }, item.report, reportKeys)]
    if (item.module === undefined)
      return [problem(path, 'empty', `${path}: leads nowhere. Name a module or a report.`, `${path}：没有指向任何内容，请指定模块或报表。`)]
    const module = byKey.get(item.module)
    if (!module) return [missing(`${path}/module`, MODULE, item.module, byKey.keys())]
    const views = (module.views ?? []).map((view) => view.key)
    return item.view === undefined || views.includes(item.view)
      ? []
      : [missing(`${path}/view`, { en: 'view', zh: '视图' }, item.view, views)]
  })
}
