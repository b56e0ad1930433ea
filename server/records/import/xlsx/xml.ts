// As much XML as spreadsheets are written in, read from pieces of text. No document types, so no entities but the five of XML and characters by number.
import { damaged } from './fault.ts'

export interface XmlHandler {
  /** An element begins; `tag` is its text without `<`, for `attribute`. Names come without their prefix. */
  open(name: string, tag: string): void
  /** An element ends, or ends at once. */
  close(name: string): void
  text(text: string): void
}

/** Longer than any cell, tag or comment there is. */
const LONGEST = 1 << 20

export interface XmlReader {
  write(piece: string): void
  end(): void
}

/** Throws a FileFault, named after `part`, for text that is no such XML. */
export function readXml(part: string, handler: XmlHandler): XmlReader {
  let buffer = ''
  /** Handles what begins with `<` at `at` and gives where it ends; -1 where that is not there yet. */
  const markup = (at: number): number => {
    const next = buffer.charCodeAt(at + 1)
    if (next === 0x3f) return behind('?>', at)
    if (next !== 0x21) return tag(at)
    if (buffer.startsWith('<!--', at)) return behind('-->', at)
    if (buffer.startsWith('<![CDATA[', at)) {
      const end = buffer.indexOf(']]>', at)
      if (end >= 0) handler.text(buffer.slice(at + 9, end))
      return end < 0 ? -1 : end + 3
    }
    if (buffer.length - at < 9) return -1
    throw damaged(part)
  }
  const behind = (mark: string, at: number): number => {
    const end = buffer.indexOf(mark, at)
    return end < 0 ? -1 : end + mark.length
  }
  const tag = (at: number): number => {
    const end = tagEnd(buffer, at)
    if (end < 0) return -1
    const closing = buffer.charCodeAt(at + 1) === 0x2f
    const alone = buffer.charCodeAt(end - 1) === 0x2f
    const text = buffer.slice(at + (closing ? 2 : 1), alone ? end - 1 : end)
    const name = nameOf(text)
    if (!closing) handler.open(name, text)
    if (closing || alone) handler.close(name)
    return end + 1
  }
  return {
    write(piece) {
      buffer = buffer === '' ? piece : buffer + piece
      let at = 0
      for (;;) {
        const start = buffer.indexOf('<', at)
        if (start < 0) break
        if (start > at) handler.text(unescapeXml(buffer.slice(at, start)))
        at = start
        const end = markup(start)
        if (end < 0) break
        at = end
      }
      buffer = buffer.slice(at)
      if (buffer.length > LONGEST) throw damaged(part)
    },
    end() {
      if (buffer.trim() !== '') throw damaged(part)
    },
  }
}

/** The `>` that ends the tag; one inside a quoted value does not. */
function tagEnd(text: string, at: number): number {
  let end = text.indexOf('>', at)
  let quote = 0
  for (let index = at; end >= 0; index += 1) {
    if (index === end) {
      if (quote === 0) return end
      end = text.indexOf('>', end + 1)
      continue
    }
    const code = text.charCodeAt(index)
    if (quote === 0 && (code === 0x22 || code === 0x27)) quote = code
    else if (code === quote) quote = 0
  }
  return -1
}

function nameOf(tag: string): string {
  let end = 0
  let start = 0
  for (; end < tag.length; end += 1) {
    const code = tag.charCodeAt(end)
    if (code === 0x3a) start = end + 1
    else if (code <= 0x20) break
  }
  return tag.slice(start, end)
}

/** The value of an attribute of a tag; undefined where it has none. */
export function attribute(tag: string, name: string): string | undefined {
  const quick = ` ${name}="`
  const at = tag.indexOf(quick)
  if (at >= 0) return unescapeXml(tag.slice(at + quick.length, tag.indexOf('"', at + quick.length)))
  for (const [, prefixed, value] of tag.matchAll(/([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')/g)) {
    if (prefixed === name || prefixed!.endsWith(`:${name}`)) return unescapeXml(value!.slice(1, -1))
  }
  return undefined
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));/g, (whole, named, decimal, hex) => {
    if (named) return NAMED[named]!
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole
  })
}
