import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TableReportDefinition } from '../../../runtime/definition/types.ts'
import { ok } from '../../../runtime/problem.ts'
import type { Principal } from '../../../server/access/principal.ts'
import type { AppHost } from '../../../server/definitions/host.ts'
import { reportRoutes } from '../../../server/routes/reports.ts'
import type { Answer, AppRequest } from '../../../server/routes/route.ts'
import { newApp, system } from '../../helpers/app.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { Random } from '../records/expression-generator.ts'
import { randomWorld, reportsDefinition, storeRecords } from './report-world.ts'

const byStage: TableReportDefinition = {
  key: 'by_stage',
  label: { en: 'By stage', 'zh-CN': '按阶段' },
  type: 'table',
  module: 'deal',
  groups: [{ key: 'stage', by: '_stage' }],
  measures: [
    { key: 'deals', aggregate: 'count' },
    { key: 'amount', aggregate: 'sum', value: 'amount' },
  ],
  chart: { type: 'bar', measure: 'deals' },
}

/** Texts that would do harm where a name or a value is pasted into a statement, a path or an object. */
const HOSTILE = [
  `'; DROP TABLE deal; --`,
  `"; DROP TABLE deal; --`,
  `a" OR "1"="1`,
  `' OR '1'='1`,
  `' UNION SELECT 1 --`,
  `1; DELETE FROM deal`,
  `deals" --`,
  `deals/*`,
  `*/ OR 1=1`,
  `) OR (1=1`,
  `_stage" FROM deal --`,
  `"_id"`,
  '`_id`',
  '[_id]',
  `$1`,
  `?`,
  `?1`,
  `:name`,
  `@x`,
  `\\`,
  `\\'`,
  `%`,
  `_`,
  `%00`,
  `\u0000`,
  `a\u0000b`,
  `\ud800`,
  `\u202e`,
  `'`,
  `"`,
  `''`,
  `""`,
  `;`,
  `--`,
  `#`,
  `__proto__`,
  `constructor`,
  `prototype`,
  `toString`,
  `hasOwnProperty`,
  `{{7*7}}`,
  `$\{7*7}`,
  `<script>alert(1)</script>`,
  `../../etc/passwd`,
  `Deals`,
  `deals `,
  ` deals`,
  `0deals`,
  `dea ls`,
  `金额`,
  `x'41'`,
  `0x41`,
  `CHAR(65)`,
  `pg_sleep(10)`,
  `randomblob(1000000000)`,
  `(SELECT 1)`,
  `null`,
  `a`.repeat(49),
  `deals\n`,
  `deals,amount`,
  `-deals`,
]

