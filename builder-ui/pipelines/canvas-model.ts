// What the canvas of a pipeline draws, as nodes and edges. What did not change stays the same object, so that only what did is drawn anew.
import { type Edge, MarkerType, type Node } from '@xyflow/react'
import type { CSSProperties } from 'react'
import type { PipelineDefinition, StageDefinition } from '../../runtime/definition/types.ts'
import type { Point } from '../canvas/rounded-path.ts'
import type { MoveText } from './labels.ts'
import { type GroupBox, groupBoxes, isEverywhere, type Look, type Route, rankPlaces, routesOf, STAGE } from './layout.ts'
import { inRankOrder } from './stage-edits.ts'

export interface StageFacts {
  readonly name: string
  readonly fill: CSSProperties
  readonly errors: number
  readonly hints: number
  readonly begins: boolean
  readonly news: 'new' | 'changed' | undefined
}
export interface StageData extends StageFacts, Record<string, unknown> {
  readonly stage: StageDefinition
  /** The one the tab key reaches. */
  readonly reached: boolean
}
export interface GroupData extends Record<string, unknown> {
  readonly name: string
}
export interface MoveData extends Record<string, unknown> {
  readonly route: Route
  readonly text: MoveText
  readonly faulty: boolean
  readonly reached: boolean
}
export interface WayData extends Record<string, unknown> {
  /** Whether a transition says it, or nothing forbids it. */
  readonly drawn: boolean
  readonly possible: boolean
  readonly label: string
  readonly before: string
}
export type StageNode = Node<StageData, 'stage'>
export type GroupNode = Node<GroupData, 'stages'>
export type CanvasNode = StageNode | GroupNode
export type MoveEdge = Edge<MoveData, 'move'>
export type WayEdge = Edge<WayData, 'way'>
export type CanvasEdge = MoveEdge | WayEdge

export const nodeId = (stage: string) => `stage ${stage}`
export const stageOfNode = (id: string) => (id.startsWith('stage ') ? id.slice('stage '.length) : undefined)

export interface ModelParts {
  readonly pipeline: PipelineDefinition
  /** Places people gave to stages. */
  readonly moved: ReadonlyMap<string, Point>
  /** The selected stage or transition. */
  readonly stage: string | undefined
  readonly transition: string | undefined
  readonly stageData: (stage: StageDefinition) => StageFacts
  readonly groupName: (key: string) => string
  readonly moveText: (route: Route) => MoveText
  readonly faulty: (transition: string) => boolean
  readonly wayLabel: (from: StageDefinition, to: StageDefinition) => string
}

export interface CanvasModel {
  readonly nodes: readonly CanvasNode[]
  readonly edges: readonly CanvasEdge[]
  readonly places: ReadonlyMap<string, Point>
  readonly boxes: readonly GroupBox[]
  readonly routes: readonly Route[]
}

export function canvasModel(parts: ModelParts, last: CanvasModel | undefined): CanvasModel {
  const { pipeline, moved } = parts
  const ranked = rankPlaces(pipeline.stages)
  const places = new Map([...ranked].map(([key, place]) => [key, moved.get(key) ?? place]))
  const boxes = groupBoxes(pipeline, places)
  const routes = routesOf(pipeline, places, new Set([...moved.keys()].filter((key) => ranked.has(key))))
  const ordered = inRankOrder(pipeline.stages)
  const reached = parts.stage ?? ordered[0]?.key
  const stages = ordered.map((stage): StageNode => {
    const box = boxes.find((each) => each.stages.includes(stage.key))
    const place = places.get(stage.key)!
    return {
      id: nodeId(stage.key),
      type: 'stage',
      position: box ? { x: place.x - box.x, y: place.y - box.y } : place,
      ...(box ? { parentId: box.id } : {}),
      width: STAGE.width,
      height: STAGE.height,
      selected: parts.stage === stage.key,
      data: { ...parts.stageData(stage), stage, reached: reached === stage.key },
    }
  })
  const groups = boxes.map(
    (box): GroupNode => ({
      id: box.id,
      type: 'stages',
      position: { x: box.x, y: box.y },
      width: box.width,
      height: box.height,
      zIndex: -1,
      selectable: false,
      connectable: false,
      data: { name: parts.groupName(box.key) },
    }),
  )
  const edges: CanvasEdge[] = [...waysOf(pipeline, ordered, parts), ...movesOf(routes, parts)]
  return {
    nodes: reused([...groups, ...stages], last?.nodes),
    edges: reused(edges, last?.edges),
    places,
    boxes,
    routes,
  }
}

