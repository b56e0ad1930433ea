// Where a definition names a part of itself outside of expressions, and which of these namings are no more than that: a column of a view, a slot of a layout,
// an entry of a menu. Those can go with what they name; all others are decisions that people take.
import type { Text } from '../label.ts'
import { type Edit, keyOfItem, pathTo } from './edit.ts'
import { keyIn, nodesIn } from './expressions-in.ts'
import { isNode, type Node } from './item-names.ts'

/** What can be named. `member`: a field or a system name of a module. */
export type Target =
  | { readonly kind: 'module' | 'pipeline' | 'dictionary' | 'report' | 'role' | 'scorecard'; readonly key: string }
  | { readonly kind: 'member' | 'view'; readonly module: string; readonly key: string }
  /** `value` as records hold it: `price/slow_discount`. */
  | { readonly kind: 'option'; readonly module: string; readonly field: string; readonly value: string }
  | { readonly kind: 'entry'; readonly dictionary: string; readonly value: string }
  | { readonly kind: 'stage' | 'stage_group'; readonly pipeline: string; readonly module: string; readonly key: string }
  | { readonly kind: 'axis'; readonly card: string; readonly module: string; readonly key: string }
  | { readonly kind: 'conversion_target'; readonly conversion: string; readonly key: string }

export interface Mention {
  readonly target: Target
  readonly path: string
  /** What the named thing is to the place: `is a column`. */
  readonly how: Text
  /** The edits that take the mention away where it can go with what it names. */
  readonly bare?: readonly Edit[]
  /** The place, or a member of what stands there, is called by the key; elsewhere the key is what is written there. */
  readonly isName?: true
}

const text = (en: string, zh: string): Text => ({ en, 'zh-CN': zh })
const HOW = {
  title: text('is the title', '是标题字段'),
  layout: text('stands on the layout', '在布局中'),
  column: text('is a column', '是显示列'),
  sort: text('is sorted by', '用于排序'),
  group: text('groups the rows', '用于分组'),
  figure: text('has a figure', '用于汇总'),
  width: text('has a width', '设有列宽'),
  lane: text('makes the lanes', '用于泳道'),
  date: text('places the records', '用于定位日期'),
  points: text('is where the message stands', '是提示所在字段'),
  duplicate: text('tells duplicates', '用于查重'),
  activity: text('is used by the activity settings', '用于活动设置'),
  decision: text('is used by the decision map', '用于决策链'),
  ask: text('is asked for', '会被询问'),
  into: text('takes the answer', '保存回答'),
  set: text('is set', '会被设置'),
  filled: text('is filled', '会被填写'),
  made: text('gets a new record', '会新建一条记录'),
  link: text('keeps the link', '保存关联'),
  match: text('finds existing records', '用于匹配已有记录'),
  hidden: text('is hidden', '对该角色隐藏'),
  readOnly: text('is read-only', '对该角色只读'),
  records: text('is where its records come from', '是其记录来源'),
  rights: text('has rights given to it', '设有权限'),
  menu: text('is opened by it', '由其打开'),
  offered: text('is offered the view', '可使用该视图'),
  may: text('may make the move', '可执行该流转'),
  approves: text('approves the move', '可审批该流转'),
  leads: text('is an end of it', '是流转的一端'),
  starts: text('is where records begin', '是起始阶段'),
  reaches: text('is where the record moves to', '是转换后的阶段'),
  choices: text('gives the choices', '提供选项'),
  reason: text('gives the reasons', '提供原因'),
  fallback: text('is the default', '是默认值'),
  completes: text('is what ticking off sets', '是完成时的取值'),
  needed: text('is needed', '是所需角色'),
  grouped: text('is its group', '是其分组'),
  axis: text('is its axis', '是其维度'),
  board: text('is what the board shows', '是看板的流程'),
} as const

