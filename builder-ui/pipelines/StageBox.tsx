// One stage on the canvas: its name and mark, chance and limit, key action, and small marks for criteria, problems and what is new.

import { ActionIcon } from '@mantine/core'
import { Handle, type NodeProps, Position } from '@xyflow/react'
import { CircleAlert, Ellipsis, Flag, Lightbulb, LogIn, LogOut } from 'lucide-react'
import { memo } from 'react'
import { textOf } from '../../runtime/label.ts'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { durationParts } from '../inspector/duration.ts'
import { useTell } from '../words/text.tsx'
import classes from './Canvas.module.css'
import { useCanvasActions } from './canvas-actions.ts'
import type { GroupNode, StageNode } from './canvas-model.ts'
import { words } from './words.ts'

const UNIT_WORDS = { h: words.hours, d: words.days, w: words.weeks } as const

export const StageBox = memo(function StageBox({ data, selected }: NodeProps<StageNode>) {
  const { stage, name, fill, errors, hints, begins, news, reached } = data
  const tell = useTell()
  const locale = useLocale()
  const actions = useCanvasActions()
  const { count, unit } = durationParts(stage.dwell?.limit)
  const facts = [
    ...(stage.type === 'open' || tell(words[stage.type]) === name ? [] : [tell(words[stage.type])]),
    ...(stage.probability === undefined || stage.type !== 'open' ? [] : [`${stage.probability} %`]),
    ...(count === undefined || unit === undefined ? [] : [tell(UNIT_WORDS[unit], { count })]),
  ]
  const marks = [
    { icon: LogIn, count: stage.enter?.length ?? 0, label: words.criteriaIn },
    { icon: LogOut, count: stage.exit?.length ?? 0, label: words.criteriaOut },
  ].filter((mark) => mark.count > 0)
  const newsText = news && tell(news === 'new' ? words.isNew : words.isChanged)
  return (
    <div className={classes.stage} data-type={stage.type} data-selected={selected || undefined} data-faulty={errors > 0 || undefined}>
      <Handle type="target" position={Position.Left} className={classes.handle} />
      <button type="button" className={classes.face} tabIndex={reached ? 0 : -1} data-stage={stage.key} aria-pressed={selected}>
        <span className={classes.title}>
          <i className={classes.mark} style={fill} />
          <b>{name}</b>
        </span>
        <span className={`${classes.facts} num`}>{facts.join(' · ')}</span>
        <span className={classes.action}>{textOf(stage.keyAction, locale)}</span>
        <span className={classes.marks}>
          {begins && <Mark icon={Flag} title={tell(words.startsHere)} />}
          {marks.map(({ icon, count: number, label }) => (
            <Mark key={label.en} icon={icon} count={number} title={tell(label, { count: number })} />
          ))}
          <span className={classes.space} />
          {newsText && (
            <i className={classes.news} title={newsText}>
              <span className="unseen">{newsText}</span>
            </i>
          )}
          {hints > 0 && <Mark icon={Lightbulb} count={hints} title={tell(words.hasHints, { count: hints })} tone="hint" />}
          {errors > 0 && <Mark icon={CircleAlert} count={errors} title={tell(words.hasErrors, { count: errors })} tone="error" />}
        </span>
      </button>
      <ActionIcon
        size={24}
        className={`${classes.more} nodrag`}
        tabIndex={reached ? 0 : -1}
        aria-label={tell(words.menuOf, { name })}
        onClick={(event) => {
          event.stopPropagation()
          const { left, bottom } = event.currentTarget.getBoundingClientRect()
          actions.menu(stage.key, { x: left, y: bottom })
        }}
      >
        <Ellipsis size={14} strokeWidth={1.75} />
      </ActionIcon>
      <Handle type="source" position={Position.Right} className={classes.handle} />
    </div>
  )
})

interface MarkProps {
  readonly icon: typeof Flag
  readonly count?: number
  readonly title: string
  readonly tone?: 'hint' | 'error'
}

function Mark({ icon: Icon, count, title, tone }: MarkProps) {
  return (
    <span className={`${classes.count} num`} title={title} data-tone={tone}>
      <Icon size={12} strokeWidth={1.75} aria-hidden />
      <span aria-hidden>{count}</span>
      <span className="unseen">{title}</span>
    </span>
  )
}

export const GroupFrame = memo(function GroupFrame({ data }: NodeProps<GroupNode>) {
  return (
    <div className={classes.group}>
      <span>{data.name}</span>
    </div>
  )
})
