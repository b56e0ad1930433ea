// An end of a transition: any stage, or the stages it names. From where it begins may be stages of the module's other pipelines too.
import type { PipelineDefinition, TransitionDefinition } from '../../runtime/definition/types.ts'
import { textOf } from '../../runtime/label.ts'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useDefinition } from '../editor/draft-context.tsx'
import type { Choice } from '../inspector/settings.tsx'
import { useSet } from '../inspector/use-set.tsx'
import { useTell } from '../words/text.tsx'
import { ChoicesSetting } from './ChoicesSetting.tsx'
import { words } from './setting-words.ts'
import { transitionPath } from './stage-edits.ts'

const ANY = '*'

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
  const put = (keys: readonly string[]) => {
    const named = keys.filter((key) => key !== ANY)
    // Any stage was chosen besides those named before, or the last of those is gone.
    if (named.length === 0 || (value !== ANY && keys.includes(ANY))) return set(path, ANY)
    return set(path, named.length === 1 ? named[0] : named)
  }
  return (
    <ChoicesSetting
      path={path}
      label={words[end]}
      value={[value].flat()}
      data={[{ value: ANY, label: tell(words.anyStage) }, ...choices]}
      onChoose={put}
    />
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
