// Cells as text the way spreadsheets put them on the clipboard: tabs between cells, lines between rows, quotes around cells that hold either.

/** Reads such a text; an unfinished quote is an ordinary character. Rows may differ in length. */
export function readTsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  // Spreadsheets end the last row with a line break; a text of nothing is one empty cell.
  const end = text.length - (/\r\n$/.test(text) ? 2 : /[\r\n]$/.test(text) ? 1 : 0)
  for (;;) {
    const quoted = text[at] === '"' ? readQuoted(text, at, end) : undefined
    if (quoted) {
      row.push(quoted.value)
      at = quoted.next
    } else {
      let next = at
      while (next < end && text[next] !== '\t' && text[next] !== '\n' && text[next] !== '\r') next += 1
      row.push(text.slice(at, next))
      at = next
    }
    if (at >= end) break
    if (text[at] === '\t') at += 1
    else {
      at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
      rows.push(row)
      row = []
    }
  }
  rows.push(row)
  return rows
}

/** A quoted cell ends before a tab, a line break or the end; anything else after the quote says that it was none. */
function readQuoted(text: string, start: number, end: number): { readonly value: string; readonly next: number } | undefined {
  let value = ''
  let at = start + 1
  while (at < end) {
    const quote = text.indexOf('"', at)
    if (quote < 0 || quote >= end) return undefined
    value += text.slice(at, quote)
    if (text[quote + 1] === '"' && quote + 1 < end) {
      value += '"'
      at = quote + 2
      continue
    }
    const next = quote + 1
    return next >= end || text[next] === '\t' || text[next] === '\n' || text[next] === '\r'
      ? { value: value.replaceAll('\r\n', '\n'), next }
      : undefined
  }
  return undefined
}

export function writeTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => (/["\t\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t')).join('\r\n')
}
