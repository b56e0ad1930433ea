// The first letters of the pinyin of a text, so that Chinese names are found by typing them without an input method: what sorts between two boundary
// characters begins with the letter of the first. The browser's own collation knows the order.

/** The first character of each letter in pinyin order, by code point; I, U and V begin no syllable. */
const LETTERS = 'ABCDEFGHJKLMNOPQRSTWXYZ'
const FIRST: readonly string[] = [
  0x963f, 0x516b, 0x5693, 0x54d2, 0x59b8, 0x53d1, 0x65ee, 0x54c8, 0x8ba5, 0x5494, 0x5783, 0x75f3, 0x62cf, 0x5662, 0x5991, 0x4e03, 0x5465,
  0x6268, 0x5b83, 0x7a75, 0x5915, 0x4e2b, 0x5e00,
].map((code) => String.fromCharCode(code))

let collator: Intl.Collator | undefined

function letterOf(character: string): string {
  collator ??= new Intl.Collator('zh-CN-u-co-pinyin')
  for (let index = FIRST.length - 1; index >= 0; index -= 1) {
    if (collator.compare(character, FIRST[index]!) >= 0) return LETTERS[index]!.toLowerCase()
  }
  return ''
}

const known = new Map<string, string>()

/** The initials of the Chinese characters of a text, other letters and digits as they are, in lower case; '' where it has no Chinese. */
export function pinyinInitials(text: string): string {
  const held = known.get(text)
  if (held !== undefined) return held
  const found = /\p{Script=Han}/u.test(text)
    ? [...text.toLowerCase()]
        .map((each) => (/\p{Script=Han}/u.test(each) ? letterOf(each) : /[\p{L}\p{N}]/u.test(each) ? each : ''))
        .join('')
    : ''
  known.set(text, found)
  return found
}
