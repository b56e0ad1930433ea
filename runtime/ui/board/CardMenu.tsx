// What can be done with a card, at the card or under the pointer: open it, choose it, move it.
import { Menu } from '@mantine/core'
import { Check, ExternalLink, Link2, PanelRight, SquareCheck } from 'lucide-react'
import { useLocation } from 'wouter'
import { useApp } from '../data/app-context.tsx'
import { modulePath } from '../data/paths.ts'
import { StageName } from '../data/StageName.tsx'
import type { RecordData } from '../data/shapes.ts'
import { tellDone, tellFailure } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import { useBoard } from './board-context.tsx'
import type { Place } from './question.ts'

export interface MenuRequest {
  readonly record: RecordData
  readonly place: Place
  readonly at: HTMLElement | { readonly x: number; readonly y: number }
  /** Everything that can be done, or only where it can be moved. */
  readonly all: boolean
}

interface CardMenuProps extends MenuRequest {
  readonly chosen: boolean
  readonly onMove: (record: RecordData, stage: string) => void
  readonly onOpen: (id: string) => void
  readonly onChoose: (id: string) => void
  readonly onClose: () => void
}

export default function CardMenu({ record, place, at, all, chosen, onMove, onOpen, onChoose, onClose }: CardMenuProps) {
  const say = useWords()
  const [, go] = useLocation()
  const { app } = useApp()
  const { module, pipeline, mayMove } = useBoard()
  const box = at instanceof HTMLElement ? at.getBoundingClientRect() : { left: at.x, top: at.y, width: 0, height: 0 }
  const address = modulePath(app.key, module.key, record._id)
  const copy = () =>
    navigator.clipboard.writeText(location.origin + address).then(
      () => tellDone(say('record.copied')),
      (error) => tellFailure(say('record.not_copied'), error),
    )
  // A card itself is as tall as the menu; the menu stands beside its first line then.
  const height = Math.min(box.height, 32)
  return (
    <Menu opened onClose={onClose} position="bottom-start" width={230} returnFocus={false} trapFocus withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-hidden
          style={{
            position: 'fixed',
            padding: 0,
            border: 0,
            background: 'none',
            left: box.left,
            top: box.top,
            width: Math.min(box.width, 24),
            height,
            pointerEvents: 'none',
          }}
        />
      </Menu.Target>
      <Menu.Dropdown mah="70vh" style={{ overflow: 'auto' }}>
        {all && (
          <>
            <Menu.Item leftSection={<PanelRight size={14} />} onClick={() => onOpen(record._id)}>
              {say('board.open')}
            </Menu.Item>
            <Menu.Item leftSection={<ExternalLink size={14} />} onClick={() => go(address)}>
              {say('record.full')}
            </Menu.Item>
            <Menu.Item leftSection={<Link2 size={14} />} onClick={() => void copy()}>
              {say('record.copy_link')}
            </Menu.Item>
            {mayMove && (
              <Menu.Item leftSection={<SquareCheck size={14} />} onClick={() => onChoose(record._id)}>
                {say(chosen ? 'board.unchoose' : 'board.choose')}
              </Menu.Item>
            )}
          </>
        )}
        {mayMove && <Menu.Label>{say('stage.move')}</Menu.Label>}
        {mayMove &&
          pipeline.stages.map(({ key }) => (
            <Menu.Item
              key={key}
              disabled={key === place.stage}
              rightSection={key === place.stage ? <Check size={14} aria-hidden /> : undefined}
              onClick={() => onMove(record, key)}
            >
              <StageName pipeline={pipeline} stage={key} />
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  )
}
