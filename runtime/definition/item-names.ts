// What the parts of a definition are called in sentences: the nouns of its lists, the names of its settings, and the way to a place as people know it.
import { fieldTypes } from '../fields/index.ts'
import { bothOf, type Locale, type Text } from '../label.ts'
import { keyOfItem, stepsOf } from './edit.ts'
import { systemFields } from './system.ts'
import type { AppDefinition } from './types.ts'

export type ItemGroup =
  | 'app'
  | 'settings'
  | 'dictionary'
  | 'dictionary_item'
  | 'module'
  | 'field'
  | 'option'
  | 'layout'
  | 'view'
  | 'rule'
  | 'duplicate'
  | 'activity'
  | 'decision'
  | 'pipeline'
  | 'stage_group'
  | 'stage'
  | 'criterion'
  | 'transition'
  | 'scorecard'
  | 'score_rule'
  | 'tier'
  | 'conversion'
  | 'report'
  | 'role'
  | 'navigation'

const text = (en: string, zh: string): Text => ({ en, 'zh-CN': zh })

/** Headings over items of one kind. */
export const GROUP_NAMES: Readonly<Record<ItemGroup, Text>> = {
  app: text('App', '应用'),
  settings: text('Settings', '设置'),
  dictionary: text('Dictionaries', '字典'),
  dictionary_item: text('Dictionary entries', '字典条目'),
  module: text('Modules', '模块'),
  field: text('Fields', '字段'),
  option: text('Options', '选项'),
  layout: text('Layouts', '布局'),
  view: text('Views', '视图'),
  rule: text('Validation rules', '校验规则'),
  duplicate: text('Duplicate rules', '查重规则'),
  activity: text('Activities', '活动'),
  decision: text('Decision maps', '决策链'),
  pipeline: text('Pipelines', '流程'),
  stage_group: text('Stage groups', '阶段组'),
  stage: text('Stages', '阶段'),
  criterion: text('Criteria', '条件'),
  transition: text('Transitions', '流转'),
  scorecard: text('Scorecards', '评分卡'),
  score_rule: text('Score rules', '评分规则'),
  tier: text('Tiers', '等级'),
  conversion: text('Conversions', '转换'),
  report: text('Reports', '报表'),
  role: text('Roles', '角色'),
  navigation: text('Navigation', '导航'),
}

/** Lists of keyed things, by the names on the way to them, with what one of them is called. */
const LISTS: Readonly<Record<string, readonly [group: ItemGroup, noun: Text]>> = {
  dictionaries: ['dictionary', text('dictionary', '字典')],
  'dictionaries/items': ['dictionary_item', text('entry', '条目')],
  modules: ['module', text('module', '模块')],
  'modules/fields': ['field', text('field', '字段')],
  'modules/fields/options': ['option', text('option', '选项')],
  'modules/fields/columns': ['field', text('column', '列')],
  'modules/fields/columns/options': ['option', text('option', '选项')],
  'modules/layout': ['layout', text('tab', '页签')],
  'modules/layout/sections': ['layout', text('section', '分区')],
  'modules/layout/sections/fields': ['layout', text('field', '字段')],
  'modules/views': ['view', text('view', '视图')],
  'modules/views/sort': ['view', text('sort order', '排序')],
  'modules/rules': ['rule', text('validation rule', '校验规则')],
  'modules/duplicates': ['duplicate', text('duplicate rule', '查重规则')],
  pipelines: ['pipeline', text('pipeline', '流程')],
  'pipelines/groups': ['stage_group', text('stage group', '阶段组')],
  'pipelines/stages': ['stage', text('stage', '阶段')],
  'pipelines/stages/enter': ['criterion', text('criterion to enter', '进入条件')],
  'pipelines/stages/exit': ['criterion', text('criterion to leave', '离开条件')],
  'pipelines/transitions': ['transition', text('transition', '流转')],
  'pipelines/transitions/when': ['criterion', text('condition', '条件')],
  'pipelines/transitions/ask': ['transition', text('question', '询问项')],
  scorecards: ['scorecard', text('scorecard', '评分卡')],
  'scorecards/axes': ['scorecard', text('axis', '维度')],
  'scorecards/rules': ['score_rule', text('score rule', '评分规则')],
  'scorecards/tiers': ['tier', text('tier', '等级')],
  conversions: ['conversion', text('conversion', '转换')],
  'conversions/targets': ['conversion', text('target', '目标')],
  reports: ['report', text('report', '报表')],
  'reports/groups': ['report', text('group', '分组')],
  'reports/measures': ['report', text('figure', '指标')],
  'reports/sort': ['report', text('sort order', '排序')],
  roles: ['role', text('role', '角色')],
  'roles/modules': ['role', text('rights to', '权限：')],
  navigation: ['navigation', text('menu entry', '导航项')],
}
const OBJECTS: Readonly<Record<string, ItemGroup>> = { 'modules/activity': 'activity', 'modules/decision': 'decision' }

