// Bytes of a file as text: the encoding is told by a byte order mark, by where zero bytes stand, or by what decodes without fault. All of it in pieces,
// so that a long file keeps nobody else waiting.
import { isUtf8 } from 'node:buffer'
import { fail, ok, problem, type Result } from '../../../runtime/problem.ts'

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const
export type Encoding = (typeof ENCODINGS)[number]
const SAMPLE = 64 * 1024
const PIECE = 512 * 1024

export function detectEncoding(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, SAMPLE)
  let [even, odd] = [0, 0]
  for (let index = 0; index < sample.length; index += 1) {
    if (sample[index] === 0) {
      if (index % 2 === 0) even += 1
      else odd += 1
    }
  }
  if (odd > sample.length / 8 && odd > even * 4) return 'utf-16le'
  if (even > sample.length / 8 && even > odd * 4) return 'utf-16be'
  return isUtf8(bytes) ? 'utf-8' : 'gb18030'
}

/** A file that is not written in the encoding is refused, not patched with replacement characters. */
export async function checkEncoding(bytes: Uint8Array, encoding: Encoding): Promise<Result<void>> {
  if (encoding === 'utf-8' && isUtf8(bytes)) return ok(undefined)
  try {
    for (const _ of decoded(bytes, encoding)) await new Promise((resolve) => setImmediate(resolve))
    return ok(undefined)
  } catch {
    return fail(
      problem(
        'encoding',
        'encoding',
        `encoding: the file is not written in ${encoding}. Choose another encoding or save the file as UTF-8.`,
        `encoding：文件不是 ${encoding} 编码，请选择其他编码，或另存为 UTF-8。`,
      ),
    )
  }
}

/** The text in pieces, without its byte order mark. Throws where the bytes are not written in the encoding. */
export function* decoded(bytes: Uint8Array, encoding: Encoding): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  for (let at = 0; at < bytes.length; at += PIECE) yield decoder.decode(bytes.subarray(at, at + PIECE), { stream: true })
  yield decoder.decode()
}
