// Rules of views: every member named exists and can do what it is named for, and settings stand where the type of the view has a use for them.
import { type Problem, problem } from '../problem.ts'
import type { View } from './app.ts'
import { FIELD, missing, ROLE } from './missing.ts'
import type { AppDefinition, ViewDefinition } from './types.ts'
import { canGroup, isDay, membersOfDefinition, totalsOf, type ViewMember } from './view-members.ts'

const PIPELINE = { en: 'pipeline', zh: '流程' }
const TYPE_NAMES: Readonly<Record<View['type'], string>> = { list: '列表', board: '看板', calendar: '日历' }
/** Settings that only one type of view has. `sum` is older than this rule and stays allowed anywhere. */
const TYPE_OF: Readonly<Record<string, View['type']>> = {
  group: 'list',
  widths: 'list',
  pinned: 'list',
  totals: 'list',
  swimlane: 'board',
  pipeline: 'board',
  date: 'calendar',
  until: 'calendar',
}

export interface ViewSurroundings {
  /** What the view may name, by name. */
  readonly members: ReadonlyMap<string, ViewMember>
  readonly module: string
  /** Keys of the pipelines of the module. */
  readonly pipelines: readonly string[]
  readonly roles: Iterable<string>
}

export function checkViews(definition: AppDefinition): Problem[] {
  const { modules, pipelines, roles } = definition
  const keys = (roles ?? []).map((role) => role.key)
  return modules.flatMap((module) => {
    if (!module.views) return []
    const own = (pipelines ?? []).filter((pipeline) => pipeline.module === module.key).map((pipeline) => pipeline.key)
    const members = membersOfDefinition(module, definition, own.length > 0)
    // A field whose type does not exist is reported as that, not once more wherever it is named.
    for (const { key } of module.fields) if (!members.has(key)) members.set(key, { name: key, storage: { kind: 'none' }, aggregates: [] })
    const around = { members, module: module.key, pipelines: own, roles: keys }
    return module.views.flatMap((view) => viewProblems(view, `/modules/${module.key}/views/${view.key}`, around))
  })
}

/** Everything wrong with one view, its condition apart, which is checked where it is linked. */
export function viewProblems(view: ViewDefinition, path: string, { members, module, pipelines, roles }: ViewSurroundings): Problem[] {
  const problems: Problem[] = []
  const named = (place: string, name: string, fits?: (member: ViewMember) => Problem | undefined) => {
    const member = members.get(name)
    const wrong = member ? fits?.(member) : missing(`${path}/${place}`, FIELD, name, members.keys())
    if (wrong) problems.push(wrong)
  }
  for (const field of view.fields) named(`fields/${field}`, field)
  for (const { field } of view.sort ?? []) named(`sort/${field}`, field)
  if (view.sum) named('sum', view.sum)
  for (const place of ['group', 'swimlane'] as const) {
    const name = view[place]
    if (name !== undefined) named(place, name, (member) => (canGroup(member) ? undefined : cannotGroup(`${path}/${place}`, name)))
  }
  for (const name of Object.keys(view.widths ?? {})) named(`widths/${name}`, name)
  for (const [name, total] of Object.entries(view.totals ?? {}))
    named(`totals/${name}`, name, (member) => (totalsOf(member).includes(total) ? undefined : cannotTotal(path, member, total)))
  for (const place of ['date', 'until'] as const) {
    const name = view[place]
    if (name !== undefined) named(place, name, (member) => (isDay(member) ? undefined : noDay(`${path}/${place}`, name)))
  }
  const known = [...roles]
  for (const role of view.roles ?? []) if (!known.includes(role)) problems.push(missing(`${path}/roles/${role}`, ROLE, role, known))
  return [...problems, ...unfitting(view, path, members), ...boardProblems(view, path, module, pipelines)]
}

