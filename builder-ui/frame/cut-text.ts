// Names that are cut for want of room are told whole by whatever points at them.
import { useEffect } from 'react'

const GIVEN = 'data-cut'

/** Gives a text that is cut off its whole as a title while it is pointed at, and takes it away once there is room. */
export function useCutTexts(): void {
  useEffect(() => {
    const tellWhole = ({ target }: PointerEvent) => {
      if (!(target instanceof HTMLElement)) return
      const cut = getComputedStyle(target).textOverflow === 'ellipsis' && target.scrollWidth > target.clientWidth
      if (cut && (target.hasAttribute(GIVEN) || !target.closest('[title]'))) {
        target.title = target.textContent.trim()
        target.setAttribute(GIVEN, '')
      } else if (target.hasAttribute(GIVEN)) {
        target.removeAttribute('title')
        target.removeAttribute(GIVEN)
      }
    }
    document.addEventListener('pointerover', tellWhole)
    return () => document.removeEventListener('pointerover', tellWhole)
  }, [])
}
