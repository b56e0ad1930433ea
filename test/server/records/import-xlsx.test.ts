// Workbooks as they are and as an attacker writes them: cells become the text a person would type, other programs agree on what is in a file, and no file
// takes more memory or time than its size allows.
import fc from 'fast-check'
import readSheets from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import writeSheets from 'write-excel-file/node'
import { piecesOf } from '../../../server/records/import/file-pieces.ts'
import { openSource, type Source } from '../../../server/records/import/source.ts'
import { FileFault } from '../../../server/records/import/xlsx/fault.ts'
import { formatOf } from '../../../server/records/import/xlsx/formats.ts'
import { numberText, plainDigits, shiftPoint } from '../../../server/records/import/xlsx/numbers.ts'
import { escapeText, unescapeText } from '../../../server/records/import/xlsx/strings.ts'
import { readXml } from '../../../server/records/import/xlsx/xml.ts'
import { sheetXml, type TestPart, workbookOf, zipOf } from '../../helpers/zip.ts'

async function rowsOf(
  bytes: Uint8Array,
  form = {},
): Promise<{ headings: readonly string[]; rows: (readonly string[])[]; lines: number[]; source: Source }> {
  const source = await openSource(piecesOf(bytes), form)
  if (!source.ok) throw new Error(source.problems[0]!.code)
  const [rows, lines]: [(readonly string[])[], number[]] = [[], []]
  for (let row = await source.value.rows.next(); !row.done; row = await source.value.rows.next()) {
    rows.push(row.value.cells)
    lines.push(row.value.line)
  }
  return { headings: source.value.headings, rows, lines, source: source.value }
}

/** The code a file is refused with, when it is opened or while it is read. */
async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    await rowsOf(bytes)
    return 'read'
  } catch (error) {
    return error instanceof FileFault ? error.problem.code : (error as Error).message
  }
}

describe('numbers of cells', () => {
  it.each([
    ['1', '1'],
    ['-0', '0'],
    ['007', '7'],
    ['1.10', '1.1'],
    ['1.1000000000000001', '1.1'],
    ['0.30000000000000004', '0.3'],
    ['2469.9899999999998', '2469.99'],
    ['1E-3', '0.001'],
    ['1.5E+3', '1500'],
    ['1E+20', '100000000000000000000'],
    ['12345678901234567890', '12345678901234567890'],
    ['13800001111', '13800001111'],
    ['-1234.5', '-1234.5'],
    ['9007199254740993', '9007199254740993'],
    ['1e999', undefined],
    ['abc', undefined],
    ['', undefined],
  ])('%s is %s', (written, text) => expect(plainDigits(written)).toBe(text))

  it.each([
    ['0.125', '12.5%'],
    ['1', '100%'],
    ['-0.0005', '-0.05%'],
    ['0.33330000000000004', '33.33%'],
  ])('a share of %s is %s', (written, text) => expect(numberText(written, { kind: 'percent' }, false)).toBe(text))

  it.each([
    ['1', { day: true, time: false }, '1900-01-01'],
    ['59', { day: true, time: false }, '1900-02-28'],
    ['61', { day: true, time: false }, '1900-03-01'],
    ['46082', { day: true, time: false }, '2026-03-01'],
    ['46082.604166666664', { day: true, time: true }, '2026-03-01 14:30'],
    ['46082.6041666667', { day: true, time: true }, '2026-03-01 14:30'],
    ['46082.604224537', { day: true, time: true }, '2026-03-01 14:30:05'],
    ['46082.999999999', { day: true, time: true }, '2026-03-02 00:00'],
    ['0.5', { day: false, time: true }, '12:00'],
    ['2958465', { day: true, time: false }, '9999-12-31'],
    ['2958466', { day: true, time: false }, '2958466'],
    ['-1', { day: true, time: false }, '-1'],
  ])('day %s as %j is %s', (written, format, text) => expect(numberText(written, { kind: 'date', ...format }, false)).toBe(text))

  it('days are counted from 1904 where the file says so', () => {
    expect(numberText('44620', { kind: 'date', day: true, time: false }, true)).toBe('2026-03-01')
    expect(numberText('0', { kind: 'date', day: true, time: false }, true)).toBe('1904-01-01')
  })

  it.each([
    ['0042', 6, '000042'],
    ['1234567', 6, '1234567'],
    ['1.5', 6, '1.5'],
  ])('codes keep their zeros: %s to %s digits', (written, digits, text) =>
    expect(numberText(written, { kind: 'padded', digits }, false)).toBe(text),
  )

  it('a point is shifted without a float', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.integer({ min: 0, max: 8 }), (units, scale) => {
        const digits = shiftPoint(String(units), -scale)
        expect(shiftPoint(digits, scale)).toBe(String(units))
        expect(Number(digits)).toBeCloseTo(units / 10 ** scale, 8)
      }),
    )
  })
})

