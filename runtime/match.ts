// How well a name fits what somebody types: its beginning, the beginning of a word in it, anywhere in it, by pinyin initials, or by further words.
import { pinyinInitials } from './pinyin.ts'

/** The letters compared: full-width forms, case and repeated blanks make no difference. */
export function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim()
}

/** From 100 for the whole name down to 0, which is no match. Every typed word must fit. */
export function rankOf(name: string, wanted: string, words = ''): number {
  const text = plain(name)
  const all = plain(wanted)
  if (all === '') return 0
  if (text === all) return 100
  if (text.startsWith(all)) return 90
  const ranks = all.split(' ').map((word) => wordRank(text, word, plain(words)))
  return ranks.every((each) => each > 0) ? Math.min(...ranks) : 0
}

function wordRank(text: string, word: string, words: string): number {
  if (text.startsWith(word)) return 80
  const at = text.indexOf(word)
  if (at > 0) return /[\p{L}\p{N}]/u.test(text[at - 1]!) && !/\p{Script=Han}/u.test(word) ? 50 : 70
  const initials = /^[a-z0-9]+$/.test(word) ? pinyinInitials(text) : ''
  if (initials.startsWith(word)) return 60
  if (initials.includes(word) && word.length > 1) return 40
  if (words.split(' ').some((each) => each.startsWith(word))) return 30
  // Letters that begin the words of a Latin name: "nd" for New deal.
  const heads = text
    .split(/[^\p{L}\p{N}]+/u)
    .map((each) => each[0] ?? '')
    .join('')
  return word.length > 1 && /^[a-z0-9]+$/.test(word) && heads.startsWith(word) ? 30 : 0
}