/** Every mention of the definition. */
export function mentionsIn(definition: unknown): Mention[] {
  return [
    ...nodesIn(definition, 'modules').flatMap(ofModule),
    ...nodesIn(definition, 'pipelines').flatMap((pipeline) => ofPipeline(pipeline, definition)),
    ...nodesIn(definition, 'scorecards').flatMap(ofScorecard),
    ...nodesIn(definition, 'conversions').flatMap((conversion) => ofConversion(conversion, definition)),
    ...nodesIn(definition, 'reports').flatMap((report) =>
      named(report, 'module', pathTo('/reports', keyIn(report)), (key) => ({ kind: 'module', key }), HOW.records),
    ),
    ...nodesIn(definition, 'roles').flatMap(ofRole),
    ...nodesIn(definition, 'navigation').flatMap(ofEntry),
  ]
}

const remove = (path: string): Edit => ({ kind: 'remove', path })
const unset = (path: string): Edit => ({ kind: 'set', path, value: undefined })

/** A setting that holds one key; `bare`: what takes it away. */
function named(holder: unknown, name: string, path: string, target: (key: string) => Target, how: Text, bare?: readonly Edit[]): Mention[] {
  const key = isNode(holder) ? holder[name] : undefined
  return typeof key === 'string' ? [{ target: target(key), path: pathTo(path, name), how, ...(bare ? { bare } : {}) }] : []
}

/** A setting that is a list of keys, each of which can go by itself as long as `least` are left. */
function listed(
  holder: unknown,
  name: string,
  path: string,
  target: (key: string) => Target,
  how: Text,
  least?: number,
): (Mention & { readonly place: number })[] {
  const list = isNode(holder) ? holder[name] : undefined
  if (!Array.isArray(list)) return []
  return list.flatMap((key: unknown, place) => {
    if (typeof key !== 'string') return []
    const at = pathTo(pathTo(path, name), key)
    return [{ target: target(key), path: at, how, place, ...(least !== undefined && list.length > least ? { bare: [remove(at)] } : {}) }]
  })
}

function ofModule(module: Node): Mention[] {
  const key = keyIn(module)
  const path = pathTo('/modules', key)
  const member = memberOf(key)
  return [
    ...named(module, 'title', path, member, HOW.title),
    ...nodesIn(module, 'fields').flatMap((field) => ofField(field, key, pathTo(`${path}/fields`, keyIn(field)))),
    ...nodesIn(module, 'layout').flatMap((tab) =>
      nodesIn(tab, 'sections').flatMap((section) =>
        nodesIn(section, 'fields').flatMap((slot) => {
          const at = `${pathTo(`${pathTo(`${path}/layout`, keyIn(tab))}/sections`, keyIn(section))}/fields`
          const place = pathTo(at, keyIn(slot, 'field'))
          return [{ target: member(keyIn(slot, 'field')), path: place, how: HOW.layout, bare: [remove(place)] }]
        }),
      ),
    ),
    ...nodesIn(module, 'views').flatMap((view) => ofView(view, key, pathTo(`${path}/views`, keyIn(view)))),
    ...nodesIn(module, 'rules').flatMap((rule) =>
      listed(rule, 'fields', pathTo(`${path}/rules`, keyIn(rule)), member, HOW.points, 0).map((each) => ({
        ...each,
        path: `${pathTo(`${path}/rules`, keyIn(rule))}/fields`,
      })),
    ),
    ...nodesIn(module, 'duplicates').flatMap((rule) => {
      const at = pathTo(`${path}/duplicates`, keyIn(rule))
      return listed(rule, 'fields', at, member, HOW.duplicate).map((each) => ({ ...each, path: `${at}/fields` }))
    }),
    ...ofActivity(module.activity, key, `${path}/activity`),
    ...ofDecision(module.decision, key, `${path}/decision`),
  ]
}

const memberOf =
  (module: string) =>
  (key: string): Target => ({ kind: 'member', module, key })

