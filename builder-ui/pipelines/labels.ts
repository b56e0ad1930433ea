// What a transition's line says: its name, and in short what it needs and asks.
import type { Module, Transition } from '../../runtime/definition/app.ts'
import type { DictionaryDefinition, PipelineDefinition, TransitionDefinition } from '../../runtime/definition/types.ts'
import { describeExpression } from '../../runtime/expression/describe.ts'
import { type Locale, textOf } from '../../runtime/label.ts'
import type { Tell } from '../words/text.tsx'
import { askText } from './Asks.tsx'
import { transitionName } from './stage-edits.ts'
import { words } from './words.ts'

export interface MoveText {
  readonly name: string
  /** '' where it needs and asks nothing. */
  readonly details: string
}

interface Surroundings {
  readonly pipeline: PipelineDefinition
  readonly module: Module | undefined
  readonly dictionaries: readonly DictionaryDefinition[]
  /** The transition as the app understands it; its conditions are checked. */
  readonly linked: Transition | undefined
  readonly locale: Locale
  readonly tell: Tell
}

export function moveText(
  transition: TransitionDefinition,
  { pipeline, module, dictionaries, linked, locale, tell }: Surroundings,
): MoveText {
  const listed = (parts: readonly string[]) => parts.join(locale === 'en' ? ', ' : '、')
  const conditions = (transition.when ?? []).map(({ key, label, when }) => {
    if (label !== undefined) return textOf(label, locale)
    const judged = linked?.when.find((each) => each.key === key)
    return judged && module ? describeExpression(judged.when, module.shape, locale) : when
  })
  const asks = module
    ? (transition.ask ?? []).map((ask) => ('note' in ask ? tell(words.note) : askText(ask, module, dictionaries)[locale]))
    : []
  const details = [
    ...(conditions.length > 0 ? [tell(words.needs, { what: listed(conditions) })] : []),
    ...(asks.length > 0 ? [tell(words.asks, { what: listed(asks) })] : []),
    ...(transition.approval ? [tell(words.approves)] : []),
  ]
  return { name: tell(transitionName(pipeline, transition)), details: details.join(' · ') }
}
