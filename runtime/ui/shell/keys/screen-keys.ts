// Keys that screens listen for themselves, so that they are told while the screen is there.
import { useMemo } from 'react'
import { useWords, type WordKey } from '../../words/words.tsx'
import { type Command, type CommandGroup, useCommands } from '../commands.ts'

type KeyLine = readonly [id: string, word: WordKey, ...keys: string[]]

const GRID: readonly KeyLine[] = [
  ['move', 'key.grid.move', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
  ['edit', 'key.grid.edit', 'Enter', 'F2'],
  ['open', 'key.grid.open', 'Space'],
  ['choose', 'key.grid.choose', 'shift+Space'],
  ['range', 'key.grid.range', 'shift+ArrowDown', 'shift+ArrowRight'],
  ['copy', 'key.grid.copy', 'mod+c', 'mod+v'],
  ['fill', 'key.grid.fill', 'mod+d'],
  ['clear', 'key.grid.clear', 'Delete'],
  ['undo', 'key.undo', 'mod+z'],
  ['redo', 'key.redo', 'mod+shift+z', 'mod+y'],
]
const RECORD: readonly KeyLine[] = [['save', 'key.record.save', 'mod+s']]
const PANEL: readonly KeyLine[] = [
  ['next', 'key.record.next', 'j'],
  ['previous', 'key.record.previous', 'k'],
  ['save', 'key.record.save', 'mod+s'],
  ['close', 'key.record.close', 'Escape'],
]

export type KeyScreen = 'list' | 'panel' | 'record'
const LINES: Readonly<Record<KeyScreen, readonly KeyLine[]>> = { list: GRID, panel: PANEL, record: RECORD }

/** Tells the keys of a screen while it is there; none where `screen` is undefined. */
export function useScreenKeys(screen: KeyScreen | undefined): void {
  const say = useWords()
  useCommands(
    useMemo(
      () =>
        (screen ? LINES[screen] : []).map(
          ([id, word, ...keys]): Command => ({
            id: `${screen} ${id}`,
            label: say(word),
            group: 'here' satisfies CommandGroup,
            keys,
            own: true,
            quiet: true,
          }),
        ),
      [screen, say],
    ),
  )
}
