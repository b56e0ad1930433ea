// The stages of the pipeline as a path: where the record is, how long it was in each, and the way to another stage.
import { Tooltip } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Module } from '../../definition/app.ts'
import { textOf } from '../../label.ts'
import { stageOf } from '../../pipeline/visits.ts'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import { useVisits } from '../data/records.tsx'
import type { RecordData, Visit } from '../data/shapes.ts'
import { stageFill } from '../theme/stage-color.ts'
import { useLocale, useWords } from '../words/words.tsx'
import { MoveMenu } from './MoveMenu.tsx'
import classes from './Record.module.css'
import { ReturnArcs, returnsOf } from './ReturnArcs.tsx'

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
  const pipeline = stageOf(module, record._stage)?.pipeline ?? module.pipeline!
  const current = pipeline.stage.get(String(record._stage))
  const time = timeIn(visits)
  const path = pipeline.stages.filter((stage) => stage.type !== 'lost' || stage.key === current?.key)
  const returns = returnsOf(visits)
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
                data-stage={stage.key}
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
                  {now && stage.dwellLimit !== undefined && ` / ${formats.span(stage.dwellLimit)}`}
                  {over && <span className="unseen"> {say('board.over')}</span>}
                </span>
              </li>
            </Tooltip>
          )
        })}
        {returns.length > 0 && (
          <ReturnArcs
            returns={returns}
            stages={path.map(({ key }) => key)}
            nameOf={(key) => textOf(stageOf(module, key)?.stage.label, locale, key)}
          />
        )}
      </ol>
      {abilities(module.key).update && <MoveMenu module={module} record={record} dirty={dirty} />}
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
