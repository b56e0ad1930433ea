// Spans of time as definitions write them: 12h, 10d, 2w.
export type Unit = 'h' | 'd' | 'w'

/** The highest count a duration is written with. */
export const MOST = 9999

interface DurationParts {
  readonly count: number | undefined
  readonly unit: Unit | undefined
}

/** Both undefined where nothing is written yet. */
export function durationParts(value: string | undefined): DurationParts {
  const [, count, unit] = /^(\d+)([hdw])$/.exec(value ?? '') ?? []
  return { count: count === undefined ? undefined : Number(count), unit: unit as Unit | undefined }
}
