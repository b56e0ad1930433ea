// What is done with stages and transitions, applied to a definition that the compiler judges afterwards.
import { describe, expect, it } from 'vitest'
import { duplicatePipeline } from '../../../builder-ui/pipelines/duplicate.ts'
import { lossReasons, skeleton } from '../../../builder-ui/pipelines/skeleton.ts'
import {
  addStage,
  addTransition,
  inRankOrder,
  pasteStages,
  placeFor,
  probabilityAt,
  splitStage,
  stepStage,
  takenStages,
} from '../../../builder-ui/pipelines/stage-edits.ts'
import { compileDefinition } from '../../../runtime/definition/compile.ts'
import { applyEdits, type Edit } from '../../../runtime/definition/edit.ts'
import type { AppDefinition, PipelineDefinition } from '../../../runtime/definition/types.ts'
import { gatedDefinition } from '../../helpers/gated.ts'

const base = gatedDefinition() as AppDefinition
const sales = base.pipelines![0]!

function done(edits: readonly Edit[], from: AppDefinition = base): AppDefinition {
  const result = applyEdits(from, edits)
  if (!result.ok) throw new Error(result.problems[0]!.message.en)
  return result.value
}
const pipelineIn = (definition: AppDefinition, key = sales.key): PipelineDefinition =>
  definition.pipelines!.find((each) => each.key === key)!
const keys = (pipeline: PipelineDefinition) => pipeline.stages.map(({ key }) => key)
function problemsOf(definition: AppDefinition): string[] {
  const result = compileDefinition(definition)
  return result.ok ? [] : result.problems.map(({ path, code }) => `${path} ${code}`)
}

describe('adding', () => {
  it('puts a stage between two, with a chance between theirs', () => {
    const [first, second] = sales.stages
    const next = pipelineIn(done(addStage(sales, { key: 'between', name: 'Between', type: 'open', before: second!.key })))
    expect(keys(next).slice(0, 3)).toEqual([first!.key, 'between', second!.key])
    const { probability } = next.stages[1]!
    expect(probability).toBe(Math.round((first!.probability! + second!.probability!) / 2))
  })

  it('gives each type the place where it belongs', () => {
    const placed = (type: 'open' | 'won' | 'lost') => placeFor(sales, type)
    const closed = sales.stages.find(({ type }) => type !== 'open')!
    expect(placed('open')).toBe(closed.key)
    expect(placed('won')).toBe(sales.stages.find(({ type }) => type === 'lost')?.key)
    expect(placed('lost')).toBeUndefined()
    const won = pipelineIn(done(addStage(sales, { key: 'renewed', name: 'Renewed', type: 'won', before: placed('won') })))
    expect(won.stages.find(({ key }) => key === 'renewed')?.probability).toBe(100)
  })

  it('invents no chances where a pipeline names none', () => {
    const plain = { ...sales, stages: sales.stages.map(({ probability: _, ...stage }) => stage) }
    expect(probabilityAt(plain, undefined)).toBeUndefined()
    expect(addStage(plain, { key: 'new', name: 'New', type: 'open', before: undefined })).toMatchObject([{ item: { key: 'new' } }])
    expect(JSON.stringify(addStage(plain, { key: 'new', name: 'New', type: 'open', before: undefined }))).not.toContain('probability')
  })

  it('belongs to the group its neighbours share, and to none between two groups', () => {
    const stages = sales.stages.map((stage, index) => ({ ...stage, ...(stage.type === 'open' ? { group: index < 2 ? 'a' : 'b' } : {}) }))
    const grouped: PipelineDefinition = { ...sales, groups: [{ key: 'a' }, { key: 'b' }], stages }
    const groupAt = (before: string) =>
      (addStage(grouped, { key: 'new', name: 'New', type: 'open', before })[0] as { item: { group?: string } }).item.group
    expect(groupAt(stages[1]!.key)).toBe('a')
    expect(groupAt(stages[2]!.key)).toBeUndefined()
  })
})

