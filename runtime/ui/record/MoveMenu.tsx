// Where a record may go from here, each way with what the rules say to it: it goes at once, asks for something, waits for consent, or is closed and why.
import { Button, Menu, Tooltip } from '@mantine/core'
import { ArrowRight, ChevronDown, Hourglass, ListChecks, Lock } from 'lucide-react'
import { useState } from 'react'
import type { Module, Pipeline } from '../../definition/app.ts'
import { textOf } from '../../label.ts'
import { stageOf } from '../../pipeline/visits.ts'
import { StageName } from '../data/StageName.tsx'
import type { RecordData } from '../data/shapes.ts'
import classes from '../move/Move.module.css'
import { optionNote } from '../move/option-note.ts'
import { type MoveOption, useMoveOptions } from '../move/options.tsx'
import { wishMove } from '../move/wishes.ts'
import { useLocale, useWords } from '../words/words.tsx'
import { useStageMove } from './stage-move.tsx'

interface MoveMenuProps {
  readonly module: Module
  readonly record: RecordData
  /** Unsaved values stand against the version on screen; a move would make it old. */
  readonly dirty: boolean
}

const ICONS = { allowed: undefined, asks: ListChecks, approval: Hourglass, blocked: Lock }

export function MoveMenu({ module, record, dirty }: MoveMenuProps) {
  const say = useWords()
  const [opened, setOpened] = useState(false)
  const options = useMoveOptions(module, record, opened)
  const move = useStageMove(module)
  const own = stageOf(module, record._stage)?.pipeline
  const others = module.pipelines.filter((pipeline) => pipeline !== own)
  const choose = (pipeline: Pipeline, stage: string, option: MoveOption | undefined) => {
    if (option === undefined || option.status === 'allowed') void move(record, pipeline.stage.get(stage)!)
    else
      wishMove({
        module: module.key,
        record,
        to: stage,
        transition: several(options.data, stage) ? (option.transition ?? undefined) : undefined,
      })
  }
  const items = (pipeline: Pipeline) =>
    waysTo(pipeline, record, options.data).map(({ stage, option }) => (
      <Way
        key={`${stage} ${option?.transition}`}
        pipeline={pipeline}
        stage={stage}
        option={option}
        many={several(options.data, stage)}
        onChoose={choose}
      />
    ))
  return (
    <Menu position="bottom-end" width={280} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <Tooltip label={say('stage.save_first')} disabled={!dirty}>
          <Button variant="default" disabled={dirty} leftSection={<ArrowRight size={14} />} rightSection={<ChevronDown size={14} />}>
            {say('stage.move')}
          </Button>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown mah="70vh" style={{ overflow: 'auto' }}>
        {own && items(own)}
        {others.map((pipeline) => (
          <OtherPipeline key={pipeline.key} pipeline={pipeline}>
            {items(pipeline)}
          </OtherPipeline>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function OtherPipeline({ pipeline, children }: { readonly pipeline: Pipeline; readonly children: React.ReactNode }) {
  const locale = useLocale()
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{textOf(pipeline.label, locale, pipeline.key)}</Menu.Label>
      {children}
    </>
  )
}

interface WayProps {
  readonly pipeline: Pipeline
  readonly stage: string
  readonly option: MoveOption | undefined
  /** Several transitions lead there, so each says its name. */
  readonly many: boolean
  readonly onChoose: (pipeline: Pipeline, stage: string, option: MoveOption | undefined) => void
}

function Way({ pipeline, stage, option, many, onChoose }: WayProps) {
  const say = useWords()
  const locale = useLocale()
  const Icon = option && ICONS[option.status]
  const transition = many ? pipeline.transitions.find(({ key }) => key === option?.transition) : undefined
  return (
    <Menu.Item
      onClick={() => onChoose(pipeline, stage, option)}
      rightSection={Icon && <Icon size={14} strokeWidth={1.75} aria-label={say(`move.status.${option.status as 'asks'}`)} />}
    >
      <StageName pipeline={pipeline} stage={stage} />
      {transition && <span className={classes.menuNote}>{textOf(transition.label, locale, transition.key)}</span>}
      {option && <span className={classes.menuNote}>{optionNote(option, say)}</span>}
    </Menu.Item>
  )
}

/** The stages of a pipeline but the present one, each once for every transition that leads there. Before the server said so, one for each stage. */
function waysTo(
  pipeline: Pipeline,
  record: RecordData,
  options: readonly MoveOption[] | undefined,
): readonly { readonly stage: string; readonly option: MoveOption | undefined }[] {
  const stages = pipeline.stages.filter(({ key }) => key !== record._stage)
  if (options === undefined) return stages.map(({ key }) => ({ stage: key, option: undefined }))
  return stages.flatMap(({ key }) => options.filter(({ to }) => to === key).map((option) => ({ stage: key, option })))
}

function several(options: readonly MoveOption[] | undefined, stage: string): boolean {
  return (options?.filter(({ to }) => to === stage).length ?? 0) > 1
}
