// Names of files as people gave them, made safe to show and to save anywhere. On the server a file goes by its id alone.

const MOST_BYTES = 200
/** Controls, marks that turn the direction of text, and what some system takes for a part of a path. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff<>:"|?*]/gu
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i

/** The name without its folders and whatever a system may stumble over; `file` where nothing is left of it. */
export function safeName(given: string): string {
  const last = given
    .normalize('NFC')
    .replace(/\p{Surrogate}/gu, '')
    .split(/[/\\]/)
    .at(-1)!
  const plain = last
    .replace(UNSAFE, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.~-]+/, '')
    .replace(/[\s.]+$/, '')
  const named = plain === '' ? 'file' : RESERVED.test(plain) ? `_${plain}` : plain
  return shortened(named)
}

/** The part after the last dot in small letters; empty where there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase()
}

/** As `Content-Disposition` says it: only characters of RFC 8187 stand for themselves. */
export function attachment(name: string): string {
  const encoded = encodeURIComponent(name).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename*=UTF-8''${encoded}`
}

function shortened(name: string): string {
  if (Buffer.byteLength(name) <= MOST_BYTES) return name
  const extension = extensionOf(name)
  const end = extension === '' || Buffer.byteLength(extension) > 20 ? '' : name.slice(-extension.length - 1)
  let kept = ''
  for (const letter of name.slice(0, name.length - end.length)) {
    if (Buffer.byteLength(kept + letter + end) > MOST_BYTES) break
    kept += letter
  }
  return kept.trimEnd() + end
}
