// The keys of a board, for the sheet that lists them.
import { useMemo } from 'react'
import { type Command, useCommands } from '../shell/commands.ts'
import { useWords } from '../words/words.tsx'

export function useBoardCommands(mayMove: boolean): void {
  const say = useWords()
  const commands = useMemo(() => {
    const key = (id: string, label: string, ...keys: string[]): Command => ({ id: `board.${id}`, label, group: 'here', keys, own: true })
    return [
      key('go', say('board.key.go'), 'ArrowDown', 'ArrowRight'),
      key('open', say('board.open'), 'Enter'),
      ...(mayMove
        ? [
            key('take', say('board.key.take'), 'mod+shift+ArrowRight', 'mod+shift+ArrowLeft'),
            key('move', say('stage.move'), 'm'),
            key('choose', say('board.choose'), 'Space'),
            key('choose_all', say('board.key.choose_all'), 'mod+a'),
          ]
        : []),
    ]
  }, [say, mayMove])
  useCommands(commands)
}
