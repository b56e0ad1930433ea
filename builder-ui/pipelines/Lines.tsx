// The lines of the canvas: transitions in their lanes with what they say, and the plain steps from stage to stage with the button that adds one between.
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getStraightPath } from '@xyflow/react'
import { Plus } from 'lucide-react'
import { memo } from 'react'
import { useTell } from '../words/text.tsx'
import classes from './Canvas.module.css'
import { useCanvasActions } from './canvas-actions.ts'
import type { MoveEdge, WayEdge } from './canvas-model.ts'
import { STAGE } from './layout.ts'
import { lineOf } from './line.ts'
import { words } from './words.ts'

const DASHES = { forward: undefined, other: undefined, win: undefined, back: '6 4', lose: '2 3', revive: '8 3 2 3' } as const

/** Half of a handle stands out of its stage, and lines begin at its outer edge. */
const HANDLE = 4
const SHIFTS = { start: '0', middle: '-50%', end: '-100%' } as const

export const MoveLine = memo(function MoveLine(props: EdgeProps<MoveEdge>) {
  const { data, sourceX, sourceY, targetX, targetY, markerEnd, style, selected } = props
  const tell = useTell()
  const actions = useCanvasActions()
  const { route, text, faulty, reached } = data!
  const { path, label, anchor, room } = lineOf(
    route,
    { x: sourceX - HANDLE - STAGE.width, y: sourceY - STAGE.height / 2 },
    { x: targetX + HANDLE, y: targetY - STAGE.height / 2 },
  )
  return (
    <>
      <BaseEdge
        path={path}
        markerEnd={markerEnd}
        interactionWidth={16}
        style={{ ...style, strokeWidth: selected ? 2 : 1.5, strokeDasharray: DASHES[route.look] }}
      />
      {route.labelled && (
        <EdgeLabelRenderer>
          <button
            type="button"
            className={`${classes.label} nodrag nopan`}
            style={{ transform: `translate(${SHIFTS[anchor]}, -50%) translate(${label.x}px, ${label.y}px)`, maxWidth: room }}
            tabIndex={reached ? 0 : -1}
            data-transition={route.transition.key}
            data-look={route.look}
            data-selected={selected || undefined}
            data-faulty={faulty || undefined}
            aria-pressed={selected === true}
            title={text.details === '' ? text.name : `${text.name}: ${text.details}`}
            onClick={() => actions.selectTransition(route.transition.key)}
          >
            <b>{route.from === undefined || route.to === undefined ? `${tell(words.any)} · ${text.name}` : text.name}</b>
            {text.details !== '' && <small>{text.details}</small>}
          </button>
        </EdgeLabelRenderer>
      )}
    </>
  )
})

export const WayLine = memo(function WayLine({ data, sourceX, sourceY, targetX, targetY, markerEnd }: EdgeProps<WayEdge>) {
  const actions = useCanvasActions()
  const { drawn, possible, label, before } = data!
  const [path, x, y] = getStraightPath({ sourceX, sourceY, targetX, targetY })
  return (
    <>
      {possible && (
        <BaseEdge
          path={path}
          markerEnd={markerEnd}
          interactionWidth={0}
          style={{ stroke: 'var(--edge)', strokeWidth: 1.5, ...(drawn ? {} : { strokeDasharray: '2 4', opacity: 0.6 }) }}
        />
      )}
      <EdgeLabelRenderer>
        <button
          type="button"
          className={`${classes.plus} nodrag nopan`}
          style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          tabIndex={-1}
          aria-label={label}
          title={label}
          onClick={() => actions.add(before)}
        >
          <Plus size={12} strokeWidth={2} />
        </button>
      </EdgeLabelRenderer>
    </>
  )
})
