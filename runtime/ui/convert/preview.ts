// What the server says of a conversion before and after it.
import type { Refusal } from '../data/shapes.ts'
import type { MoveOption } from '../move/options.tsx'

export interface PreviewTarget {
  readonly key: string
  readonly module: string
  readonly optional: boolean
  readonly values: Readonly<Record<string, unknown>>
  /** Relations that the conversion fills in. */
  readonly linked: readonly string[]
  readonly duplicates: readonly { readonly _id: string; readonly title: string | null; readonly fields: readonly string[] }[]
  readonly problems: readonly Refusal[]
}
export interface ConvertedRecord {
  readonly target: string
  readonly module: string
  readonly _id: string
  readonly created: boolean
  readonly title: unknown
  /** There for the reader, and not in the trash. */
  readonly open: boolean
}
export interface ConversionPreview {
  readonly conversion: string
  readonly version: number
  readonly problems: readonly Refusal[]
  readonly targets: readonly PreviewTarget[]
  readonly move?: MoveOption
  readonly done?: { readonly id: string; readonly at: string; readonly by: string | null; readonly made: readonly ConvertedRecord[] }
}
