// The canvas of a pipeline. It draws the draft and asks for changes of it; where somebody puts a stage apart from its rank is kept in the browser.
import '@xyflow/react/dist/base.css'
import {
  applyNodeChanges,
  Background,
  BackgroundVariant,
  type FinalConnectionState,
  MiniMap,
  type NodeChange,
  Panel,
  ReactFlow,
  ReactFlowProvider,
  ViewportPortal,
} from '@xyflow/react'
import { memo, useCallback, useMemo, useRef, useState } from 'react'
import type { PipelineDefinition } from '../../runtime/definition/types.ts'
import { textOf } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { type Command, useCommands } from '../../runtime/ui/shell/commands.ts'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { type Aligned, aligned, type Box } from '../canvas/guides.ts'
import type { Point } from '../canvas/rounded-path.ts'
import { useTell } from '../words/text.tsx'
import { arrangedByMoves } from './arrange.ts'
import classes from './Canvas.module.css'
import { CanvasTools } from './CanvasTools.tsx'
import { type CanvasActions, CanvasActionsContext, useCanvasActions } from './canvas-actions.ts'
import { type CanvasEdge, type CanvasNode, everywhereIn, stageOfNode } from './canvas-model.ts'
import { MoveLine, WayLine } from './Lines.tsx'
import { beforeAt, rankPlaces, STAGE } from './layout.ts'
import { useMovedPlaces } from './moved-places.ts'
import { GroupFrame, StageBox } from './StageBox.tsx'
import { StageMenu } from './StageMenu.tsx'
import type { StageActions } from './stage-actions.tsx'
import { stagePath, transitionPath } from './stage-edits.ts'
import { useDrops } from './use-canvas-drops.ts'
import { useCanvasKeys } from './use-canvas-keys.ts'
import { type DrawnCanvas, useCanvasModel } from './use-canvas-model.ts'
import { boxOf, othersOf, useNodes } from './use-canvas-nodes.ts'
import { LEAST_ZOOM, useInView, useShowAll, useShownAtFirst } from './use-canvas-view.ts'
import { words } from './words.ts'

const NODE_TYPES = { stage: StageBox, stages: GroupFrame }
const EDGE_TYPES = { move: MoveLine, way: WayLine }
const GRID: [number, number] = [4, 4]

interface CanvasProps {
  readonly pipeline: PipelineDefinition
  readonly stage: string | undefined
  readonly transition: string | undefined
  readonly actions: StageActions
  readonly onSelect: (path: string | undefined) => void
}

export function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <PipelineCanvas {...props} />
    </ReactFlowProvider>
  )
}