function ofField(field: Node, module: string, path: string): Mention[] {
  const own = keyIn(field)
  const values = [field.default].flat().filter((value) => typeof value === 'string')
  return [
    ...named(field, 'module', path, (key) => ({ kind: 'module', key }), HOW.records),
    ...named(field, 'dictionary', path, (key) => ({ kind: 'dictionary', key }), HOW.choices),
    ...named(field, 'divisions', path, (key) => ({ kind: 'dictionary', key }), HOW.choices),
    ...values.map(
      (value): Mention => ({ target: { kind: 'option', module, field: own, value }, path: `${path}/default`, how: HOW.fallback }),
    ),
  ]
}

function ofView(view: Node, module: string, path: string): Mention[] {
  const member = memberOf(module)
  const pinned = typeof view.pinned === 'number' ? view.pinned : 0
  const columns = Array.isArray(view.fields) ? view.fields.length : 0
  const keys = (name: string, how: Text) =>
    (isNode(view[name]) ? Object.keys(view[name]) : []).map((key): Mention => {
      const at = pathTo(pathTo(path, name), key)
      return { target: member(key), path: at, how, bare: [remove(at)], isName: true }
    })
  return [
    ...listed(view, 'fields', path, member, HOW.column, 1).map(({ place, ...each }): Mention => {
      // A column that stays in place takes one from the number of those that do.
      const fewer = pinned > place || pinned >= columns
      const unpin: Edit[] = fewer && pinned > 0 ? [{ kind: 'set', path: `${path}/pinned`, value: pinned - 1 }] : []
      return each.bare ? { ...each, bare: [...each.bare, ...unpin] } : each
    }),
    ...nodesIn(view, 'sort').map((sort): Mention => {
      const at = pathTo(`${path}/sort`, keyIn(sort, 'field'))
      return { target: member(keyIn(sort, 'field')), path: at, how: HOW.sort, bare: [remove(at)] }
    }),
    ...named(view, 'group', path, member, HOW.group, [unset(`${path}/group`)]),
    ...named(view, 'sum', path, member, HOW.figure, [unset(`${path}/sum`)]),
    ...named(view, 'swimlane', path, member, HOW.lane, [unset(`${path}/swimlane`)]),
    ...named(view, 'until', path, member, HOW.date, [unset(`${path}/until`)]),
    ...named(view, 'date', path, member, HOW.date),
    ...keys('widths', HOW.width),
    ...keys('totals', HOW.figure),
    ...named(view, 'pipeline', path, (key) => ({ kind: 'pipeline', key }), HOW.board),
    ...listed(view, 'roles', path, (key) => ({ kind: 'role', key }), HOW.offered, 1),
  ]
}

function ofActivity(activity: unknown, module: string, path: string): Mention[] {
  if (!isNode(activity)) return []
  const member = memberOf(module)
  const complete = isNode(activity.complete) ? Object.entries(activity.complete) : []
  return [
    ...['at', 'kind', 'direction', 'text', 'participants'].flatMap((name) => named(activity, name, path, member, HOW.activity)),
    ...listed(activity, 'about', path, member, HOW.activity).map((each) => ({ ...each, path: `${path}/about` })),
    ...complete.flatMap(([field, value]): Mention[] => [
      { target: member(field), path: `${path}/complete`, how: HOW.activity, isName: true },
      ...(typeof value === 'string'
        ? [{ target: { kind: 'option', module, field, value } as const, path: pathTo(`${path}/complete`, field), how: HOW.completes }]
        : []),
    ]),
  ]
}

function ofDecision(decision: unknown, module: string, path: string): Mention[] {
  if (!isNode(decision)) return []
  const [people, field] = [keyIn(decision, 'people'), keyIn(decision, 'roles')]
  return [
    ...named(decision, 'people', path, (key) => ({ kind: 'module', key }), HOW.decision),
    ...named(decision, 'of', path, memberOf(module), HOW.decision),
    ...named(decision, 'via', path, memberOf(people), HOW.decision),
    ...named(decision, 'roles', path, memberOf(people), HOW.decision),
    ...listed(decision, 'needed', path, (value) => ({ kind: 'option', module: people, field, value }), HOW.needed, 0),
  ]
}

