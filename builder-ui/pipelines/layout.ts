// Where everything of a pipeline's canvas stands: stages from left to right in rank order with won and lost at the right edge, transitions in lanes of their
// own, forward above and back below, so that no line and no label lies on a stage.
import type { PipelineDefinition, StageDefinition, TransitionDefinition } from '../../runtime/definition/types.ts'
import type { Box } from '../canvas/guides.ts'
import type { Point } from '../canvas/rounded-path.ts'
import { inRankOrder } from './stage-edits.ts'

export const STAGE = { width: 148, height: 100 } as const
const GAP = 36
export const PITCH = STAGE.width + GAP
/** Between what stands below each other at the right edge. */
const BELOW = 20
const GROUP = { side: 10, head: 26, foot: 10 } as const
const LANE = 44
/** From the stages to the middle of the first lane. */
const FIRST_ABOVE = GROUP.head + 28
const FIRST_BELOW = GROUP.foot + 34
export const STUB = 212
/** Between two lines that leave one stage. */
const PORT = 14

/** How wide the label of a line may be: it may lie over the bends of a short one, up to its neighbours. */
export function labelRoom(run: number): number {
  return Math.max(PITCH - 12, Math.min(run - 32, 264))
}

export type Look = 'forward' | 'back' | 'win' | 'lose' | 'revive' | 'other'

/** The places stages have by their rank. */
export function rankPlaces(stages: readonly StageDefinition[]): Map<string, Point> {
  const places = new Map<string, Point>()
  const open = stages.filter(({ type }) => type === 'open')
  for (const [index, { key }] of open.entries()) places.set(key, { x: index * PITCH, y: 0 })
  const closed = inRankOrder(stages.filter(({ type }) => type !== 'open'))
  for (const [index, { key }] of closed.entries()) places.set(key, { x: open.length * PITCH, y: index * (STAGE.height + BELOW) })
  return places
}

export interface GroupBox extends Box {
  readonly id: string
  readonly key: string
  readonly stages: readonly string[]
}

/** Neighbouring stages of one group as one box around them. */
export function groupBoxes({ stages, groups = [] }: PipelineDefinition, places: ReadonlyMap<string, Point>): GroupBox[] {
  const known = new Set(groups.map(({ key }) => key))
  const runs: { key: string; stages: string[] }[] = []
  let last: string | undefined
  for (const { key, group } of inRankOrder(stages)) {
    const own = group !== undefined && known.has(group) ? group : undefined
    if (own !== undefined) {
      if (own === last) runs.at(-1)!.stages.push(key)
      else runs.push({ key: own, stages: [key] })
    }
    last = own
  }
  return runs.map(({ key, stages: inside }, index) => {
    const at = inside.map((each) => places.get(each)!)
    const x = Math.min(...at.map((point) => point.x)) - GROUP.side
    const y = Math.min(...at.map((point) => point.y)) - GROUP.head
    return {
      id: `group ${index} ${key}`,
      key,
      stages: inside,
      x,
      y,
      width: Math.max(...at.map((point) => point.x)) + STAGE.width + GROUP.side - x,
      height: Math.max(...at.map((point) => point.y)) + STAGE.height + GROUP.foot - y,
    }
  })
}

/** One line of a transition: between two stages, or from or to any (`undefined`). */
export interface Route {
  readonly id: string
  readonly transition: TransitionDefinition
  readonly from: string | undefined
  readonly to: string | undefined
  readonly look: Look
  readonly side: 'above' | 'below'
  /** The height of the lane; undefined where an end was moved by hand and the line goes straight. */
  readonly lane: number | undefined
  /** From the middle of the stage to where the line leaves and arrives. */
  readonly leaves: number
  readonly arrives: number
  /** The ends that are met from the left, because they stand below others. */
  readonly besideFrom: boolean
  readonly besideTo: boolean
  /** One line of a transition carries its label. */
  readonly labelled: boolean
  /** Where the label has most room between the ends of all its lines; undefined: in the middle. */
  readonly label: { readonly x: number; readonly room: number } | undefined
}

/** Transitions that lead from any stage to any other have no line. */
export function isEverywhere({ from, to }: TransitionDefinition): boolean {
  return from === '*' && to === '*'
}

