// `npm run bench:move [-- --moves 400 --rounds 5]`: one gated move with visit, history and outbox against a hand-written equivalent of the same durability,
// alternating the two in one process, medians of rounds. Must be at least 0.5.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'
import { systemPrincipal } from '../../server/access/principal.ts'
import { connect } from '../../server/database/connect.ts'
import { newId } from '../../server/database/id.ts'
import { createApp } from '../../server/definitions/publish.ts'
import { createRecord, updateRecord } from '../../server/records/write.ts'
import { gatedDefinition } from '../helpers/gated.ts'

const { values } = parseArgs({ options: { moves: { type: 'string', default: '400' }, rounds: { type: 'string', default: '5' } } })
const [moves, rounds] = [Number(values.moves), Number(values.rounds)]
const folder = mkdtempSync(join(tmpdir(), 'stagewright-move-'))
const store = await connect({ data: folder })
const created = await createApp(store, gatedDefinition(), systemPrincipal('bench'))
if (!created.ok) throw new Error(JSON.stringify(created.problems))
const host = created.value
const rep = {
  kind: 'user',
  id: 'ann',
  name: 'Ann',
  admin: false,
  roles: new Map([['sales', ['rep']]]),
  team: ['ann'],
  manages: [],
} as const
const contextOf = (trx: any, published: any) => ({
  trx,
  db: host.db,
  published,
  principal: rep,
  now: Date.now(),
  userExists: async () => true,
})
const deal = { name: 'Deal', budget: 500, decider: 'Li', amount: 900, _owner: 'ann' }
const made = await host.write((trx, published) => createRecord(contextOf(trx, published), published.app.modules.get('deal')!, deal))
if (!made.ok) throw new Error(JSON.stringify(made.problems))
let version = made.value._version

async function ours(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const forward = version % 2 === 1
    const body = forward
      ? { _stage: 'quote', _move: { checks: ['template'] }, _version: version }
      : { _stage: 'need', _move: { reason: 'price', note: 'Again' }, _version: version }
    const result = await host.write((trx, published) =>
      updateRecord(contextOf(trx, published), published.app.modules.get('deal')!, made.ok ? made.value._id : '', body),
    )
    if (!result.ok) throw new Error(JSON.stringify(result.problems))
    version = result.value._version
  }
}

const floor = new Database(join(folder, 'floor.db'))
floor.pragma('journal_mode = WAL')
floor.pragma('synchronous = FULL')
floor.exec(`CREATE TABLE deal (_id TEXT NOT NULL PRIMARY KEY, _version INTEGER NOT NULL, _owner TEXT, _updated_at INTEGER, _updated_by TEXT, _stage TEXT, _stage_at INTEGER, _stage_due INTEGER, _regressions INTEGER, name TEXT, amount INTEGER, budget INTEGER, decider TEXT) STRICT;
CREATE INDEX deal_stage ON deal (_stage, _stage_at);
CREATE TABLE visit (record TEXT NOT NULL, seq INTEGER NOT NULL, stage TEXT NOT NULL, entered_at INTEGER NOT NULL, left_at INTEGER, kind TEXT NOT NULL, reason TEXT, note TEXT, by_user TEXT, snapshot TEXT, PRIMARY KEY (record, seq)) STRICT;
CREATE INDEX visit_stage ON visit (stage, entered_at);
CREATE TABLE history (id INTEGER PRIMARY KEY AUTOINCREMENT, record TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, by_user TEXT, kind TEXT NOT NULL, changes TEXT) STRICT;
CREATE INDEX history_record ON history (record, id);
CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL, version INTEGER NOT NULL, payload TEXT) STRICT;`)
const id = newId(Date.now())
floor.prepare(`INSERT INTO deal VALUES (?, 1, 'ann', 0, 'ann', 'need', 0, 0, 0, 'Deal', 90000, 50000, 'Li')`).run(id)
floor.prepare(`INSERT INTO visit VALUES (?, 1, 'need', 0, NULL, 'create', NULL, NULL, 'ann', NULL)`).run(id)
const read = floor.prepare('SELECT * FROM deal WHERE _id = ?')
const write = floor.prepare(
  'UPDATE deal SET _stage = ?, _stage_at = ?, _stage_due = ?, _regressions = ?, _version = ?, _updated_at = ?, _updated_by = ? WHERE _id = ? AND _version = ?',
)
const last = floor.prepare('SELECT seq FROM visit WHERE record = ? ORDER BY seq DESC LIMIT 1')
const close = floor.prepare('UPDATE visit SET left_at = ? WHERE record = ? AND seq = ?')
const open = floor.prepare('INSERT INTO visit VALUES (?, ?, ?, ?, NULL, ?, ?, ?, ?, ?)')
const history = floor.prepare(`INSERT INTO history (record, version, at, by_user, kind, changes) VALUES (?, ?, ?, 'ann', 'move', ?)`)
const outbox = floor.prepare(`INSERT INTO outbox (at, kind, record, version, payload) VALUES (?, 'move', ?, ?, ?)`)
const moveByHand = floor.transaction(() => {
  const now = Date.now()
  const record = read.get(id) as {
    _version: number
    _stage: string
    _regressions: number
    amount: number
    budget: number
    decider: string | null
  }
  const forward = record._stage === 'need'
  if (forward && (record.budget === null || record.decider === null || record.amount === null)) throw new Error('gate')
  const [to, kind] = forward ? ['quote', 'advance'] : ['need', 'regress']
  const next = record._version + 1
  write.run(to, now, now + 864_000_000, record._regressions + (forward ? 0 : 1), next, now, 'ann', id, record._version)
  const { seq } = last.get(id) as { seq: number }
  close.run(now, id, seq)
  open.run(id, seq + 1, to, now, kind, forward ? null : 'price', forward ? null : 'Again', 'ann', JSON.stringify({ amount: record.amount }))
  history.run(id, next, now, JSON.stringify({ _stage: [record._stage, to] }))
  outbox.run(now, id, next, '["_stage"]')
})
function byHand(count: number): void {
  for (let index = 0; index < count; index += 1) moveByHand.immediate()
}

const timed = async (work: () => unknown): Promise<number> => {
  const begun = performance.now()
  await work()
  return ((performance.now() - begun) / moves) * 1000
}
const median = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]!
await ours(50)
byHand(50)
const [hand, own]: [number[], number[]] = [[], []]
for (let round = 0; round < rounds; round += 1) {
  hand.push(await timed(() => byHand(moves)))
  own.push(await timed(() => ours(moves)))
}
console.log(
  `gated move: by hand ${median(hand).toFixed(0)} µs, ours ${median(own).toFixed(0)} µs, ratio ${(median(hand) / median(own)).toFixed(2)} (must 0.50)`,
)
floor.close()
await store.close()
rmSync(folder, { recursive: true, force: true })
