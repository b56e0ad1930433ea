// The pipelines of the app: one at a time, as a canvas, as a table, or both, with what is selected set at the right.
import { Button, SegmentedControl, Select } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { Plus, Settings2 } from 'lucide-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { PipelineDefinition } from '../../runtime/definition/types.ts'
import { textOf } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { designPath } from '../../runtime/ui/data/paths.ts'
import { type Command, useCommands } from '../../runtime/ui/shell/commands.ts'
import { Empty, LoadingLines } from '../../runtime/ui/shell/Notices.tsx'
import { useNarrow } from '../../runtime/ui/shell/Shell.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange, useDefinition } from '../editor/draft-context.tsx'
import { useSelection } from '../editor/selection.tsx'
import type { SurfaceProps } from '../frame/surfaces.tsx'
import { useTell } from '../words/text.tsx'
import { NewPipeline } from './NewPipeline.tsx'
import { PipelineInspector } from './PipelineInspector.tsx'
import classes from './Pipelines.module.css'
import { StageInspector } from './StageInspector.tsx'
import { StageTable } from './StageTable.tsx'
import { words as settingWords } from './setting-words.ts'
import { useStageActions } from './stage-actions.tsx'
import { addTransition, pipelinePath } from './stage-edits.ts'
import { TransitionInspector } from './TransitionInspector.tsx'
import { words } from './words.ts'

const Canvas = lazy(() => import('./Canvas.tsx').then((module) => ({ default: module.Canvas })))

type Shown = 'canvas' | 'both' | 'table'

export default function PipelinesScreen({ item }: SurfaceProps) {
  const tell = useTell()
  const pipelines = useDefinition().pipelines ?? []
  const [asking, setAsking] = useState(false)
  const current = pipelines.find(({ key }) => key === item) ?? (item === undefined ? pipelines[0] : undefined)
  const add = () => setAsking(true)
  return (
    <>
      {current ? (
        <PipelineView key={current.key} pipeline={current} pipelines={pipelines} onAdd={add} />
      ) : (
        <Empty
          title={tell(words.empty)}
          text={tell(words.emptyText)}
          action={
            <Button leftSection={<Plus size={14} strokeWidth={1.75} />} onClick={add}>
              {tell(words.add)}
            </Button>
          }
        />
      )}
      {asking && <NewPipeline onClose={() => setAsking(false)} />}
    </>
  )
}

interface PipelineViewProps {
  readonly pipeline: PipelineDefinition
  readonly pipelines: readonly PipelineDefinition[]
  readonly onAdd: () => void
}

function PipelineView({ pipeline, pipelines, onAdd }: PipelineViewProps) {
  const tell = useTell()
  const locale = useLocale()
  const narrow = useNarrow()
  const { app } = useApp()
  const [, go] = useLocation()
  const [at, select] = useSelection()
  const [wanted, setShown] = useLocalStorage<Shown>({
    key: 'stagewright-pipeline-view',
    defaultValue: 'canvas',
    getInitialValueInEffect: false,
  })
  const shown = narrow ? 'table' : wanted
  const [actions, question] = useStageActions(pipeline.key)
  const path = pipelinePath(pipeline)
  const { stage, transition } = selectedIn(pipeline, at)
  const whole = !stage && !transition && (at === path || at?.startsWith(`${path}/`) === true)
  const close = () => select(undefined)
  useCommands(usePipelineCommands(pipeline, actions.add, onAdd))
  return (
    <div className={classes.view}>
      <div className={classes.main}>
        <header className={classes.head}>
          <h1 className="unseen">{tell(words.title)}</h1>
          <Select
            className={classes.choice}
            aria-label={tell(words.choose)}
            data={pipelines.map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))}
            value={pipeline.key}
            allowDeselect={false}
            onChange={(key) => key !== null && go(designPath(app.key, `pipelines/${key}`))}
          />
          <span className={classes.of}>{textOf(app.modules.get(pipeline.module)?.label, locale, pipeline.module)}</span>
          <span className={classes.space} />
          {!narrow && (
            <SegmentedControl
              aria-label={tell(words.show)}
              data={(['canvas', 'both', 'table'] as const).map((each) => ({ value: each, label: tell(words[each]) }))}
              value={shown}
              onChange={(next) => setShown(next as Shown)}
            />
          )}
          <Button
            variant="default"
            aria-pressed={whole}
            leftSection={<Settings2 size={14} strokeWidth={1.75} />}
            onClick={() => select(whole ? undefined : path)}
          >
            {tell(words.settings)}
          </Button>
          <Button variant="default" leftSection={<Plus size={14} strokeWidth={1.75} />} onClick={onAdd}>
            {tell(words.add)}
          </Button>
        </header>
        {shown !== 'table' && (
          <Suspense fallback={<LoadingLines />}>
            <Canvas pipeline={pipeline} stage={stage?.key} transition={transition?.key} actions={actions} onSelect={select} />
          </Suspense>
        )}
        {shown !== 'canvas' && (
          <div className={classes.tableBox} data-below={shown === 'both' || undefined}>
            <StageTable pipeline={pipeline} selected={stage?.key} />
            <div>
              <Button variant="subtle" leftSection={<Plus size={14} strokeWidth={1.75} />} onClick={() => actions.add()}>
                {tell(words.addStage)}
              </Button>
            </div>
          </div>
        )}
      </div>
      {stage && <StageInspector key={stage.key} pipeline={pipeline} stage={stage} onClose={close} />}
      {transition && <TransitionInspector key={transition.key} pipeline={pipeline} transition={transition} onClose={close} />}
      {whole && <PipelineInspector pipeline={pipeline} onClose={close} />}
      {question}
    </div>
  )
}

/** The stage or the transition a place is in. */
function selectedIn(pipeline: PipelineDefinition, at: string | undefined) {
  const path = pipelinePath(pipeline)
  const inside = (list: string, key: string) => at === `${path}/${list}/${key}` || at?.startsWith(`${path}/${list}/${key}/`)
  return {
    stage: pipeline.stages.find(({ key }) => inside('stages', key)),
    transition: pipeline.transitions?.find(({ key }) => inside('transitions', key)),
  }
}

function usePipelineCommands(pipeline: PipelineDefinition, addStage: () => void, addPipeline: () => void): readonly Command[] {
  const tell = useTell()
  const change = useChange()
  const [, select] = useSelection()
  return useMemo(
    () => [
      { id: 'add stage', label: tell(words.addStage), group: 'create', icon: Plus, run: () => addStage() },
      {
        id: 'add transition',
        label: tell(settingWords.addTransition),
        group: 'create',
        icon: Plus,
        run() {
          const { path, edits } = addTransition(pipeline, { from: '*', to: '*' })
          if (change({ label: settingWords.transitionAdded, edits })) select(path)
        },
      },
      { id: 'add pipeline', label: tell(words.add), group: 'create', icon: Plus, run: addPipeline },
      { id: 'pipeline settings', label: tell(words.settings), group: 'here', icon: Settings2, run: () => select(pipelinePath(pipeline)) },
    ],
    [tell, change, select, pipeline, addStage, addPipeline],
  )
}
