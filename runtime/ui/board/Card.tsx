// A card: title, the values of the view, owner, days in the stage. It is dragged, opened, or sent on by its menu.
import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { ActionIcon, Menu } from '@mantine/core'
import { ArrowRightLeft } from 'lucide-react'
import { memo, useEffect, useRef, useState } from 'react'
import type { Module, Stage } from '../../definition/app.ts'
import { useApp } from '../data/app-context.tsx'
import { DAY } from '../data/formats.tsx'
import { MemberCell } from '../data/MemberCell.tsx'
import type { ShownMember } from '../data/members.ts'
import { StageName } from '../data/StageName.tsx'
import type { RecordData } from '../data/shapes.ts'
import { recordTitle } from '../data/titles.ts'
import type { ListState } from '../list/list-state.tsx'
import { Initials } from '../shell/Initials.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Board.module.css'
import type { DragData } from './Board.tsx'

interface CardProps {
  readonly module: Module
  readonly stage: Stage
  readonly record: RecordData
  readonly members: readonly ShownMember[]
  readonly state: ListState
  readonly onMove: ((record: RecordData, to: Stage) => Promise<void>) | undefined
}

/** Share of the dwell limit from which the days turn amber. */
const NEAR = 0.8

export const Card = memo(function Card({ module, stage, record, members, state, onMove }: CardProps) {
  const say = useWords()
  const { people } = useApp()
  const card = useRef<HTMLElement>(null)
  const [dragged, setDragged] = useState(false)
  useEffect(() => {
    const element = card.current
    if (!element || !onMove) return
    return draggable({
      element,
      getInitialData: (): DragData => ({ kind: 'card', record }),
      onDragStart: () => setDragged(true),
      onDrop: () => setDragged(false),
    })
  }, [record, onMove])
  const title = recordTitle(module, record) ?? say('record.untitled')
  const owner = people.find((person) => person.id === record._owner)?.name
  const waited = typeof record._stage_at === 'string' ? Math.max(0, Date.now() - Date.parse(record._stage_at)) : undefined
  const share = waited === undefined || stage.dwellLimit === undefined ? 0 : waited / stage.dwellLimit
  const pressure = share >= 1 ? 'over' : share >= NEAR ? 'near' : undefined
  const days = waited === undefined ? undefined : Math.floor(waited / DAY)
  const shown = members.filter(({ name }) => record[name] !== null && record[name] !== undefined)
  return (
    <article ref={card} className={classes.card} data-dragged={dragged || undefined} data-open={record._id === state.record || undefined}>
      <button type="button" className={classes.title} onClick={() => state.change({ record: record._id })}>
        {title}
      </button>
      {shown.length > 0 && (
        <ul className={classes.values}>
          {shown.map((member) => (
            <li key={member.name} title={member.label}>
              <span className="unseen">{member.label}: </span>
              <MemberCell module={module} member={member} value={record[member.name]} />
            </li>
          ))}
        </ul>
      )}
      <footer className={classes.foot}>
        {owner && (
          <>
            <Initials name={owner} />
            <span className="unseen">{owner}</span>
          </>
        )}
        {days !== undefined && stage.type === 'open' && (
          <span
            className={`${classes.days} num`}
            data-state={pressure}
            title={stage.dwellLimit === undefined ? undefined : say('board.limit', { count: Math.round(stage.dwellLimit / DAY) })}
          >
            {say('span.days', { count: days })}
            {pressure === 'over' && <span className="unseen"> {say('board.over')}</span>}
          </span>
        )}
        {onMove && (
          <Menu position="bottom-end" width={220} returnFocus>
            <Menu.Target>
              <ActionIcon size={24} className={classes.move} aria-label={say('board.move', { record: title })}>
                <ArrowRightLeft size={14} strokeWidth={1.75} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>{say('stage.move')}</Menu.Label>
              {module
                .pipeline!.stages.filter(({ key }) => key !== stage.key)
                .map((to) => (
                  <Menu.Item key={to.key} onClick={() => void onMove(record, to)}>
                    <StageName pipeline={module.pipeline!} stage={to.key} />
                  </Menu.Item>
                ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </footer>
    </article>
  )
})
