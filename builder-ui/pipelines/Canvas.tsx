// The canvas of a pipeline. It draws the draft and asks for changes of it; where somebody puts a stage apart from its rank is kept in the browser.
import '@xyflow/react/dist/base.css'
import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import {
  applyNodeChanges,
  Background,
  BackgroundVariant,
  type FinalConnectionState,
  getViewportForBounds,
  MiniMap,
  type NodeChange,
  Panel,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
  useStoreApi,
  ViewportPortal,
} from '@xyflow/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
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
import { type CanvasActions, CanvasActionsContext } from './canvas-actions.ts'
import { type CanvasEdge, type CanvasModel, type CanvasNode, everywhereIn, stageOfNode } from './canvas-model.ts'
import { MoveLine, WayLine } from './Lines.tsx'
import { beforeAt, boundsOf, rankPlaces, STAGE } from './layout.ts'
import { useMovedPlaces } from './moved-places.ts'
import { GroupFrame, StageBox } from './StageBox.tsx'
import { StageMenu } from './StageMenu.tsx'
import type { StageActions } from './stage-actions.tsx'
import { type StageType, stagePath, transitionPath } from './stage-edits.ts'
import { useCanvasKeys } from './use-canvas-keys.ts'
import { useCanvasModel } from './use-canvas-model.ts'
import { words } from './words.ts'

const NODE_TYPES = { stage: StageBox, stages: GroupFrame }
const EDGE_TYPES = { move: MoveLine, way: WayLine }
const GRID: [number, number] = [4, 4]
const LEAST_ZOOM = 0.2
const READABLE = 0.8
const MARGIN = 32

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
  const flow = useReactFlow<CanvasNode, CanvasEdge>()
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
  const arrange = async (by: 'rank' | 'moves') => {
    setMoved(by === 'rank' ? new Map() : await arrangedByMoves(pipeline))
    // Fitted once the stages stand at their new places.
    setTimeout(showAll, 50)
  }
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
  const everywhere = everywhereIn(pipeline)
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
          <Panel position="top-left" className={classes.everywhere}>
            {everywhere.length > 0 && <span>{tell(words.everywhere)}</span>}
            {everywhere.map((each) => {
              const { name: title, details } = model.textOf(each)
              const chosen = transition === each.key
              return (
                <button
                  key={each.key}
                  type="button"
                  className={classes.label}
                  data-transition={each.key}
                  data-selected={chosen || undefined}
                  aria-pressed={chosen}
                  title={`${title}${details === '' ? '' : `: ${details}`}`}
                  onClick={() => parts.selectTransition(each.key)}
                >
                  <b>{title}</b>
                  {details !== '' && <small>{details}</small>}
                </button>
              )
            })}
            <span>{tell(pipeline.strict ? words.strictMoves : words.freeMoves)}</span>
          </Panel>
          <CanvasTools
            map={map}
            onMap={() => setMap(!map)}
            onFit={() => showAll()}
            onZoom={(by) => void (by > 0 ? flow.zoomIn() : flow.zoomOut())}
            onArrange={(by) => void arrange(by)}
            onAdd={(type: StageType) => actions.add({ type })}
          />
          <Guides at={guides} />
        </ReactFlow>
      </div>
      {menu && <StageMenu pipeline={pipeline} stage={menu.stage} at={menu.at} actions={actions} onClose={() => setMenu(undefined)} />}
    </CanvasActionsContext>
  )
}

type SetNodes = (update: (now: CanvasNode[]) => CanvasNode[]) => void

/** The nodes as they are drawn: those of the model, with what was measured, and moved along while somebody drags. */
function useNodes(model: CanvasModel): readonly [CanvasNode[], SetNodes] {
  const [held, setHeld] = useState({ model, nodes: [...model.nodes] })
  let nodes = held.nodes
  if (held.model !== model) {
    const measured = new Map(held.nodes.map((node) => [node.id, node]))
    nodes = model.nodes.map((node) => {
      const before = measured.get(node.id)
      if (before && sameNode(before, node)) return before
      return before?.measured ? ({ ...node, measured: before.measured } as CanvasNode) : node
    })
    setHeld({ model, nodes })
  }
  const setNodes = useCallback<SetNodes>((update) => setHeld((now) => ({ ...now, nodes: update(now.nodes) })), [])
  return [nodes, setNodes]
}

function sameNode(left: CanvasNode, right: CanvasNode): boolean {
  return (
    left.data === right.data &&
    left.selected === right.selected &&
    left.parentId === right.parentId &&
    left.width === right.width &&
    left.height === right.height &&
    left.position.x === right.position.x &&
    left.position.y === right.position.y
  )
}

/** Where a node is on the canvas, not in its group. */
function boxOf(nodes: readonly CanvasNode[], id: string, position: Point): Box | undefined {
  const node = nodes.find((each) => each.id === id)
  if (!node) return undefined
  const parent = nodes.find((each) => each.id === node.parentId)
  const { width = STAGE.width, height = STAGE.height } = node
  return { x: position.x + (parent?.position.x ?? 0), y: position.y + (parent?.position.y ?? 0), width, height }
}

