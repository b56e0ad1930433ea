// Conditions that decide nothing: those that read no field and so say the same of every record, and those that no record can meet.
import type { App, Module, Pipeline } from '../definition/app.ts'
import type { Edit } from '../definition/edit.ts'
import { constantValue, isConstant, neverHolds } from '../expression/contradiction.ts'
import type { CheckedExpression } from '../expression/expression.ts'
import type { RecordShape } from '../expression/scope.ts'
import type { Text } from '../label.ts'
import { type Finding, finding, nameOf } from './finding.ts'

interface Condition {
  readonly expression: CheckedExpression
  readonly path: string
  readonly shape: RecordShape
  /** What takes it away; `holds`: whether it always does. */
  readonly remove: (holds: boolean) => readonly Edit[]
  /** What follows where it never holds; absent: people cannot go on. */
  readonly never?: Text
}

const text = (en: string, zh: string): Text => ({ en, 'zh-CN': zh })
const HIDDEN = text('nobody ever sees it', '永远不会显示')
const EMPTY = text('the view is always empty', '视图永远为空')
const FREE = text('it never applies', '永远不会生效')
const REFUSED = text('every record is refused', '所有记录都会被拒绝')
const STUCK = text('nobody ever gets on', '永远无法通过')

export function conditionsThatSayNothing(app: App): Finding[] {
  const all = [
    ...[...app.modules.values()].flatMap(ofModule),
    ...[...app.pipelines.values()].flatMap((pipeline) => {
      const module = app.modules.get(pipeline.module)
      return module ? ofPipeline(pipeline, module) : []
    }),
  ]
  return all.flatMap(judge)
}

function judge({ expression, path, shape, remove, never = STUCK }: Condition): Finding[] {
  const label = { en: 'Remove the rule', 'zh-CN': '删除规则' }
  if (isConstant(expression)) {
    const holds = constantValue(expression) === true
    return [
      finding(
        path,
        'inert_rule',
        `This rule is ${holds ? 'always met' : 'never met'}, because it reads no field${holds ? '' : `: ${never.en}`}. Remove it or name a field.`,
        `此规则${holds ? '总是成立' : '永远不成立'}，因为没有引用任何字段${holds ? '' : `：${never['zh-CN']}`}。请删除，或引用字段。`,
        { label, edits: remove(holds) },
      ),
    ]
  }
  if (!neverHolds(expression, shape)) return []
  return [
    finding(
      path,
      'never_met',
      `No record can meet this rule, because its parts contradict each other: ${never.en}. Change one of them.`,
      `此规则自相矛盾，任何记录都无法满足：${never['zh-CN']}。请修改其中一个条件。`,
    ),
  ]
}

const unset = (path: string) => (): readonly Edit[] => [{ kind: 'set', path, value: undefined }]
const take = (path: string) => (): readonly Edit[] => [{ kind: 'remove', path }]

function ofModule(module: Module): Condition[] {
  const { shape } = module
  const path = `/modules/${module.key}`
  const one = (expression: unknown, at: string, never: Text, remove: Condition['remove'] = unset(at)): Condition[] =>
    typeof expression === 'object' && expression !== null
      ? [{ expression: expression as CheckedExpression, path: at, shape, remove, never }]
      : []
  return [
    ...[...module.fields.values()].flatMap((field) => {
      const at = `${path}/fields/${field.key}`
      const settled =
        (name: string) =>
        (holds: boolean): readonly Edit[] => [{ kind: 'set', path: `${at}/${name}`, value: holds ? true : undefined }]
      return [
        ...one(field.visible, `${at}/visible`, HIDDEN),
        ...one(field.required, `${at}/required`, FREE, settled('required')),
        ...one(field.readOnly, `${at}/readOnly`, FREE, settled('readOnly')),
      ]
    }),
    ...module.layout.flatMap((tab) => [
      ...one(tab.visible, `${path}/layout/${tab.key}/visible`, HIDDEN),
      ...tab.sections.flatMap((section) => one(section.visible, `${path}/layout/${tab.key}/sections/${section.key}/visible`, HIDDEN)),
    ]),
    ...[...module.views.values()].flatMap((view) => one(view.where, `${path}/views/${view.key}/where`, EMPTY)),
    ...module.rules.flatMap((rule) => {
      const at = `${path}/rules/${rule.key}`
      return one(rule.check, `${at}/check`, REFUSED, take(at))
    }),
  ]
}

function ofPipeline(pipeline: Pipeline, { shape }: Module): Condition[] {
  const path = `/pipelines/${pipeline.key}`
  const criteria = (list: readonly { readonly key: string; readonly when: CheckedExpression }[], at: string): Condition[] =>
    list.map(({ key, when }) => ({ expression: when, path: `${at}/${key}`, shape, remove: take(`${at}/${key}`) }))
  return [
    ...pipeline.stages.flatMap((stage) => [
      ...criteria(stage.enter, `${path}/stages/${stage.key}/enter`),
      ...criteria(stage.exit, `${path}/stages/${stage.key}/exit`),
    ]),
    ...pipeline.transitions.flatMap((transition) => criteria(transition.when, `${path}/transitions/${transition.key}/when`)),
  ]
}

/** A rule of a scorecard whose condition no record meets never gives its points. */
export function scoresThatNeverCome(app: App): Finding[] {
  return [...app.scorecards.values()].flatMap((card) => {
    const shape = app.modules.get(card.module)?.shape
    if (!shape) return []
    return card.rules
      .filter((rule) => neverHolds(rule.when, shape))
      .map((rule) => {
        const path = `/scorecards/${card.key}/rules/${rule.key}`
        const name = nameOf({ label: rule.label, key: rule.key })
        // A scorecard has at least one rule.
        const fix: Finding['fix'] =
          card.rules.length > 1
            ? { label: { en: 'Remove the score rule', 'zh-CN': '删除评分规则' }, edits: [{ kind: 'remove', path }] }
            : undefined
        return finding(
          `${path}/when`,
          'score_never_fires',
          `The score rule “${name.en}” can never fire: no record meets its condition. Change the condition or remove the rule.`,
          `评分规则“${name['zh-CN']}”永远不会触发，没有记录能满足其条件。请修改条件或删除规则。`,
          fix,
        )
      })
  })
}
