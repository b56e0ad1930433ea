// Keys as commands name them: which stroke a pressed key is, and how it is shown.
import { describe, expect, it } from 'vitest'
import { ariaKeys, capsOf, isStroke } from '../../../../runtime/ui/shell/keys/keys.ts'

const pressed = (key: string, held = '') => ({
  key,
  ctrlKey: held.includes('c'),
  metaKey: held.includes('m'),
  altKey: held.includes('a'),
  shiftKey: held.includes('s'),
})

describe('a stroke', () => {
  it.each([
    ['mod+k', pressed('k', 'c'), true],
    ['mod+k', pressed('K', 'c'), true],
    ['mod+k', pressed('k'), false],
    ['mod+k', pressed('k', 'm'), false],
    ['mod+k', pressed('k', 'ca'), false],
    ['mod+k', pressed('k', 'cs'), false],
    ['mod+shift+z', pressed('Z', 'cs'), true],
    ['mod+shift+z', pressed('z', 'c'), false],
    ['?', pressed('?', 's'), true],
    ['/', pressed('/'), true],
    ['c', pressed('c'), true],
    ['c', pressed('C', 's'), false],
    ['c', pressed('c', 'c'), false],
    ['mod+\\', pressed('\\', 'c'), true],
    ['1', pressed('1'), true],
  ])('%s is met by %o: %s', (stroke, event, met) => expect(isStroke(event, stroke, false)).toBe(met))

  it('is Cmd on a Mac, where Ctrl is not', () => {
    expect(isStroke(pressed('k', 'm'), 'mod+k', true)).toBe(true)
    expect(isStroke(pressed('k', 'c'), 'mod+k', true)).toBe(false)
  })
})

it('shows caps as they stand on the keyboard', () => {
  expect(capsOf('mod+shift+z', false)).toEqual([['Ctrl', 'Shift', 'Z']])
  expect(capsOf('mod+k', true)).toEqual([['⌘', 'K']])
  expect(capsOf('g 1', false)).toEqual([['G'], ['1']])
  expect(capsOf('ArrowUp', false)).toEqual([['↑']])
})

it('names single strokes for assistive technology', () => {
  expect(ariaKeys('mod+k', false)).toBe('Control+k')
  expect(ariaKeys('g 1', false)).toBeUndefined()
})