/** What the members of a definition are called. */
export const MEMBER_NAMES: Readonly<Record<string, Text>> = {
  label: text('Name', '名称'),
  description: text('Description', '说明'),
  key: text('Key', '键'),
  locale: text('Language', '语言'),
  timeZone: text('Time zone', '时区'),
  currency: text('Currency', '货币'),
  action: text('Action', '改进动作'),
  color: text('Colour', '颜色'),
  active: text('Offered', '可选'),
  items: text('Entries', '条目'),
  type: text('Type', '类型'),
  help: text('Hint', '提示'),
  required: text('Required', '必填'),
  readOnly: text('Read-only', '只读'),
  visible: text('Shown while', '显示条件'),
  unique: text('Unique', '唯一'),
  default: text('Default', '默认值'),
  title: text('Title field', '标题字段'),
  icon: text('Icon', '图标'),
  fields: text('Fields', '字段'),
  layout: text('Layout', '布局'),
  views: text('Views', '视图'),
  rules: text('Rules', '规则'),
  duplicates: text('Duplicate rules', '查重规则'),
  columns: text('Columns', '列数'),
  span: text('Width', '宽度'),
  sections: text('Sections', '分区'),
  where: text('Condition', '条件'),
  when: text('Condition', '条件'),
  check: text('Condition', '条件'),
  message: text('Message', '提示语'),
  sort: text('Sort order', '排序'),
  group: text('Group', '分组'),
  groups: text('Groups', '分组'),
  widths: text('Column widths', '列宽'),
  pinned: text('Pinned columns', '固定列'),
  totals: text('Figures', '汇总'),
  pipeline: text('Pipeline', '流程'),
  sum: text('Sum', '合计'),
  swimlane: text('Lanes', '泳道'),
  date: text('Date', '日期'),
  until: text('Until', '结束'),
  roles: text('Roles', '角色'),
  module: text('Module', '模块'),
  stages: text('Stages', '阶段'),
  probability: text('Probability', '赢单概率'),
  psychology: text('What the customer thinks', '客户心理'),
  keyAction: text('Key action', '关键动作'),
  criterion: text('Criterion', '达成标准'),
  enter: text('Criteria to enter', '进入条件'),
  exit: text('Criteria to leave', '离开条件'),
  dwell: text('Dwell limit', '停留时限'),
  strict: text('Only drawn moves', '仅允许已设流转'),
  start: text('Start stages', '起始阶段'),
  transitions: text('Transitions', '流转'),
  from: text('From', '从'),
  to: text('To', '到'),
  kind: text('Kind', '类型'),
  who: text('Who may', '可操作人'),
  ask: text('What it asks', '询问内容'),
  approval: text('Approval', '审批'),
  after: text('What follows', '后续动作'),
  remedy: text('Remedy', '处理办法'),
  axes: text('Axes', '维度'),
  combine: text('Combination', '合并方式'),
  clip: text('Bounds', '分值范围'),
  tiers: text('Tiers', '等级'),
  axis: text('Axis', '维度'),
  points: text('Points', '分值'),
  per: text('Times', '倍数'),
  decay: text('Decay', '衰减'),
  max: text('Maximum', '上限'),
  min: text('Minimum', '下限'),
  rhythm: text('Follow-up', '跟进节奏'),
  targets: text('Targets', '目标'),
  stage: text('Stage', '阶段'),
  optional: text('Optional', '可选'),
  match: text('Match by', '匹配字段'),
  values: text('Values', '取值'),
  links: text('Links', '关联'),
  link: text('Link', '关联'),
  measures: text('Figures', '指标'),
  aggregate: text('Calculation', '计算方式'),
  value: text('Value', '数值'),
  unit: text('Unit', '单位'),
  by: text('Grouped by', '分组依据'),
  bucket: text('Period', '时间粒度'),
  limit: text('Rows', '行数'),
  chart: text('Chart', '图表'),
  design: text('May design', '可设计'),
  publish: text('May publish', '可发布'),
  create: text('Create', '新建'),
  read: text('Read', '查看'),
  update: text('Change', '修改'),
  delete: text('Delete', '删除'),
  import: text('Import', '导入'),
  export: text('Export', '导出'),
  hidden: text('Hidden fields', '隐藏字段'),
  modules: text('Modules', '模块'),
  view: text('View', '视图'),
  report: text('Report', '报表'),
  navigation: text('Navigation', '导航'),
  reports: text('Reports', '报表'),
  dictionaries: text('Dictionaries', '字典'),
  pipelines: text('Pipelines', '流程'),
  scorecards: text('Scorecards', '评分卡'),
  conversions: text('Conversions', '转换'),
  settings: text('Settings', '设置'),
  activity: text('Activity settings', '活动设置'),
  decision: text('Decision map', '决策链'),
  options: text('Options', '选项'),
  at: text('When', '时间'),
  open: text('To be done while', '未完成条件'),
  complete: text('Ticking off sets', '完成时设为'),
  about: text('About', '相关'),
  direction: text('Direction', '方向'),
  text: text('Text', '内容'),
  response: text('Counts as response', '视为响应'),
  participants: text('Participants', '参与人'),
  people: text('People', '人员'),
  via: text('Found through', '关联方式'),
  of: text('Through', '经由'),
  needed: text('Needed roles', '所需角色'),
}

