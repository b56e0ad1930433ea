// A thin space stands between Chinese and Latin letters or digits in texts the product composes.
const THIN = '\u2009'
const BETWEEN = /(\p{Script=Han})[ \u2009]?(?=[A-Za-z0-9%¥$€])|([A-Za-z0-9%])[ \u2009]?(?=\p{Script=Han})/gu

export function spaced(text: string): string {
  return text.replace(BETWEEN, (_, han: string | undefined, latin: string | undefined) => (han ?? latin ?? '') + THIN)
}
