// Chinese found by its pinyin: letters that somebody typed (`zhangsan`, `zhangs`, `zs`) as a pattern of the characters they can stand for. Nothing is stored,
// so it holds for every record at once, and a character of several readings is found by each. The dictionary is loaded by the first text that needs it.
import { createRequire } from 'node:module'

/** Longer texts are no names; a pattern must stay small. */
const MOST_LETTERS = 30
const MOST_WAYS = 8
const LATIN = /^[a-z]+(?:[' ]?[a-z]+)*$/i
const HAN = /\p{Script=Han}/u

interface Readings {
  /** The characters of each syllable, without tones; `ü` is written `v`. */
  readonly syllables: ReadonlyMap<string, string>
  /** Those of all syllables that begin so. */
  beginning(letters: string): string
}

let known: Readings | undefined

/** The 6,763 characters of GB 2312, which names are written in. */
function characters(): string[] {
  const decoder = new TextDecoder('gbk')
  const found: string[] = []
  for (let lead = 0xb0; lead <= 0xf7; lead += 1) {
    for (let trail = 0xa1; trail <= 0xfe; trail += 1) {
      const character = decoder.decode(new Uint8Array([lead, trail]))
      if (HAN.test(character)) found.push(character)
    }
  }
  return found
}

function readings(): Readings {
  if (known) return known
  const require = createRequire(import.meta.url)
  const { pinyin } = require('pinyin-pro') as { pinyin(text: string, options: object): string[] }
  const syllables = new Map<string, string>()
  for (const character of characters()) {
    const all = pinyin(character, { toneType: 'none', type: 'array', multiple: true, v: true })
    for (const syllable of new Set(all)) if (/^[a-z]+$/.test(syllable)) syllables.set(syllable, (syllables.get(syllable) ?? '') + character)
  }
  // The dictionary of whole words, which is most of the library, is not needed any more.
  delete require.cache[require.resolve('pinyin-pro')]
  const begun = new Map<string, string>()
  known = {
    syllables,
    beginning(letters) {
      const held = begun.get(letters)
      if (held !== undefined) return held
      const of = [...syllables].filter(([syllable]) => syllable.startsWith(letters)).map(([, each]) => each)
      const found = [...new Set(of.join(''))].join('')
      begun.set(letters, found)
      return found
    },
  }
  return known
}

export function isChinese(text: string): boolean {
  return HAN.test(text)
}

/** A regular expression of characters alone, for titles that may be meant; undefined where the text is no pinyin. */
export function pinyinPattern(text: string): string | undefined {
  const letters = text.trim()
  if (letters.length < 2 || letters.length > MOST_LETTERS || !LATIN.test(letters)) return undefined
  const { syllables, beginning } = readings()
  const words = letters.toLowerCase().split(/[' ]/)
  const ways = waysOf(words.join(''), boundaries(words), syllables, beginning)
  return ways.length === 0 ? undefined : ways.map((way) => way.map((each) => `[${each}]`).join('')).join('|')
}

/** Places in the joined words where a syllable has to end. */
function boundaries(words: readonly string[]): ReadonlySet<number> {
  let at = 0
  return new Set(words.map((word) => (at += word.length)))
}

/** How letters divide into whole syllables, of which the last may be only begun; or the first letters of syllables alone. */
function waysOf(
  letters: string,
  ends: ReadonlySet<number>,
  syllables: ReadonlyMap<string, string>,
  beginning: (letters: string) => string,
): string[][] {
  const ways: string[][] = []
  const go = (at: number, way: readonly string[]) => {
    if (ways.length >= MOST_WAYS) return
    if (at === letters.length) {
      ways.push([...way])
      return
    }
    for (let end = Math.min(letters.length, at + 6); end > at; end -= 1) {
      if ([...ends].some((each) => each > at && each < end)) continue
      const part = letters.slice(at, end)
      const whole = syllables.get(part)
      if (whole && end < letters.length) go(end, [...way, whole])
      else if (end === letters.length && beginning(part) !== '' && (way.length > 0 || whole)) go(end, [...way, beginning(part)])
    }
  }
  go(0, [])
  const initials = [...letters].map(beginning)
  if (ways.length < MOST_WAYS && initials.every((each) => each !== '') && ends.size === 1) ways.push(initials)
  return ways
}