onBothDatabases('report routes', (dialect) => {
  let place: Place
  let host: AppHost
  const call = async (path: 'run' | 'records', body: object, principal: Principal = system): Promise<Answer> => {
    const route = reportRoutes.find((each) => each.path.endsWith(path))!
    const request = {
      host,
      principal,
      published: await host.current(),
      locale: 'en',
      path: { app: 'sales' },
      query: {},
      body: async () => ok(body),
    }
    return route.handle(request as unknown as AppRequest & never)
  }
  const codes = (answer: Answer) => ('problems' in answer ? answer.problems.map(({ path, code }) => `${path} ${code}`) : ['answered'])
  const json = (answer: Answer): any =>
    'json' in answer ? answer.json : 'jsonText' in answer ? JSON.parse(String(answer.jsonText)) : expect.fail(JSON.stringify(answer))
  beforeAll(async () => {
    place = await newPlace(dialect)
    host = (await newApp(await place.connect(), reportsDefinition('Asia/Shanghai', [byStage]))).host
    const world = randomWorld(new Random(11), 40, 6)
    for (const module of (await host.current()).app.modules.values()) await storeRecords(host.db, module, world.get(module.key)!)
  })
  afterAll(() => place.remove())

  it('declares the permission to open the app', () => {
    expect(reportRoutes.map(({ method, path, permission }) => [method, path, permission])).toEqual([
      ['POST', '/apps/:app/reports/run', 'app'],
      ['POST', '/apps/:app/reports/records', 'app'],
    ])
  })

  it('runs a report of the app by key, and the same as a definition', async () => {
    const table = json(await call('run', { report: 'by_stage' }))
    expect(table.report).toEqual({ key: 'by_stage', label: byStage.label, module: 'deal', chart: byStage.chart })
    expect(table.columns.map(({ key, role }: any) => [key, role])).toEqual([
      ['stage', 'group'],
      ['deals', 'measure'],
      ['amount', 'measure'],
    ])
    expect(table.rows.map(({ cells }: any) => cells[0].value)).toEqual(['need', 'deal', 'won', 'lost', 'gone'])
    expect(json(await call('run', { definition: byStage }))).toEqual(table)
    const records = json(
      await call('records', {
        report: 'by_stage',
        open: table.rows[0].cells[1].open,
        total: true,
        fields: ['name'],
        sort: ['name'],
        limit: 2,
      }),
    )
    expect(records.total).toBe(table.rows[0].cells[1].value)
    expect(records.records).toHaveLength(2)
    const next = json(
      await call('records', { report: 'by_stage', open: table.rows[0].cells[1].open, sort: ['name'], limit: 2, after: records.next }),
    )
    expect(next.records[0]._id).not.toBe(records.records[0]._id)
    expect(next.total).toBeUndefined()
  })

  it('refuses what it does not know', async () => {
    const open = json(await call('run', { report: 'by_stage' })).totals.cells[0].open
    const cases: [path: 'run' | 'records', body: object, code: string][] = [
      ['run', {}, ' missing'],
      ['run', { report: 'by_stage', definition: byStage }, ' missing'],
      ['run', { report: 'nowhere' }, 'report not_found'],
      ['run', { report: 5 }, 'report type'],
      ['run', { report: 'by_stage', now: 0 }, 'now unknown_key'],
      ['run', { definition: { ...byStage, sql: 'x' } }, '/sql unknown_key'],
      ['run', { definition: { ...byStage, module: 'nowhere' } }, '/reports/by_stage/module unknown_module'],
      ['records', { report: 'by_stage' }, 'open missing'],
      ['records', { report: 'by_stage', open, where: 'true' }, 'where unknown_key'],
      ['records', { report: 'by_stage', open, side: 'both' }, 'side not_allowed'],
      ['records', { report: 'by_stage', open, side: 'numerator' }, 'side not_needed'],
      ['records', { report: 'by_stage', open, fields: [1] }, 'fields type'],
      ['records', { report: 'by_stage', open, fields: ['nowhere'] }, 'fields unknown_field'],
      ['records', { report: 'by_stage', open, sort: ['-tags'] }, 'sort cannot_sort'],
      ['records', { report: 'by_stage', open, limit: 0 }, 'limit limit'],
      ['records', { report: 'by_stage', open, after: 'x' }, 'after cursor'],
      ['records', { report: 'by_stage', open: 'x' }, 'open token'],
    ]
    for (const [path, body, code] of cases)
      expect([JSON.stringify(body), codes(await call(path, body))]).toEqual([JSON.stringify(body), [code]])
  })

  describe('hostile names', () => {
    const places: [name: string, make: (text: string) => ['run' | 'records', object]][] = [
      ['report', (text) => ['run', { report: text }]],
      ['definition key', (text) => ['run', { definition: { ...byStage, key: text } }]],
      ['module', (text) => ['run', { definition: { ...byStage, module: text } }]],
      ['group key', (text) => ['run', { definition: { ...byStage, groups: [{ key: text, by: '_stage' }] } }]],
      ['bucket', (text) => ['run', { definition: { ...byStage, groups: [{ key: 'g', by: 'met', bucket: text }] } }]],
      ['measure key', (text) => ['run', { definition: { ...byStage, chart: undefined, measures: [{ key: text, aggregate: 'count' }] } }]],
      [
        'aggregate',
        (text) => ['run', { definition: { ...byStage, chart: undefined, measures: [{ key: 'm', aggregate: text, value: 'amount' }] } }],
      ],
      [
        'unit',
        (text) => [
          'run',
          {
            definition: { ...byStage, chart: undefined, measures: [{ key: 'm', aggregate: 'sum', value: 'closes - opened', unit: text }] },
          },
        ],
      ],
      ['sort key', (text) => ['run', { definition: { ...byStage, sort: [{ by: text }] } }]],
      ['chart measure', (text) => ['run', { definition: { ...byStage, chart: { type: 'bar', measure: text } } }]],
      ['token', (text) => ['records', { report: 'by_stage', open: text }]],
      ['token measure', (text) => ['records', { report: 'by_stage', open: Buffer.from(JSON.stringify([text])).toString('base64url') }]],
      ['side', (text) => ['records', { report: 'by_stage', open: Buffer.from('["deals"]').toString('base64url'), side: text }]],
      ['listed field', (text) => ['records', { report: 'by_stage', open: Buffer.from('["deals"]').toString('base64url'), fields: [text] }]],
      ['list sort', (text) => ['records', { report: 'by_stage', open: Buffer.from('["deals"]').toString('base64url'), sort: [text] }]],
      ['cursor', (text) => ['records', { report: 'by_stage', open: Buffer.from('["deals"]').toString('base64url'), after: text }]],
    ]
    it(`refuses ${HOSTILE.length} texts in ${places.length} places, and nothing is changed`, async () => {
      const before = json(await call('run', { report: 'by_stage' }))
      let refused = 0
      for (const [name, make] of places) {
        for (const text of HOSTILE) {
          const [path, body] = make(text)
          const answer = await call(path, body)
          if ('problems' in answer) {
            expect(answer.problems.length).toBeGreaterThan(0)
            refused += 1
          } else {
            // a word in small letters is as good a key as any other
            expect([name, text]).toEqual([
              expect.stringMatching(/^(definition|group|measure) key$/),
              expect.stringMatching(/^(constructor|prototype|null)$/),
            ])
            expect(json(answer).totals.cells[0].value).toBe(before.totals.cells[0].value)
          }
        }
      }
      expect(json(await call('run', { report: 'by_stage' }))).toEqual(before)
      console.log(`hostile names (${dialect}): ${refused} refused`)
    })

    it('takes them as plain texts where values are meant, and refuses them as expressions or finds nothing', async () => {
      const total = json(await call('run', { report: 'by_stage' })).totals.cells[0].n
      for (const text of HOSTILE) {
        const token = Buffer.from(JSON.stringify(['deals', text])).toString('base64url')
        const opened = await call('records', { report: 'by_stage', open: token, total: true })
        if ('problems' in opened) expect(codes(opened)).toEqual(['open token'])
        else expect(json(opened).total).toBe(0)
        for (const part of [
          { where: text },
          { groups: [{ key: 'g', by: text }] },
          { measures: [{ key: 'deals', aggregate: 'max', value: text }] },
        ]) {
          const answer = await call('run', { definition: { ...byStage, ...part } })
          if ('problems' in answer) continue
          // a text in quotes is a constant, and so is a number: one group of everything, or the largest of nothing else
          expect(text).toMatch(/^(["'].*["']|0x41)$/)
          const { rows, totals } = json(answer)
          const constant = text === '0x41' ? 65 : text.slice(1, -1)
          if ('groups' in part) expect(rows).toMatchObject([{ cells: [{ value: constant }, { n: total }, {}] }])
          else expect(totals.cells[0].value).toBe(constant)
        }
      }
    })
  })
})
