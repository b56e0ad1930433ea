// The map of the modules: boxes are put where one likes, relations are drawn from box to box. Loaded only where there is room for it.
import '@xyflow/react/dist/base.css'
import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region'
import { ActionIcon, Tooltip } from '@mantine/core'
import {
  applyNodeChanges,
  Background,
  BackgroundVariant,
  ConnectionMode,
  MarkerType,
  MiniMap,
  type NodeChange,
  Panel,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react'
import { Maximize, Network, Plus, ZoomIn, ZoomOut } from 'lucide-react'
import { type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { bothOf, textOf } from '../../../runtime/label.ts'
import { useApp } from '../../../runtime/ui/data/app-context.tsx'
import { designPath } from '../../../runtime/ui/data/paths.ts'
import { type Command, useCommands } from '../../../runtime/ui/shell/commands.ts'
import { isWriting } from '../../../runtime/ui/shell/keys/keys.ts'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useDefinition, useDraft } from '../../editor/draft-context.tsx'
import { useJudgement } from '../../editor/problems.tsx'
import { useOpenPlace } from '../../editor/selection.tsx'
import { useRemove } from '../../uses/removal.tsx'
import { useTell } from '../../words/text.tsx'
import { moduleAsText, moduleInText } from '../field-edits.ts'
import { useModuleEdits } from '../use-module-edits.tsx'
import { words } from '../words.ts'
import {
  arrange,
  GRID,
  heightOf,
  nextBox,
  type Position,
  type Positions,
  placed,
  readPositions,
  relationsOf,
  snapped,
  WIDTH,
  writePositions,
} from './graph.ts'
import classes from './Map.module.css'
import { type ModuleBox, ModuleNode } from './ModuleNode.tsx'
import { type MapActions, MapContext } from './map-context.ts'
import { NameDialog } from './NameDialog.tsx'
import { RelationDialog } from './RelationDialog.tsx'
import { RelationEdge, type RelationLine } from './RelationEdge.tsx'

const NODE_TYPES = { module: ModuleNode }
const EDGE_TYPES = { relation: RelationEdge }
const SNAP: [number, number] = [GRID, GRID]
const FIT = { padding: 0.12, maxZoom: 1 }
const MARKER = { type: MarkerType.ArrowClosed, width: 16, height: 16, color: 'var(--edge)' }

export default function MapCanvas() {
  return (
    <ReactFlowProvider>
      <ModuleMap />
    </ReactFlowProvider>
  )
}

function ModuleMap() {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const { editor } = useDraft()
  const [, go] = useLocation()
  const open = useOpenPlace()
  const definition = useDefinition()
  const remove = useRemove()
  const edits = useModuleEdits()
  const flow = useReactFlow()
  const box = useRef<HTMLDivElement>(null)
  const [positions, setPositions] = useState<Positions>(() => placed(definition, readPositions(app.key)))
  const [active, setActive] = useState<string>()
  const [naming, setNaming] = useState<{ readonly at: Position | undefined }>()
  const [relating, setRelating] = useState<{ readonly from: string; readonly to: string | undefined }>()
  const keep = useCallback(
    (next: Positions) => {
      setPositions(next)
      writePositions(app.key, next)
    },
    [app.key],
  )
  // New modules, of one's own or of others, find a place.
  const all = useMemo(() => placed(definition, positions), [definition, positions])
  const nodes = useNodes(all, active, (next) => keep({ ...all, ...next }))
  const plan = useMemo(() => arrange(definition), [definition])
  const edges = useMemo(() => {
    const stands = (key: string) => all[key]?.x === plan.positions[key]?.x && all[key]?.y === plan.positions[key]?.y
    return relationsOf(definition).map((relation): RelationLine => {
      const { id, from, to } = relation
      const way = stands(from) && stands(to) ? plan.ways[id] : undefined
      return { id, source: from, target: to, type: 'relation', data: { relation, way }, markerEnd: MARKER, focusable: false }
    })
  }, [definition, all, plan])
  const latest = useRef({ all })
  useEffect(() => {
    latest.current = { all }
  })
  const focusBox = useCallback(
    (key: string) => {
      setActive(key)
      requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-module="${key}"]`)?.focus({ preventScroll: true }))
      const place = latest.current.all[key]
      const frame = box.current?.getBoundingClientRect()
      if (!place || !frame) return
      const { x, y } = flow.flowToScreenPosition(place)
      const { zoom } = flow.getViewport()
      const outside = x < frame.left || y < frame.top || x + WIDTH * zoom > frame.right || y + 80 * zoom > frame.bottom
      if (outside) void flow.setCenter(place.x + WIDTH / 2, place.y + 60, { zoom })
    },
    [flow],
  )
  const add = async (name: string, at: Position | undefined) => {
    const key = await edits.add(name)
    if (key === undefined) return
    if (at) keep({ ...latest.current.all, [key]: snapped(at) })
    focusBox(key)
  }
  const actions = useMemo<MapActions>(() => {
    const nameOf = (key: string) => textOf(editor.state().definition.modules.find((each) => each.key === key)?.label, locale, key)
    const own: MapActions = {
      open: (module, field) =>
        field === undefined ? go(designPath(app.key, `modules/${module}`)) : open(`/modules/${module}/fields/${field}`),
      relate: (from, to) => setRelating({ from, to }),
      duplicate: edits.duplicate,
      remove: (module) => remove(`/modules/${module.key}`, bothOf(module.label, module.key)),
      copy(module) {
        void navigator.clipboard?.writeText(moduleAsText(module))
        announce(tell(words.moduleCopied))
      },
      stand: setActive,
      onKey(event, module) {
        const mod = event.ctrlKey || event.metaKey
        const done = () => {
          event.preventDefault()
          event.stopPropagation()
        }
        if (/^Arrow/.test(event.key) && !mod) {
          done()
          const { all: places } = latest.current
          const own_ = places[module.key]
          if (event.altKey && own_) {
            const x = { ArrowLeft: -GRID, ArrowRight: GRID }[event.key] ?? 0
            const y = { ArrowUp: -GRID, ArrowDown: GRID }[event.key] ?? 0
            return keep({ ...places, [module.key]: { x: own_.x + x, y: own_.y + y } })
          }
          const next = nextBox(places, module.key, event.key)
          if (next !== undefined) focusBox(next)
          else announce(tell(words.atEdge, { name: nameOf(module.key) }))
        } else if (event.key === 'Delete' || event.key === 'Backspace') {
          done()
          own.remove(module)
        } else if (event.key === 'c' && !mod && !event.altKey) {
          done()
          own.relate(module.key)
        } else if (event.key.toLowerCase() === 'd' && mod) {
          done()
          own.duplicate(module)
        }
      },
    }
    return own
  }, [app.key, editor, edits, focusBox, go, keep, locale, open, remove, tell])
  useMapClipboard(active, box, (key) => focusBox(key))
  const tidy = useCallback(() => {
    keep(arrange(editor.state().definition).positions)
    requestAnimationFrame(() => void flow.fitView(FIT))
  }, [keep, editor, flow])
  useCommands(
    useMemo<readonly Command[]>(
      () => [
        {
          id: 'add module',
          label: tell(words.addModule),
          group: 'create',
          icon: Plus,
          keys: ['n'],
          run: () => setNaming({ at: undefined }),
        },
        { id: 'arrange', label: tell(words.arrange), group: 'here', icon: Network, run: tidy },
        { id: 'fit', label: tell(words.fit), group: 'here', icon: Maximize, keys: ['f'], run: () => void flow.fitView(FIT) },
        {
          id: 'relate',
          label: tell(words.addRelation),
          group: 'here',
          keys: ['c'],
          own: true,
          ...(active === undefined ? {} : { run: () => setRelating({ from: active, to: undefined }) }),
        },
        { id: 'copy module', label: tell(words.copy), group: 'here', keys: ['mod+c'], own: true },
        { id: 'paste module', label: tell(words.paste), group: 'here', keys: ['mod+v'], own: true },
        { id: 'duplicate module', label: tell(words.doDuplicate), group: 'here', keys: ['mod+d'], own: true },
        { id: 'remove module', label: tell(words.removeModule), group: 'here', keys: ['Delete'], own: true },
      ],
      [tell, tidy, flow, active],
    ),
  )
  const onDoubleClick = (event: MouseEvent) => {
    if (!(event.target as Element).classList.contains('react-flow__pane')) return
    setNaming({ at: flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }) })
  }
  const tools = [
    { icon: Network, label: tell(words.arrange), run: tidy },
    { icon: Maximize, label: tell(words.fit), run: () => void flow.fitView(FIT) },
    { icon: ZoomIn, label: tell(words.zoomIn), run: () => void flow.zoomIn() },
    { icon: ZoomOut, label: tell(words.zoomOut), run: () => void flow.zoomOut() },
  ]
  return (
    <MapContext value={actions}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a short way for the mouse; the button and the key n do the same */}
      <div ref={box} className={classes.map} onDoubleClick={onDoubleClick}>
        <ReactFlow
          aria-label={tell(words.map)}
          nodes={nodes.list}
          edges={edges}
          onNodesChange={nodes.onChange}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          connectionMode={ConnectionMode.Loose}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          nodesConnectable
          disableKeyboardA11y
          deleteKeyCode={null}
          zoomOnDoubleClick={false}
          snapToGrid
          snapGrid={SNAP}
          fitView
          fitViewOptions={FIT}
          minZoom={0.2}
          maxZoom={1.5}
          onConnect={({ source, target }) => setRelating({ from: source, to: target })}
          onConnectEnd={(event, { isValid, fromNode }) => {
            // Anywhere on the other box will do.
            if (isValid || !fromNode) return
            const { clientX, clientY } = 'changedTouches' in event ? event.changedTouches[0]! : event
            const over = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>('.react-flow__node')?.dataset.id
            if (over !== undefined) setRelating({ from: fromNode.id, to: over })
          }}
        >
          <Background variant={BackgroundVariant.Dots} gap={GRID} size={1} />
          <MiniMap ariaLabel={tell(words.minimap)} pannable zoomable position="bottom-right" />
          <Panel position="top-left" className={classes.hint}>
            <p>{tell(words.mapHelp)}</p>
            <p>{tell(words.mapHint)}</p>
          </Panel>
          <Panel position="bottom-left" className={classes.tools}>
            {tools.map(({ icon: Icon, label, run }) => (
              <Tooltip key={label} label={label}>
                <ActionIcon aria-label={label} onClick={run}>
                  <Icon size={16} strokeWidth={1.75} />
                </ActionIcon>
              </Tooltip>
            ))}
          </Panel>
        </ReactFlow>
        {naming && (
          <NameDialog
            onClose={() => setNaming(undefined)}
            onAdd={(name) => {
              setNaming(undefined)
              void add(name, naming.at)
            }}
          />
        )}
        {relating && (
          <RelationDialog
            from={relating.from}
            to={relating.to}
            onClose={() => setRelating(undefined)}
            onAdd={(relation) => {
              setRelating(undefined)
              void edits.relate(relation)
            }}
          />
        )}
      </div>
    </MapContext>
  )
}

/** The boxes as React Flow has them: measured by it, placed by the person, filled from the draft. */
function useNodes(positions: Positions, active: string | undefined, moved: (positions: Positions) => void) {
  const { modules } = useDefinition()
  const { problems } = useJudgement().judgement
  const [drawn, setDrawn] = useState<readonly ModuleBox[]>([])
  const standing = active !== undefined && modules.some(({ key }) => key === active) ? active : modules[0]?.key
  const list = useMemo(
    () =>
      modules.map((module): ModuleBox => {
        const before = drawn.find(({ id }) => id === module.key)
        const faulty = problems.some(({ path }) => path === `/modules/${module.key}` || path.startsWith(`/modules/${module.key}/`))
        const now = before?.data
        const same = now?.module === module && now.active === (module.key === standing) && now.faulty === faulty
        return {
          ...(before ?? { id: module.key, type: 'module' as const, width: WIDTH, initialHeight: heightOf(module) }),
          position: before?.dragging ? before.position : positions[module.key]!,
          data: same ? now : { module, active: module.key === standing, faulty },
        }
      }),
    [modules, positions, drawn, problems, standing],
  )
  const onChange = useCallback(
    (changes: NodeChange<ModuleBox>[]) => {
      setDrawn(applyNodeChanges(changes, list))
      const ended = changes.flatMap((change) =>
        change.type === 'position' && change.dragging === false && change.position ? [[change.id, change.position] as const] : [],
      )
      if (ended.length > 0) moved(Object.fromEntries(ended))
    },
    [list, moved],
  )
  return { list, onChange }
}

/** Copies the module that has the focus as text, and takes one from a text. */
function useMapClipboard(active: string | undefined, box: React.RefObject<HTMLElement | null>, pasted: (key: string) => void): void {
  const tell = useTell()
  const { modules } = useDefinition()
  const { paste } = useModuleEdits()
  useEffect(() => {
    const isOurs = () => {
      const focused = document.activeElement
      const inside = focused === document.body || box.current?.contains(focused) === true
      return inside && !isWriting(focused) && !document.querySelector('[aria-modal="true"]')
    }
    const onCopy = (event: ClipboardEvent) => {
      const module = isOurs() ? modules.find(({ key }) => key === active) : undefined
      if (!module || !event.clipboardData || String(document.getSelection()) !== '') return
      event.preventDefault()
      event.clipboardData.setData('text/plain', moduleAsText(module))
      announce(tell(words.moduleCopied))
    }
    const onPaste = (event: ClipboardEvent) => {
      const module = isOurs() ? moduleInText(event.clipboardData?.getData('text/plain') ?? '') : undefined
      if (!module) return
      event.preventDefault()
      const key = paste(module)
      if (key !== undefined) pasted(key)
    }
    document.addEventListener('copy', onCopy)
    document.addEventListener('paste', onPaste)
    return () => {
      document.removeEventListener('copy', onCopy)
      document.removeEventListener('paste', onPaste)
    }
  }, [active, box, modules, paste, pasted, tell])
}
