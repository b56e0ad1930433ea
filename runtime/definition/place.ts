// Places in a definition as people read them: a JSON pointer with keys instead of indexes wherever list items have keys.

/** `/modules/0/fields/3/type` -> `/modules/deal/fields/amount/type`, looked up in `document`. */
export function readablePath(document: unknown, pointer: string): string {
  let node: unknown = document
  const out: string[] = []
  for (const raw of pointer.split('/').slice(1)) {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~')
    const next = Array.isArray(node)
      ? node[Number(step)]
      : node && typeof node === 'object'
        ? (node as Record<string, unknown>)[step]
        : undefined
    out.push(Array.isArray(node) ? itemName(next, step) : step)
    node = next
  }
  return `/${out.join('/')}`
}

/** The name of a list item in a path: its key, or the module or field it speaks of, or its index. */
export function itemName(item: unknown, index: string): string {
  if (!item || typeof item !== 'object') return index
  const { key, field, module } = item as { key?: unknown; field?: unknown; module?: unknown }
  for (const name of [key, field, module]) if (typeof name === 'string' && name !== '') return name
  return index
}
