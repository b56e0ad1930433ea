// The shared parts of canvases: rounded ways and helper lines.
import { expect, it } from 'vitest'
import { aligned } from '../../../builder-ui/canvas/guides.ts'
import { roundedPath } from '../../../builder-ui/canvas/rounded-path.ts'

it('rounds corners, never by more than half of a side, and leaves out points that stand in one place', () => {
  const corner = [
    { x: 0, y: 0 },
    { x: 0, y: 100 },
    { x: 8, y: 100 },
  ]
  expect(roundedPath(corner)).toBe('M0 0L0 96Q0 100 4 100L8 100')
  expect(roundedPath([corner[0]!, corner[0]!, corner[1]!])).toBe('M0 0L0 100')
  expect(roundedPath([])).toBe('')
})

it('snaps to the nearest edge or middle within reach, each direction for itself', () => {
  const others = [{ x: 100, y: 40, width: 50, height: 20 }]
  const box = { width: 50, height: 20 }
  expect(aligned({ x: 104, y: 300, ...box }, others)).toEqual({ x: 100, y: 300, vertical: 100, horizontal: undefined })
  expect(aligned({ x: 300, y: 43, ...box }, others)).toEqual({ x: 300, y: 40, vertical: undefined, horizontal: 40 })
  expect(aligned({ x: 107, y: 300, ...box }, others).vertical).toBeUndefined()
  // The middle of a wide box meets the middle of a small one.
  expect(aligned({ x: 78, y: 300, width: 100, height: 20 }, others)).toMatchObject({ x: 75, vertical: 125 })
})
