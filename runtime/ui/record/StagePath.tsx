// The stages of the pipeline as a path: where the record is, how long it was in each, and the way to another stage.
import { Button, Menu, Tooltip } from '@mantine/core'
import { ArrowRight, ChevronDown } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Module } from '../../definition/app.ts'
import { textOf } from '../../label.ts'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import { useVisits } from '../data/records.tsx'
import { StageName } from '../data/StageName.tsx'
import type { RecordData, Visit } from '../data/shapes.ts'
import { stageFill } from '../theme/stage-color.ts'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Record.module.css'
import { useStageMove } from './stage-move.tsx'

interface StagePathProps {
  readonly module: Module
  readonly record: RecordData
  /** Unsaved values stand against the version on screen; a move would make it old. */
  readonly dirty: boolean
}

export function StagePath({ module, record, dirty }: StagePathProps) {
  const say = useWords()
  const locale = useLocale()
  const formats = useFormats()
  const { abilities } = useApp()
  const { data: visits = [] } = useVisits(module, record._id)
  const move = useStageMove(module)
  const pipeline = module.pipeline!
  const current = pipeline.stage.get(String(record._stage))
  const time = timeIn(visits)
  const path = pipeline.stages.filter((stage) => stage.type !== 'lost' || stage.key === current?.key)
  const here = useRef<HTMLLIElement>(null)
  useEffect(() => {
    here.current?.scrollIntoView({ inline: 'center', block: 'nearest' })
  }, [])
  return (
    <div className={classes.path}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ol className={classes.stages} aria-label={say('stage.path')} tabIndex={0}>
        {path.map((stage) => {
          const name = textOf(stage.label, locale, stage.key)
          const spent = time.get(stage.key)
          const now = stage.key === current?.key
          const over = now && spent !== undefined && stage.dwellLimit !== undefined && spent > stage.dwellLimit
          return (
            <Tooltip key={stage.key} label={stage.description ? `${name}: ${textOf(stage.description, locale)}` : name} multiline maw={320}>
              <li
                ref={now ? here : undefined}
                className={classes.stage}
                aria-current={now ? 'step' : undefined}
                data-passed={spent !== undefined || undefined}
              >
                <span
                  className={classes.stageMark}
                  style={spent !== undefined || now ? stageFill(pipeline, stage) : undefined}
                  aria-hidden
                />
                <span className={classes.stageName}>{name}</span>
                <span className={classes.stageTime} data-over={over || undefined}>
                  {spent === undefined ? say('none') : formats.span(spent)}
                </span>
              </li>
            </Tooltip>
          )
        })}
      </ol>
      {abilities(module.key).update && (
        <Menu position="bottom-end" width={240}>
          <Menu.Target>
            <Tooltip label={say('stage.save_first')} disabled={!dirty}>
              <Button variant="default" disabled={dirty} leftSection={<ArrowRight size={14} />} rightSection={<ChevronDown size={14} />}>
                {say('stage.move')}
              </Button>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown>
            {pipeline.stages
              .filter((stage) => stage.key !== current?.key)
              .map((stage) => (
                <Menu.Item key={stage.key} onClick={() => void move(record, stage)}>
                  <StageName pipeline={pipeline} stage={stage.key} />
                </Menu.Item>
              ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  )
}

/** Milliseconds spent in each stage, over all visits; the present one counts until now. */
export function timeIn(visits: readonly Visit[], now = Date.now()): Map<string, number> {
  const time = new Map<string, number>()
  for (const { stage, enteredAt, leftAt } of visits) {
    const spent = (leftAt === null ? now : Date.parse(leftAt)) - Date.parse(enteredAt)
    time.set(stage, (time.get(stage) ?? 0) + Math.max(0, spent))
  }
  return time
}
