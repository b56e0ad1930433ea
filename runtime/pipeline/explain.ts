// Why a move is not possible, in words: the rule, the values it met, and what would unblock it. Values of fields the mover may not see are never told.
import type { Criterion, Module, Pipeline, Stage, Transition } from '../definition/app.ts'
import { describeExpression } from '../expression/describe.ts'
import { bothOf, type Locale, type Text, textOf } from '../label.ts'
import { type Problem, problem } from '../problem.ts'
import type { CriterionState, MoveQuestion } from './transition.ts'

/** A refusal by a rule: which one, and the fields that could be filled in. */
export interface MoveProblem extends Problem {
  readonly rule: { readonly place: CriterionState['place']; readonly stage: string | null; readonly key: string }
  readonly fields: readonly string[]
}

const LIST_END = 8

export function criterionProblem(question: MoveQuestion, state: CriterionState, transition: Transition | undefined): MoveProblem {
  const { criterion, place, stage, fields } = state
  const { module } = question
  const say = (locale: Locale): string => {
    const sentence = sentenceOf(criterion, module, question, locale)
    const now = valuesNow(criterion, question, locale)
    const zh = locale === 'zh-CN'
    const head = headOf(place, stage, transition, locale)
    const remedy = remedyOf(criterion, module, fields, locale)
    return zh ? `${head}须满足：${sentence}。${now}${remedy}` : `${head}: ${sentence}. ${now}${remedy}`
  }
  return {
    path: fields[0] ?? '_stage',
    code: 'gate',
    message: { en: say('en'), 'zh-CN': say('zh-CN') },
    rule: { place, stage: stage?.key ?? null, key: shownKey(criterion, module, question) },
    fields,
  }
}

/** What a criterion says: its label, or its condition as a sentence where all it speaks of may be seen. */
export function sentenceOf({ label, when }: Criterion, module: Module, { mover }: Pick<MoveQuestion, 'mover'>, locale: Locale): string {
  if (label !== undefined) return textOf(label, locale)
  if (isSeen(when, module, mover)) return describeExpression(when, module.shape, locale)
  return locale === 'en' ? 'a condition about fields you may not see' : '一项涉及你无权查看的字段的条件'
}

function isSeen(when: Criterion['when'], module: Module, mover: MoveQuestion['mover']): boolean {
  return when.references.every(({ module: key, member }) => key !== module.key || mover.canRead(member))
}

/** The key of a criterion, unless it could tell of a field the mover may not see. */
export function shownKey({ key, label, when }: Criterion, module: Module, { mover }: Pick<MoveQuestion, 'mover'>): string {
  return label !== undefined || isSeen(when, module, mover) ? key : 'hidden'
}

function headOf(place: CriterionState['place'], stage: Stage | undefined, transition: Transition | undefined, locale: Locale): string {
  const name = textOf(stage?.label ?? transition?.label, locale, stage?.key ?? transition?.key ?? '')
  if (locale === 'en') return place === 'enter' ? `To enter “${name}”` : place === 'exit' ? `To leave “${name}”` : `For “${name}”`
  return place === 'enter' ? `进入“${name}”` : place === 'exit' ? `离开“${name}”` : `“${name}”`
}

/** `Amount is 500, decision maker is empty`: the fields of the record that the criterion reads, as far as they may be seen. */
function valuesNow({ when }: Criterion, { module, mover, environment }: MoveQuestion, locale: Locale): string {
  const en = locale === 'en'
  const names = [...new Set(when.references.filter(({ path, member }) => path === member).map(({ member }) => member))]
  const parts = names.slice(0, LIST_END).flatMap((name) => {
    const field = module.fields.get(name)
    if (!field || !mover.canRead(name)) return []
    const value = environment.record[name]
    const label = textOf(field.label, locale, name)
    if (value === null || value === undefined) return [en ? `${label} is empty` : `${label}为空`]
    if (field.storage.kind === 'reference') return []
    const text = field.type.format(value, field.options, { ...field.context, locale })
    const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text
    return [en ? `${label} is ${shown}` : `${label}为 ${shown}`]
  })
  if (parts.length === 0) return ''
  return en ? `Now ${parts.join(', ')}. ` : `当前${parts.join('，')}。`
}