describe('formats of cells', () => {
  it.each([
    [0, undefined, 'number'],
    [1, undefined, 'number'],
    [9, undefined, 'percent'],
    [14, undefined, 'day'],
    [22, undefined, 'moment'],
    [21, undefined, 'time'],
    [31, undefined, 'day'],
    [58, undefined, 'day'],
    [164, 'yyyy-mm-dd', 'day'],
    [164, 'yyyy"年"m"月"d"日"', 'day'],
    [164, 'yyyy/m/d h:mm', 'moment'],
    [164, '[$-804]yyyy"年"m"月"d"日";@', 'day'],
    [164, '[$-F400]h:mm:ss AM/PM', 'time'],
    [164, '[h]:mm:ss', 'number'],
    [164, 'mmm', 'day'],
    [164, '#,##0.00', 'number'],
    [164, '"¥"#,##0.00;[Red]-"¥"#,##0.00', 'number'],
    [164, '#,##0" days"', 'number'],
    [164, '0.00E+00', 'number'],
    [164, 'General', 'number'],
    [164, '0.0%', 'percent'],
    [164, '000000', 'padded'],
    [164, '@', 'number'],
    [164, '_-* #,##0.00\\ "DM"_-', 'number'],
  ])('%s %s is a %s', (id, code, meaning) => {
    const format = formatOf(id, code)
    const told = format.kind === 'date' ? (format.day ? (format.time ? 'moment' : 'day') : 'time') : format.kind
    expect(told).toBe(meaning)
  })
})

