// Which line of a grid is what, and where one is in it.
import { describe, expect, it } from 'vitest'
import { layOut, type Section, sectionAt } from '../../../../runtime/ui/list/grid/lines.ts'
import { at, fitted, rangeOf, step, tab } from '../../../../runtime/ui/list/grid/selection.ts'

const group = (count: number, open: boolean): Omit<Section, 'start'> => ({
  request: {},
  count,
  head: { group: { value: null, count, totals: {} }, id: String(count), open },
})

describe('lines', () => {
  it('are heads of groups, and records under those that are open', () => {
    const { sections, count } = layOut([group(3, true), group(5, false), group(2, true)])
    expect(count).toBe(3 + 3 + 2)
    const all = Array.from({ length: count + 1 }, (_, line) => {
      const found = sectionAt(sections, line)
      return found && [found.section.head?.id, found.place]
    })
    expect(all).toEqual([['3', -1], ['3', 0], ['3', 1], ['3', 2], ['5', -1], ['2', -1], ['2', 0], ['2', 1], undefined])
  })

  it('are one run of records without groups, and none of an empty list', () => {
    const { sections, count } = layOut([{ request: {}, count: 100_000, head: undefined }])
    expect(count).toBe(100_000)
    expect(sectionAt(sections, 99_999)?.place).toBe(99_999)
    expect(sectionAt(sections, 100_000)).toBe(undefined)
    expect(sectionAt(layOut([]).sections, 0)).toBe(undefined)
  })
})

describe('the selection', () => {
  const size = { rows: 10, cols: 4 }

  it.each([
    ['moves', step(at(3, 1), 1, 0, size, false), { active: { row: 4, col: 1 }, to: { row: 4, col: 1 } }],
    ['stays inside', step(at(9, 3), 5, 5, size, false), { active: { row: 9, col: 3 }, to: { row: 9, col: 3 } }],
    ['reaches the heads', step(at(0, 1), -1, 0, size, false), { active: { row: -1, col: 1 }, to: { row: -1, col: 1 } }],
    ['extends away from the active cell', step(at(3, 1), 2, 1, size, true), { active: { row: 3, col: 1 }, to: { row: 5, col: 2 } }],
    ['does not extend into the heads', step(at(1, 1), -5, 0, size, true), { active: { row: 1, col: 1 }, to: { row: 0, col: 1 } }],
  ])('%s', (_, got, wanted) => expect(got).toEqual(wanted))

  it('goes through the cells in reading order and ends at both ends', () => {
    expect(tab(at(0, 3), false, size)).toEqual(at(1, 0))
    expect(tab(at(1, 0), true, size)).toEqual(at(0, 3))
    expect(tab(at(0, 0), true, size)).toBe(undefined)
    expect(tab(at(9, 3), false, size)).toBe(undefined)
  })

  it('fits a list that has become shorter', () => {
    expect(fitted({ active: { row: 8, col: 3 }, to: { row: 2, col: 0 } }, { rows: 5, cols: 2 })).toEqual({
      active: { row: 4, col: 1 },
      to: { row: 2, col: 0 },
    })
    expect(rangeOf({ active: { row: 4, col: 1 }, to: { row: 2, col: 3 } })).toEqual({ top: 2, bottom: 4, left: 1, right: 3 })
  })
})
