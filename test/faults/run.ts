// `npm run faults [-- --writes 200 --publishes 50 --imports 20]`: kills a server that often during each kind of work; ends with 1 where anything was lost or half done.
import { parseArgs } from 'node:util'
import { killImports, killPublishes, killWrites, type Tally } from './kill.ts'

const number = { type: 'string' } as const
const { values } = parseArgs({
  options: { writes: { ...number, default: '200' }, publishes: { ...number, default: '50' }, imports: { ...number, default: '20' } },
})

const total = { acknowledged: 0, lost: 0, torn: 0 }
async function measure(name: string, rounds: string, run: (rounds: number) => Promise<Tally>): Promise<void> {
  const began = performance.now()
  const { kills, hits, acknowledged, lost, torn, slowestStart } = await run(Number(rounds))
  const seconds = Math.round((performance.now() - began) / 1000)
  console.log(
    `${name}: ${kills} kills, ${hits} of them cut work off; acknowledged ${acknowledged}, lost ${lost.length}, torn ${torn.length}; slowest start ${Math.round(slowestStart)} ms; ${seconds} s`,
  )
  for (const sentence of [...lost, ...torn].slice(0, 20)) console.log(`  ${sentence}`)
  total.acknowledged += acknowledged
  total.lost += lost.length
  total.torn += torn.length
}

await measure('record writes', values.writes, (rounds) => killWrites(rounds))
await measure('publishes', values.publishes, (rounds) => killPublishes(rounds))
await measure('imports', values.imports, (rounds) => killImports(rounds))
console.log(`acknowledged ${total.acknowledged}, lost ${total.lost}, torn ${total.torn}`)
process.exitCode = total.lost + total.torn > 0 ? 1 : 0
