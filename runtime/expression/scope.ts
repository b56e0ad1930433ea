// What an expression may name. Definitions hand their modules to the expression language in this shape; the language knows nothing else of them.
import type { Label } from '../label.ts'
import type { Storage } from './storage.ts'

/** One thing a record can be asked for by name. */
export type Member =
  | {
      readonly kind: 'value'
      readonly name: string
      readonly label: Label
      readonly storage: Storage
      /** The closed set of values of a choice, with labels; for a two-level choice the values are `level1` and `level1/level2`. */
      readonly choices?: readonly { readonly value: string; readonly label: Label }[]
    }
  /** A relation to one record of another module (`account.industry`); `target` is undefined for users, who have no further members. */
  | {
      readonly kind: 'reference'
      readonly name: string
      readonly label: Label
      readonly module: string
      readonly target: RecordShape | undefined
    }
  /** The records of another module that point here through their field `via` (`meetings.exists(m, …)`). */
  | {
      readonly kind: 'records'
      readonly name: string
      readonly label: Label
      readonly module: string
      readonly target: RecordShape
      readonly via: string
    }

/** A module as expressions see it: its key and its members by name. */
export interface RecordShape {
  readonly key: string
  readonly members: ReadonlyMap<string, Member>
}

/** The record an expression is evaluated on and the world around it. Values are in wire form (numbers in major units, ISO texts, id texts, lists of texts). */
export interface Environment {
  readonly record: Readonly<Record<string, unknown>>
  /** The record before the change, for rules that speak of `before`. */
  readonly before?: Readonly<Record<string, unknown>> | null
  /** Epoch milliseconds. */
  readonly now: number
  readonly timeZone: string
  /** The acting user's id, or null for the system. */
  readonly me: string | null
  /** Ids of the users of my teams, myself included. */
  readonly myTeam: readonly string[]
  /** The record a reference member points at, or null. */
  readonly follow?: (module: string, id: string) => Readonly<Record<string, unknown>> | null
  /** The records of `module` whose field `via` holds `id`. */
  readonly related?: (module: string, via: string, id: string) => readonly Readonly<Record<string, unknown>>[]
}
