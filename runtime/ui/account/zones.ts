// The time zones of the world to choose from: by name and what the clock there is ahead, found by either.
import { offsetAt, offsetText } from '../../fields/time-zones.ts'

export interface ZoneChoice {
  readonly value: string
  readonly label: string
}

/** Zones by their offset now, the ones people here use first; `present` is among them also when the browser does not list it. */
export function zoneChoices(locale: string, present: string | null, now = Date.now()): ZoneChoice[] {
  const known = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : []
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  const first = ['Asia/Shanghai', own, ...(present ? [present] : []), 'UTC']
  const names = [...new Set([...first, ...known])].filter((zone) => isZone(zone))
  return names.map((zone) => {
    const place = zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')
    const offset = zone === 'UTC' ? '' : ` UTC${offsetText(offsetAt(now, zone))}`
    return { value: zone, label: first.includes(zone) ? `${nameOf(zone, locale) ?? place} · ${zone}${offset}` : `${zone}${offset}` }
  })
}

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

/** What the zone is called in a language, as "China Standard Time". */
function nameOf(zone: string, locale: string): string | undefined {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'longGeneric' }).formatToParts()
  return parts.find(({ type }) => type === 'timeZoneName')?.value
}
