// Moments and the clocks on the wall of a time zone: what the clock shows at a moment, and which moments a clock reading means (none in a gap, two in a fold).

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone)
  if (!clock) {
    const part = 'numeric'
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: part,
      month: part,
      day: part,
      hour: part,
      minute: part,
      second: part,
    })
    clocks.set(timeZone, clock)
  }
  return clock
}

/** Milliseconds the wall clock of `timeZone` is ahead of UTC at a moment (epoch milliseconds). */
export function offsetAt(moment: number, timeZone: string): number {
  const second = Math.floor(moment / 1000) * 1000
  const parts: Record<string, string> = {}
  for (const { type, value } of clockOf(timeZone).formatToParts(second)) parts[type] = value
  const year = parts.era?.startsWith('B') ? 1 - Number(parts.year) : Number(parts.year)
  const wall = wallTime(year, Number(parts.month), Number(parts.day), Number(parts.hour), Number(parts.minute), Number(parts.second))
  return wall - second
}

/** A clock reading as the number of milliseconds it would be in UTC. */
export function wallTime(year: number, month: number, day: number, hour = 0, minute = 0, second = 0, millisecond = 0): number {
  const date = new Date(0)
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute, second, millisecond)
  return date.getTime()
}

/** The moments at which the clock of `timeZone` shows `wall` (see wallTime), earliest first: one, none in a gap, two in a fold. */
export function momentsOf(wall: number, timeZone: string): readonly number[] {
  const day = 86_400_000
  const offsets = new Set([offsetAt(wall - day, timeZone), offsetAt(wall + day, timeZone)])
  return [...offsets]
    .map((offset) => wall - offset)
    .filter((moment) => moment + offsetAt(moment, timeZone) === wall)
    .sort((a, b) => a - b)
}

/** `+08:00`; seconds only where an old local time has them. */
export function offsetText(offset: number): string {
  const seconds = Math.abs(offset) / 1000
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const tail = seconds % 60 === 0 ? '' : `:${two(seconds % 60)}`
  return `${offset < 0 ? '-' : '+'}${two(seconds / 3600)}:${two((seconds / 60) % 60)}${tail}`
}
