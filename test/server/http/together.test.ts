// Answers of one turn go out together at its end, in their order, and none waits long for the others.
import { afterEach, expect, it } from 'vitest'
import { together } from '../../../server/http/together.ts'

const turn = () => new Promise((resolve) => setImmediate(resolve))

afterEach(turn)

it('writes what is ready in one turn together and in order, and what comes in the next with the next', async () => {
  const written: string[] = []
  together(() => written.push('a'))
  together(() => written.push('b'))
  await Promise.resolve()
  together(() => written.push('c'))
  expect(written).toEqual([])
  await turn()
  expect(written).toEqual(['a', 'b', 'c'])
  together(() => written.push('d'))
  expect(written).toHaveLength(3)
  await turn()
  expect(written).toEqual(['a', 'b', 'c', 'd'])
})

it('does not wait for the end of a long turn once another comes', () => {
  const written: string[] = []
  together(() => written.push('early'))
  const begun = performance.now()
  while (performance.now() - begun < 3);
  together(() => written.push('late'))
  expect(written).toEqual(['early', 'late'])
})

it('what is ready while others are written waits for the next turn', async () => {
  const written: string[] = []
  together(() => {
    written.push('a')
    together(() => written.push('b'))
  })
  await turn()
  expect(written).toEqual(['a'])
  await turn()
  expect(written).toEqual(['a', 'b'])
})
