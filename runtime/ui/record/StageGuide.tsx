// What the present stage is about: the customer's mind, the one action that moves it on, and what must hold to leave it.
import type { Module } from '../../definition/app.ts'
import { textOf } from '../../label.ts'
import type { MoveCriterion } from '../../pipeline/option.ts'
import { stageOf } from '../../pipeline/visits.ts'
import { useApp } from '../data/app-context.tsx'
import type { RecordData } from '../data/shapes.ts'
import { Criteria } from '../move/Criteria.tsx'
import { type MoveOption, useMoveOptions } from '../move/options.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Record.module.css'

export function StageGuide({ module, record }: { readonly module: Module; readonly record: RecordData }) {
  const say = useWords()
  const locale = useLocale()
  const { abilities } = useApp()
  const stage = stageOf(module, record._stage)?.stage
  const asks = (stage?.exit.length ?? 0) > 0 && abilities(module.key).update
  const { data: options } = useMoveOptions(module, record, asks)
  if (!stage) return null
  const lines = [
    ['stage.psychology', stage.psychology],
    ['stage.key_action', stage.keyAction],
    ['stage.criterion', stage.criterion],
  ] as const
  const given = lines.filter(([, text]) => text !== undefined)
  const exit = exitOf(stage.key, options)
  if (given.length === 0 && exit.length === 0) return null
  return (
    <dl className={classes.guide}>
      {given.map(([word, text]) => (
        <div key={word}>
          <dt>{say(word)}</dt>
          <dd>{textOf(text, locale)}</dd>
        </div>
      ))}
      {exit.length > 0 && (
        <div className={classes.guideWhole}>
          <dt>{say('move.criteria')}</dt>
          <dd>
            <Criteria criteria={exit} />
          </dd>
        </div>
      )}
    </dl>
  )
}

/** What must hold to leave the stage, as any of the ways forward says it. */
function exitOf(stage: string, options: readonly MoveOption[] | undefined): readonly MoveCriterion[] {
  const forward = options?.find(({ criteria }) => criteria.some((each) => each.place === 'exit' && each.stage === stage))
  return forward?.criteria.filter((each) => each.place === 'exit' && each.stage === stage) ?? []
}
