// What somebody says with a move: reason, note, ticks, and the transition meant. Read strictly; what is missing is told by its place in the form.
import type { Ask, Transition } from '../definition/app.ts'
import type { DictionaryDefinition, DictionaryItem } from '../definition/types.ts'
import { bothOf, type Text } from '../label.ts'
import { fail, ok, type Problem, problem, type Result } from '../problem.ts'
import type { AskState, MoveQuestion } from './transition.ts'

export interface MoveAnswers {
  /** Key of the transition that is meant; absent: the first that fits. */
  readonly transition?: string
  /** Keys of the reason, level by level: `price/slow_discount`. */
  readonly reason?: string
  readonly note?: string
  /** Keys of the ticked items of the checklist. */
  readonly checks: readonly string[]
}

export const NO_ANSWERS: MoveAnswers = { checks: [] }
export const MAX_NOTE = 10_000
const MAX_CHECKS = 100
const NAMES = ['transition', 'reason', 'note', 'checks']

/** Reads `_move` of a request. */
export function readAnswers(given: unknown): Result<MoveAnswers> {
  if (given === undefined || given === null) return ok(NO_ANSWERS)
  if (typeof given !== 'object' || Array.isArray(given)) return fail(wrong('_move', 'an object', '对象'))
  const problems: Problem[] = []
  const answers: { transition?: string; reason?: string; note?: string; checks: readonly string[] } = { checks: [] }
  for (const [name, value] of Object.entries(given)) {
    const at = `_move.${name}`
    if (!NAMES.includes(name))
      problems.push(
        problem(at, 'unknown_field', `${at}: unknown. Use ${NAMES.join(', ')}.`, `${at}：未知成员，可用：${NAMES.join('、')}。`),
      )
    else if (value === null || value === '') continue
    else if (name === 'checks') {
      if (Array.isArray(value) && value.length <= MAX_CHECKS && value.every((each) => typeof each === 'string')) answers.checks = value
      else problems.push(wrong(at, 'a list of keys', '键的列表'))
    } else if (typeof value !== 'string' || value.length > MAX_NOTE)
      problems.push(wrong(at, `a text of at most ${MAX_NOTE} characters`, `不超过 ${MAX_NOTE} 个字符的文本`))
    else answers[name as 'note'] = value
  }
  return problems.length > 0 ? fail(...problems) : ok(answers)
}

function wrong(at: string, en: string, zh: string): Problem {
  return problem(at, 'type', `${at}: must be ${en}.`, `${at}：应为${zh}。`)
}

/** What is missing of what the transition asks, and what was given that it does not take. */
export function checkAnswers(question: MoveQuestion, transition: Transition | undefined, missing: readonly AskState[]): Problem[] {
  const { answers, dictionaries } = question
  const problems = missing.map(({ ask }) => missingProblem(question, ask, transition))
  const ticks = new Map((transition?.ask ?? []).flatMap((ask) => (ask.kind === 'check' ? [[ask.key, ask.label] as const] : [])))
  for (const key of answers.checks) {
    if (ticks.has(key)) continue
    problems.push(
      problem(
        `_move.checks.${key}`,
        'checklist_changed',
        `The checklist has no item "${key}" (any more). Look at it again; nothing else you entered is lost.`,
        `清单中没有（或已删除）“${key}”这一项，请重新查看清单，其他已填内容不会丢失。`,
      ),
    )
  }
  const ask = transition?.ask.find((each) => each.kind === 'reason')
  if (answers.reason !== undefined && ask) {
    const dictionary = dictionaries.get(ask.dictionary)
    if (dictionary && !itemAt(dictionary, answers.reason)) problems.push(unknownReason(dictionary, answers.reason))
  }
  return problems
}

/** The item a path of keys leads to; undefined where it leads nowhere or an item on the way is not offered any more. */
export function itemAt({ items }: DictionaryDefinition, path: string): DictionaryItem | undefined {
  let at: readonly DictionaryItem[] | undefined = items
  let item: DictionaryItem | undefined
  for (const key of path.split('/')) {
    item = at?.find((each) => each.key === key)
    if (!item || item.active === false) return undefined
    at = item.items
  }
  return item
}

function unknownReason({ key, items }: DictionaryDefinition, reason: string): Problem {
  const known = items.filter((item) => item.active !== false).slice(0, 12)
  return problem(
    '_move.reason',
    'unknown_choice',
    `Reason: "${reason}" is not in the dictionary "${key}" (any more). Choose one below ${known.map((item) => item.key).join(', ')}.`,
    `原因：“${reason}”不在字典“${key}”中（或已停用），请在 ${known.map((item) => item.key).join('、')} 之下选择。`,
  )
}

function missingProblem({ module, answers, mover }: MoveQuestion, ask: Ask, transition: Transition | undefined): Problem {
  const name = bothOf(transition?.label)
  const by: Text = { en: name.en === '' ? 'This move' : `“${name.en}”`, 'zh-CN': name['zh-CN'] === '' ? '此次移动' : `“${name['zh-CN']}”` }
  switch (ask.kind) {
    case 'field': {
      const label = bothOf(module.fields.get(ask.field)?.label, ask.field)
      if (!mover.canWrite(ask.field))
        return problem(
          '_stage',
          'asks_hidden',
          `${by.en} needs a value that you may not enter. Ask somebody with more rights to complete the record.`,
          `${by['zh-CN']}需要一个你无权填写的内容，请有权限的同事补充。`,
        )
      return problem(
        ask.field,
        'asked',
        `${label.en}: ${by.en} asks for it. Enter a value.`,
        `${label['zh-CN']}：${by['zh-CN']}需要填写，请补充。`,
      )
    }
    case 'check': {
      const label = bothOf(ask.label, ask.key)
      return problem(
        `_move.checks.${ask.key}`,
        'check_open',
        `“${label.en}” is not ticked. Do it, then tick it.`,
        `“${label['zh-CN']}”尚未勾选，请完成后勾选。`,
      )
    }
    case 'note':
      return problem('_move.note', 'note_required', `${by.en} asks for a note. Write one.`, `${by['zh-CN']}需要填写备注。`)
    case 'reason': {
      const deeper = answers.reason !== undefined
      return problem(
        '_move.reason',
        'reason_required',
        deeper
          ? `Reason: “${answers.reason}” is not precise enough; choose down to level ${ask.level}.`
          : `${by.en} asks for a reason. Choose one${ask.level > 1 ? ` down to level ${ask.level}` : ''}.`,
        deeper
          ? `原因：“${answers.reason}”不够具体，请选择到第 ${ask.level} 级。`
          : `${by['zh-CN']}需要选择原因${ask.level > 1 ? `（到第 ${ask.level} 级）` : ''}。`,
      )
    }
  }
}
