import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TableReportDefinition } from '../../../runtime/definition/types.ts'
import type { Bucket, MeasureCell } from '../../../runtime/funnel/report-table.ts'
import type { AppHost } from '../../../server/definitions/host.ts'
import { openCell } from '../../../server/reports/open.ts'
import { runReport } from '../../../server/reports/run.ts'
import { newApp, system, unwrap } from '../../helpers/app.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { reportsDefinition, storeRecords, type Wire } from './report-world.ts'

const ZONES = ['Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Santiago', 'Asia/Kathmandu']
/** First days of years, quarters, months and weeks, and the days on which clocks change somewhere (in Santiago at midnight itself). */
const EDGES = [
  '2025-01-01',
  '2025-03-30',
  '2025-11-02',
  '2026-01-01',
  '2026-01-05',
  '2026-03-01',
  '2026-03-08',
  '2026-03-29',
  '2026-04-01',
  '2026-04-05',
  '2026-07-01',
  '2026-09-06',
  '2026-10-04',
  '2026-10-26',
  '2027-01-01',
]
const BUCKETS: readonly Bucket[] = ['day', 'week', 'month', 'quarter', 'year']
const MINUTE = 60_000

/** The calendar date in a zone, from Intl alone. */
function written(instant: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant)
}

/** The first moment of a date in a zone, found by halving. */
function midnight(date: string, timeZone: string): number {
  let [before, from] = [Date.parse(date) - 86_400_000, Date.parse(date) + 86_400_000]
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2)
    if (written(middle, timeZone) < date) before = middle
    else from = middle
  }
  return from
}

function bucketOf(bucket: Bucket, date: string): string {
  const day = new Date(`${date}T00:00:00Z`)
  if (bucket === 'week') return new Date(day.getTime() - ((day.getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10)
  const month = day.getUTCMonth()
  return { day: date, month: date.slice(0, 7), quarter: `${date.slice(0, 4)}-Q${Math.floor(month / 3) + 1}`, year: date.slice(0, 4) }[
    bucket
  ]
}

function reportOf(by: string, bucket: Bucket, where?: string): TableReportDefinition {
  return {
    key: 'r',
    type: 'table',
    module: 'deal',
    groups: [{ key: 'g', by, bucket }],
    measures: [{ key: 'n', aggregate: 'count' }],
    ...(where ? { where } : {}),
  }
}

onBothDatabases('buckets at the edges of local days', (dialect) => {
  const places: Place[] = []
  const zones = new Map<string, { host: AppHost; records: Wire[] }>()
  beforeAll(async () => {
    for (const zone of ZONES) {
      const place = await newPlace(dialect)
      places.push(place)
      const { host } = await newApp(await place.connect(), reportsDefinition(zone))
      const moments = EDGES.flatMap((date) => {
        const start = midnight(date, zone)
        return [start - MINUTE, start - 1, start, start + MINUTE]
      })
      const at = '2026-01-01T00:00:00.000Z'
      const records = moments.map(
        (moment, index): Wire => ({
          _id: `d${index}`,
          _version: 1,
          _created_at: new Date(moment).toISOString(),
          _updated_at: at,
          met: new Date(moment).toISOString(),
          closes: written(moment, zone),
        }),
      )
      await storeRecords(host.db, (await host.current()).app.modules.get('deal')!, records)
      zones.set(zone, { host, records })
    }
  })
  afterAll(async () => {
    for (const place of places) await place.remove()
  })

  it('puts every record where the calendar of the zone has it, and opens it from there', async () => {
    let cells = 0
    for (const [zone, { host, records }] of zones) {
      const published = await host.current()
      for (const bucket of BUCKETS) {
        const wanted = new Map<string, string[]>()
        for (const record of records) {
          const key = bucketOf(bucket, written(Date.parse(String(record.met)), zone))
          wanted.set(key, [...(wanted.get(key) ?? []), String(record._id)])
        }
        for (const by of ['met', '_created_at', 'closes']) {
          const report = reportOf(by, bucket)
          const { rows } = unwrap(await runReport(host.db, published, system, report))
          expect(
            rows.map((row) => [row.cells[0]!.value, row.cells[1]!.value]),
            `${zone} ${by} ${bucket}`,
          ).toEqual([...wanted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, ids]) => [key, ids.length]))
          for (const row of rows) {
            const cell = row.cells[1] as MeasureCell
            const page = unwrap(await openCell(host.db, published, system, report, { open: cell.open, limit: 500, total: true }))
            expect(page.records.map((record) => record._id).sort()).toEqual(wanted.get(String(row.cells[0]!.value))!.sort())
            expect(page.total).toBe(cell.n)
            cells += 1
          }
        }
      }
      // a filter by date agrees with the bucket of that date
      for (const date of EDGES) {
        const [byFilter, byBucket] = [reportOf('met', 'year', `date(met) == date("${date}")`), reportOf('met', 'day')]
        const count = unwrap(await runReport(host.db, published, system, byFilter)).totals.cells[0]!.value
        const row = unwrap(await runReport(host.db, published, system, byBucket)).rows.find((each) => each.cells[0]!.value === date)
        expect([zone, date, count]).toEqual([zone, date, row?.cells[1]?.value])
      }
    }
    console.log(`bucket edges (${dialect}): ${ZONES.length} zones x ${EDGES.length * 4} moments, ${cells} cells opened`)
    expect(cells).toBeGreaterThan(1000)
  })
})
