// Zip files for tests, honest and not: parts as given, with every lie one wants told about them.
import { crc32, deflateRawSync } from 'node:zlib'

export interface TestPart {
  readonly name: string
  readonly bytes: Uint8Array | string
  readonly stored?: boolean
  /** What the file says, where it is not what is so. */
  readonly claims?: Partial<{ size: number; packed: number; crc: number; offset: number; method: number; flags: number }>
}

export function zipOf(parts: readonly TestPart[], claims: { readonly count?: number; readonly at?: number } = {}): Uint8Array {
  const files: Buffer[] = []
  const entries: Buffer[] = []
  let offset = 0
  for (const { name, bytes, stored = false, claims: lies = {} } of parts) {
    const plain = Buffer.from(bytes)
    const packed = stored ? plain : deflateRawSync(plain)
    const told = { size: plain.length, packed: packed.length, crc: crc32(plain), offset, method: stored ? 0 : 8, flags: 0, ...lies }
    const file = Buffer.from(name)
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(told.flags, 2)
    shared.writeUInt16LE(told.method, 4)
    shared.writeUInt32LE(told.crc, 10)
    shared.writeUInt32LE(told.packed, 14)
    shared.writeUInt32LE(told.size, 18)
    shared.writeUInt16LE(file.length, 22)
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), shared, file, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(told.offset, 10)
    entries.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), shared, tail, file]))
    files.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(claims.count ?? parts.length, 4)
  end.writeUInt16LE(claims.count ?? parts.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(claims.at ?? offset, 12)
  return new Uint8Array(Buffer.concat([...files, directory, Buffer.from([0x50, 0x4b, 5, 6]), end]))
}

/** A workbook of one sheet whose XML is given, or of several. */
export function workbookOf(
  sheets: string | Readonly<Record<string, string>>,
  more: { readonly strings?: string; readonly styles?: string; readonly workbook?: string } = {},
): TestPart[] {
  const named = typeof sheets === 'string' ? { Sheet1: sheets } : sheets
  const names = Object.keys(named)
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const relation = (id: string, kind: string, target: string) => `<Relationship Id="${id}" Type="${office}/${kind}" Target="${target}"/>`
  return [
    { name: '_rels/.rels', bytes: `<Relationships>${relation('r', 'officeDocument', '/xl/workbook.xml')}</Relationships>` },
    {
      name: 'xl/workbook.xml',
      bytes: `<?xml version="1.0"?><workbook xmlns:r="${office}">${more.workbook ?? ''}<sheets>${names
        .map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="s${index}"/>`)
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      bytes: `<Relationships>${names.map((_, index) => relation(`s${index}`, 'worksheet', `worksheets/sheet${index}.xml`)).join('')}${relation('t', 'sharedStrings', 'sharedStrings.xml')}${relation('f', 'styles', '../xl/styles.xml')}</Relationships>`,
    },
    ...(more.strings === undefined ? [] : [{ name: 'xl/sharedStrings.xml', bytes: more.strings }]),
    ...(more.styles === undefined ? [] : [{ name: 'xl/styles.xml', bytes: more.styles }]),
    ...names.map((name, index) => ({ name: `xl/worksheets/sheet${index}.xml`, bytes: named[name]! })),
  ]
}

/** The XML of a sheet with these cells, each the inside of its row. */
export function sheetXml(...rows: readonly string[]): string {
  return `<worksheet><sheetData>${rows.map((cells, index) => `<row r="${index + 1}">${cells}</row>`).join('')}</sheetData></worksheet>`
}
