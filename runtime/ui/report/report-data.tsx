// A report as the server answers it, and how its cells are written.
import { useQuery } from '@tanstack/react-query'
import { currencyScale } from '../../fields/currencies.ts'
import { useFieldServices } from '../../fields/services.tsx'
import type { GroupCell, MeasureCell, ReportColumn, ReportRow, ReportTable } from '../../funnel/report-table.ts'
import { textOf } from '../../label.ts'
import { call } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import { useLocale, useWords } from '../words/words.tsx'

export function useReport(report: string) {
  const { app } = useApp()
  return useQuery({
    queryKey: ['report', app.key, report],
    queryFn: () => call<ReportTable>(`/apps/${app.key}/reports/run`, { method: 'POST', body: { report } }),
  })
}

export interface CellWriter {
  group(column: ReportColumn, cell: GroupCell): string
  measure(column: ReportColumn, cell: MeasureCell): string
  /** What a ratio is made of: `3 of 8`. */
  parts(column: ReportColumn, cell: MeasureCell): string | undefined
}

export function useCellWriter(): CellWriter {
  const say = useWords()
  const locale = useLocale()
  const formats = useFormats()
  const { titleOf } = useFieldServices()
  return {
    group(column, { value, title }) {
      if (value === null) return say('report.nothing')
      if (column.kind === 'boolean') return say(value === true ? 'yes' : 'no')
      if (column.kind === 'reference') return title ?? titleOf(column.module ?? '', String(value)) ?? say('report.hidden_title')
      if (column.kind === 'bucket') return bucketText(String(value), column.bucket, locale)
      if (column.kind === 'instant') return formats.moment(String(value))
      const choice = column.choices?.find((each) => each.value === value)
      if (choice) return textOf(choice.label, locale, String(value))
      return typeof value === 'number' ? formats.number(value, column.scale ?? 2) : String(value)
    },
    measure(column, { value }) {
      if (value === null) return say('none')
      const number = Number(value)
      if (Number.isNaN(number)) return String(value)
      switch (column.format) {
        case 'ratio':
          return formats.percent(number)
        case 'money':
          return formats.money(number, column.currency ?? 'CNY')
        case 'duration':
          return say(column.unit === 'hours' ? 'span.hours' : 'span.days', { count: formats.number(number, 1) })
        case 'integer':
          return formats.number(number, 0)
        case 'plain':
          return formats.number(number, column.scale ?? 2)
      }
    },
    parts(column, { numerator, denominator }) {
      if (column.format !== 'ratio' || numerator === undefined || denominator === undefined) return undefined
      // The two numbers are whole; where they are amounts they count the smallest unit.
      const scale = column.scale ?? (column.currency ? currencyScale(column.currency) : 0)
      const write = (whole: number | string) => formats.number(Number(whole) / 10 ** scale, scale)
      return say('report.of', { part: write(numerator), whole: write(denominator) })
    },
  }
}

/** The first day of a bucket in words: a month, a quarter, a week by its Monday. */
function bucketText(day: string, bucket: ReportColumn['bucket'], locale: string): string {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`)
  const write = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(date)
  if (bucket === 'year') return write({ year: 'numeric' })
  if (bucket === 'quarter') return `${date.getUTCFullYear()} Q${Math.floor(date.getUTCMonth() / 3) + 1}`
  if (bucket === 'month') return write({ year: 'numeric', month: 'short' })
  return write({ dateStyle: 'medium' })
}

/** The group cells and the measure cells of a row. */
export function partsOf(
  row: ReportRow,
  groups: number,
): { readonly groups: readonly GroupCell[]; readonly measures: readonly MeasureCell[] } {
  return { groups: row.cells.slice(0, groups) as readonly GroupCell[], measures: row.cells.slice(groups) as readonly MeasureCell[] }
}
