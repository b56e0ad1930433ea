// Bytes of a file as text: the encoding is told by a byte order mark, by where zero bytes stand, or by what decodes without fault.
import { fail, ok, problem, type Result } from '../../../runtime/problem.ts'
import type { FilePieces } from './file-pieces.ts'

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const
export type Encoding = (typeof ENCODINGS)[number]
/** Bytes from which an encoding is told, where it can be. */
export const BEGINNING = 64 * 1024
const PIECE = 512 * 1024

/** What the beginning of a file says of its encoding; undefined where only the whole of it does. */
function toldEncoding(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, BEGINNING)
  let [even, odd] = [0, 0]
  for (let index = 0; index < sample.length; index += 1) {
    if (sample[index] === 0) {
      if (index % 2 === 0) even += 1
      else odd += 1
    }
  }
  if (odd > sample.length / 8 && odd > even * 4) return 'utf-16le'
  if (even > sample.length / 8 && even > odd * 4) return 'utf-16be'
  return undefined
}

/** The encoding of the file, of which the first bytes are known: the declared one, or what it is found to be. One it is not written in is refused, not patched with replacement characters. */
export async function encodingOf(file: FilePieces, beginning: Uint8Array, declared: Encoding | undefined): Promise<Result<Encoding>> {
  const told = declared ?? toldEncoding(beginning)
  if (told === undefined && (await isWrittenIn(file, 'utf-8'))) return ok('utf-8')
  const encoding = told ?? 'gb18030'
  if (await isWrittenIn(file, encoding)) return ok(encoding)
  return fail(
    problem(
      'encoding',
      'encoding',
      `encoding: the file is not written in ${encoding}. Choose another encoding or save the file as UTF-8.`,
      `encoding：文件不是 ${encoding} 编码，请选择其他编码，或另存为 UTF-8。`,
    ),
  )
}

async function isWrittenIn(file: FilePieces, encoding: Encoding): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  for await (const piece of file.pieces()) if (!decodes(decoder, piece)) return false
  return decodes(decoder)
}

/** Whether the bytes go on as text; without any, whether it may end here. */
function decodes(decoder: TextDecoder, piece?: Uint8Array): boolean {
  try {
    if (piece) for (let at = 0; at < piece.length; at += PIECE) decoder.decode(piece.subarray(at, at + PIECE), { stream: true })
    else decoder.decode()
    return true
  } catch {
    return false
  }
}

/** The text in pieces, without its byte order mark. Throws where the bytes are not written in the encoding. */
export async function* decoded(file: FilePieces, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  for await (const piece of file.pieces())
    for (let at = 0; at < piece.length; at += PIECE) yield decoder.decode(piece.subarray(at, at + PIECE), { stream: true })
  yield decoder.decode()
}
