// The one listener that runs commands by key. What a screen, a field or a dialog has used already is not touched.
import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { type Command, currentCommands } from '../commands.ts'
import { isStroke, isWriting } from './keys.ts'

/** Milliseconds in which the second of two strokes must come. */
const PATIENCE = 1500

export function useKeyboard(): void {
  const [, go] = useLocation()
  useEffect(() => {
    let begun: { readonly stroke: string; readonly at: number } | undefined
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return
      if (/^(Control|Meta|Shift|Alt)$/.test(event.key)) return
      // A dialog keeps its keys.
      if (document.querySelector('[aria-modal="true"]')) return
      const held = event.ctrlKey || event.metaKey || event.altKey
      if (!held && isWriting(event.target)) return
      const first = begun && event.timeStamp - begun.at < PATIENCE ? begun.stroke : undefined
      begun = undefined
      for (const command of currentCommands()) {
        if (command.own) continue
        for (const keys of command.keys ?? []) {
          const [stroke = '', then] = keys.split(' ')
          if (then === undefined ? isStroke(event, stroke) : first === stroke && isStroke(event, then)) {
            event.preventDefault()
            perform(command, go)
            return
          }
          if (then !== undefined && isStroke(event, stroke)) begun = { stroke, at: event.timeStamp }
        }
      }
    }
    // On the window, so that every listener of a screen has had its turn.
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [go])
}

export function perform(command: Command, go: (href: string) => void): void {
  if (command.href !== undefined) go(command.href)
  else command.run?.()
}
