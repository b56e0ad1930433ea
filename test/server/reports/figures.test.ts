import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TableReportDefinition } from '../../../runtime/definition/types.ts'
import type { Database, Statement } from '../../../server/database/database.ts'
import type { AppHost } from '../../../server/definitions/host.ts'
import { runReport } from '../../../server/reports/run.ts'
import { newApp, system, unwrap } from '../../helpers/app.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { reportsDefinition } from './report-world.ts'

const ROWS = 100_000
const LARGEST = 999_999_999_999_999

onBothDatabases('exact figures', (dialect) => {
  let place: Place
  let host: AppHost
  const run = async (report: Partial<TableReportDefinition>, db: Database = host.db) =>
    unwrap(
      await runReport(db, await host.current(), system, {
        key: 'r',
        type: 'table',
        module: 'deal',
        measures: [{ key: 'n', aggregate: 'count' }],
        ...report,
      } as TableReportDefinition),
    )
  beforeAll(async () => {
    place = await newPlace(dialect)
    host = (await newApp(await place.connect(), reportsDefinition('Asia/Shanghai'))).host
    // amounts near the largest that are kept: their sum is beyond 64 bits
    const series =
      dialect === 'sqlite'
        ? `(WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS - 1}) SELECT i FROM n)`
        : `(SELECT generate_series(0, ${ROWS - 1})::bigint AS i)`
    await host.db.script(
      `INSERT INTO deal ("_id", "_version", "_created_at", "_updated_at", "_stage", "name", "amount", "yen", "dinar", "score")
       SELECT 'd' || i, 1, 0, 0, 'need', 'n' || (i % 1500), ${LARGEST} - i, -(i * 7919 % 1000003), CASE WHEN i % 3 = 0 THEN 1 ELSE 2469990 END, i % 10 FROM ${series} AS s`,
    )
  })
  afterAll(() => place.remove())

  it('adds and averages money to the last unit, in currencies of 0, 2 and 3 places', async () => {
    const model = { amount: 0n, yen: 0n, dinar: 0n, tenth: 0n }
    for (let i = 0n; i < ROWS; i += 1n) {
      model.amount += BigInt(LARGEST) - i
      model.yen -= (i * 7919n) % 1000003n
      model.dinar += i % 3n === 0n ? 1n : 2469990n
      model.tenth += i % 10n
    }
    expect(model.amount).toBeGreaterThan(2n ** 63n)
    const { totals } = await run({
      measures: [
        { key: 'amount', aggregate: 'sum', value: 'amount' },
        { key: 'yen', aggregate: 'sum', value: 'yen' },
        { key: 'dinar', aggregate: 'sum', value: 'dinar' },
        { key: 'mean', aggregate: 'average', value: 'dinar' },
        { key: 'tenth', aggregate: 'sum', value: 'score * 0.1' },
        { key: 'million', aggregate: 'sum', value: 'amount * 100000.0' },
        { key: 'rate', aggregate: 'ratio', numerator: { aggregate: 'sum', value: 'amount' }, denominator: { aggregate: 'count' } },
      ],
    })
    const [amount, yen, dinar, mean, tenth, million, rate] = totals.cells
    expect(amount?.value).toBe(Number(`${model.amount}e-2`))
    expect(yen?.value).toBe(Number(model.yen))
    expect(dinar?.value).toBe(Number(`${model.dinar}e-3`))
    expect(mean?.value).toBe(Number(model.dinar) / (1000 * ROWS))
    expect(tenth?.value).toBe(Number(`${model.tenth}e-1`))
    expect(rate).toMatchObject({ numerator: String(model.amount), denominator: ROWS * 100, n: ROWS })
    // each product is a double of its own; their sum is exact again
    let products = 0n
    for (let i = 0; i < ROWS; i += 1) products += BigInt(((LARGEST - i) / 100) * 100_000)
    expect(million?.value).toBe(Number(products))
  })

  it('says so when a computed number is too large to be added', async () => {
    const beyond = await runReport(host.db, await host.current(), system, {
      key: 'r',
      type: 'table',
      module: 'deal',
      measures: [
        { key: 'a', aggregate: 'sum', value: 'amount * 100000.0' },
        { key: 'b', aggregate: 'average', value: 'amount * amount' },
      ],
    })
    expect(beyond.ok ? [] : beyond.problems.map(({ path, code }) => [path, code])).toEqual([['/reports/r/measures/b', 'out_of_range']])
  })

  it('finds the middle and the ninetieth of a hundred', async () => {
    const cells = (
      await run({
        groups: [{ key: 'g', by: 'score' }],
        measures: [
          { key: 'median', aggregate: 'median', value: 'yen' },
          { key: 'p90', aggregate: 'p90', value: 'yen' },
          { key: 'least', aggregate: 'min', value: 'yen' },
          { key: 'half', aggregate: 'median', value: 'yen / 2.0' },
          { key: 'dinar', aggregate: 'median', value: 'dinar' },
        ],
      })
    ).rows.map((row) => row.cells.map(({ value }) => value))
    expect(cells).toHaveLength(10)
    for (const [score, median, p90, least, half] of cells) {
      const values: number[] = []
      for (let i = Number(score); i < ROWS; i += 10) values.push(-Number((BigInt(i) * 7919n) % 1000003n))
      values.sort((a, b) => a - b)
      const middle = (values[4999]! + values[5000]!) / 2
      expect([median, p90, least, half]).toEqual([middle, values[8999]!, values[0]!, middle / 2])
    }
  })

  it('takes the middle and the nearest rank of any number of records', async () => {
    for (let n = 1; n <= 32; n += 1) {
      // the n largest amounts: LARGEST - n + 1 up to LARGEST
      const where = `amount > ${((LARGEST - n) / 100).toFixed(2)}`
      const { totals } = await run({
        where,
        measures: [
          { key: 'p90', aggregate: 'p90', value: 'amount' },
          { key: 'median', aggregate: 'median', value: 'amount' },
        ],
      })
      const at = (place: number) => LARGEST - n + place
      const middle = BigInt(at(Math.ceil(n / 2))) + BigInt(at(Math.floor(n / 2) + 1))
      const wanted = [at(Math.ceil((9 * n) / 10)) / 100, Number(`${middle * 5n}e-3`)]
      expect([n, ...totals.cells.map(({ value }) => value)]).toEqual([n, ...wanted])
      expect(totals.cells[0]?.n).toBe(n)
    }
  })

  it('shows at most 1,000 groups and says that there are more; the totals are over all of them', async () => {
    const all = await run({ groups: [{ key: 'g', by: 'name' }] })
    expect([all.rows.length, all.truncated, all.totals.cells[0]!.value]).toEqual([1000, true, ROWS])
    const few = await run({ groups: [{ key: 'g', by: 'name' }], limit: 3, sort: [{ by: 'g', descending: true }] })
    expect([few.rows.map((row) => row.cells[0]!.value), few.truncated]).toEqual([['n999', 'n998', 'n997'], true])
    expect((await run({ groups: [{ key: 'g', by: 'score' }], limit: 10 })).truncated).toBe(false)
  })

  it('asks two statements, prepared once, however many groups and measures there are', async () => {
    const asked: Statement[] = []
    const counting: Database = {
      ...host.db,
      all: (statement, slots) => {
        asked.push(statement)
        return host.db.all(statement, slots)
      },
      heavy: (statement, slots) => {
        asked.push(statement)
        return host.db.heavy(statement, slots)
      },
    }
    const measures = Array.from({ length: 20 }, (_, index) => ({
      key: `m${index}`,
      aggregate: (['median', 'p90', 'sum', 'count_distinct'] as const)[index % 4]!,
      value: ['amount', 'score'][index % 2]!,
    }))
    const report = {
      where: 'score < 2',
      groups: [
        { key: 'a', by: 'score' },
        { key: 'b', by: '_stage' },
        { key: 'c', by: 'account' },
        { key: 'd', by: 'met', bucket: 'week' as const },
      ],
      measures,
    }
    expect((await run(report, counting)).rows).toHaveLength(2)
    expect(asked).toHaveLength(2)
    await run(structuredClone(report), counting)
    expect(new Set(asked).size).toBe(2)
  })

  it('answers an empty report with one row without data', async () => {
    const { rows, totals, truncated } = await run({
      where: 'score > 100',
      measures: [
        { key: 'n', aggregate: 'count' },
        { key: 's', aggregate: 'sum', value: 'amount' },
        { key: 'a', aggregate: 'average', value: 'amount' },
        { key: 'm', aggregate: 'median', value: 'amount' },
        { key: 'l', aggregate: 'max', value: 'met' },
        { key: 'r', aggregate: 'ratio', numerator: { aggregate: 'count' }, denominator: { aggregate: 'count' } },
      ],
    })
    expect(rows).toEqual([{ cells: totals.cells }])
    expect(totals.cells.map(({ value, n }) => [value, n])).toEqual([
      [0, 0],
      [0, 0],
      [null, 0],
      [null, 0],
      [null, 0],
      [null, 0],
    ])
    expect(truncated).toBe(false)
    expect((await run({ where: 'score > 100', groups: [{ key: 'g', by: 'name' }] })).rows).toEqual([])
  })
})
