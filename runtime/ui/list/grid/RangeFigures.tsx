// What a chosen range comes to, as spreadsheets say it below: how many cells, and the sum and average of its numbers.
import type { Module } from '../../../definition/app.ts'
import { useFormats } from '../../data/formats.tsx'
import { useWords } from '../../words/words.tsx'
import type { GridColumn } from './columns.tsx'
import { FigureText } from './FigureText.tsx'
import type { Lines } from './lines.ts'
import type { Range } from './selection.ts'

interface RangeFiguresProps {
  readonly module: Module
  readonly columns: readonly GridColumn[]
  readonly lines: Lines
  readonly range: Range
}

/** Sums of larger ranges are not worth their time. */
const SUMMED = 5000

export function RangeFigures({ module, columns: all, lines, range: { top, bottom, left, right } }: RangeFiguresProps) {
  const say = useWords()
  const formats = useFormats()
  const columns = all.slice(left, right + 1)
  const [rows, cols] = [bottom - top + 1, right - left + 1]
  const records = Array.from({ length: rows * cols <= SUMMED ? rows : 0 }, (_, index) => lines.at(top + index)).flatMap((line) =>
    line?.kind === 'record' && line.record ? [line.record] : [],
  )
  const numeric = columns.filter(({ numeric: is }) => is)
  const values = numeric.flatMap(({ name }) =>
    records.map((record) => record[name]).filter((value): value is number => typeof value === 'number'),
  )
  // Amounts of different kinds are not added to each other.
  const kinds = new Set(numeric.map(({ member }) => JSON.stringify(member.storage)))
  const member = kinds.size === 1 ? numeric[0]!.member : undefined
  const sum = member && values.length > 1 ? values.reduce((total, value) => total + value, 0) : undefined
  return (
    <span className="num" style={{ display: 'flex', alignItems: 'baseline', gap: 12 }}>
      <span>{say('grid.range', { rows: formats.number(rows), cols })}</span>
      {member && sum !== undefined && (
        <>
          <span style={{ display: 'flex', alignItems: 'baseline', gap: 4 }}>
            {say('grid.figure.sum')} <FigureText module={module} member={member} figure={sum} />
          </span>
          <span style={{ display: 'flex', alignItems: 'baseline', gap: 4 }}>
            {say('grid.figure.avg')} <FigureText module={module} member={member} figure={sum / values.length} />
          </span>
        </>
      )}
    </span>
  )
}
