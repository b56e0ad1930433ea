// The one reader of marked text: a small part of Markdown (headings, lists, quotes, bold, italic, code, links) becomes a tree of known pieces, and nothing else
// does. HTML is text like any other, so it never becomes markup; a link leads to a web or mail address or is no link.

export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong' | 'em'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly href: string; readonly pieces: readonly Piece[] }

export type Block =
  | { readonly kind: 'paragraph' | 'quote'; readonly lines: readonly (readonly Piece[])[] }
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly pieces: readonly Piece[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Piece[])[] }

const HEADING = /^(#{1,2}) (.+)$/
const BULLET = /^[-*] (.+)$/
const NUMBER = /^\d{1,4}[.)] (.+)$/
const QUOTE = /^> ?(.*)$/
/** Marks inside marks deeper than this stay text. */
const DEEPEST = 4

export function readMarked(text: string): readonly Block[] {
  const blocks: Block[] = []
  let group: { kind: 'paragraph' | 'quote' | 'bullets' | 'numbers'; lines: string[] } | undefined
  const close = () => {
    if (group) blocks.push(blockOf(group.kind, group.lines))
    group = undefined
  }
  const add = (kind: NonNullable<typeof group>['kind'], line: string) => {
    if (group?.kind !== kind) {
      close()
      group = { kind, lines: [] }
    }
    group!.lines.push(line)
  }
  for (const line of text.split(/\r\n|\r|\n/)) {
    const heading = HEADING.exec(line)
    const [bullet, number, quote] = [BULLET, NUMBER, QUOTE].map((pattern) => pattern.exec(line))
    if (line.trim() === '') close()
    else if (heading) {
      close()
      blocks.push({ kind: 'heading', level: heading[1] === '#' ? 2 : 3, pieces: readPieces(heading[2]!) })
    } else if (bullet) add('bullets', bullet[1]!)
    else if (number) add('numbers', number[1]!)
    else if (quote) add('quote', quote[1]!)
    else add('paragraph', line)
  }
  close()
  return blocks
}

function blockOf(kind: 'paragraph' | 'quote' | 'bullets' | 'numbers', lines: readonly string[]): Block {
  const read = lines.map((line) => readPieces(line))
  return kind === 'paragraph' || kind === 'quote' ? { kind, lines: read } : { kind: 'list', ordered: kind === 'numbers', items: read }
}

/** Finds the first mark of a line: code, link, bold, italic. Each alternative stops at the next mark of its kind, so a line is read in linear time. */
const MARK = /`([^`\n]+)`|\[([^[\]\n]{1,500})\]\(([^()\s]{1,2000})\)|\*\*([^*\n]+)\*\*|\*([^*\s](?:[^*\n]*[^*\s])?)\*/

function readPieces(line: string, depth = 0): readonly Piece[] {
  const pieces: Piece[] = []
  let rest = line
  const say = (text: string) => {
    const last = pieces.at(-1)
    if (text === '') return
    if (last?.kind === 'text') pieces[pieces.length - 1] = { kind: 'text', text: last.text + text }
    else pieces.push({ kind: 'text', text })
  }
  while (rest !== '') {
    const found = depth < DEEPEST ? MARK.exec(rest) : null
    if (!found) {
      say(rest)
      break
    }
    const [all, code, label, target, strong, em] = found
    say(rest.slice(0, found.index))
    const href = target === undefined ? undefined : safeHref(target)
    if (code !== undefined) pieces.push({ kind: 'code', text: code })
    else if (href !== undefined) pieces.push({ kind: 'link', href, pieces: readPieces(label!, depth + 1) })
    else if (strong !== undefined) pieces.push({ kind: 'strong', pieces: readPieces(strong, depth + 1) })
    else if (em !== undefined) pieces.push({ kind: 'em', pieces: readPieces(em, depth + 1) })
    else say(all)
    rest = rest.slice(found.index + all.length)
  }
  return pieces
}

/** The address a link may lead to; undefined for every other one. */
export function safeHref(text: string): string | undefined {
  if (!/^(https?:\/\/[^/\\@]|mailto:[^\s])/i.test(text) || /[\u0000-\u0020\u007f-\u009f\u2028\u2029<>"'`\\]/.test(text)) return undefined
  try {
    const url = new URL(text)
    const known = url.protocol === 'https:' || url.protocol === 'http:' || url.protocol === 'mailto:'
    return known && url.username === '' && url.password === '' ? url.href : undefined
  } catch {
    return undefined
  }
}

/** The words without their marks, for one line in a list. */
export function plainMarked(text: string): string {
  const said = (pieces: readonly Piece[]): string => pieces.map((piece) => ('pieces' in piece ? said(piece.pieces) : piece.text)).join('')
  return readMarked(text)
    .flatMap((block) => (block.kind === 'heading' ? [said(block.pieces)] : (block.kind === 'list' ? block.items : block.lines).map(said)))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
}
