// The tools at the lower left of the canvas: what can be dragged onto it, how large it is seen, how it is arranged.
import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { Panel } from '@xyflow/react'
import { CircleDot, CircleX, LayoutGrid, Map as MapIcon, Maximize, Minus, Plus, Trophy } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTell, type Words } from '../words/text.tsx'
import classes from './Canvas.module.css'
import type { StageType } from './stage-edits.ts'
import { words } from './words.ts'

const NEW: readonly { readonly type: StageType; readonly label: Words; readonly icon: typeof Plus }[] = [
  { type: 'open', label: words.addOpen, icon: CircleDot },
  { type: 'won', label: words.addWon, icon: Trophy },
  { type: 'lost', label: words.addLost, icon: CircleX },
]

interface CanvasToolsProps {
  readonly onAdd: (type: StageType) => void
  readonly onZoom: (by: 1 | -1) => void
  readonly onFit: () => void
  readonly onArrange: (by: 'rank' | 'moves') => void
  readonly map: boolean
  readonly onMap: () => void
}

export function CanvasTools({ onAdd, onZoom, onFit, onArrange, map, onMap }: CanvasToolsProps) {
  const tell = useTell()
  return (
    <Panel position="bottom-left" className={classes.tools}>
      <div className={classes.tool} role="toolbar" aria-label={tell(words.palette)}>
        {NEW.map((each) => (
          <NewStage key={each.type} {...each} onAdd={onAdd} />
        ))}
      </div>
      <div className={classes.tool} role="toolbar" aria-label={tell(words.canvas)}>
        <Tool label={tell(words.zoomOut)} icon={Minus} onClick={() => onZoom(-1)} />
        <Tool label={tell(words.zoomIn)} icon={Plus} onClick={() => onZoom(1)} />
        <Tool label={tell(words.fit)} icon={Maximize} onClick={onFit} />
        <Menu position="top-start" width={220}>
          <Menu.Target>
            <ActionIcon aria-label={tell(words.arrange)} title={tell(words.arrange)}>
              <LayoutGrid size={16} strokeWidth={1.75} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => onArrange('rank')}>{tell(words.arrangeRank)}</Menu.Item>
            <Menu.Item onClick={() => onArrange('moves')}>{tell(words.arrangeMoves)}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <Tool label={tell(words.map)} icon={MapIcon} pressed={map} onClick={onMap} />
      </div>
    </Panel>
  )
}

interface ToolProps {
  readonly label: string
  readonly icon: typeof Plus
  readonly pressed?: boolean
  readonly onClick: () => void
}

function Tool({ label, icon: Icon, pressed, onClick }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} aria-pressed={pressed} data-active={pressed || undefined} onClick={onClick}>
        <Icon size={16} strokeWidth={1.75} />
      </ActionIcon>
    </Tooltip>
  )
}

function NewStage({ type, label, icon: Icon, onAdd }: (typeof NEW)[number] & { readonly onAdd: (type: StageType) => void }) {
  const tell = useTell()
  const ref = useRef<HTMLButtonElement>(null)
  useEffect(() => draggable({ element: ref.current!, getInitialData: () => ({ kind: 'new stage', type }) }), [type])
  return (
    <Tooltip label={tell(label)}>
      <ActionIcon ref={ref} className={classes.fresh} data-type={type} aria-label={tell(label)} onClick={() => onAdd(type)}>
        <Icon size={16} strokeWidth={1.75} />
      </ActionIcon>
    </Tooltip>
  )
}
