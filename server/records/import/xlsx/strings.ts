// Texts as spreadsheets keep them: characters XML has no place for are written `_x0007_`, and what only looks like that begins with `_x005F_`.

const ESCAPED = /_x([0-9A-Fa-f]{4})_/g

export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text
  const plain = text.replace(ESCAPED, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  // Halves of characters would be refused by one of the databases.
  return /[\ud800-\udfff]/.test(plain) ? Buffer.from(plain, 'utf8').toString('utf8') : plain
}

/** The text for an element; what XML cannot hold comes back when it is read. */
export function escapeText(text: string): string {
  const kept = text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(
      /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g,
      (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
  return kept.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
