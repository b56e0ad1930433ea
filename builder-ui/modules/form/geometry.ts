// Which field of the form lies next in a direction, as it is drawn: columns and widths differ from section to section.

/** The key of the next slot; undefined at the edge. */
export function nearest(canvas: HTMLElement, from: string, key: string): string | undefined {
  const slots = [...canvas.querySelectorAll<HTMLElement>('[data-slot]')]
  const index = slots.findIndex((slot) => slot.dataset.slot === from)
  const own = slots[index]?.getBoundingClientRect()
  if (!own) return undefined
  if (key === 'ArrowLeft' || key === 'ArrowRight') return slots[index + (key === 'ArrowLeft' ? -1 : 1)]?.dataset.slot
  const down = key === 'ArrowDown'
  let best: { readonly slot: HTMLElement; readonly far: number } | undefined
  for (const slot of slots) {
    const box = slot.getBoundingClientRect()
    const rows = down ? box.top - own.bottom : own.top - box.bottom
    if (rows < -1) continue
    // The row counts first, then how far aside it is.
    const far = rows * 1000 + Math.abs(box.left - own.left)
    if (!best || far < best.far) best = { slot, far }
  }
  return best?.slot.dataset.slot
}
