// An end of a transition: any stage, or the stages it names. From where it begins may be stages of the module's other pipelines too.
import { SegmentedControl } from '@mantine/core'
import type { PipelineDefinition, TransitionDefinition } from '../../runtime/definition/types.ts'
import { textOf } from '../../runtime/label.ts'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useDefinition } from '../editor/draft-context.tsx'
import type { Choice } from '../inspector/settings.tsx'
import { useSet } from '../inspector/use-set.tsx'
import { useTell } from '../words/text.tsx'
import { ChoicesSetting } from './ChoicesSetting.tsx'
import classes from './Pipelines.module.css'
import { words } from './setting-words.ts'
import { transitionPath } from './stage-edits.ts'

interface EndsSettingProps {
  readonly pipeline: PipelineDefinition
  readonly transition: TransitionDefinition
  readonly end: 'from' | 'to'
}

export function EndsSetting({ pipeline, transition, end }: EndsSettingProps) {
  const tell = useTell()
  const set = useSet()
  const path = `${transitionPath(pipeline, transition.key)}/${end}`
  const value = transition[end]
  const choices = useStageChoices(pipeline, end === 'from')
  const chosen = value === '*' ? [] : [value].flat()
  const put = (keys: readonly string[]) => set(path, keys.length === 1 ? keys[0] : keys)
  return (
    <div className={classes.ends}>
      <ChoicesSetting
        path={path}
        label={words[end]}
        value={chosen}
        data={choices}
        placeholder={tell(words.anyStage)}
        onChoose={(keys) => keys.length > 0 && put(keys)}
      />
      <SegmentedControl
        aria-label={tell(words[end])}
        fullWidth
        data={[
          { value: 'any', label: tell(words.anyStage) },
          { value: 'these', label: tell(words.certainStages) },
        ]}
        value={value === '*' ? 'any' : 'these'}
        onChange={(next) => (next === 'any' ? set(path, '*') : put([choices[0]!.value]))}
      />
    </div>
  )
}

/** The stages of the pipeline; with `others` those of the module's other pipelines as well. */
export function useStageChoices(pipeline: PipelineDefinition, others: boolean): readonly Choice[] {
  const tell = useTell()
  const locale = useLocale()
  const { pipelines = [] } = useDefinition()
  const own = pipeline.stages.map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))
  if (!others) return own
  const further = pipelines
    .filter((each) => each.key !== pipeline.key && each.module === pipeline.module)
    .flatMap((each) =>
      each.stages.map(({ key, label }) => ({
        value: key,
        label: tell(words.otherPipeline, { stage: textOf(label, locale, key), pipeline: textOf(each.label, locale, each.key) }),
      })),
    )
  return [...own, ...further.filter(({ value }) => !own.some((each) => each.value === value))]
}