function ofPipeline(pipeline: Node, definition: unknown): Mention[] {
  const [key, module] = [keyIn(pipeline), keyIn(pipeline, 'module')]
  const path = pathTo('/pipelines', key)
  const stage = (own: string): Target => ({ kind: 'stage', pipeline: pipelineOf(own, pipeline, definition), module, key: own })
  return [
    ...named(pipeline, 'module', path, (own) => ({ kind: 'module', key: own }), HOW.records),
    ...nodesIn(pipeline, 'stages').flatMap((each) => {
      const at = pathTo(`${path}/stages`, keyIn(each))
      return named(each, 'group', at, (own) => ({ kind: 'stage_group', pipeline: key, module, key: own }), HOW.grouped, [
        unset(`${at}/group`),
      ])
    }),
    ...listed(pipeline, 'start', path, stage, HOW.starts).map((each) => ({
      ...each,
      bare: [(pipeline.start as readonly unknown[]).length > 1 ? remove(each.path) : unset(`${path}/start`)],
    })),
    ...nodesIn(pipeline, 'transitions').flatMap((each) => ofTransition(each, stage, module, pathTo(`${path}/transitions`, keyIn(each)))),
  ]
}

/** The pipeline of the same module that has the stage: transitions may come from other pipelines. */
function pipelineOf(stage: string, own: Node, definition: unknown): string {
  const has = (pipeline: Node) => nodesIn(pipeline, 'stages').some((each) => each.key === stage)
  const others = nodesIn(definition, 'pipelines').filter((each) => each.module === own.module)
  return keyIn(has(own) ? own : (others.find(has) ?? own))
}

function ofTransition(transition: Node, stage: (key: string) => Target, module: string, path: string): Mention[] {
  const member = memberOf(module)
  const role = (key: string): Target => ({ kind: 'role', key })
  const ends = ['from', 'to'].flatMap((end): Mention[] => {
    const keys = [transition[end]].flat().filter((key): key is string => typeof key === 'string' && key !== '*')
    const at = `${path}/${end}`
    // A transition that leads nowhere else goes with the stage, as its arrow does.
    return keys.map((key) => ({
      target: stage(key),
      path: at,
      how: HOW.leads,
      bare: [keys.length > 1 ? remove(pathTo(at, key)) : remove(path)],
    }))
  })
  const asks = nodesIn(transition, 'ask').flatMap((ask, index): Mention[] => {
    const at = `${path}/ask/${index}`
    const field = keyIn(ask, 'field')
    const alone = nodesIn(transition, 'ask').filter((each) => keyOfItem(each) === field).length === 1
    return [
      ...named(ask, 'field', at, member, HOW.ask, alone ? [remove(pathTo(`${path}/ask`, field))] : undefined),
      ...named(ask, 'into', at, member, HOW.into, [unset(`${at}/into`)]),
      ...named(ask, 'reason', at, (key) => ({ kind: 'dictionary', key }), HOW.reason),
    ]
  })
  const effects = nodesIn(transition, 'after').flatMap((effect, index): Mention[] => {
    const at = `${path}/after/${index}`
    const other = memberOf(keyIn(effect, 'create'))
    return [
      ...named(effect, 'set', at, member, HOW.set),
      ...named(effect, 'create', at, (key) => ({ kind: 'module', key }), HOW.made),
      ...named(effect, 'link', at, other, HOW.link),
      ...filled(effect, other, at),
    ]
  })
  return [
    ...ends,
    // What takes a setting from an ask by its number comes before asks go.
    ...asks.sort((a, b) => Number(a.how === HOW.ask) - Number(b.how === HOW.ask)),
    ...effects,
    ...listed(transition.who, 'roles', `${path}/who`, role, HOW.may),
    ...listed(transition.approval, 'roles', `${path}/approval`, role, HOW.approves),
  ]
}

