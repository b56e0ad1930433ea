// Names of people as one text with a family and a given part. Chinese names are written as they are spoken, other names as `family, given`, so that both sort
// by family and are found by typing them; a comma also parts a Chinese name where the usual rule would part it wrongly.

export interface PersonName {
  readonly family: string
  readonly given: string
}

const HAN = /^\p{Script=Han}+$/u
/** Family names of two characters; every other one has one. */
const COMPOUND = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 ' +
    '子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 左丘 东门 西门 南荣 第五 歐陽 司馬 東方 諸葛 尉遲 鍾離 長孫'
  ).split(' '),
)

/** The parts of a name in its kept form. */
export function partsOf(name: string): PersonName {
  const comma = name.indexOf(',')
  if (comma >= 0) return { family: name.slice(0, comma).trim(), given: name.slice(comma + 1).trim() }
  if (!HAN.test(name)) return { family: '', given: name }
  const letters = [...name]
  const size = letters.length > 2 && COMPOUND.has(letters.slice(0, 2).join('')) ? 2 : 1
  return letters.length === 1
    ? { family: '', given: name }
    : { family: letters.slice(0, size).join(''), given: letters.slice(size).join('') }
}

/** The kept form of a name; the parts are trimmed and the family holds no comma. */
export function nameOf({ family, given }: PersonName): string {
  if (family === '' && given === '') return ''
  const plain = family + given
  if ((family === '' && !plain.includes(' ')) || HAN.test(plain)) {
    const parts = partsOf(plain)
    if (parts.family === family && parts.given === given) return plain
  }
  return given === '' ? `${family},` : family === '' ? `, ${given}` : `${family}, ${given}`
}

/** As it is spoken: 王小明, John Smith. */
export function spokenName(name: string): string {
  const { family, given } = partsOf(name)
  if (HAN.test(family + given)) return family + given
  return [given, family].filter((part) => part !== '').join(' ')
}

/** A written name in its kept form: `Smith, John`, `John Smith`, `王小明`, `王 小明`. */
export function readName(text: string): string {
  const plain = text.replaceAll('，', ',').replace(/\s+/g, ' ').trim()
  if (plain.includes(',')) return nameOf(partsOf(plain))
  const words = plain.split(' ')
  if (words.length === 1) return plain
  if (words.length === 2 && HAN.test(words.join(''))) return nameOf({ family: words[0]!, given: words[1]! })
  return nameOf({ family: words.at(-1)!, given: words.slice(0, -1).join(' ') })
}

export function isPersonName(text: string): boolean {
  return text !== '' && nameOf(partsOf(text)) === text && !/\s\s|^\s|\s$/.test(text)
}
