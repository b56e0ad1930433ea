// The map of an app as data: a box for each module, a line for each relation, and where boxes stand. Where they stand means nothing, so it is kept apart from
// the definition, by each person for each app.
import { Graph, layout } from '@dagrejs/dagre'
import type { AppDefinition, FieldDefinition, ModuleDefinition } from '../../../runtime/definition/types.ts'
import { fieldTypes } from '../../../runtime/fields/index.ts'
import { targetOf } from '../field-types.ts'

export interface Relation {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly field: FieldDefinition
  /** Its number among the lines between the same two modules, and how many those are. */
  readonly index: number
  readonly count: number
}

export interface Position {
  readonly x: number
  readonly y: number
}
export type Positions = Readonly<Record<string, Position>>

export const WIDTH = 208
export const GRID = 16
const HEAD = 40
const ROW = 22
const FOOT = 8
/** Fields a box shows. */
export const SHOWN = 5

export function heightOf({ fields }: ModuleDefinition): number {
  return HEAD + Math.min(fields.length, SHOWN) * ROW + (fields.length > SHOWN ? ROW : 0) + FOOT
}

export function relationsOf({ modules }: AppDefinition): readonly Relation[] {
  const keys = new Set(modules.map(({ key }) => key))
  const found = modules.flatMap((module) =>
    module.fields.flatMap((field) => {
      const to = targetOf(field, fieldTypes)
      return to !== undefined && keys.has(to) ? [{ id: `${module.key}/${field.key}`, from: module.key, to, field }] : []
    }),
  )
  const pair = ({ from, to }: { readonly from: string; readonly to: string }) => [from, to].sort().join(' ')
  const groups = new Map<string, (typeof found)[number][]>()
  for (const each of found) groups.set(pair(each), [...(groups.get(pair(each)) ?? []), each])
  return found.map((each) => {
    const group = groups.get(pair(each))!
    return { ...each, index: group.indexOf(each), count: group.length }
  })
}

/** A line through these points, with its name at a place. */
export interface Way {
  readonly points: readonly Position[]
  readonly label: Position
}

export interface Arrangement {
  readonly positions: Positions
  /** Ways around the boxes, by relation, as long as both ends stand where they were put. */
  readonly ways: Readonly<Record<string, Way>>
}

/** What the name of a relation takes up, so that boxes leave room for it. */
const NAME = { width: 96, height: 24, labelpos: 'c' }

/** Places for all boxes, from what refers to what is referred to. */
export function arrange(definition: AppDefinition): Arrangement {
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', nodesep: 32, ranksep: 48, edgesep: 12, marginx: 0, marginy: 0 })
  const relations = relationsOf(definition).filter(({ from, to }) => from !== to)
  for (const module of definition.modules) graph.setNode(module.key, { width: WIDTH, height: heightOf(module) })
  for (const { id, from, to } of relations) graph.setEdge(from, to, { ...NAME }, id)
  layout(graph)
  const positions = definition.modules.map((module) => {
    const { x = 0, y = 0 } = graph.node(module.key) as Partial<Position>
    return [module.key, { x: Math.round(x - WIDTH / 2), y: Math.round(y - heightOf(module) / 2) }]
  })
  const ways = relations.map(({ id, from, to }) => {
    const { points = [], x = 0, y = 0 } = graph.edge(from, to, id) as Partial<Position> & { readonly points?: readonly Position[] }
    return [id, { points, label: { x, y } }]
  })
  return { positions: Object.fromEntries(positions), ways: Object.fromEntries(ways) }
}

export function snapped({ x, y }: Position): Position {
  return { x: Math.round(x / GRID) * GRID, y: Math.round(y / GRID) * GRID }
}

/** The known places, with one for each box that has none: all arranged where none is known, new ones below the others. */
export function placed(definition: AppDefinition, known: Positions): Positions {
  const missing = definition.modules.filter(({ key }) => !Object.hasOwn(known, key))
  if (missing.length === 0) return known
  const standing = definition.modules.filter(({ key }) => Object.hasOwn(known, key))
  if (standing.length === 0) return arrange(definition).positions
  let x = Math.min(...standing.map(({ key }) => known[key]!.x))
  const y = Math.max(...standing.map((module) => known[module.key]!.y + heightOf(module))) + 3 * GRID
  const found: Record<string, Position> = { ...known }
  for (const { key } of missing) {
    found[key] = snapped({ x, y })
    x += WIDTH + 3 * GRID
  }
  return found
}

/** The box that lies next in a direction; undefined at the edge. */
export function nextBox(positions: Positions, from: string, key: string): string | undefined {
  const own = positions[from]
  if (!own) return undefined
  const [along, across] = key === 'ArrowLeft' || key === 'ArrowRight' ? (['x', 'y'] as const) : (['y', 'x'] as const)
  const sign = key === 'ArrowLeft' || key === 'ArrowUp' ? -1 : 1
  let best: { readonly key: string; readonly far: number } | undefined
  for (const [each, place] of Object.entries(positions)) {
    const ahead = (place[along] - own[along]) * sign
    if (each === from || ahead <= 0) continue
    const far = ahead + 2 * Math.abs(place[across] - own[across])
    if (!best || far < best.far) best = { key: each, far }
  }
  return best?.key
}

const STORE = 'stagewright-map'

export function readPositions(app: string): Positions {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(`${STORE} ${app}`) ?? '{}')
    if (typeof read !== 'object' || read === null) return {}
    return Object.fromEntries(
      Object.entries(read).filter(
        ([, place]) => Number.isFinite((place as Position | null)?.x) && Number.isFinite((place as Position | null)?.y),
      ),
    )
  } catch {
    return {}
  }
}

export function writePositions(app: string, positions: Positions): void {
  try {
    localStorage.setItem(`${STORE} ${app}`, JSON.stringify(positions))
  } catch {
    // Without room for it the map is arranged anew next time.
  }
}