export type Node = { readonly [name: string]: unknown }
export interface Named {
  readonly list: string
  readonly noun: Text
  readonly name: Text
  readonly item: Node
}
/** A place in a definition: the named things on the way to it and the settings behind the last of them. */
export interface Place {
  readonly named: readonly Named[]
  readonly settings: readonly string[]
  readonly group: ItemGroup
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Follows `path` as far as it leads; what is gone on the way is called by its key. */
export function placeOf(definition: unknown, path: string): Place {
  const named: Named[] = []
  const names: string[] = []
  let settings: string[] = []
  let node = definition
  for (const step of stepsOf(path)) {
    if (Array.isArray(node)) {
      const list = names
        .join('/')
        .replace(/(\/items)+$/, '/items')
        .replace(/options\/items$/, 'options')
      const item: unknown = node.find((each) => keyOfItem(each) === step || each === step) ?? node[Number(step)]
      const noun = LISTS[list]?.[1]
      if (!noun) {
        settings.push(step)
        node = item
        continue
      }
      named.push({ list, noun, name: nameOfItem(definition, named, item, step), item: isNode(item) ? item : {} })
      settings = []
      node = item
    } else {
      names.push(step)
      settings.push(step)
      node = isNode(node) && Object.hasOwn(node, step) ? node[step] : undefined
    }
  }
  return { named, settings, group: groupOf(named, settings, names) }
}

function groupOf(named: readonly Named[], settings: readonly string[], names: readonly string[]): ItemGroup {
  const last = named.at(-1)
  const group = last ? LISTS[last.list]![0] : undefined
  // A list or an object of its own that is added or changed as a whole belongs where its parts do.
  const whole = LISTS[names.join('/')]?.[0] ?? OBJECTS[[last?.list ?? '', settings[0] ?? ''].join('/')]
  if (settings.length > 0 && whole) return whole
  return group ?? (settings[0] === 'settings' ? 'settings' : 'app')
}

function nameOfItem(definition: unknown, named: readonly Named[], item: unknown, step: string): Text {
  if (!isNode(item)) return fieldName(definition, moduleOf(named), step)
  if (item.label !== undefined) return labelOf(item.label, step)
  if (typeof item.key === 'string') return named.at(-1)?.list === undefined ? nameOfEntry(definition, item, step) : text(step, step)
  if (typeof item.module === 'string') return moduleName(definition, item.module)
  if (typeof item.field === 'string') return fieldName(definition, moduleOf(named), item.field)
  return text(step, step)
}

/** An entry of the menu without a name of its own is called by what it opens. */
function nameOfEntry(definition: unknown, item: Node, step: string): Text {
  if (typeof item.report === 'string') {
    const report = listOf(definition, 'reports').find((each) => each.key === item.report)
    return labelOf(report?.label, item.report)
  }
  return typeof item.module === 'string' && item.fields === undefined && item.stages === undefined
    ? moduleName(definition, item.module)
    : text(step, step)
}

/** A label as texts, whatever stands there: definitions that are not right yet have names too. */
export function labelOf(value: unknown, fallback: string): Text {
  if (typeof value === 'string') return text(value, value)
  const own = (locale: Locale) => (isNode(value) && typeof value[locale] === 'string' ? { [locale]: value[locale] } : {})
  return bothOf({ ...own('en'), ...own('zh-CN') }, fallback)
}

/** The name of a field's type; empty where it has none. */
export function typeName(field: unknown): string {
  return isNode(field) && typeof field.type === 'string' ? field.type : ''
}

function listOf(definition: unknown, name: keyof AppDefinition): readonly Node[] {
  const list = isNode(definition) ? definition[name] : undefined
  return Array.isArray(list) ? list.filter(isNode) : []
}

/** The module whose fields are spoken of behind these. */
function moduleOf(named: readonly Named[]): string | undefined {
  const holder = named.findLast(({ list, item }) => list === 'modules' || typeof item.module === 'string')
  const key = holder?.list === 'modules' ? holder.item.key : holder?.item.module
  return typeof key === 'string' ? key : undefined
}

export function moduleName(definition: unknown, key: string): Text {
  if (key === '*') return text('all other modules', '其他模块')
  const module = listOf(definition, 'modules').find((each) => each.key === key)
  return labelOf(module?.label, key)
}

export function fieldName(definition: unknown, module: string | undefined, key: string): Text {
  const system = systemFields.get(key)
  if (system) return system.label
  const [, part, card] = /^_(score|tier)_(.+)$/.exec(key) ?? []
  if (card !== undefined) {
    const name = labelOf(listOf(definition, 'scorecards').find((each) => each.key === card)?.label, card)
    return part === 'score' ? name : text(`${name.en} tier`, `${name['zh-CN']}等级`)
  }
  const fields = listOf(definition, 'modules').find((each) => each.key === module)?.fields
  const field = Array.isArray(fields) ? fields.find((each) => isNode(each) && each.key === key) : undefined
  return labelOf((field as Node | undefined)?.label, key)
}

/** What a setting is called; those of a field's type as the type calls them. */
export function settingName({ named }: Pick<Place, 'named'>, setting: string): Text {
  const last = named.at(-1)
  if (last?.list === 'modules/fields') {
    const own = fieldTypes.get(typeName(last.item))?.options.properties[setting]?.['x-label']
    if (own !== undefined) return labelOf(own, setting)
  }
  if (last?.list === 'modules/views' && setting === 'fields') return text('Columns', '列')
  return Object.hasOwn(MEMBER_NAMES, setting) ? MEMBER_NAMES[setting]! : text(setting, setting)
}

/** `Deal › Amount`. */
export function placeText({ named, settings, group }: Place): Text {
  const names = named.map(({ name }) => name)
  const rest = names.length > 0 ? [] : [settings.length > 0 ? settingName({ named }, settings.at(-1)!) : GROUP_NAMES[group]]
  const all = [...names, ...rest]
  return text(all.map((name) => name.en).join(' › '), all.map((name) => name['zh-CN']).join(' › '))
}

/** The name of a thing with what it is in: `Amount of Deal`, `“商机”的“金额”`. */
export function ofText(named: readonly Named[]): Text {
  const own = named.map(({ name }) => name)
  return text(
    [...own]
      .reverse()
      .map((name) => name.en)
      .join(' of '),
    own.map((name) => `“${name['zh-CN']}”`).join('的'),
  )
}