function PipelineCanvas({ pipeline, stage, transition, actions, onSelect }: CanvasProps) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const [moved, setMoved] = useMovedPlaces(app.key, pipeline.key)
  const model = useCanvasModel(pipeline, moved, stage, transition)
  const [nodes, setNodes] = useNodes(model)
  const [guides, setGuides] = useState<Aligned>()
  const [menu, setMenu] = useState<{ readonly stage: string; readonly at: Point }>()
  const [map, setMap] = useState(pipeline.stages.length > 12)
  const box = useRef<HTMLDivElement>(null)
  const showAll = useShowAll(model)
  const touched = useShownAtFirst(showAll)
  useInView(model, stage, transition)
  useDrops(box, pipeline, model, actions)
  const parts = useMemo<CanvasActions>(
    () => ({
      menu: (key, at) => setMenu({ stage: key, at }),
      add: (before) => actions.add({ before }),
      selectTransition: (key) => onSelect(transitionPath({ key: pipeline.key }, key)),
    }),
    [actions, onSelect, pipeline.key],
  )
  const arrange = useCallback(
    async (by: 'rank' | 'moves') => {
      setMoved(by === 'rank' ? new Map() : await arrangedByMoves(pipeline))
      // Shown once the stages stand at their new places.
      setTimeout(showAll, 50)
    },
    [pipeline, setMoved, showAll],
  )
  const picked = () => nodes.filter((node) => node.selected).flatMap((node) => stageOfNode(node.id) ?? [])
  const keys = useCanvasKeys({ pipeline, actions, picked, onSelect, box })
  useCommands(useCanvasCommands(showAll))

  const onNodesChange = (changes: NodeChange<CanvasNode>[]) => {
    const dragged = changes.filter((each) => each.type === 'position' && each.dragging)
    const only = dragged.length === 1 ? dragged[0]! : undefined
    if (only?.type === 'position' && only.position) {
      const own = boxOf(nodes, only.id, only.position)
      const found = own && aligned(own, othersOf(nodes, only.id))
      setGuides(found)
      if (own && found) only.position = { x: only.position.x + found.x - own.x, y: only.position.y + found.y - own.y }
    }
    setNodes((now) => applyNodeChanges(changes, now))
  }
  const onDragStop = (_: unknown, node: CanvasNode, all: CanvasNode[]) => {
    setGuides(undefined)
    const key = stageOfNode(node.id)
    const place = boxOf(nodes, node.id, node.position)
    if (!place) return
    // In the row of the stages a stage is put in order; elsewhere it stays where it is left.
    if (key !== undefined && all.length === 1 && moved.size === 0 && reordered(key, place)) return setNodes(() => [...model.nodes])
    const next = new Map(moved)
    for (const each of all) for (const [inside, at] of placesIn(each)) next.set(inside, at)
    setMoved(next)
  }
  /** True where the stage was dropped in the row. */
  const reordered = (key: string, { x, y }: Box): boolean => {
    const own = pipeline.stages.find((each) => each.key === key)!
    const home = rankPlaces(pipeline.stages).get(key)!
    if (Math.hypot(x - home.x, y - home.y) < STAGE.height / 5) return true
    if (own.type !== 'open' || Math.abs(y) > STAGE.height / 2) return false
    const before = beforeAt(pipeline.stages, model.places, x + STAGE.width / 2, key)
    if (pipeline.stages[pipeline.stages.indexOf(own) + 1]?.key !== before) actions.place(key, before)
    return true
  }
  const placesIn = (node: CanvasNode): [string, Point][] => {
    const key = stageOfNode(node.id)
    if (key !== undefined) {
      const { x, y } = boxOf(nodes, node.id, node.position)!
      return [[key, { x, y }]]
    }
    const group = model.boxes.find(({ id }) => id === node.id)
    if (!group) return []
    const [dx, dy] = [node.position.x - group.x, node.position.y - group.y]
    return group.stages.map((inside) => {
      const { x, y } = model.places.get(inside)!
      return [inside, { x: x + dx, y: y + dy }]
    })
  }
  const onConnectEnd = (event: MouseEvent | TouchEvent, { fromNode, toNode }: FinalConnectionState) => {
    const at = 'changedTouches' in event ? event.changedTouches[0]! : event
    const under = document.elementFromPoint(at.clientX, at.clientY)?.closest('.react-flow__node')?.getAttribute('data-id')
    const from = stageOfNode(fromNode?.id ?? '')
    const to = stageOfNode(toNode?.id ?? under ?? '')
    if (from !== undefined && to !== undefined && from !== to) actions.connectTo(from, to)
  }
  const name = textOf(pipeline.label, locale, pipeline.key)
  return (
    <CanvasActionsContext value={parts}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys and the menu belong to the stages inside */}
      <div ref={box} className={classes.canvas} onKeyDown={keys} onContextMenu={(event) => openMenu(event, setMenu)}>
        <p id="canvas-keys" className="unseen">
          {tell(words.canvasKeys)}
        </p>
        <ReactFlow
          role="group"
          aria-label={tell(words.canvasOf, { name })}
          aria-describedby="canvas-keys"
          nodes={nodes}
          edges={model.edges as CanvasEdge[]}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onNodesChange={onNodesChange}
          onNodeClick={(event, node) => {
            const key = stageOfNode(node.id)
            if (key !== undefined && !event.ctrlKey && !event.metaKey && !event.shiftKey) onSelect(stagePath(pipeline, key))
          }}
          onNodeDragStop={onDragStop}
          onEdgeClick={(_, edge) => edge.type === 'move' && edge.data && parts.selectTransition(edge.data.route.transition.key)}
          onPaneClick={() => onSelect(undefined)}
          onConnectEnd={onConnectEnd}
          onMoveEnd={(event) => {
            if (event) touched.current = true
          }}
          nodesFocusable={false}
          edgesFocusable={false}
          disableKeyboardA11y
          // Selected stages of a group would take their lines above the labels with them.
          zIndexMode="manual"
          deleteKeyCode={null}
          multiSelectionKeyCode={['Meta', 'Control']}
          snapToGrid
          snapGrid={GRID}
          minZoom={LEAST_ZOOM}
          maxZoom={2}
          nodeDragThreshold={4}
          connectionRadius={28}
          panOnScroll
          zoomOnDoubleClick={false}
          onlyRenderVisibleElements={pipeline.stages.length > 30}
        >
          <Background variant={BackgroundVariant.Dots} gap={20} size={1} color="var(--mantine-color-default-border)" />
          {map && <MiniMap pannable zoomable ariaLabel={tell(words.map)} nodeColor="var(--edge)" maskColor="rgb(128 128 128 / 12%)" />}
          <Everywhere pipeline={pipeline} chosen={transition} textOf={model.textOf} />
          <CanvasTools map={map} onMap={setMap} onFit={showAll} onArrange={arrange} onAdd={actions.add} />
          <Guides at={guides} />
        </ReactFlow>
      </div>
      {menu && <StageMenu pipeline={pipeline} stage={menu.stage} at={menu.at} actions={actions} onClose={() => setMenu(undefined)} />}
    </CanvasActionsContext>
  )
}

