// A file in pieces that are read one after the other, as often as it takes: a long one is never in memory as a whole.

export interface FilePieces {
  /** The file from its beginning, anew with each call. Others get their turn between two pieces. */
  pieces(): AsyncIterable<Uint8Array>
}

/** A file that is in memory. */
export function piecesOf(bytes: Uint8Array): FilePieces {
  return {
    async *pieces() {
      yield bytes
    },
  }
}

/** All of it, for what has to be read from its end. */
export function wholeOf(file: FilePieces): Promise<Uint8Array> {
  return beginningOf(file, Number.POSITIVE_INFINITY)
}

/** Its first bytes, at least `length` of them where it has as many. */
export async function beginningOf(file: FilePieces, length: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let taken = 0
  for await (const piece of file.pieces()) {
    pieces.push(piece)
    taken += piece.length
    if (taken >= length) break
  }
  return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
}