function unfitting(view: ViewDefinition, path: string, members: ReadonlyMap<string, ViewMember>): Problem[] {
  const problems: Problem[] = []
  for (const [name, type] of Object.entries(TYPE_OF)) {
    if (view[name as keyof ViewDefinition] === undefined || view.type === type) continue
    const at = `${path}/${name}`
    problems.push(
      problem(
        at,
        'wrong_view_type',
        `${at}: a ${view.type} has no "${name}", a ${type} has. Remove it or change the type of the view.`,
        `${at}：${TYPE_NAMES[view.type]}没有“${name}”，它属于${TYPE_NAMES[type]}。请删除，或更改视图类型。`,
      ),
    )
  }
  if (view.type === 'calendar' && view.date === undefined) {
    problems.push(
      problem(
        path,
        'no_date',
        `${path}: a calendar needs "date", the date a record stands at. Add it or make the view a list.`,
        `${path}：日历需要“date”，即记录所在的日期。请补上，或改为列表。`,
      ),
    )
  }
  const kind = (name: string | undefined) => (name === undefined ? undefined : members.get(name)?.storage.kind)
  const [date, until] = [kind(view.date), kind(view.until)]
  if (date && until && date !== until && [date, until].every((each) => each === 'date' || each === 'instant')) {
    const at = `${path}/until`
    problems.push(
      problem(
        at,
        'mixed_dates',
        `${at}: "${view.date}" and "${view.until}" are not both dates or both moments. Choose two of one kind.`,
        `${at}：“${view.date}”与“${view.until}”应同为日期或同为日期时间，请选择同一种。`,
      ),
    )
  }
  if ((view.pinned ?? 0) > view.fields.length) {
    const at = `${path}/pinned`
    problems.push(
      problem(
        at,
        'above_maximum',
        `${at}: ${view.pinned} is more than the ${view.fields.length} columns of the view. Lower it.`,
        `${at}：${view.pinned} 超过视图的 ${view.fields.length} 列，请减小。`,
      ),
    )
  }
  return problems
}

function boardProblems(view: ViewDefinition, path: string, module: string, pipelines: readonly string[]): Problem[] {
  const problems: Problem[] = []
  if (view.pipeline !== undefined && !pipelines.includes(view.pipeline))
    problems.push(missing(`${path}/pipeline`, PIPELINE, view.pipeline, pipelines))
  if (view.type === 'board' && pipelines.length === 0) {
    problems.push(
      problem(
        path,
        'no_pipeline',
        `${path}: a board needs a pipeline on "${module}". Add one or make the view a list.`,
        `${path}：看板需要“${module}”有阶段流程，请添加流程或改为列表。`,
      ),
    )
  }
  if (view.swimlane === '_stage') {
    const at = `${path}/swimlane`
    problems.push(
      problem(
        at,
        'stage_lanes',
        `${at}: the columns are the stages already. Choose another field for the lanes.`,
        `${at}：看板的列已是阶段，请为泳道选择其他字段。`,
      ),
    )
  }
  return problems
}

function cannotGroup(at: string, name: string): Problem {
  return problem(
    at,
    'cannot_group',
    `${at}: "${name}" has too many or several values at once. Choose a choice, a relation, a user, a text, a whole number, a yes/no or a date.`,
    `${at}：“${name}”不能用于分组，请选择选项、关联、用户、文本、整数、是否或日期字段。`,
  )
}

function cannotTotal(path: string, member: ViewMember, total: string): Problem {
  const at = `${path}/totals/${member.name}`
  const known = totalsOf(member).join(', ')
  return problem(
    at,
    'cannot_total',
    `${at}: "${member.name}" has no ${total}. ${known === '' ? 'Remove it.' : `Use ${known}.`}`,
    `${at}：“${member.name}”不能计算 ${total}，${known === '' ? '请删除' : `可用：${known}`}。`,
  )
}

function noDay(at: string, name: string): Problem {
  return problem(
    at,
    'not_a_date',
    `${at}: "${name}" is neither a date nor a moment. Choose one that is.`,
    `${at}：“${name}”不是日期或日期时间，请另选字段。`,
  )
}