interface EverywhereProps {
  readonly pipeline: PipelineDefinition
  readonly chosen: string | undefined
  readonly textOf: DrawnCanvas['textOf']
}

/** Transitions from any stage to any other have no line; they stand at the top. */
const Everywhere = memo(function Everywhere({ pipeline, chosen, textOf: tellMove }: EverywhereProps) {
  const tell = useTell()
  const { selectTransition } = useCanvasActions()
  const everywhere = everywhereIn(pipeline)
  return (
    <Panel position="top-left" className={classes.everywhere}>
      {everywhere.length > 0 && <span>{tell(words.everywhere)}</span>}
      {everywhere.map((each) => {
        const { name, short, details } = tellMove(each)
        return (
          <button
            key={each.key}
            type="button"
            className={classes.label}
            data-transition={each.key}
            data-selected={chosen === each.key || undefined}
            aria-pressed={chosen === each.key}
            title={details === '' ? name : `${name}: ${details}`}
            onClick={() => selectTransition(each.key)}
          >
            <b>{short}</b>
            {details !== '' && <small>{details}</small>}
          </button>
        )
      })}
      <span>{tell(pipeline.strict ? words.strictMoves : words.freeMoves)}</span>
    </Panel>
  )
})

function Guides({ at }: { readonly at: Aligned | undefined }) {
  if (!at) return null
  return (
    <ViewportPortal>
      {at.vertical !== undefined && <i className={classes.guide} style={{ left: at.vertical, top: -2000, width: 1, height: 6000 }} />}
      {at.horizontal !== undefined && <i className={classes.guide} style={{ top: at.horizontal, left: -2000, height: 1, width: 20_000 }} />}
    </ViewportPortal>
  )
}

function openMenu(event: React.MouseEvent, show: (menu: { readonly stage: string; readonly at: Point }) => void): void {
  const face = (event.target as Element).closest('.react-flow__node')
  const stage = stageOfNode(face?.getAttribute('data-id') ?? '')
  if (!face || stage === undefined) return
  event.preventDefault()
  // The menu key tells no place of its own.
  const { left, bottom } = face.getBoundingClientRect()
  show({ stage, at: event.clientX === 0 && event.clientY === 0 ? { x: left, y: bottom } : { x: event.clientX, y: event.clientY } })
}

function useCanvasCommands(showAll: () => void): readonly Command[] {
  const tell = useTell()
  return useMemo(
    () => [
      { id: 'canvas fit', label: tell(words.fit), group: 'look', run: () => showAll() },
      { id: 'canvas stages', label: tell(words.keyStages), group: 'here', keys: ['ArrowRight'], own: true },
      { id: 'canvas reorder', label: tell(words.keyReorder), group: 'here', keys: ['alt+ArrowRight'], own: true },
      { id: 'canvas open', label: tell(words.keyOpen), group: 'here', keys: ['Enter'], own: true },
      { id: 'canvas connect', label: tell(words.connect), group: 'here', keys: ['c'], own: true },
      { id: 'canvas duplicate', label: tell(words.duplicateShort), group: 'here', keys: ['mod+d'], own: true },
      { id: 'canvas copy', label: tell(words.copy), group: 'here', keys: ['mod+c'], own: true },
      { id: 'canvas paste', label: tell(words.paste), group: 'here', keys: ['mod+v'], own: true },
      { id: 'canvas remove', label: tell(words.removeShort), group: 'here', keys: ['Delete'], own: true },
    ],
    [tell, showAll],
  )
}