export function routesOf(pipeline: PipelineDefinition, places: ReadonlyMap<string, Point>, moved: ReadonlySet<string>): Route[] {
  const byKey = new Map(pipeline.stages.map((stage) => [stage.key, stage]))
  const order = new Map(inRankOrder(pipeline.stages).map(({ key }, index) => [key, index]))
  const pairs = (pipeline.transitions ?? []).flatMap((transition) => pairsOf(transition, byKey).map((pair) => ({ transition, ...pair })))
  const drafts = pairs.map(({ transition, from, to }) => {
    const look = lookOf(transition, byKey.get(from ?? ''), byKey.get(to ?? ''), order)
    const besideFrom = from !== undefined && places.get(from)!.y > 0 && !moved.has(from)
    const besideTo = to !== undefined && places.get(to)!.y > 0 && !moved.has(to)
    const below = besideFrom || besideTo || look === 'back' || look === 'revive' || look === 'lose'
    return { transition, from, to, look, besideFrom, besideTo, side: below ? ('below' as const) : ('above' as const) }
  })
  const ports = portsOf(drafts)
  const free = (route: Draft) => [route.from, route.to].some((key) => key !== undefined && moved.has(key))
  const lanes = lanesOf(
    drafts.map((draft, index) => ({ ...draft, ...ports[index]! })).filter((draft) => !free(draft)),
    places,
  )
  const seen = new Set<string>()
  // The longest line of a transition has the most room for its label.
  const longest = new Map<string, { readonly id: string; readonly span: number }>()
  for (const draft of drafts) {
    const span = spanOf(draft, places)
    if (span > (longest.get(draft.transition.key)?.span ?? 0)) longest.set(draft.transition.key, { id: idOf(draft), span })
  }
  return drafts.flatMap((draft, index): Route[] => {
    const id = idOf(draft)
    if (seen.has(id)) return []
    seen.add(id)
    return [
      {
        ...draft,
        ...ports[index]!,
        id,
        lane: free(draft) ? undefined : lanes.get(`${draft.side} ${draft.transition.key}`),
        labelled: longest.get(draft.transition.key)?.id === id,
        label: free(draft)
          ? undefined
          : labelOf(
              drafts.map((each, at) => ({ ...each, ...ports[at]! })).filter((each) => each.transition === draft.transition),
              places,
            ),
      },
    ]
  })
}

interface Draft {
  readonly transition: TransitionDefinition
  readonly from: string | undefined
  readonly to: string | undefined
  readonly look: Look
  readonly side: 'above' | 'below'
  readonly besideFrom: boolean
  readonly besideTo: boolean
}

function idOf({ transition, from = '*', to = '*' }: Draft): string {
  return `${transition.key} ${from} ${to}`
}

function spanOf({ from, to }: Draft, places: ReadonlyMap<string, Point>): number {
  return from === undefined || to === undefined ? STUB : Math.abs(places.get(to)!.x - places.get(from)!.x) + 1
}

/** The ends of a transition's lines; stages that are not here count as any. */
function pairsOf({ from, to }: TransitionDefinition, byKey: ReadonlyMap<string, StageDefinition>) {
  const ends = (written: string | readonly string[]) => {
    const keys = written === '*' ? [] : [written].flat().filter((key) => byKey.has(key))
    return keys.length > 0 ? keys : [undefined]
  }
  return ends(from).flatMap((source) => ends(to).flatMap((target) => (source === target ? [] : [{ from: source, to: target }])))
}

function lookOf(
  { kind }: TransitionDefinition,
  from: StageDefinition | undefined,
  to: StageDefinition | undefined,
  order: ReadonlyMap<string, number>,
): Look {
  if (to?.type === 'won' || kind === 'win') return 'win'
  if (to?.type === 'lost' || kind === 'lose') return 'lose'
  if (from?.type === 'lost' || kind === 'revive') return 'revive'
  if (kind === 'regress') return 'back'
  if (!from || !to) return kind === 'move' || !kind ? 'other' : 'forward'
  return order.get(to.key)! < order.get(from.key)! ? 'back' : 'forward'
}

/** Lines leave at the right half of a stage and arrive at its left, each at a place of its own as long as there is room. */
function portsOf(drafts: readonly Draft[]): { readonly leaves: number; readonly arrives: number }[] {
  const used = new Map<string, number>()
  const most = Math.floor(STAGE.width / 2 / PORT) - 1
  const port = (end: string | undefined, draft: Draft, way: 'leaves' | 'arrives') => {
    if (end === undefined) return 0
    // Lines of one transition meet in one place.
    const own = `${end} ${draft.side} ${way} ${draft.transition.key}`
    const all = `${end} ${draft.side} ${way}`
    if (!used.has(own)) {
      used.set(own, used.get(all) ?? 0)
      used.set(all, (used.get(all) ?? 0) + 1)
    }
    const right = (way === 'leaves') === (draft.side === 'above')
    return (right ? 1 : -1) * (PORT + PORT * Math.min(used.get(own)!, most))
  }
  return drafts.map((draft) => ({ leaves: port(draft.from, draft, 'leaves'), arrives: port(draft.to, draft, 'arrives') }))
}

