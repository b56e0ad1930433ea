// A dialog that is drawn only while it is open gives the focus back to where it came from, also where that was an item of a menu that has closed since.
import { useEffect, useState } from 'react'

/** The control behind what has the focus now: for an item of a menu, the button the menu belongs to. */
function origin(): HTMLElement | null {
  const active = document.activeElement
  const menu = active?.closest('[role="menu"]')
  const owner = menu && document.getElementById(menu.getAttribute('aria-labelledby') ?? '')
  const found = owner ?? active
  return found instanceof HTMLElement && found !== document.body ? found : null
}

export function useReturnFocus(): void {
  const [before] = useState(origin)
  useEffect(
    () => () => {
      setTimeout(() => {
        const now = document.activeElement
        if (before?.isConnected && (now === null || now === document.body)) before.focus({ preventScroll: true })
      })
    },
    [before],
  )
}
