// The canvas of a pipeline as nodes and edges, with what the server finds and what differs from the live app.
import { useCallback, useMemo, useRef } from 'react'
import { canonicalText } from '../../runtime/definition/canonical.ts'
import type { PipelineDefinition, StageDefinition, TransitionDefinition } from '../../runtime/definition/types.ts'
import { textOf } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { stageFill } from '../../runtime/ui/theme/stage-color.ts'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import type { Point } from '../canvas/rounded-path.ts'
import { useDefinition, useDraft } from '../editor/draft-context.tsx'
import { problemsAt, useJudgement } from '../editor/problems.tsx'
import { useTell } from '../words/text.tsx'
import { type CanvasModel, canvasModel } from './canvas-model.ts'
import { type MoveText, moveText } from './labels.ts'
import { stagePath, transitionPath } from './stage-edits.ts'
import { words } from './words.ts'

export interface DrawnCanvas extends CanvasModel {
  readonly textOf: (transition: TransitionDefinition) => MoveText
}

const NO_DICTIONARIES = [] as const

export function useCanvasModel(
  pipeline: PipelineDefinition,
  moved: ReadonlyMap<string, Point>,
  stage: string | undefined,
  transition: string | undefined,
): DrawnCanvas {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const { live } = useDraft()
  const { dictionaries = NO_DICTIONARIES } = useDefinition()
  const { judgement } = useJudgement()
  const last = useRef<CanvasModel>(undefined)
  const linked = app.pipelines.get(pipeline.key)
  const module = app.modules.get(pipeline.module)
  const published = useMemo(() => {
    const stages = (live.pipelines ?? []).find(({ key }) => key === pipeline.key)?.stages ?? []
    return new Map(stages.map((each) => [each.key, canonicalText(each)]))
  }, [live, pipeline.key])
  const newsOf = useCallback(
    (each: StageDefinition) => {
      const before = published.get(each.key)
      return before === undefined ? ('new' as const) : before === canonicalText(each) ? undefined : ('changed' as const)
    },
    [published],
  )
  return useMemo(() => {
    const nameOf = ({ key, label }: StageDefinition) => textOf(label, locale, key)
    const transitions = new Map(linked?.transitions.map((each) => [each.key, each]))
    const text = (each: TransitionDefinition) =>
      moveText(each, { pipeline, module, dictionaries, linked: transitions.get(each.key), locale, tell })
    const model = canvasModel(
      {
        pipeline,
        moved,
        stage,
        transition,
        groupName: (key) => textOf(pipeline.groups?.find((each) => each.key === key)?.label, locale, key),
        moveText: (route) => text(route.transition),
        faulty: (key) => problemsAt(judgement.problems, transitionPath(pipeline, key), true).length > 0,
        wayLabel: (from, to) => tell(words.addStageBetween, { from: nameOf(from), to: nameOf(to) }),
        stageData(each) {
          const path = stagePath(pipeline, each.key)
          const known = linked?.stage.get(each.key)
          return {
            name: nameOf(each),
            fill: linked && known ? stageFill(linked, known) : {},
            errors: problemsAt(judgement.problems, path, true).length,
            hints: problemsAt(judgement.findings, path, true).length,
            begins: pipeline.start?.includes(each.key) === true,
            news: newsOf(each),
          }
        },
      },
      last.current,
    )
    last.current = model
    return { ...model, textOf: text }
  }, [pipeline, moved, stage, transition, linked, module, dictionaries, judgement, newsOf, locale, tell])
}
