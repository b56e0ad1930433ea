// A short run of `npm run faults`.
import { expect, it } from 'vitest'
import { killImports, killPublishes, killWrites, type Tally } from './kill.ts'

const RUNS: readonly [string, number, (rounds: number) => Promise<Tally>][] = [
  ['record writes', 5, killWrites],
  ['publishes', 3, killPublishes],
  ['imports', 1, (rounds) => killImports(rounds)],
]

it.each(RUNS)('a server killed during %s loses nothing and leaves nothing half done', async (name, rounds, run) => {
  const { kills, hits, acknowledged, lost, torn, slowestStart } = await run(rounds)
  console.log(`${name}: ${kills} kills, ${hits} cut work off, acknowledged ${acknowledged}, lost ${lost.length}, torn ${torn.length}`)
  expect([...lost, ...torn]).toEqual([])
  expect(kills).toBeGreaterThanOrEqual(rounds)
  expect(acknowledged).toBeGreaterThan(0)
  expect(slowestStart).toBeLessThan(20_000)
})
