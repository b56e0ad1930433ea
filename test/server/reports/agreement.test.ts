import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tableReport } from '../../../runtime/funnel/table-report.ts'
import type { AppHost } from '../../../server/definitions/host.ts'
import { openCell } from '../../../server/reports/open.ts'
import { runReport } from '../../../server/reports/run.ts'
import { newApp, system, unwrap, userPrincipal } from '../../helpers/app.ts'
import { newPlace, type Place } from '../../helpers/databases.ts'
import { Random } from '../records/expression-generator.ts'
import { reports } from './report-generator.ts'
import { expectedOf, figuresOf, NOW, randomWorld, referenceInput, reportsDefinition, storeRecords } from './report-world.ts'

const RUNS = Number(process.env.REPORT_RUNS ?? 120)
const SEED = Number(process.env.REPORT_SEED ?? 20_260_329)
const ZONES = ['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Europe/Berlin']
const rep = userPrincipal('ann', ['rep'], { team: ['ann', 'bob'] })
const admin = userPrincipal('eve', [], { admin: true, team: ['eve', 'bob'] })

const places: Place[] = []
const hosts = new Map<string, AppHost[]>()
const worlds = new Map(ZONES.map((zone, index) => [zone, randomWorld(new Random(SEED + index), 140, 24)]))

beforeAll(async () => {
  for (const zone of ZONES) {
    for (const dialect of ['sqlite', 'postgres'] as const) {
      const place = await newPlace(dialect)
      places.push(place)
      const { host } = await newApp(await place.connect(), reportsDefinition(zone))
      const { app } = await host.current()
      for (const module of app.modules.values()) await storeRecords(host.db, module, worlds.get(zone)!.get(module.key)!)
      hosts.set(zone, [...(hosts.get(zone) ?? []), host])
    }
  }
})
afterAll(async () => {
  for (const place of places) await place.remove()
})

test('random reports: the reference, SQLite and PostgreSQL give the same cells, and cells open the same records', async () => {
  const counts = { reports: 0, cells: 0, nulls: 0, opened: 0, listed: 0 }
  for (const [index, zone] of ZONES.entries()) {
    const random = new Random(SEED - index)
    await fc.assert(
      fc.asyncProperty(reports, async (report) => {
        counts.reports += 1
        const principal = counts.reports % 3 === 0 ? rep : counts.reports % 3 === 1 ? admin : system
        for (const host of hosts.get(zone)!) {
          const published = await host.current()
          const reference = tableReport(referenceInput(published.app, report, worlds.get(zone)!, principal, principal === rep))
          const table = unwrap(await runReport(host.db, published, principal, report, { now: NOW }))
          const [got, wanted] = [figuresOf(table), expectedOf(reference)]
          // a deep comparison of thousands of cells is slow; it only has to explain a difference
          if (JSON.stringify(got) !== JSON.stringify(wanted)) expect(got, `${host.db.dialect} ${zone}`).toEqual(wanted)
          const figures = [...got.rows.flatMap((row) => row.figures), ...got.totals]
          counts.cells += figures.length
          counts.nulls += figures.filter(({ value }) => value === null).length
          // one cell of the rows and one of the totals, opened in full
          const row = reference.rows[random.below(reference.rows.length)]
          const measure = random.below(report.measures.length)
          const opened = [[table.totals.cells[measure]!.open, reference.totals[measure]!] as const]
          if (row)
            opened.push([
              (table.rows[reference.rows.indexOf(row)]!.cells[row.groups.length + measure] as { open: string }).open,
              row.figures[measure]!,
            ])
          for (const [open, { ids, sides }] of opened) {
            const side = sides && random.pick(['numerator', 'denominator', undefined] as const)
            const request = { open, limit: 500, total: true, fields: ['name'], ...(side ? { side } : {}) }
            const page = unwrap(await openCell(host.db, published, principal, report, request, { now: NOW }))
            const behind = side ? sides![side] : ids
            expect(
              page.records
                .map((record) => record._id)
                .sort()
                .join(),
            ).toBe([...behind].sort().join())
            expect(page.total).toBe(behind.length)
            counts.opened += 1
            counts.listed += behind.length
          }
        }
      }),
      { numRuns: RUNS, seed: SEED + index },
    )
  }
  console.log(
    `report agreement: ${counts.reports} random reports x 2 databases in ${ZONES.length} time zones, ${counts.cells} cells equal (${counts.nulls} without data), ${counts.opened} opened (${counts.listed} records), seed ${SEED}`,
  )
  expect(counts.reports).toBeGreaterThanOrEqual(RUNS * ZONES.length)
  expect(counts.nulls).toBeGreaterThan(counts.cells / 50)
  expect(counts.listed).toBeGreaterThan(counts.opened)
}, 600_000)
