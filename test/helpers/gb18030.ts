// Text as GB 18030, as Chinese spreadsheets save CSV: the decoder of the platform turned round.

let bytes: Map<string, readonly number[]> | undefined

/** Throws for a character of more than two bytes there. */
export function gb18030(text: string): Uint8Array {
  bytes ??= twoByteCharacters()
  return new Uint8Array(
    [...text].flatMap((character) => {
      if (character < '\u0080') return [character.charCodeAt(0)]
      const found = bytes!.get(character)
      if (!found) throw new Error(`${character} has no two bytes in GB 18030`)
      return found
    }),
  )
}

function twoByteCharacters(): Map<string, readonly number[]> {
  const decoder = new TextDecoder('gb18030')
  const found = new Map<string, readonly number[]>()
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue
      const character = decoder.decode(new Uint8Array([lead, trail]))
      if ([...character].length === 1 && !found.has(character)) found.set(character, [lead, trail])
    }
  }
  return found
}