type Ported = Draft & { readonly leaves: number; readonly arrives: number }

/** The widest gap between the ends of a transition's lines. */
function labelOf(own: readonly Ported[], places: ReadonlyMap<string, Point>): Route['label'] {
  if (own.length < 2 || own.some(({ from, to }) => from === undefined || to === undefined)) return undefined
  const ends = own.flatMap((draft) => endsOf(draft, places)).toSorted((left, right) => left! - right!) as number[]
  const gaps = ends.slice(1).map((end, index) => ({ x: (ends[index]! + end) / 2, run: end - ends[index]! }))
  const widest = gaps.toSorted((left, right) => right.run - left.run)[0]!
  return { x: widest.x, room: labelRoom(widest.run) }
}

/** A lane for each transition, the short ones nearest to the stages; two in one lane do not touch. */
function lanesOf(drafts: readonly Ported[], places: ReadonlyMap<string, Point>): Map<string, number> {
  const spans = new Map<string, { side: Draft['side']; start: number; end: number }>()
  for (const draft of drafts) {
    const [start, end] = reachOf(draft, places)
    const id = `${draft.side} ${draft.transition.key}`
    const known = spans.get(id)
    spans.set(id, { side: draft.side, start: Math.min(start, known?.start ?? start), end: Math.max(end, known?.end ?? end) })
  }
  const taken: { readonly side: Draft['side']; readonly lane: number; readonly start: number; readonly end: number }[] = []
  const lanes = new Map<string, number>()
  for (const [id, span] of [...spans].toSorted(([, left], [, right]) => left.end - left.start - (right.end - right.start))) {
    let lane = 0
    const meets = (other: (typeof taken)[number]) =>
      other.side === span.side && other.lane === lane && other.start < span.end + 6 && span.start < other.end + 6
    while (taken.some(meets)) lane += 1
    taken.push({ ...span, lane })
    lanes.set(id, span.side === 'above' ? -FIRST_ABOVE - lane * LANE : STAGE.height + FIRST_BELOW + lane * LANE)
  }
  return lanes
}

/** Where a line leaves and where it arrives, from left to right; undefined at an open end. */
function endsOf({ from, to, leaves, arrives, besideFrom, besideTo }: Ported, places: ReadonlyMap<string, Point>) {
  const middle = STAGE.width / 2
  const start = from === undefined ? undefined : places.get(from)!.x + (besideFrom ? 0 : middle + leaves)
  const end = to === undefined ? undefined : places.get(to)!.x + (besideTo ? 0 : middle + arrives)
  return [start, end] as const
}

function reachOf(draft: Ported, places: ReadonlyMap<string, Point>): [number, number] {
  const { side } = draft
  const [start, end] = endsOf(draft, places)
  if (start === undefined) return [end! - STUB, end!]
  if (end === undefined) return side === 'above' ? [start, start + STUB] : [start - STUB, start]
  const [left, right] = [Math.min(start, end), Math.max(start, end)]
  const [middleOf, half] = [(left + right) / 2, labelRoom(right - left) / 2]
  return [Math.min(left, middleOf - half), Math.max(right, middleOf + half)]
}

/** The whole drawing. */
export function boundsOf(places: ReadonlyMap<string, Point>, boxes: readonly GroupBox[], routes: readonly Route[]): Box {
  const parts: Box[] = [...[...places.values()].map(({ x, y }) => ({ x, y, ...STAGE })), ...boxes]
  const lanes = routes.flatMap(({ lane }) => (lane === undefined ? [] : [lane]))
  const stubs = routes.filter(({ from, to }) => from === undefined || to === undefined)
  const x = Math.min(
    ...parts.map((box) => box.x),
    ...stubs.flatMap(({ to, from }) => (from === undefined && to !== undefined ? [places.get(to)!.x - STUB] : [])),
  )
  const y = Math.min(...parts.map((box) => box.y), ...lanes.map((lane) => lane - 20))
  const right = Math.max(...parts.map((box) => box.x + box.width))
  const bottom = Math.max(...parts.map((box) => box.y + box.height), ...lanes.map((lane) => lane + 20))
  return { x, y, width: right - x, height: bottom - y }
}

/** The stage before which an open one stands that is dropped at a place. */
export function beforeAt(
  stages: readonly StageDefinition[],
  places: ReadonlyMap<string, Point>,
  x: number,
  without?: string,
): string | undefined {
  const open = stages.filter(({ type, key }) => type === 'open' && key !== without)
  return (
    open.find(({ key }) => places.get(key)!.x + STAGE.width / 2 > x) ?? stages.find(({ type, key }) => type !== 'open' && key !== without)
  )?.key
}
