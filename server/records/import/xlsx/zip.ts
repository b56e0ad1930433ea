// The parts of a zip file, found by its directory and unpacked piece by piece. Nothing is believed of what the file says of its sizes: what comes out is
// counted while it comes, and a part that grows beyond its limit is refused.
import { crc32, createInflateRaw } from 'node:zlib'
import { damaged, FileFault, tooLarge } from './fault.ts'

const END = 0x06054b50
const END_64_PLACE = 0x07064b50
const END_64 = 0x06064b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
/** The end record with the longest comment there can be. */
const END_ROOM = 22 + 0xffff
const MAX_ENTRIES = 10_000
const STORED = 0
const DEFLATED = 8
const PIECE = 256 * 1024

export interface ZipPart {
  readonly name: string
  readonly method: number
  readonly offset: number
  readonly packed: number
  /** Bytes it unpacks to, as the file says. */
  readonly size: number
  readonly crc: number
}

/** Parts by their name in lower case. Throws a FileFault where the bytes are no zip file, are encrypted, or name a part twice. */
export function zipParts(bytes: Uint8Array): ReadonlyMap<string, ZipPart> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  if (end === undefined) throw damaged('zip')
  let [count, at] = [view.getUint16(end + 10, true), view.getUint32(end + 16, true)]
  if (count === 0xffff || at === 0xffffffff) [count, at] = end64(view, end)
  if (count > MAX_ENTRIES) throw damaged('zip')
  const parts = new Map<string, ZipPart>()
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== ENTRY) throw damaged('zip')
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [
      number,
      number,
      number,
    ]
    const next = at + 46 + nameLength + extraLength + commentLength
    if (next > view.byteLength) throw damaged('zip')
    if (view.getUint16(at + 8, true) & 1) throw encrypted()
    const name = Buffer.from(bytes.buffer, bytes.byteOffset + at + 46, nameLength)
      .toString()
      .toLowerCase()
    if (parts.has(name)) throw damaged(name.slice(0, 60))
    parts.set(name, {
      name,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      ...placeOf(view, at, nameLength, extraLength),
    })
    at = next
  }
  return parts
}

function endOf(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - END_ROOM); at -= 1)
    if (view.getUint32(at, true) === END) return at
  return undefined
}

function end64(view: DataView, end: number): [count: number, at: number] {
  const place = end - 20
  if (place < 0 || view.getUint32(place, true) !== END_64_PLACE) throw damaged('zip')
  const record = Number(view.getBigUint64(place + 8, true))
  if (record + 56 > view.byteLength || view.getUint32(record, true) !== END_64) throw damaged('zip')
  return [Number(view.getBigUint64(record + 32, true)), Number(view.getBigUint64(record + 48, true))]
}

/** Sizes and place of an entry; those that do not fit 32 bits stand in its extra field, in this order. */
function placeOf(view: DataView, at: number, nameLength: number, extraLength: number): Pick<ZipPart, 'size' | 'packed' | 'offset'> {
  const place = { size: view.getUint32(at + 24, true), packed: view.getUint32(at + 20, true), offset: view.getUint32(at + 42, true) }
  const start = at + 46 + nameLength
  for (let extra = start; extra + 4 <= start + extraLength; extra += 4 + view.getUint16(extra + 2, true)) {
    if (view.getUint16(extra, true) !== 1) continue
    let from = extra + 4
    for (const name of ['size', 'packed', 'offset'] as const) {
      if (place[name] !== 0xffffffff || from + 8 > start + extraLength) continue
      place[name] = Number(view.getBigUint64(from, true))
      from += 8
    }
  }
  return place
}

function encrypted(): FileFault {
  return new FileFault('encrypted', 'The file is protected by a password. Save it without one.', '文件有密码保护，请取消密码后重新保存。')
}

/** The text of a part in pieces; throws a FileFault where it is damaged, not UTF-8, or larger than `limit` bytes. */
export async function* partText(bytes: Uint8Array, part: ZipPart, limit: number): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const piece of unpacked(bytes, part, limit)) yield decoder.decode(piece, { stream: true })
    yield decoder.decode()
  } catch (error) {
    throw error instanceof FileFault ? error : damaged(part.name.slice(0, 60))
  }
}

async function* unpacked(bytes: Uint8Array, part: ZipPart, limit: number): AsyncGenerator<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (part.offset + 30 > view.byteLength || view.getUint32(part.offset, true) !== LOCAL) throw damaged(part.name)
  const start = part.offset + 30 + view.getUint16(part.offset + 26, true) + view.getUint16(part.offset + 28, true)
  if (start + part.packed > view.byteLength) throw damaged(part.name)
  if (part.method !== STORED && part.method !== DEFLATED) throw damaged(part.name)
  const packed = bytes.subarray(start, start + part.packed)
  let [size, crc] = [0, 0]
  for await (const piece of part.method === STORED ? slices(packed) : inflate(packed)) {
    size += piece.length
    if (size > limit) throw tooLarge(part.name, Math.round(limit / 2 ** 20))
    crc = crc32(piece, crc)
    yield piece
  }
  if (crc !== part.crc) throw damaged(part.name)
}

function inflate(packed: Uint8Array): AsyncIterable<Uint8Array> {
  const stream = createInflateRaw({ chunkSize: PIECE })
  stream.end(packed)
  return stream
}

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE)
}
