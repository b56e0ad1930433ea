import { expect, test } from 'vitest'
import { checkExpression, evaluate } from '../../../runtime/expression/expression.ts'
import { writeText } from '../../../runtime/expression/literals.ts'
import { deal } from './shapes.ts'

const CORES = ['a+', '(a+)+', '(a*)*', '(a|a)*', '(a|aa)+', '(.*)*', '([a-z]+)*', '(a?){40}a{40}', '(a|b|ab)*', '(\\w+\\s?)*']
const FRAMES = [
  (core: string) => `^${core}$`,
  (core: string) => `${core}!`,
  (core: string) => `(${core}){2,9}b`,
  (core: string) => `(?i)${core}${core}x`,
  (core: string) => `^(${core}|${core})*c`,
]
const INPUTS = [`${'a'.repeat(28)}!`, `${'a'.repeat(4998)}!`, `${'a'.repeat(100_000)}!`, `${'ab '.repeat(1600)}`]

test('patterns that make backtracking engines hang are refused or answered at once', () => {
  const patterns = CORES.flatMap((core) => FRAMES.map((frame) => frame(core)))
  let refused = 0
  let slowest = 0
  for (const pattern of patterns) {
    const checked = checkExpression(`matches(name, ${writeText(pattern)})`, deal, 'boolean')
    if (!checked.ok) {
      expect(checked.problems[0]?.code).toBe('wrong_value')
      refused += 1
      continue
    }
    for (const name of INPUTS) {
      const environment = { record: { name }, now: 0, timeZone: 'UTC', me: null, myTeam: [] }
      // The machine may pause once; three times in a row it is the pattern.
      const times = [0, 1, 2].map(() => {
        const start = performance.now()
        evaluate(checked.value, environment)
        return performance.now() - start
      })
      slowest = Math.max(slowest, Math.min(...times))
    }
  }
  console.log(`patterns: ${patterns.length}, refused ${refused}, slowest answer ${slowest.toFixed(1)} ms`)
  expect(patterns).toHaveLength(50)
  expect(slowest).toBeLessThan(50)
  expect(refused).toBeLessThan(25)
})

test('a text too long to search is unknown', () => {
  const checked = checkExpression('matches(name, "a")', deal, 'boolean')
  if (!checked.ok) throw new Error('refused')
  const valueFor = (name: string) => evaluate(checked.value, { record: { name }, now: 0, timeZone: 'UTC', me: null, myTeam: [] })
  expect([valueFor('a'.repeat(5000)), valueFor('a'.repeat(5001)), valueFor('b')]).toEqual([true, null, false])
})