describe('workbooks', () => {
  const cells = (...values: string[]) =>
    values.map((value, index) => `<c r="${'ABCDEFGH'[index]}1" t="inlineStr"><is><t>${value}</t></is></c>`).join('')

  it('of every kind of cell become the text one would type', async () => {
    const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/><xf numFmtId="22"/></cellXfs></styleSheet>`
    const strings = `<sst><si><t>Plain</t></si><si><r><t>Rich </t></r><r><rPr><b/></rPr><t xml:space="preserve"> text</t></r><rPh><t>aid</t></rPh></si>
      <si><t>a &amp; b &lt;c&gt; &#x4F60;&#22909;_x000D__x005F_x0041_</t></si></sst>`
    const sheet = `<x:worksheet xmlns:x="y"><x:dimension ref="A1:H9"/><x:sheetData><x:row r="2">${cells(
      'T',
      'N',
      'D',
      'P',
      'M',
      'B',
      'E',
      'F',
    )
      .replaceAll('<', '<x:')
      .replaceAll('<x:/', '</x:')}</x:row>
      <!-- a remark with <row> in it --><x:row r="5"><x:c r="A5" t="s"><x:v>0</x:v></x:c><x:c r="C5" s="1"><x:v>46082</x:v></x:c><x:c r="D5" s='2'><x:v>0.125</x:v></x:c>
      <x:c r="E5" s="3"><x:v>46082.604166666664</x:v></x:c><x:c r="F5" t="b"><x:v>1</x:v></x:c><x:c r="G5" t="e"><x:v>#N/A</x:v></x:c><x:c r="H5" t="str"><x:f>1&lt;2</x:f><x:v>made</x:v></x:c></x:row>
      <x:row><x:c t="s"><x:v>1</x:v></x:c><x:c><x:v>-1234.50</x:v></x:c></x:row><x:row r="7"/><x:row r="8"><x:c r="B8" s="1"/></x:row>
      <x:row r="9"><x:c r="A9" t="s"><x:v>2</x:v></x:c><x:c r="H9" t="d"><x:v>2026-03-01T00:00:00</x:v></x:c></x:row></x:sheetData></x:worksheet>`
    const { headings, rows, lines, source } = await rowsOf(zipOf(workbookOf(sheet, { strings, styles })))
    expect(headings).toEqual(['T', 'N', 'D', 'P', 'M', 'B', 'E', 'F'])
    expect(rows).toEqual([
      ['Plain', '', '2026-03-01', '12.5%', '2026-03-01 14:30', 'true', '#N/A', 'made'],
      ['Rich  text', '-1234.5', '', '', '', '', '', ''],
      ['a & b <c> 你好\r_x0041_', '', '', '', '', '', '', '2026-03-01'],
    ])
    expect(lines).toEqual([5, 6, 9])
    expect(source).toMatchObject({ format: 'xlsx', sheet: 'Sheet1', sheets: ['Sheet1'], headingLine: 2 })
  })

  it('give the sheet that is asked for, and the line the headings stand on', async () => {
    const two = zipOf(
      workbookOf({
        First: sheetXml(cells('A'), cells('1')),
        'Zweites &amp; mehr': sheetXml(cells('Report'), cells('Name', 'Sum'), cells('x', 'y')),
      }),
    )
    expect((await rowsOf(two)).headings).toEqual(['A'])
    const second = await rowsOf(two, { sheet: 'Zweites & mehr', headingLine: 2 })
    expect([second.headings, second.rows, second.source.sheets]).toEqual([['Name', 'Sum'], [['x', 'y']], ['First', 'Zweites & mehr']])
    await expect(rowsOf(two, { sheet: 'Third' })).rejects.toThrow('no_sheet')
  })

  it('name every column once', async () => {
    const row = cells('Name', 'Name', '', 'Name (2)', ' Name ')
    expect((await rowsOf(zipOf(workbookOf(sheetXml(row, row))))).headings).toEqual(['Name', 'Name (2)', 'C', 'Name (2) (2)', 'Name (3)'])
  })

  it('of another writer are read as another reader reads them', async () => {
    // The other reader stumbles over names every object has.
    const random = fc.array(
      fc.array(
        fc.oneof(
          fc
            .string({ unit: 'binary', maxLength: 30 })
            .filter((text) => !/[\ud800-\udfff\0-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_/.test(text) && !(text in {})),
          fc.integer({ min: -999_999_999, max: 999_999_999 }),
          fc.integer({ min: -9_999_999, max: 9_999_999 }).map((units) => units / 100),
          fc.boolean(),
          fc
            .date({ min: new Date('1950-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
            .map((date) => new Date(Math.floor(+date / 864e5) * 864e5)),
          fc.constant(null),
        ),
        { minLength: 6, maxLength: 6 },
      ),
      { minLength: 1, maxLength: 20 },
    )
    let compared = 0
    await fc.assert(
      fc.asyncProperty(random, async (data) => {
        const head = ['a', 'b', 'c', 'd', 'e', 'f']
        const file = await writeSheets([
          head,
          ...data.map((row) => row.map((value) => (value instanceof Date ? { value, type: Date, format: 'yyyy-mm-dd' } : value))),
        ] as never).toBuffer()
        const theirs = (await readSheets(file)) as any
        const sheet: unknown[][] = (Array.isArray(theirs[0]) ? theirs : theirs[0].data).slice(1)
        const ours = await rowsOf(new Uint8Array(file))
        const shown = (value: unknown) =>
          value === null || value === undefined ? '' : value instanceof Date ? value.toISOString().slice(0, 10) : String(value)
        const wanted = sheet.map((row) => head.map((_, index) => shown(row[index]))).filter((row) => row.some((text) => text.trim() !== ''))
        expect(ours.rows.map((row) => row.map((text) => text.trim())).filter((row) => row.some((text) => text !== ''))).toEqual(
          wanted.map((row) => row.map((text) => text.trim())),
        )
        compared += sheet.length
      }),
      { numRuns: 60 },
    )
    console.log(`${compared} rows of another writer read as another reader reads them`)
  })

  it('keep every text whole', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter((text) => !/[\ud800-\udfff]/.test(text)),
        (text) => {
          const read: string[] = []
          const reader = readXml('x', { open() {}, close() {}, text: (piece) => read.push(piece) })
          reader.write(`<t>${escapeText(text)}</t>`)
          reader.end()
          expect(unescapeText(read.join(''))).toBe(text)
        },
      ),
    )
  })

  it('are read alike wherever the pieces of their XML end', () => {
    const xml = `<?xml version="1.0"?><a><!-- > --><b c="1 > 0" d='"'>x &amp; y<![CDATA[<z>]]></b><e/></a>`
    const whole = (size: number) => {
      const seen: string[] = []
      const reader = readXml('x', {
        open: (name, tag) => seen.push(`<${name}|${tag}`),
        close: (name) => seen.push(`/${name}`),
        text: (text) => seen.push(`${seen.at(-1)?.startsWith('#') ? seen.pop() : '#'}${text}`),
      })
      for (let at = 0; at < xml.length; at += size) reader.write(xml.slice(at, at + size))
      reader.end()
      return seen
    }
    const wanted = ['<a|a', `<b|b c="1 > 0" d='"'`, '#x & y<z>', '/b', '<e|e', '/e', '/a']
    for (let size = 1; size <= xml.length; size += 1) expect(whole(size), String(size)).toEqual(wanted)
  })
})

describe('files nobody should send', () => {
  const row = '<c r="A1" t="inlineStr"><is><t>x</t></is></c>'
  const honest = workbookOf(sheetXml(row, row))
  const sheet = (lies: TestPart['claims']) => honest.map((part) => (part.name.endsWith('sheet0.xml') ? { ...part, claims: lies } : part))
  const withSheet = (xml: string) => zipOf(workbookOf(xml))
  const many = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `p${index}`, bytes: '' }))
  const zip = zipOf(honest)
  const cases: [string, Uint8Array, string][] = [
    ['an honest one', zip, 'read'],
    ['cut short', zip.slice(0, zip.length - 30), 'damaged'],
    ['only the first bytes', zip.slice(0, 20), 'damaged'],
    ['a comment that hides the end', new Uint8Array([...zip, ...new Uint8Array(70_000)]), 'damaged'],
    ['a directory at the end of the world', zipOf(honest, { at: 0xfffffff0 }), 'damaged'],
    ['more entries than there are', zipOf(honest, { count: 9000 }), 'damaged'],
    ['a million entries', zipOf(honest, { count: 0xffff }), 'damaged'],
    ['twenty thousand entries', zipOf(many(20_000)), 'damaged'],
    ['a part named twice', zipOf([...honest, honest.at(-1)!]), 'damaged'],
    ['a part named twice in another case', zipOf([...honest, { ...honest.at(-1)!, name: 'XL/worksheets/SHEET0.xml' }]), 'damaged'],
    ['encrypted', zipOf(sheet({ flags: 1 })), 'encrypted'],
    ['another method', zipOf(sheet({ method: 12 })), 'damaged'],
    ['another checksum', zipOf(sheet({ crc: 1 })), 'damaged'],
    ['a part beyond the file', zipOf(sheet({ offset: 0x7fffffff })), 'damaged'],
    ['a part longer than the file', zipOf(sheet({ packed: 0x7fffffff })), 'damaged'],
    ['a size that is a lie', zipOf(sheet({ size: 1 })), 'read'],
    [
      'names that lead out',
      zipOf([...honest, { name: '../../../etc/passwd', bytes: 'x' }, { name: 'C:\\x', bytes: '' }, { name: '/abs', bytes: '' }]),
      'read',
    ],
    ['no workbook', zipOf([{ name: 'a.txt', bytes: 'x' }]), 'no_workbook'],
    ['a workbook without sheets', zipOf(workbookOf({})), 'damaged'],
    ['no rows', withSheet('<worksheet><sheetData/></worksheet>'), 'empty'],
    ['an old workbook', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'old_workbook'],
    ['a document type', withSheet(`<!DOCTYPE x [<!ENTITY a "b">]>${sheetXml(row, row)}`), 'damaged'],
    [
      'a billion laughs',
      withSheet(`<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><worksheet>&lol2;</worksheet>`),
      'damaged',
    ],
    ['an entity of its own', withSheet(sheetXml(row, '<c t="str"><v>&xxe;</v></c>')), 'read'],
    ['XML that never ends', withSheet('<worksheet><sheetData><row><c'), 'damaged'],
    [
      'not UTF-8',
      zipOf(
        workbookOf('').map((part) =>
          part.name.endsWith('sheet0.xml') ? { ...part, bytes: new Uint8Array([0x3c, 0xff, 0xfe, 0x3e]) } : part,
        ),
      ),
      'damaged',
    ],
    ['a column far out', withSheet(sheetXml(row, '<c r="ZZZZZ1"><v>1</v></c>')), 'damaged'],
    ['a column that is none', withSheet(sheetXml(row, '<c r="1"><v>1</v></c>')), 'damaged'],
    ['a text that is not there', withSheet(sheetXml(row, '<c t="s"><v>99</v></c><c t="inlineStr"><is><t>y</t></is></c>')), 'read'],
    ['one text of two megabytes', withSheet(sheetXml(row, `<c t="str"><v>${'x'.repeat(2 << 20)}</v></c>`)), 'damaged'],
    ['an attribute of two megabytes', withSheet(sheetXml(row, `<c r="${'x'.repeat(2 << 20)}"/>`)), 'damaged'],
    [
      'rows that go backwards',
      withSheet(
        `<worksheet><sheetData>${['5', '2', '5', '1e9', '-3'].map((r) => `<row r="${r}">${row}</row>`).join('')}</sheetData></worksheet>`,
      ),
      'read',
    ],
  ]
  it.each(cases)('%s', async (_, bytes, outcome) => {
    const started = performance.now()
    expect(await refusal(bytes)).toBe(outcome)
    expect(performance.now() - started).toBeLessThan(5000)
  })

  it('lines go up whatever the rows say', async () => {
    const xml = `<worksheet><sheetData>${['5', '2', '5', '99999999999', '-3'].map((r) => `<row r="${r}">${row}</row>`).join('')}</sheetData></worksheet>`
    const { lines } = await rowsOf(withSheet(xml))
    expect(lines).toEqual([6, 7, 8, 9])
  })

  it('bombs go off in the hand: texts of gigabytes are refused, sheets of gigabytes pass through little memory', {
    timeout: 120_000,
  }, async () => {
    const { deflateRawSync } = await import('node:zlib')
    // A quarter of a gigabyte of nothing, packed into a quarter of a megabyte.
    const nothing = Buffer.alloc(256 << 20, 0x20)
    const packed = deflateRawSync(nothing, { level: 9 })
    const bomb = (name: string) => {
      const parts = workbookOf(sheetXml(row, row), { strings: '' }).map((part) =>
        part.name === name ? { ...part, bytes: packed, stored: true, claims: { method: 8, size: 10, packed: packed.length } } : part,
      )
      return zipOf(parts)
    }
    expect(packed.length).toBeLessThan(1 << 20)
    expect(await refusal(bomb('xl/sharedStrings.xml'))).toMatch(/too_large|damaged/)
    expect(await refusal(bomb('xl/workbook.xml'))).toMatch(/too_large|damaged/)
    global.gc?.()
    const before = process.memoryUsage().rss
    expect(await refusal(bomb('xl/worksheets/sheet0.xml'))).toBe('damaged')
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(200)
  })
})