function movesOf(routes: readonly Route[], parts: ModelParts): MoveEdge[] {
  const first = parts.transition ?? routes[0]?.transition.key
  return routes.map((route): MoveEdge => {
    const { id, from, to, look, transition } = route
    const chosen = parts.transition === transition.key
    const color = chosen ? 'var(--accent)' : COLORS[look]
    return {
      id,
      type: 'move',
      source: nodeId((from ?? to)!),
      target: nodeId((to ?? from)!),
      selected: chosen,
      zIndex: chosen ? 2 : 1,
      markerEnd: { type: MarkerType.ArrowClosed, color, width: 14, height: 14 },
      style: { stroke: color },
      data: { route, text: parts.moveText(route), faulty: parts.faulty(transition.key), reached: first === transition.key },
    }
  })
}

export const COLORS: Readonly<Record<Look, string>> = {
  forward: 'var(--edge)',
  other: 'var(--edge)',
  back: 'var(--amber-fill)',
  win: 'var(--green)',
  lose: 'var(--lost)',
  revive: 'var(--lost)',
}

/** The steps from one stage to the next, through which most records go. */
function waysOf(pipeline: PipelineDefinition, ordered: readonly StageDefinition[], { wayLabel }: ModelParts): WayEdge[] {
  const line = ordered.filter(({ type }) => type === 'open')
  const won = ordered.find(({ type }) => type === 'won')
  if (won) line.push(won)
  return line.slice(1).map((to, index): WayEdge => {
    const from = line[index]!
    const drawn = (pipeline.transitions ?? []).some((each) => {
      const names = (written: string | readonly string[], key: string) => written === '*' || [written].flat().includes(key)
      const fits = each.kind === undefined || each.kind === (to.type === 'won' ? 'win' : 'advance')
      return fits && names(each.from, from.key) && names(each.to, to.key)
    })
    const possible = drawn || pipeline.strict !== true
    return {
      id: `way ${from.key} ${to.key}`,
      type: 'way',
      source: nodeId(from.key),
      target: nodeId(to.key),
      selectable: false,
      focusable: false,
      zIndex: 0,
      ...(possible ? { markerEnd: { type: MarkerType.ArrowClosed, color: 'var(--edge)', width: 12, height: 12 } } : {}),
      data: { drawn, possible, label: wayLabel(from, to), before: to.key },
    }
  })
}

export function everywhereIn(pipeline: PipelineDefinition) {
  return (pipeline.transitions ?? []).filter(isEverywhere)
}

/** The nodes or edges of before where nothing in them changed. */
function reused<T extends CanvasNode | CanvasEdge>(next: readonly T[], last: readonly T[] | undefined): readonly T[] {
  const byId = new Map(last?.map((each) => [each.id, each]))
  return next.map((each) => {
    const before = byId.get(each.id)
    return before && sameItem(before, each) ? before : each
  })
}

function sameItem(left: CanvasNode | CanvasEdge, right: CanvasNode | CanvasEdge): boolean {
  const { data: leftData, ...leftRest } = left
  const { data: rightData, ...rightRest } = right
  return sameMembers(leftData ?? {}, rightData ?? {}) && JSON.stringify(leftRest) === JSON.stringify(rightRest)
}

function sameMembers(left: object, right: object): boolean {
  const [before, after] = [Object.entries(left), new Map(Object.entries(right))]
  return (
    before.length === after.size &&
    before.every(
      ([name, value]) => value === after.get(name) || (plain(value) && JSON.stringify(value) === JSON.stringify(after.get(name))),
    )
  )
}

function plain(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}
