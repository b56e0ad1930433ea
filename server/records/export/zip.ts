// A zip file written while its parts are made: their sizes are not known before, so they stand behind each part.
import { pipeline, Readable } from 'node:stream'
import { constants, crc32, createDeflateRaw } from 'node:zlib'

export interface NewPart {
  readonly name: string
  readonly text: AsyncIterable<string> | Iterable<string>
}

const VERSION = 20
/** Sizes follow the part; names are UTF-8. */
const FLAGS = 0x0808
const DEFLATED = 8
/** 1 January 1980, the first day a zip file knows: the same records give the same bytes. */
const DAY = 0x21

export async function* zipFile(parts: AsyncIterable<NewPart>): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = []
  let offset = 0
  for await (const { name, text } of parts) {
    const file = Buffer.from(name)
    const shared = [VERSION, FLAGS, DEFLATED, 0, DAY] as const
    const local = Buffer.concat([u32(0x04034b50), u16(...shared), u32(0, 0, 0), u16(file.length, 0), file])
    yield local
    const sum = { crc: 0, size: 0, packed: 0 }
    for await (const piece of deflated(counted(text, sum))) {
      sum.packed += piece.length
      yield piece
    }
    const sizes = u32(sum.crc, sum.packed, sum.size)
    yield Buffer.concat([u32(0x08074b50), sizes])
    directory.push(Buffer.concat([u32(0x02014b50), u16(VERSION, ...shared), sizes, u16(file.length, 0, 0, 0, 0), u32(0, offset), file]))
    offset += local.length + sum.packed + 16
  }
  const entries = Buffer.concat(directory)
  yield entries
  yield Buffer.concat([u32(0x06054b50), u16(0, 0, directory.length, directory.length), u32(entries.length, offset), u16(0)])
}

async function* counted(text: NewPart['text'], sum: { crc: number; size: number }): AsyncGenerator<Buffer> {
  for await (const piece of text) {
    const bytes = Buffer.from(piece)
    sum.crc = crc32(bytes, sum.crc)
    sum.size += bytes.length
    yield bytes
  }
}

function deflated(pieces: AsyncIterable<Buffer>): AsyncIterable<Uint8Array> {
  const deflate = createDeflateRaw({ level: constants.Z_BEST_SPEED + 3 })
  // What goes wrong in making the pieces reaches whoever reads the deflated ones.
  return pipeline(Readable.from(pieces, { objectMode: true, highWaterMark: 1 }), deflate, () => {})
}

function u16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2)
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, index * 2)
  return bytes
}

function u32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4)
  return bytes
}
