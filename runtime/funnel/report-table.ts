// A table report as it is answered: columns, rows of cells, totals. Values are in wire form: numbers in major units, dates, instants, ids, texts.
import type { Label } from '../label.ts'

export interface ReportTable {
  readonly report: {
    readonly key: string
    readonly label: Label
    readonly description?: Label
    readonly module: string
    readonly chart?: ReportChart
  }
  readonly columns: readonly ReportColumn[]
  readonly rows: readonly ReportRow[]
  /** Figures over all records of the report, not sums of its rows: one cell per measure. */
  readonly totals: { readonly cells: readonly MeasureCell[] }
  /** Whether there are more groups than rows. */
  readonly truncated: boolean
}

export interface ReportChart {
  readonly type: 'bar' | 'line'
  readonly measure: string
}

export type Bucket = 'day' | 'week' | 'month' | 'quarter' | 'year'

export interface ReportColumn {
  readonly key: string
  readonly label: Label
  readonly role: 'group' | 'measure'
  readonly kind: 'text' | 'number' | 'date' | 'instant' | 'boolean' | 'reference' | 'bucket'
  readonly format: 'plain' | 'integer' | 'money' | 'ratio' | 'duration'
  /** Places behind the point of a stored number; of a ratio, those its two whole numbers are to be read with. */
  readonly scale?: number
  readonly currency?: string
  /** What a duration is counted in. */
  readonly unit?: 'days' | 'hours'
  readonly bucket?: Bucket
  /** The module a reference points into; `_user` are users. */
  readonly module?: string
  readonly choices?: readonly { readonly value: string; readonly label: Label }[]
}

export interface ReportRow {
  /** The group cells first, in the order of the columns. */
  readonly cells: readonly (GroupCell | MeasureCell)[]
}

export interface GroupCell {
  /** null: the records where the group has no value. */
  readonly value: string | number | boolean | null
  /** Title of a referenced record, where the reader may read it. */
  readonly title?: string
}

export interface MeasureCell {
  /** null: no data. */
  readonly value: number | string | null
  /** A ratio's two whole numbers, in one unit; texts of digits where they are too large for a number. */
  readonly numerator?: number | string
  readonly denominator?: number | string
  /** Records behind the figure: what opening it lists. */
  readonly n: number
  /** Records behind the two sides of a ratio. */
  readonly sides?: { readonly numerator: number; readonly denominator: number }
  /** The token that opens the figure. */
  readonly open: string
}