function remedyOf({ remedy }: Criterion, module: Module, fields: readonly string[], locale: Locale): string {
  if (remedy !== undefined) return textOf(remedy, locale)
  const en = locale === 'en'
  const labels = fields.map((name) => textOf(module.fields.get(name)?.label, locale, name))
  if (labels.length === 0)
    return en ? 'Do what it asks for in the related records, or ask somebody who may.' : '请先在相关记录中完成该项，或请有权限的同事处理。'
  return en ? `Set ${labels.join(', ')} so that it holds.` : `请填写或修改：${labels.join('、')}。`
}

export function noTransition(module: Module, pipeline: Pipeline, from: string, to: Stage, next: readonly Stage[]): Problem {
  const source = module.pipelines.flatMap((each) => each.stages).find((stage) => stage.key === from)
  const name = (locale: Locale) => [textOf(source?.label, locale, from), textOf(to.label, locale, to.key)] as const
  const list = (locale: Locale) => next.map((stage) => textOf(stage.label, locale, stage.key))
  const [en, zh] = [name('en'), name('zh-CN')]
  const rule = bothOf(pipeline.label, pipeline.key)
  return problem(
    '_stage',
    'no_transition',
    `“${rule.en}” has no way from “${en[0]}” to “${en[1]}”. ${next.length > 0 ? `From here: ${list('en').join(', ')}.` : 'Nothing leads on from here.'}`,
    `流程“${rule['zh-CN']}”不允许从“${zh[0]}”移至“${zh[1]}”。${next.length > 0 ? `可移至：${list('zh-CN').join('、')}。` : '此阶段之后没有可移至的阶段。'}`,
  )
}

export function startProblem(pipeline: Pipeline, to: Stage, start: Stage): Problem {
  const names = (stages: readonly Stage[], locale: Locale) => stages.map((stage) => textOf(stage.label, locale, stage.key))
  const stages = pipeline.start.length > 0 ? pipeline.start : [start]
  return problem(
    '_stage',
    'no_start',
    `A new record cannot begin in “${textOf(to.label, 'en', to.key)}”. Begin in ${names(stages, 'en').join(' or ')}.`,
    `新记录不能从“${textOf(to.label, 'zh-CN', to.key)}”开始，请从${names(stages, 'zh-CN').join('或')}开始。`,
  )
}

export function notYourMove({ roles }: MoveQuestion, transition: Transition, to: Stage): Problem {
  const sentence = (locale: Locale, people: (names: readonly string[]) => string, owner: string, others: string) => ({
    name: textOf(transition.label ?? to.label, locale, transition.key),
    who: transition.roles
      ? people(transition.roles.map((key) => textOf(roles.get(key)?.label, locale, key)))
      : transition.owner
        ? owner
        : others,
  })
  const en = sentence('en', (names) => `people with the role ${names.join(' or ')}`, 'the owner of the record', 'others')
  const zh = sentence('zh-CN', (names) => `具有角色${names.map((name) => `“${name}”`).join('或')}的人`, '记录负责人', '其他人')
  return problem(
    '_stage',
    'not_your_move',
    `“${en.name}” is made by ${en.who}. Ask one of them.`,
    `“${zh.name}”只能由${zh.who}执行，请联系他们。`,
  )
}

export function unknownTransition(pipeline: Pipeline, key: string, candidates: readonly Transition[]): Problem {
  const known = candidates.map((each) => each.key)
  const label: Text = bothOf(pipeline.label, pipeline.key)
  return problem(
    '_move.transition',
    'unknown_transition',
    `_move.transition: “${label.en}” has no transition "${key}" for this move (any more). ${known.length > 0 ? `Use ${known.join(', ')}.` : 'Leave it out.'}`,
    `_move.transition：流程“${label['zh-CN']}”中没有（或已删除）适用于此移动的“${key}”。${known.length > 0 ? `可用：${known.join('、')}。` : '请不要填写。'}`,
  )
}
