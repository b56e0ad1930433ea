// Keys for new things: made from the name somebody gave, Chinese by its pinyin, so that the database stays readable.
const LONGEST = 48

/** A key like `wanted` that is not taken yet. */
export function freeKey(wanted: string, taken: Iterable<string>): string {
  const all = new Set(taken)
  if (!all.has(wanted)) return wanted
  for (let number = 2; ; number += 1) {
    const end = `_${number}`
    const key = wanted.slice(0, LONGEST - end.length) + end
    if (!all.has(key)) return key
  }
}

/** The letters, digits and underscores of a Latin text as a key; '' where it has none. */
export function latinKey(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
  return plain.slice(0, LONGEST).replace(/_+$/, '')
}

/** A free key for something of that name; `fallback` where the name has nothing a key can be made of. */
export async function keyFor(name: string, taken: Iterable<string>, fallback: string): Promise<string> {
  const latin = /\p{Script=Han}/u.test(name)
    ? (await import('pinyin-pro')).pinyin(name, { toneType: 'none', nonZh: 'consecutive', v: true })
    : name
  return freeKey(latinKey(latin) || fallback, taken)
}
