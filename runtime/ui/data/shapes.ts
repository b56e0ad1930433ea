// What the server sends, as far as the screens read it.
import type { AppDefinition } from '../../definition/types.ts'
import type { Label } from '../../label.ts'

export interface Me {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly admin: boolean
  readonly locale: string | null
  /** How tall rows are. */
  readonly density?: 'comfortable' | 'compact'
}
export interface Session {
  readonly user: Me | null
  /** No user exists yet: the installation waits for its first administrator. */
  readonly setup: boolean
}
export interface AppEntry {
  readonly key: string
  readonly label: Label
  readonly version: number
}
export interface Abilities {
  readonly create: boolean
  readonly update: boolean
  readonly delete: boolean
  readonly import: boolean
  readonly export: boolean
  readonly readOnly: readonly string[]
}
export interface AppPage {
  readonly version: number
  readonly definition: AppDefinition
  readonly abilities: Readonly<Record<string, Abilities>>
  readonly roles: readonly string[]
  readonly design: boolean
  readonly publish: boolean
}
export interface Person {
  readonly id: string
  readonly name: string
  readonly email?: string
  readonly admin: boolean
  readonly disabled: boolean
  readonly roles: Readonly<Record<string, readonly string[]>>
}
/** A record in wire form: its id, version, members by name, and the titles of the records it refers to. */
export interface RecordData {
  readonly _id: string
  readonly _version: number
  readonly _titles?: Readonly<Record<string, string | null | readonly (string | null)[]>>
  readonly [member: string]: unknown
}
export interface RecordPage {
  readonly records: readonly RecordData[]
  readonly next: string | null
  readonly total?: number
}
export interface StageFigures {
  readonly stage: string
  readonly count: number
  readonly sum: number | null
  /** Milliseconds the records have been in the stage, on average. */
  readonly age: number | null
  readonly lanes?: readonly { readonly value: unknown; readonly count: number; readonly sum: number | null }[]
}
export interface HistoryEntry {
  readonly version: number
  readonly at: string
  readonly by: string | null
  readonly kind: string
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>>
}
export interface Visit {
  readonly stage: string
  readonly kind: string
  readonly enteredAt: string
  readonly leftAt: string | null
  readonly by: string | null
  readonly reason: string | null
  readonly subReason: string | null
  readonly note: string | null
}
export interface Clash {
  readonly field: string
  readonly original: unknown
  readonly theirs: unknown
  readonly yours: unknown
}
/** A refusal in the reader's language. */
export interface Refusal {
  readonly path: string
  readonly code: string
  readonly message: string
  readonly clashes?: readonly Clash[]
  readonly version?: number
}
export type BulkResult = { readonly _id: string; readonly _version: number } | { readonly problems: readonly Refusal[] }
