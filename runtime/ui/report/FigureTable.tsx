// The figures of a report as a table. A figure is a link to exactly the records it counts; a ratio says what it is made of.
import { Link } from 'wouter'
import type { MeasureCell, ReportColumn, ReportTable } from '../../funnel/report-table.ts'
import { textOf } from '../../label.ts'
import { useApp } from '../data/app-context.tsx'
import { reportPath, withQuery } from '../data/paths.ts'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Report.module.css'
import { partsOf, useCellWriter } from './report-data.tsx'

interface FigureTableProps {
  readonly report: string
  readonly table: ReportTable
  readonly label: string
  /** Opens the records of a figure where the page has its own way to show them; else they are a page of the app. */
  readonly onOpen?: OpenFigure
}

export type OpenFigure = (cell: MeasureCell, name: string) => void

export function FigureTable({ report, table, label, onOpen }: FigureTableProps) {
  const say = useWords()
  const locale = useLocale()
  const writer = useCellWriter()
  const groups = table.columns.filter(({ role }) => role === 'group')
  const measures = table.columns.filter(({ role }) => role === 'measure')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.box} aria-label={label} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            {groups.map((column) => (
              <th key={column.key} scope="col">
                {textOf(column.label, locale, column.key)}
              </th>
            ))}
            {measures.map((column) => (
              <th key={column.key} scope="col" data-numeric>
                {textOf(column.label, locale, column.key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => {
            const cells = partsOf(row, groups.length)
            const name = cells.groups.map((cell, index) => writer.group(groups[index]!, cell))
            return (
              <tr key={cells.measures[0]?.open ?? name.join()}>
                {name.map((text, index) => (
                  <th key={groups[index]!.key} scope="row">
                    {text}
                  </th>
                ))}
                {cells.measures.map((cell, index) => (
                  <td key={measures[index]!.key}>
                    <Figure report={report} column={measures[index]!} cell={cell} of={name.join(' · ')} onOpen={onOpen} />
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
        {groups.length > 0 && (
          <tfoot>
            <tr>
              <th scope="row" colSpan={groups.length}>
                {say('report.total')}
              </th>
              {table.totals.cells.map((cell, index) => (
                <td key={measures[index]!.key}>
                  <Figure report={report} column={measures[index]!} cell={cell} of={say('report.total')} onOpen={onOpen} />
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  )
}

interface FigureProps {
  readonly report: string
  readonly column: ReportColumn
  readonly cell: MeasureCell
  readonly of: string
  readonly onOpen: OpenFigure | undefined
}

function Figure({ report, column, cell, of, onOpen }: FigureProps) {
  const say = useWords()
  const locale = useLocale()
  const { app } = useApp()
  const writer = useCellWriter()
  const text = writer.measure(column, cell)
  const parts = writer.parts(column, cell)
  const title = [parts, say('report.open', { count: cell.n })].filter(Boolean).join(' · ')
  if (cell.n === 0) return <span title={parts}>{text}</span>
  const name = `${of}, ${textOf(column.label, locale, column.key)}`
  if (onOpen) {
    return (
      <button
        type="button"
        className={classes.figure}
        title={title}
        aria-label={`${name}: ${text}. ${title}`}
        onClick={() => onOpen(cell, name)}
      >
        {text}
        {parts && <small>{parts}</small>}
      </button>
    )
  }
  return (
    <Link
      href={withQuery(`${reportPath(app.key, report)}/records`, { cell: cell.open })}
      title={title}
      aria-label={`${name}: ${text}. ${title}`}
    >
      {text}
      {parts && <small>{parts}</small>}
    </Link>
  )
}
