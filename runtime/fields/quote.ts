// A value as messages show it.

/** JSON of at most 60 characters; what does not fit ends in `…`. */
export function quote(value: unknown): string {
  const short = typeof value === 'string' && value.length > 200 ? value.slice(0, 200) : value
  const letters = [...(JSON.stringify(short) ?? String(short))]
  return letters.length > 60 ? `${letters.slice(0, 57).join('')}…` : letters.join('')
}
