import { test } from 'vitest'
import { runReport } from '../../../server/reports/run.ts'
import { openCell } from '../../../server/reports/open.ts'
import { statement } from '../../../server/database/text.ts'
import { newApp, system, valueOf, userPrincipal } from '../../helpers/app.ts'
import { newPlace } from '../../helpers/databases.ts'
import { Random } from '../records/expression-generator.ts'
import { NOW, randomWorld, reportsDefinition, storeRecords } from './report-world.ts'
const M = (o: any) => ({ key: 'r', type: 'table', module: 'deal', ...o }) as any
const cases: Record<string, any> = {
  'by stage: count, sum': M({ groups: [{ key: 'g', by: '_stage' }], measures: [{ key: 'a', aggregate: 'count' }, { key: 'b', aggregate: 'sum', value: 'amount' }] }),
  'by source: 3 conditional + ratio': M({ groups: [{ key: 'g', by: 'source' }], measures: [{ key: 'a', aggregate: 'count' }, { key: 'w', aggregate: 'count', where: '_stage == "won"' }, { key: 'b', aggregate: 'sum', value: 'amount', where: '_stage == "won"' }, { key: 'avg', aggregate: 'average', value: 'amount', where: '_stage == "won"' }, { key: 'r', aggregate: 'ratio', numerator: { aggregate: 'count', where: '_stage == "won"' }, denominator: { aggregate: 'count', where: '_stage in ["won","lost"]' } }] }),
  'by month of met (instant): count': M({ groups: [{ key: 'g', by: 'met', bucket: 'month' }], measures: [{ key: 'a', aggregate: 'count' }] }),
  'by account.industry: sum': M({ groups: [{ key: 'g', by: 'account.industry' }], measures: [{ key: 'a', aggregate: 'sum', value: 'amount' }] }),
  'by account (20k): count, sum, title': M({ groups: [{ key: 'g', by: 'account' }], measures: [{ key: 'a', aggregate: 'count' }, { key: 's', aggregate: 'sum', value: 'amount' }], sort: [{ by: 's', descending: true }], limit: 10 }),
  'by stage: median, p90 of duration': M({ groups: [{ key: 'g', by: '_stage' }], measures: [{ key: 'a', aggregate: 'median', value: 'closes - opened' }, { key: 'b', aggregate: 'p90', value: 'closes - opened' }] }),
  'by stage: 2 different medians': M({ groups: [{ key: 'g', by: '_stage' }], measures: [{ key: 'a', aggregate: 'median', value: 'closes - opened' }, { key: 'b', aggregate: 'p90', value: 'amount' }] }),
  'total: sum of computed': M({ measures: [{ key: 'a', aggregate: 'sum', value: 'amount * 0.3' }] }),
}
test('bench', async () => {
  const N = 1_000_000
  for (const dialect of ['sqlite', 'postgres'] as const) {
    const place = await newPlace(dialect)
    const { host } = await newApp(await place.connect(), reportsDefinition('Asia/Shanghai'))
    const pub = await host.current()
    const accounts = Array.from({ length: 20000 }, (_, i) => ({ _id: `acc${i}`, _version: 1, _created_at: '2026-01-01T00:00:00.000Z', _updated_at: '2026-01-01T00:00:00.000Z', name: `Account ${i}`, industry: ['it', 'retail', 'bank'][i % 3], revenue: i }))
    await storeRecords(host.db, pub.app.modules.get('account')!, accounts)
    const t0 = performance.now()
    const cols = '"_id","_version","_owner","_created_at","_updated_at","_stage","_stage_at","name","amount","score","done","opened","closes","met","source","account"'
    if (dialect === 'sqlite') await host.db.script(`WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i+1 FROM n WHERE i < ${N - 1}) INSERT INTO deal (${cols}) SELECT 'd'||i,1,'u'||(i%50),1700000000000+i*1000,1700000000000, CASE i%5 WHEN 0 THEN 'won' WHEN 1 THEN 'lost' WHEN 2 THEN 'need' ELSE 'deal' END,1700000000000,'Deal '||i,(i*7919)%10000000,i%100,i%2,date('2024-01-01','+'||(i%700)||' days'),date('2024-02-01','+'||((i*31)%900)||' days'),1700000000000+(i%40000000)*1000, CASE i%3 WHEN 0 THEN 'web' WHEN 1 THEN 'ads' ELSE 'fair' END,'acc'||(i%20000) FROM n`)
    else await host.db.script(`INSERT INTO deal (${cols}) SELECT 'd'||i,1,'u'||(i%50),1700000000000+i::bigint*1000,1700000000000, CASE i%5 WHEN 0 THEN 'won' WHEN 1 THEN 'lost' WHEN 2 THEN 'need' ELSE 'deal' END,1700000000000,'Deal '||i,(i::bigint*7919)%10000000,i%100,i%2=1,date '2024-01-01'+(i%700),date '2024-02-01'+((i::bigint*31)%900)::int,1700000000000+(i%40000000)::bigint*1000, CASE i%3 WHEN 0 THEN 'web' WHEN 1 THEN 'ads' ELSE 'fair' END,'acc'||(i%20000) FROM generate_series(0,${N - 1}) i; ANALYZE`)
    console.log(dialect, 'loaded', Math.round(performance.now() - t0), 'rss', Math.round(process.memoryUsage().rss / 1e6))
    for (const [name, report] of Object.entries(cases)) {
      const a = performance.now()
      const table = valueOf(await runReport(host.db, pub, system, report, { now: NOW }))
      const b = performance.now()
      const cell = table.rows[0]!.cells.at(-1) as any
      const page = valueOf(await openCell(host.db, pub, system, report, { open: cell.open, total: true, limit: 50 }))
      console.log(dialect, name, 'ms', Math.round(b - a), 'open', Math.round(performance.now() - b), 'rows', table.rows.length, 'rss', Math.round(process.memoryUsage().rss / 1e6), cell.value, page.total === cell.n)
    }
    await place.remove()
  }
}, 600_000)
