// Sample data of a template as it is written: records by module, each on a line of its own, with references, owners and times that mean something only
// when it is loaded. See templates/README.md.
import type { Text } from '../../runtime/label.ts'

export const SAMPLE_FORMAT = 1

export interface Sample {
  /** Currency the amounts are written in. */
  readonly currency: string
  /** By currency: what amounts are multiplied by in an app of that currency, so that they stay plausible. It is no rate of exchange. */
  readonly scale: Readonly<Record<string, number>>
  /** Texts that many records share, by name; a value `{ "text": name }` stands for one. */
  readonly texts: Readonly<Record<string, Text>>
  /** Modules in the order they are loaded; a record refers to those before it. */
  readonly modules: readonly { readonly key: string; readonly records: readonly SampleRecord[] }[]
}

export interface SampleRecord {
  readonly ref: string
  /** Relative moment. With a pipeline: that of the first visit. */
  readonly created: string
  /** Which of the people of the installation, counted from 0; null: nobody. */
  readonly owner: number | null
  /** Stages passed, in order; empty without a pipeline. */
  readonly visits: readonly { readonly stage: string; readonly at: string }[]
  /** Values as they are written, by field. */
  readonly values: Readonly<Record<string, unknown>>
}
