// Enter that ends the composition of a Chinese or Japanese word belongs to the input method: it must not submit a form, pick an option or save a cell.
import type { KeyboardEvent } from 'react'

/** True while an input method is composing; 229 is what browsers report that end the composition before the key. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229
}

/** For `onKeyDownCapture` of an input or of what holds it. */
export function guardComposition(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || !isComposing(event)) return
  event.preventDefault()
  event.stopPropagation()
}
