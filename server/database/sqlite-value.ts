// Values as STRICT columns take them.

/** Booleans are 0 and 1. */
export function plain(value: unknown): unknown {
  return value === true ? 1 : value === false ? 0 : value === undefined ? null : value
}
