// Keys as commands name them: `mod+k`, `shift+Enter`, `?`, `g 1`. `mod` is Ctrl, on a Mac Cmd.

export const MAC = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** Whether a pressed key is the stroke. Shift counts only where the stroke names it: `?` is Shift and something else on most keyboards. */
export function isStroke(event: Pressed, stroke: string, mac = MAC): boolean {
  const parts = stroke.split('+')
  const key = stroke.endsWith('++') || stroke === '+' ? '+' : parts.at(-1)!
  const has = (name: string) => parts.slice(0, -1).includes(name)
  const mod = mac ? event.metaKey : event.ctrlKey
  const other = mac ? event.ctrlKey : event.metaKey
  if (mod !== has('mod') || other || event.altKey !== has('alt')) return false
  if (has('shift') && !event.shiftKey) return false
  // A letter without Shift is not the letter with it.
  if (!has('shift') && event.shiftKey && /^[a-z]$/.test(key)) return false
  return event.key.toLowerCase() === key.toLowerCase()
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  ' ': 'Space',
  Space: 'Space',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
}

/** The caps of each stroke, as they stand on the keyboard: `mod+shift+z` is Ctrl, Shift, Z. */
export function capsOf(keys: string, mac = MAC): readonly (readonly string[])[] {
  return keys.split(' ').map((stroke) => {
    const plain = stroke.endsWith('++') ? [...stroke.slice(0, -2).split('+'), '+'] : stroke === '+' ? ['+'] : stroke.split('+')
    return plain.map((part) => {
      if (part === 'mod') return mac ? '⌘' : 'Ctrl'
      if (part === 'shift') return mac ? '⇧' : 'Shift'
      if (part === 'alt') return mac ? '⌥' : 'Alt'
      return NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part)
    })
  })
}

/** `Control+K`, as `aria-keyshortcuts` wants it; undefined for strokes one after the other, which it cannot say. */
export function ariaKeys(keys: string | undefined, mac = MAC): string | undefined {
  if (keys === undefined || keys.includes(' ')) return undefined
  return keys
    .replace('mod', mac ? 'Meta' : 'Control')
    .replace('alt', 'Alt')
    .replace('shift', 'Shift')
}

/** Whether keys belong to what is being written. */
export function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}