describe('splitting', () => {
  const pipeline: PipelineDefinition = {
    key: 'p',
    module: 'deal',
    stages: [
      { key: 'a', type: 'open', probability: 20, enter: [{ key: 'in', when: 'true' }], exit: [{ key: 'out', when: 'true' }] },
      { key: 'b', type: 'open', probability: 60 },
      { key: 'won', type: 'won' },
      { key: 'lost', type: 'lost' },
    ],
    transitions: [
      { key: 'on', from: 'a', to: 'b' },
      { key: 'several', from: ['a', 'b'], to: 'won' },
      { key: 'give_up', from: 'a', to: 'lost' },
      { key: 'back', from: 'b', to: 'a' },
      { key: 'any', from: 'a', to: '*' },
      { key: 'skips', from: 'a', to: '*', kind: 'skip' },
    ],
  }
  const split = pipelineIn(
    done(splitStage(pipeline, pipeline.stages[0]!, { key: 'a2', name: 'Second' }), { pipelines: [pipeline] } as unknown as AppDefinition),
    'p',
  )

  it('leaves what must hold to enter with the first and gives what must hold to leave to the second', () => {
    expect(keys(split)).toEqual(['a', 'a2', 'b', 'won', 'lost'])
    expect(split.stages[0]).toEqual({ key: 'a', type: 'open', probability: 20, enter: [{ key: 'in', when: 'true' }] })
    expect(split.stages[1]).toEqual({ key: 'a2', label: 'Second', type: 'open', probability: 40, exit: [{ key: 'out', when: 'true' }] })
  })

  it('lets ways that lead forward begin at the second half, and no others', () => {
    expect(Object.fromEntries(split.transitions!.map(({ key, from }) => [key, from]))).toEqual({
      on: 'a2',
      several: ['a2', 'b'],
      give_up: 'a',
      back: 'b',
      any: 'a',
      skips: 'a2',
    })
  })
})

describe('copying', () => {
  it('gives copies keys and names of their own, behind what they are copies of', () => {
    const { keys: made, edits } = pasteStages(base, sales, sales.stages.slice(0, 2))
    const next = done(edits)
    const pipeline = pipelineIn(next)
    expect(made).toHaveLength(2)
    expect(new Set(keys(pipeline)).size).toBe(sales.stages.length + 2)
    expect(keys(pipeline)[1]).toBe(made[0])
    expect(JSON.stringify(pipeline.stages[1]!.label)).toContain('(copy)')
    expect(problemsOf(next)).toEqual([])
  })

  it('copies a pipeline so that it stands beside the first without a clash', () => {
    const copy = duplicatePipeline(base, sales)
    const next = done([{ kind: 'add', path: '/pipelines', item: copy }])
    expect(problemsOf(next)).toEqual([])
    const own = new Set(keys(copy))
    for (const { from, to } of copy.transitions ?? [])
      for (const end of [from, to]) if (end !== '*') expect([end].flat().every((key) => own.has(key))).toBe(true)
    expect(keys(copy).some((key) => keys(sales).includes(key))).toBe(false)
  })
})

describe('order', () => {
  it('moves a stage among those of its type and stops at the ends', () => {
    const [first, second] = sales.stages
    const later = done([stepStage(sales, first!.key, 1)!])
    expect(keys(pipelineIn(later)).slice(0, 2)).toEqual([second!.key, first!.key])
    expect(keys(pipelineIn(done([stepStage(pipelineIn(later), first!.key, -1)!], later)))).toEqual(keys(sales))
    expect(stepStage(sales, first!.key, -1)).toBeUndefined()
    const lastOpen = sales.stages.findLast(({ type }) => type === 'open')!
    expect(stepStage(sales, lastOpen.key, 1)).toBeUndefined()
  })

  it('reads open stages first, then won, then lost', () => {
    const mixed = [
      { key: 'l', type: 'lost' },
      { key: 'a', type: 'open' },
      { key: 'w', type: 'won' },
      { key: 'b', type: 'open' },
    ] as const
    expect(inRankOrder(mixed).map(({ key }) => key)).toEqual(['a', 'b', 'w', 'l'])
  })
})

it('gives every transition a key of its own', () => {
  const [first, second] = sales.stages
  const one = addTransition(sales, { from: first!.key, to: second!.key })
  const next = done(one.edits)
  const two = addTransition(pipelineIn(next), { from: '*', to: second!.key })
  expect(one.path).not.toBe(two.path)
  expect(problemsOf(done(two.edits, next))).toEqual([])
})

it.each([true, false])('a new pipeline compiles beside another of the module (blank: %s), and so do the usual reasons', (blank) => {
  const item = skeleton({ key: 'renewals', name: 'Renewals', module: sales.module, blank, taken: takenStages(base, sales) })
  const dictionary = lossReasons('why_lost')
  const { edits } = addTransition(item, { from: '*', to: item.stages.at(-1)!.key, item: { ask: [{ reason: 'why_lost', level: 2 }] } })
  const next = done([{ kind: 'add', path: '/pipelines', item }, { kind: 'add', path: '/dictionaries', item: dictionary }, ...edits])
  expect(problemsOf(next)).toEqual([])
})
