// Moving a record to another stage, from wherever it is shown.
import type { Module, Stage } from '../../definition/app.ts'
import { textOf } from '../../label.ts'
import { problemsOf } from '../data/api.ts'
import { useRecordWriter } from '../data/records.tsx'
import type { RecordData } from '../data/shapes.ts'
import { isAboutRules, wishMove } from '../move/wishes.ts'
import { tellDone, tellFailure } from '../shell/toasts.tsx'
import { useLocale, useWords } from '../words/words.tsx'

/** Moves a record and says what became of it. */
export function useStageMove(module: Module): (record: RecordData, to: Stage) => Promise<void> {
  const say = useWords()
  const locale = useLocale()
  const writer = useRecordWriter(module)
  return async (record, to) => {
    const stage = textOf(to.label, locale, to.key)
    try {
      const saved = await writer.update(record._id, record._version, { _stage: to.key })
      tellDone(say(saved._approval ? 'move.asked' : 'stage.moved', { stage }))
    } catch (error) {
      if (isAboutRules(problemsOf(error))) wishMove({ module: module.key, record, to: to.key })
      else tellFailure(say('stage.not_moved', { stage }), error)
    }
  }
}