function filled(holder: Node, member: (key: string) => Target, path: string): Mention[] {
  return (isNode(holder.values) ? Object.keys(holder.values) : []).map((key) => {
    const at = pathTo(`${path}/values`, key)
    return { target: member(key), path: at, how: HOW.filled, bare: [remove(at)], isName: true }
  })
}

function ofScorecard(card: Node): Mention[] {
  const [key, module] = [keyIn(card), keyIn(card, 'module')]
  const path = pathTo('/scorecards', key)
  return [
    ...named(card, 'module', path, (own) => ({ kind: 'module', key: own }), HOW.records),
    ...nodesIn(card, 'rules').flatMap((rule) =>
      named(rule, 'axis', pathTo(`${path}/rules`, keyIn(rule)), (own) => ({ kind: 'axis', card: key, module, key: own }), HOW.axis),
    ),
  ]
}

function ofConversion(conversion: Node, definition: unknown): Mention[] {
  const [key, module] = [keyIn(conversion), keyIn(conversion, 'module')]
  const path = pathTo('/conversions', key)
  const pipelines = nodesIn(definition, 'pipelines').filter((each) => each.module === module)
  const pipeline = pipelines.find((each) => nodesIn(each, 'stages').some((stage) => stage.key === conversion.stage))
  const source = memberOf(module)
  return [
    ...named(conversion, 'module', path, (own) => ({ kind: 'module', key: own }), HOW.records),
    ...named(
      conversion,
      'stage',
      path,
      (own) => ({ kind: 'stage', pipeline: pipeline ? keyIn(pipeline) : '', module, key: own }),
      HOW.reaches,
    ),
    ...nodesIn(conversion, 'targets').flatMap((target) => {
      const at = pathTo(`${path}/targets`, keyIn(target))
      const member = memberOf(keyIn(target, 'module'))
      const links = isNode(target.links) ? Object.entries(target.links) : []
      const on = isNode(target.link) && target.link.on === 'source' ? source : member
      return [
        ...named(target, 'module', at, (own) => ({ kind: 'module', key: own }), HOW.made),
        ...listed(target, 'match', at, member, HOW.match),
        ...filled(target, member, at),
        ...links.flatMap(([field, other]): Mention[] => [
          { target: member(field), path: pathTo(`${at}/links`, field), how: HOW.link, isName: true },
          ...(typeof other === 'string'
            ? [
                {
                  target: { kind: 'conversion_target', conversion: key, key: other } as const,
                  path: pathTo(`${at}/links`, field),
                  how: HOW.link,
                },
              ]
            : []),
        ]),
        ...named(target.link, 'field', `${at}/link`, on, HOW.link),
      ]
    }),
  ]
}

function ofRole(role: Node): Mention[] {
  return nodesIn(role, 'modules').flatMap((entry): Mention[] => {
    const module = keyIn(entry, 'module')
    const path = pathTo(`${pathTo('/roles', keyIn(role))}/modules`, module)
    return [
      { target: { kind: 'module', key: module }, path, how: HOW.rights, bare: [remove(path)] },
      ...listed(entry, 'hidden', path, memberOf(module), HOW.hidden, 0),
      ...listed(entry, 'readOnly', path, memberOf(module), HOW.readOnly, 0),
    ]
  })
}

function ofEntry(entry: Node): Mention[] {
  const path = pathTo('/navigation', keyIn(entry))
  const gone = [remove(path)]
  return [
    ...named(entry, 'report', path, (key) => ({ kind: 'report', key }), HOW.menu, gone),
    ...named(entry, 'module', path, (key) => ({ kind: 'module', key }), HOW.menu, gone),
    ...named(entry, 'view', path, (key) => ({ kind: 'view', module: keyIn(entry, 'module'), key }), HOW.menu, [unset(`${path}/view`)]),
  ]
}