function othersOf(nodes: readonly CanvasNode[], id: string): Box[] {
  return nodes.flatMap((node) =>
    node.type === 'stage' && node.id !== id && node.parentId !== id ? (boxOf(nodes, node.id, node.position) ?? []) : [],
  )
}

function Guides({ at }: { readonly at: Aligned | undefined }) {
  if (!at) return null
  return (
    <ViewportPortal>
      {at.vertical !== undefined && <i className={classes.guide} style={{ left: at.vertical, top: -2000, width: 1, height: 6000 }} />}
      {at.horizontal !== undefined && <i className={classes.guide} style={{ top: at.horizontal, left: -2000, height: 1, width: 20_000 }} />}
    </ViewportPortal>
  )
}

/** Shows everything, never larger than it is; at first not so small that nobody can read it. */
function useShowAll(model: CanvasModel): (least?: number) => void {
  const flow = useReactFlow()
  const store = useStoreApi()
  const latest = useRef(model)
  useEffect(() => {
    latest.current = model
  }, [model])
  return useCallback(
    (least = LEAST_ZOOM) => {
      const { width, height } = store.getState()
      const { places, boxes, routes } = latest.current
      if (places.size === 0) return
      const bounds = boundsOf(places, boxes, routes)
      const fitted = getViewportForBounds(bounds, width, height, LEAST_ZOOM, 1, `${MARGIN}px`)
      const zoom = Math.max(fitted.zoom, least)
      const x = zoom > fitted.zoom ? MARGIN - bounds.x * zoom : fitted.x
      void flow.setViewport({ x, y: height / 2 - (bounds.y + bounds.height / 2) * zoom, zoom })
    },
    [flow, store],
  )
}

/** Shows everything once there is room, and again when the room gets lower or higher, until somebody moves the canvas. */
function useShownAtFirst(showAll: (least?: number) => void) {
  const touched = useRef(false)
  const height = useStore((state) => (state.width > 0 ? state.height : 0))
  useEffect(() => {
    if (height > 0 && !touched.current) showAll(READABLE)
  }, [height, showAll])
  return touched
}

/** Brings what is selected into view where it is not, as when a problem leads to it. */
function useInView(model: CanvasModel, stage: string | undefined, transition: string | undefined): void {
  const flow = useReactFlow()
  const store = useStoreApi()
  const latest = useRef(model)
  useEffect(() => {
    latest.current = model
  }, [model])
  useEffect(() => {
    const { places, routes } = latest.current
    const route = routes.find((each) => each.transition.key === transition)
    const place = places.get(stage ?? route?.to ?? route?.from ?? '')
    if (!place) return
    // The settings open beside the canvas first, which makes it smaller.
    const timer = setTimeout(() => {
      const { width, height, transform } = store.getState()
      const [x, y, zoom] = transform
      const pan = (from: number, size: number, room: number) => Math.max(MARGIN - from, Math.min(0, room - MARGIN - from - size))
      const dx = pan(place.x * zoom + x, STAGE.width * zoom, width)
      const dy = pan(place.y * zoom + y, STAGE.height * zoom, height)
      const shift = (by: number, from: number, size: number, room: number) => (from < MARGIN || from + size > room - MARGIN ? by : 0)
      const next = {
        x: x + shift(dx, place.x * zoom + x, STAGE.width * zoom, width),
        y: y + shift(dy, place.y * zoom + y, STAGE.height * zoom, height),
        zoom,
      }
      if (next.x !== x || next.y !== y) void flow.setViewport(next)
    }, 60)
    return () => clearTimeout(timer)
  }, [stage, transition, flow, store])
}

/** New stages are dropped where they belong. */
function useDrops(
  box: React.RefObject<HTMLDivElement | null>,
  pipeline: PipelineDefinition,
  model: CanvasModel,
  actions: StageActions,
): void {
  const flow = useReactFlow()
  const latest = useRef({ pipeline, model, actions })
  useEffect(() => {
    latest.current = { pipeline, model, actions }
  })
  useEffect(() => {
    const element = box.current
    if (!element) return
    const over = (on: boolean) => element.toggleAttribute('data-over', on)
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => source.data.kind === 'new stage',
      onDragEnter: () => over(true),
      onDragLeave: () => over(false),
      onDrop({ source, location }) {
        over(false)
        const { clientX, clientY } = location.current.input
        const type = source.data.type as StageType
        const { pipeline: now, model: drawn, actions: ask } = latest.current
        const { x } = flow.screenToFlowPosition({ x: clientX, y: clientY })
        ask.add(type === 'open' ? { before: beforeAt(now.stages, drawn.places, x) } : { type })
      },
    })
  }, [box, flow])
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
