// The floor: the least a hand-written server does for the same answers. Hono, better-sqlite3, prepared statements, right indexes, the same durability;
// no rights, no validation, no history, no visits. Started as a process of its own: `node floor.ts FILE PORT ROWS`.
import { serve } from '@hono/node-server'
import Sqlite from 'better-sqlite3'
import { Hono } from 'hono'
import Papa from 'papaparse'
import { newId } from '../../server/database/id.ts'
import { csvOf, type Deal } from './data.ts'

const [file, port, rows] = [process.argv[2]!, Number(process.argv[3]), Number(process.argv[4])]
const db = new Sqlite(file)
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.pragma('cache_size = -65536')
db.exec(
  `CREATE TABLE IF NOT EXISTS deal (id TEXT PRIMARY KEY, name TEXT, amount INTEGER, stage TEXT, source TEXT, closes TEXT, city TEXT, phone TEXT, email TEXT, heat INTEGER, seats INTEGER, discount INTEGER, urgent INTEGER, remark TEXT, product TEXT, region TEXT, updated INTEGER) STRICT`,
)
const INDEXES = ['CREATE INDEX i1 ON deal (source, amount, id)', 'CREATE INDEX i2 ON deal (stage, amount)']
const insert = db.prepare(
  'INSERT INTO deal VALUES (@id, @name, @amount, @stage, @source, @closes, @city, @phone, @email, @heat, @seats, @discount, @urgent, @remark, @product, @region, @updated)',
)
const rowOf = (deal: Deal, id = newId()) => ({
  ...deal,
  id,
  amount: Math.round(deal.amount * 100),
  discount: Math.round(deal.discount * 100),
  urgent: Number(deal.urgent),
  updated: Date.now(),
})
const importCsv = (count: number, deferred: boolean) => {
  const csv = csvOf(count).toString()
  const start = performance.now()
  if (!deferred) for (const sql of INDEXES) db.exec(sql)
  db.transaction(() => {
    for (const row of Papa.parse<Record<string, string>>(csv, { header: true }).data) {
      insert.run({
        ...row,
        id: newId(),
        amount: Math.round(Number(row.amount) * 100),
        heat: Number(row.heat),
        seats: Number(row.seats),
        discount: Math.round(Number(row.discount) * 100),
        urgent: Number(row.urgent === 'true'),
        updated: 0,
      })
    }
  })()
  if (deferred) for (const sql of INDEXES) db.exec(sql)
  return count / ((performance.now() - start) / 1000)
}
const imported = importCsv(rows, true)

const out = (row: any) => ({ ...row, amount: row.amount / 100 })
const read = db.prepare('SELECT * FROM deal WHERE id = ?')
const list = db.prepare(
  "SELECT id, name, amount, stage, closes, city, source FROM deal WHERE source = 'web' ORDER BY amount DESC, id DESC LIMIT 50",
)
const count = db.prepare("SELECT count(*) AS n FROM deal WHERE source = 'web'")
const deep = db.prepare('SELECT id, name, amount, stage, closes, city, source FROM deal ORDER BY stage, amount LIMIT 50 OFFSET 50000')
const groups = db.prepare('SELECT stage, count(*) AS n, sum(amount) AS s FROM deal GROUP BY stage')
const update = db.prepare('UPDATE deal SET city = ?, updated = ? WHERE id = ?')
const ids = db.prepare('SELECT id FROM deal ORDER BY id LIMIT 20000').pluck()

const app = new Hono()
app.get('/ids', (c) => c.json(ids.all()))
app.get('/imported', (c) => c.json(imported))
app.get('/deal/:id', (c) => c.json(out(read.get(c.req.param('id')))))
app.get('/list', (c) => c.json({ records: list.all().map(out) }))
app.get('/count', (c) => c.json({ records: list.all().map(out), total: (count.get() as any).n }))
app.get('/deep', (c) => c.json({ records: deep.all().map(out) }))
app.get('/groups', (c) => c.json(groups.all()))
app.patch('/deal/:id', async (c) => {
  const body = await c.req.json()
  update.run(body.city, Date.now(), c.req.param('id'))
  return c.json({ ok: true })
})
app.post('/deal', async (c) => {
  const row = rowOf(await c.req.json())
  insert.run(row)
  return c.json({ id: row.id }, 201)
})
app.post('/bulk', async (c) => {
  const { records } = await c.req.json()
  db.transaction(() => {
    for (const record of records) insert.run(rowOf(record))
  })()
  return c.json({ created: records.length })
})
app.post('/add-field', (c) => {
  const start = performance.now()
  db.exec(`ALTER TABLE deal ADD COLUMN extra_${Date.now()} TEXT`)
  return c.json(performance.now() - start)
})
app.get('/memory', (c) => c.json(process.memoryUsage().rss))
serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, () => process.send?.('ready'))
