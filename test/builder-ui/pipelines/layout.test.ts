// Where the canvas puts things: no stage on another, no label on a stage or on another label, and the same place for the same pipeline.
import { describe, expect, it } from 'vitest'
import type { Box } from '../../../builder-ui/canvas/guides.ts'
import { beforeAt, boundsOf, groupBoxes, rankPlaces, routesOf, STAGE } from '../../../builder-ui/pipelines/layout.ts'
import { lineOf } from '../../../builder-ui/pipelines/line.ts'
import type { PipelineDefinition, StageDefinition, TransitionDefinition } from '../../../runtime/definition/types.ts'

const NONE = new Set<string>()

function pipelineOf(
  open: number,
  transitions: readonly TransitionDefinition[],
  closed: readonly StageDefinition[] = CLOSED,
): PipelineDefinition {
  const stages = Array.from({ length: open }, (_, index): StageDefinition => ({ key: `s${index}`, type: 'open' }))
  return { key: 'p', module: 'm', stages: [...stages, ...closed], transitions: [...transitions] }
}
const CLOSED: readonly StageDefinition[] = [
  { key: 'won', type: 'won' },
  { key: 'lost', type: 'lost' },
]

/** Labels as high as they are drawn and as wide as they may be. */
function labelsOf(pipeline: PipelineDefinition): Box[] {
  const places = rankPlaces(pipeline.stages)
  return routesOf(pipeline, places, NONE)
    .filter(({ labelled }) => labelled)
    .map((route) => {
      const origin = { x: 0, y: 0 }
      const { label, anchor, room } = lineOf(route, places.get(route.from ?? '') ?? origin, places.get(route.to ?? '') ?? origin)
      const left = { start: label.x, middle: label.x - room / 2, end: label.x - room }[anchor]
      return { x: left, y: label.y - 18, width: room, height: 36 }
    })
}

function overlap(left: Box, right: Box): boolean {
  return (
    left.x < right.x + right.width && right.x < left.x + left.width && left.y < right.y + right.height && right.y < left.y + left.height
  )
}

describe('lines and labels', () => {
  const moves: TransitionDefinition[] = []
  for (let from = 0; from < 7; from += 1) {
    moves.push(
      { key: `on_${from}`, from: `s${from}`, to: `s${from + 1}` },
      { key: `skip_${from}`, from: `s${from}`, to: `s${Math.min(from + 3, 7)}` },
    )
    if (from > 1) moves.push({ key: `back_${from}`, from: `s${from}`, to: `s${from - 2}` })
  }
  const full = pipelineOf(8, [
    ...moves,
    { key: 'win', from: '*', to: 'won' },
    { key: 'win_early', from: 's2', to: 'won' },
    { key: 'lose', from: '*', to: 'lost' },
    { key: 'lose_late', from: ['s6', 's7'], to: 'lost' },
    { key: 'revive', from: 'lost', to: ['s0', 's3', 's5'] },
    { key: 'leave', from: 's4', to: '*' },
    { key: 'everywhere', from: '*', to: '*', kind: 'advance' },
  ])

  it('do not lie on stages or on each other', () => {
    const stages = [...rankPlaces(full.stages).values()].map(({ x, y }) => ({ x, y, ...STAGE }))
    const labels = labelsOf(full)
    expect(labels).toHaveLength(full.transitions!.length - 1)
    for (const [index, label] of labels.entries()) {
      expect(stages.filter((stage) => overlap(stage, label))).toEqual([])
      expect(labels.slice(index + 1).filter((other) => overlap(other, label))).toEqual([])
    }
  })

  it('lead forward above and back below, and those to and from lost below', () => {
    const sides = Object.fromEntries(routesOf(full, rankPlaces(full.stages), NONE).map(({ transition, side }) => [transition.key, side]))
    expect(sides).toMatchObject({
      on_0: 'above',
      skip_2: 'above',
      back_4: 'below',
      win: 'above',
      lose: 'below',
      lose_late: 'below',
      revive: 'below',
    })
    expect(sides.everywhere).toBeUndefined()
  })

  it('one transition carries one label, whatever the number of its lines', () => {
    const routes = routesOf(full, rankPlaces(full.stages), NONE).filter(({ transition }) => transition.key === 'revive')
    expect(routes).toHaveLength(3)
    expect(routes.filter(({ labelled }) => labelled)).toHaveLength(1)
    expect(new Set(routes.map(({ lane }) => lane)).size).toBe(1)
  })

  it('goes straight between stages that were moved by hand', () => {
    const routes = routesOf(full, rankPlaces(full.stages), new Set(['s1']))
    expect(routes.find(({ transition }) => transition.key === 'on_0')?.lane).toBeUndefined()
    expect(routes.find(({ transition }) => transition.key === 'on_3')?.lane).toBeDefined()
  })

  it('end at the stage they lead to', () => {
    const places = rankPlaces(full.stages)
    const route = routesOf(full, places, NONE).find(({ transition }) => transition.key === 'on_2')!
    const { path } = lineOf(route, places.get('s2')!, places.get('s3')!)
    const [, x, y] = /L([-\d.]+) ([-\d.]+)$/.exec(path)!.map(Number)
    expect(y).toBe(0)
    expect(x).toBeGreaterThan(places.get('s3')!.x)
    expect(x).toBeLessThan(places.get('s3')!.x + STAGE.width)
  })
})

it('eight stages fit on a screen of 1440 pixels beside the rail', () => {
  const pipeline = pipelineOf(6, [{ key: 'win', from: '*', to: 'won' }])
  const places = rankPlaces(pipeline.stages)
  const { width } = boundsOf(places, [], routesOf(pipeline, places, NONE))
  expect((1440 - 200 - 64) / width).toBeGreaterThan(0.9)
})

it('holds neighbours of one group in one box, and draws two where they stand apart', () => {
  const stages: StageDefinition[] = ['a', 'a', 'b', 'a'].map((group, index) => ({ key: `s${index}`, type: 'open', group }))
  const boxes = groupBoxes({ key: 'p', module: 'm', groups: [{ key: 'a' }, { key: 'b' }], stages }, rankPlaces(stages))
  expect(boxes.map((box) => box.stages)).toEqual([['s0', 's1'], ['s2'], ['s3']])
  for (const [index, box] of boxes.entries()) expect(boxes.slice(index + 1).some((other) => overlap(other, box))).toBe(false)
})

it('puts what is dropped before the first stage that stands further right', () => {
  const { stages } = pipelineOf(3, [])
  const places = rankPlaces(stages)
  const middle = (key: string) => places.get(key)!.x + STAGE.width / 2
  expect(beforeAt(stages, places, -500)).toBe('s0')
  expect(beforeAt(stages, places, middle('s1') - 1)).toBe('s1')
  expect(beforeAt(stages, places, middle('s1') + 1)).toBe('s2')
  expect(beforeAt(stages, places, 9999)).toBe('won')
  expect(beforeAt(stages, places, middle('s1') + 1, 's2')).toBe('won')
})
