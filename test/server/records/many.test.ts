// New records come out the same however they come, alone or many in one transaction; the wrong ones are refused in the same words.
import { expect, it } from 'vitest'
import { statement } from '../../../server/database/text.ts'
import { flushBatch } from '../../../server/records/flush.ts'
import { createRecord } from '../../../server/records/write.ts'
import { batched } from '../../../server/records/write-context.ts'
import { newApp, system, type TestApp } from '../../helpers/app.ts'
import { newPlace, onBothDatabases } from '../../helpers/databases.ts'
import { Random } from './expression-generator.ts'

const plain = {
  format: 1,
  key: 'sales',
  settings: { locale: 'en', timeZone: 'Asia/Shanghai', currency: 'CNY' },
  modules: [
    {
      key: 'deal',
      title: 'name',
      fields: [
        { key: 'name', type: 'text', required: true },
        { key: 'amount', type: 'money' },
        { key: 'source', type: 'select', options: [{ key: 'web' }, { key: 'fair' }] },
        { key: 'kinds', type: 'multi_select', options: [{ key: 'a' }, { key: 'b' }] },
        { key: 'closes', type: 'date' },
        { key: 'at', type: 'datetime' },
        { key: 'email', type: 'email' },
        { key: 'seats', type: 'integer' },
        { key: 'urgent', type: 'boolean' },
        { key: 'remark', type: 'long_text' },
        { key: 'fixed', type: 'text', readOnly: true },
      ],
    },
  ],
  pipelines: [
    { key: 'main', module: 'deal', stages: ['first', 'second', 'won'].map((key) => ({ key, type: key === 'won' ? 'won' : 'open' })) },
  ],
}

/** The same with what makes the database be asked: a unique field, a formula, a rule, a criterion. */
const asking = {
  ...plain,
  modules: [
    {
      ...plain.modules[0]!,
      fields: [
        ...plain.modules[0]!.fields.map((field) => (field.key === 'email' ? { ...field, unique: true } : field)),
        { key: 'double', type: 'formula', expression: 'seats * 2', result: 'integer' },
      ],
      rules: [{ key: 'few', check: 'seats == null || seats < 90', message: 'Too many seats.' }],
    },
  ],
  pipelines: [
    {
      ...plain.pipelines[0]!,
      stages: [
        { key: 'first', type: 'open' },
        { key: 'second', type: 'open', enter: [{ key: 'sum', when: 'amount != null' }] },
        { key: 'won', type: 'won' },
      ],
    },
  ],
}

const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  name: ['Deal', '商机 一', ' padded ', '', null, 'line\nbreak', 'x'.repeat(300), 12],
  amount: [0, 12.34, 99_999.99, 0.001, -5, '12', null],
  source: ['web', 'fair', 'fax', null],
  kinds: [['a'], ['a', 'b'], [], ['c'], null],
  closes: ['2026-02-28', '2026-02-29', '0001-01-01', '2026-13-01', null],
  at: ['2026-03-01T06:30:00.000Z', 'soon', null],
  email: ['p@example.com', 'ü@exämple.com', 'p@', null, 'q@example.com'],
  seats: [1, 0, 95, 1.5, null],
  urgent: [true, false, 'yes', null],
  remark: ['two\nlines', '\u0007', null],
  fixed: ['no'],
  unknown: [1],
  _stage: ['first', 'second', 'won', 'gone'],
  _owner: [null, 5],
}
/** Mostly right values, so that enough records are kept. */
const GOOD: Readonly<Record<string, number>> = {
  name: 3,
  amount: 3,
  source: 2,
  kinds: 3,
  closes: 1,
  at: 1,
  email: 2,
  seats: 2,
  urgent: 2,
  remark: 1,
  _stage: 3,
}

function randomBody(random: Random, number: number): Record<string, unknown> {
  const body: Record<string, unknown> = { name: `Deal ${number}` }
  for (const [name, values] of Object.entries(VALUES)) {
    const good = GOOD[name] ?? 0
    if (random.next() < (good === 0 ? 0.02 : 0.6))
      body[name] = random.next() < 0.95 && good > 0 ? values[Math.floor(random.next() * good)] : random.pick(values)
  }
  if (typeof body.email === 'string' && body.email.startsWith('p@e') && random.next() < 0.9) body.email = `p${number}@example.com`
  return body
}

const LOGS = {
  _visit:
    '"pipeline", "seq", "module", "version", "stage", "left_at", "kind", "reason", "note", "by_user", "owner", "snapshot", "import", "transition", "checks"',
  _outbox: '"kind", "module", "version", "by_user", "payload"',
  _history: '"kind", "changes"',
}

/** All that is in the app, without what differs from one moment to the next. */
async function contents({ host }: TestApp): Promise<unknown> {
  const rows = (sql: string) => host.db.all(statement(host.db.dialect, sql))
  const records = await rows('SELECT * FROM "deal" ORDER BY "_id"')
  const ids = new Map(records.map((row, place) => [row._id, place]))
  const timeless = ({ _id, _created_at, _updated_at, _stage_at, ...rest }: Record<string, unknown>) => ({
    ...rest,
    times: [_created_at, _updated_at, _stage_at].map((each) => each === _created_at),
  })
  const logs: Record<string, unknown> = {}
  for (const [table, columns] of Object.entries(LOGS))
    logs[table] = (await rows(`SELECT "record", ${columns} FROM "${table}"`))
      .map(({ record, ...rest }) => ({ record: ids.get(record), ...rest }))
      .sort((a, b) => Number(a.record) - Number(b.record))
  return { records: records.map(timeless), logs }
}

onBothDatabases('many new records', (dialect) => {
  it.each([
    ['that ask for nothing', plain],
    ['that ask the database', asking],
  ])('%s are the same alone and in one transaction', async (_, definition) => {
    const places = await Promise.all([newPlace(dialect), newPlace(dialect)])
    try {
      const apps = await Promise.all(places.map(async (place) => newApp(await place.connect(), definition)))
      const [alone, together] = apps as [TestApp, TestApp]
      const random = new Random(7)
      const answers: unknown[][] = [[], []]
      const told = (result: Awaited<ReturnType<typeof createRecord>>) => (result.ok ? result.value._version : result.problems)
      for (let round = 0; round < 8; round += 1) {
        const bodies = Array.from({ length: 40 }, (_, index) => randomBody(random, round * 40 + index))
        for (const body of bodies) answers[0]!.push(told(await alone.create('deal', body)))
        await together.host.write(async (trx, published) => {
          const context = batched({
            trx,
            db: together.host.db,
            published,
            principal: system,
            now: Date.now(),
            userExists: async () => true,
          })
          for (const body of bodies) answers[1]!.push(told(await createRecord(context, published.app.modules.get('deal')!, body)))
          await flushBatch(context)
        })
      }
      expect(answers[1]).toEqual(answers[0])
      expect(await contents(together)).toEqual(await contents(alone))
      const kept = answers[0]!.filter((each) => each === 1).length
      expect(kept).toBeGreaterThan(60)
      expect(kept).toBeLessThan(300)
    } finally {
      for (const place of places) await place.remove()
    }
  })
})
