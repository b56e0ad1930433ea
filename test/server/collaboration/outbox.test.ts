// The reader of the outbox and the stream it feeds: nothing is left out whatever the order of commits, nobody makes the server keep more than it should.
import { expect, it } from 'vitest'
import { openOutbox } from '../../../server/collaboration/live/outbox.ts'
import { openStream } from '../../../server/collaboration/live/stream.ts'
import type { Database, Transaction } from '../../../server/database/database.ts'
import { statement } from '../../../server/database/text.ts'
import { newApp } from '../../helpers/app.ts'
import { newPlace, onBothDatabases } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'

async function insert(trx: Transaction | Database, record: string): Promise<void> {
  const sql = `INSERT INTO "_outbox" ("at", "kind", "module", "record", "version") VALUES (1, 'update', 'deal', ?, 1)`
  await trx.run(statement(trx.dialect, sql, [record]))
}

onBothDatabases('outbox', (dialect) => {
  it('is read a page at a time from where it was opened, and again from a place', async () => {
    const place = await newPlace(dialect)
    try {
      const { db } = (await newApp(await place.connect(), salesDefinition())).host
      await insert(db, 'before')
      const outbox = await openOutbox(db)
      const start = outbox.place()
      for (let index = 0; index < 1200; index += 1) await insert(db, `r${index}`)
      const seen: string[] = []
      for (let page = await outbox.read(); page.rows.length > 0; page = await outbox.read())
        seen.push(...page.rows.map(({ record }) => record))
      expect(seen).toEqual(Array.from({ length: 1200 }, (_, index) => `r${index}`))
      expect(outbox.place()).toBe(start + 1200)
      expect((await outbox.since(start + 1190))?.map(({ record }) => record)).toEqual(seen.slice(1190))
      expect(await outbox.since(start + 1201)).toBeUndefined()
      for (let index = 0; index < 900; index += 1) await insert(db, 'more')
      while ((await outbox.read()).rows.length > 0);
      expect(await outbox.since(start)).toBeUndefined()
    } finally {
      await place.remove()
    }
  })
})

it('a transaction that commits a lower id later is not left out, and nobody is told a place beyond it (postgres)', async () => {
  const place = await newPlace('postgres')
  try {
    const { db } = (await newApp(await place.connect(), salesDefinition())).host
    const outbox = await openOutbox(db)
    const start = outbox.place()
    let commit = () => {}
    const held = new Promise<void>((resolve) => (commit = resolve))
    let inserted = () => {}
    const lower = new Promise<void>((resolve) => (inserted = resolve))
    const slow = db.transaction(async (trx) => {
      await insert(trx, 'slow')
      inserted()
      await held
    })
    await lower
    await insert(db, 'quick')
    const first = await outbox.read()
    expect(first.rows.map(({ record }) => record)).toEqual(['quick'])
    expect(first.place).toBe(start)
    expect((await outbox.read()).rows).toEqual([])
    commit()
    await slow
    const second = await outbox.read()
    expect(second.rows.map(({ record }) => record)).toEqual(['slow'])
    expect(second.place).toBe(start + 2)
    // One that opens while an id is held open waits for it too.
    await db
      .transaction(async (trx) => insert(trx, 'taken back').then(() => Promise.reject(new Error('taken back'))))
      .catch(() => undefined)
    await insert(db, 'last')
    const late = await openOutbox(db)
    expect(late.place()).toBe(start + 2)
  } finally {
    await place.remove()
  }
})

it('a reader who does not read is told to load anew instead of everything he missed', async () => {
  const stream = openStream(
    () => {},
    () => {},
  )
  stream.tell('ready', 1, 0)
  for (let index = 1; index <= 5000; index += 1) stream.send([{ kind: 'many', module: 'deal' }], index)
  const reader = stream.body.getReader()
  const text = new TextDecoder().decode((await reader.read()).value)
  const blocks = text.split('\n\n').slice(0, -1)
  expect(blocks.length).toBeLessThanOrEqual(1000)
  expect(blocks[0]).toMatch(/^event: reset\nid: \d+\n/)
  expect(blocks.at(-1)).toContain('id: 5000')
  let closed = 0
  const other = openStream(
    () => {},
    () => (closed += 1),
  )
  const pending = other.body.getReader().read()
  other.end()
  other.end()
  expect((await pending).done).toBe(true)
  expect(closed).toBe(1)
})
