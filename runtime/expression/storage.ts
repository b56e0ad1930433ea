// The closed set of storage kinds. Field types reduce to these; columns, SQL, aggregates and expressions are total over them and never see a type's name.

export type Storage =
  | {
      readonly kind: 'text' /** Assigned by the server from a counter: `prefix` + the number padded to `digits`. */
      readonly sequence?: Sequence
    }
  | { readonly kind: 'integer' }
  /** A decimal kept as a whole number of 10^-scale units (money: minor units). Absolute values up to 999,999,999,999,999 units. */
  | { readonly kind: 'decimal'; readonly scale: number /** ISO 4217 code where the number is money. */; readonly currency?: string }
  | { readonly kind: 'boolean' }
  /** A calendar date without zone, `YYYY-MM-DD`. */
  | { readonly kind: 'date' }
  /** A moment in UTC; kept as epoch milliseconds, on the wire ISO 8601 with milliseconds and `Z`. */
  | { readonly kind: 'instant' }
  /** A list of texts (options, tags), kept as a JSON array; with a `module` the ids of its records, `_file` meaning files of the app. */
  | { readonly kind: 'json'; readonly module?: string; readonly accepts?: Accepted }
  /** A value of several parts (line items), kept as JSON; conditions only ask whether it is there. */
  | { readonly kind: 'document' }
  /** The id of a record of `module`; `_user` means a user of the installation. */
  | { readonly kind: 'reference'; readonly module: string }
  | { readonly kind: 'none' }

export interface Sequence {
  readonly prefix: string
  readonly digits: number
}

/** Which files a list of files takes. */
export interface Accepted {
  /** In small letters, without the dot. */
  readonly extensions: readonly string[]
  readonly bytes: number
}

export type StorageKind = Storage['kind']

/** Largest absolute number of units a stored decimal may have: 15 significant digits survive a double exactly. */
export const MAX_UNITS = 999_999_999_999_999

/** The module name under which users of the installation are referenced. */
export const USER_MODULE = '_user'

/** The module name under which files are listed. */
export const FILE_MODULE = '_file'

/** Whether a column of the storage holds JSON. */
export function isJson({ kind }: Storage): boolean {
  return kind === 'json' || kind === 'document'
}

/** The module whose records the storage refers to, one or many of them; undefined for users, files and everything else. */
export function moduleReferredTo(storage: Storage): string | undefined {
  const module = storage.kind === 'reference' || storage.kind === 'json' ? storage.module : undefined
  return module === USER_MODULE || module === FILE_MODULE ? undefined : module
}

/**
 * A number in major units to whole units of 10^-scale (12.34, 2 -> 1234), rounding half away from zero at the given scale.
 * Exact for values of at most 15 significant digits. Returns null beyond MAX_UNITS or for a value that is not finite.
 */
export function toUnits(value: number, scale: number): number | null {
  if (!Number.isFinite(value)) return null
  // Most numbers are written with few digits: then the product, rounded, leads back to the very same double.
  const quick = Math.round(value * 10 ** scale)
  if (Math.abs(quick) <= MAX_UNITS && quick / 10 ** scale === value) return quick + 0
  const [mantissa = '0', exponent = '0'] = value.toExponential(14).split('e')
  const units = Math.round(Math.abs(Number(`${mantissa}e${Number(exponent) + scale}`))) * Math.sign(value)
  return Math.abs(units) > MAX_UNITS ? null : units + 0
}

/** Whole units of 10^-scale to a number in major units (1234, 2 -> 12.34). */
export function fromUnits(units: number, scale: number): number {
  return units / 10 ** scale
}
