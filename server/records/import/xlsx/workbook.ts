// A workbook: which sheets it has, the texts and formats they share, and the rows of one of them.
import type { FileRow } from '../row.ts'
import { damaged, FileFault } from './fault.ts'
import { type CellFormat, formatOf } from './formats.ts'
import { sheetRows } from './sheet.ts'
import { unescapeText } from './strings.ts'
import { attribute, readXml, type XmlHandler } from './xml.ts'
import { partText, type ZipPart, zipParts } from './zip.ts'

const MEGABYTE = 1 << 20
/** The list of sheets, formats and links. */
const SMALL = 16 * MEGABYTE
/** The texts all sheets share, which have to be in memory at once. */
const TEXTS = 128 * MEGABYTE
/** A sheet is read piece by piece, so this only ends what never would. */
const SHEET = 2048 * MEGABYTE
/** No row takes less; what a sheet says of its length is not believed beyond that. */
const ROW = 30

export interface Workbook {
  /** Names of the sheets with cells, in order. */
  readonly sheets: readonly string[]
  /** Rows of a sheet and about how many there are, known from the first row on. Throws a FileFault, now or while reading. */
  open(sheet: string): Promise<{ readonly rows: AsyncGenerator<FileRow>; readonly count: () => number }>
}

/** Throws a FileFault where the bytes are no workbook. */
export async function openWorkbook(bytes: Uint8Array): Promise<Workbook> {
  const parts = zipParts(bytes)
  const read = async (name: string, limit: number, handler: XmlHandler) => {
    const part = parts.get(name.toLowerCase())
    if (!part) return false
    const reader = readXml(name, handler)
    for await (const piece of partText(bytes, part, limit)) reader.write(piece)
    reader.end()
    return true
  }
  const links = async (of: string) => {
    const [folder, name] = [of.slice(0, of.lastIndexOf('/') + 1), of.slice(of.lastIndexOf('/') + 1)]
    const found: { id: string; kind: string; path: string }[] = []
    await read(`${folder}_rels/${name}.rels`, SMALL, {
      open(element, tag) {
        if (element !== 'Relationship') return
        const kind = (attribute(tag, 'Type') ?? '').split('/').at(-1)!
        found.push({ id: attribute(tag, 'Id') ?? '', kind, path: resolve(folder, attribute(tag, 'Target') ?? '') })
      },
      close() {},
      text() {},
    })
    return found
  }
  const main = (await links('')).find(({ kind }) => kind === 'officeDocument')?.path ?? 'xl/workbook.xml'
  const targets = await links(main)
  const sheets = new Map<string, ZipPart>()
  let from1904 = false
  const there = await read(main, SMALL, {
    open(element, tag) {
      if (element === 'workbookPr') from1904 = /^(1|true)$/.test(attribute(tag, 'date1904') ?? '')
      if (element !== 'sheet') return
      const target = targets.find(({ id, kind }) => kind === 'worksheet' && id === attribute(tag, 'id'))
      const part = target && parts.get(target.path.toLowerCase())
      if (part && !/hidden/i.test(attribute(tag, 'state') ?? '')) sheets.set(attribute(tag, 'name') ?? part.name, part)
    },
    close() {},
    text() {},
  })
  if (!there) throw noWorkbook()
  if (sheets.size === 0) throw damaged('sheets')
  const pathOf = (kind: string) => targets.find((target) => target.kind === kind)?.path ?? ''
  return {
    sheets: [...sheets.keys()],
    async open(name) {
      const part = sheets.get(name)
      if (!part) throw new FileFault('no_sheet', `There is no sheet "${name}" in the file.`, `文件中没有工作表“${name}”。`)
      const strings: string[] = []
      await read(pathOf('sharedStrings'), TEXTS, stringHandler(strings))
      const formats: CellFormat[] = []
      await read(pathOf('styles'), SMALL, formatHandler(formats))
      let told = 0
      let seen = 0
      const most = Math.ceil(part.size / ROW)
      const rows = sheetRows(partText(bytes, part, SHEET), {
        part: name,
        strings,
        formats,
        from1904,
        onRows(count) {
          told = Math.min(count, most)
        },
        // Rows to come are taken to be as long as those so far.
        onRead(line, characters) {
          if (characters > 0) seen = Math.ceil((part.size / characters) * line)
        },
      })
      return { rows, count: () => told || Math.min(seen, most) }
    },
  }
}

function resolve(folder: string, target: string): string {
  const path: string[] = []
  for (const step of `${target.startsWith('/') ? '' : folder}${target}`.split('/')) {
    if (step === '..') path.pop()
    else if (step !== '' && step !== '.') path.push(step)
  }
  return path.join('/')
}

function noWorkbook(): FileFault {
  return new FileFault(
    'no_workbook',
    'The file is a zip, but no .xlsx workbook. Save it as .xlsx or CSV.',
    '该压缩文件不是 .xlsx 工作簿，请另存为 .xlsx 或 CSV。',
  )
}

/** Shared texts, one per `si`; reading aids for Japanese and Chinese are no part of them. */
function stringHandler(strings: string[]): XmlHandler {
  let text = ''
  let reading = false
  let aids = 0
  return {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 'rPh') aids += 1
      else if (name === 't') reading = aids === 0
    },
    close(name) {
      if (name === 'si') strings.push(unescapeText(text))
      else if (name === 'rPh') aids -= 1
      else if (name === 't') reading = false
    },
    text(piece) {
      if (reading) text += piece
    },
  }
}

/** The format of each cell style, in order. */
function formatHandler(formats: CellFormat[]): XmlHandler {
  const codes = new Map<number, string>()
  let inStyles = false
  return {
    open(name, tag) {
      if (name === 'numFmt') codes.set(Number(attribute(tag, 'numFmtId')), attribute(tag, 'formatCode') ?? '')
      else if (name === 'cellXfs') inStyles = true
      else if (name === 'xf' && inStyles) {
        const id = Number(attribute(tag, 'numFmtId') ?? 0)
        formats.push(formatOf(id, codes.get(id)))
      }
    },
    close(name) {
      if (name === 'cellXfs') inStyles = false
    },
    text() {},
  }
}
