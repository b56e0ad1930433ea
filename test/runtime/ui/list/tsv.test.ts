// Text of the clipboard as spreadsheets write it, and any cells there and back.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTsv, writeTsv } from '../../../../runtime/ui/list/grid/tsv.ts'

describe('text of cells', () => {
  it.each([
    [
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a\tb\nc\td',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['one\rtwo\r', [['one'], ['two']]],
    ['', [['']]],
    ['\r\n', [['']]],
    ['a\n\nb', [['a'], [''], ['b']]],
    ['\t\t', [['', '', '']]],
    ['"two\nlines"\t"a ""quoted"" word"\r\n', [['two\nlines', 'a "quoted" word']]],
    ['"line\r\nbreak"', [['line\nbreak']]],
    ['"tab\tinside"\tb', [['tab\tinside', 'b']]],
    ['"not closed\tb', [['"not closed', 'b']]],
    ['"word" and more\tb', [['"word" and more', 'b']]],
    ['5" pipe\t""', [['5" pipe', '']]],
    ['甲\t乙\r\n丙', [['甲', '乙'], ['丙']]],
  ] as const)('%j', (text, rows) => {
    expect(readTsv(text)).toEqual(rows)
  })

  it('is read back as it was written', () => {
    const cell = fc
      .oneof(fc.string(), fc.constantFrom('"', '""', '\t', '\n', 'a\nb', '"\t"', "'", ',', ' '))
      .filter((text) => !text.includes('\r'))
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 })),
        (rows) => {
          expect(readTsv(`${writeTsv(rows)}\r\n`)).toEqual(rows)
        },
      ),
    )
  })
})
