import { expect, it } from 'vitest'
import { turnsOf } from '../../../server/routes/turns.ts'

it('lets so many work at the same time, in the order they came', async () => {
  const take = turnsOf(2)
  const begun: number[] = []
  const ends: (() => void)[] = []
  const all = [0, 1, 2, 3].map(async (place) => {
    const end = await take()
    begun.push(place)
    ends[place] = end
  })
  await Promise.all(all.slice(0, 2))
  expect(begun).toEqual([0, 1])
  ends[1]!()
  await all[2]
  expect(begun).toEqual([0, 1, 2])
  ends[0]!()
  await all[3]
  ends[2]!()
  ends[3]!()
  // All have ended, so two more begin at once.
  await Promise.all([take(), take()])
  expect(begun).toEqual([0, 1, 2, 3])
})
