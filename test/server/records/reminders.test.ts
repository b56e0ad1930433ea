// Owners are told once of activities that come due, by however many processes look, and not of what is done or was moved.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AppDefinition } from '../../../runtime/definition/types.ts'
import { statement } from '../../../server/database/text.ts'
import { remind } from '../../../server/records/reminders.ts'
import { newApp, type TestApp, unwrap } from '../../helpers/app.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { gatedDefinition } from '../../helpers/gated.ts'

const HOUR = 3_600_000

function withActivities(): AppDefinition {
  const base = gatedDefinition()
  const meeting = base.modules.find((module) => module.key === 'meeting')!
  meeting.fields.push({ key: 'done', type: 'boolean', default: false })
  meeting.activity = { at: 'at', open: 'done == false', about: ['deal'], complete: { done: true } }
  return base
}

onBothDatabases('reminders', (dialect) => {
  let place: Place
  let app: TestApp
  beforeAll(async () => {
    place = await newPlace(dialect)
    app = await newApp(await place.connect(), withActivities())
  })
  afterAll(() => place.remove())

  const meeting = async (hours: number, more: Record<string, unknown> = {}) =>
    unwrap(
      await app.create('meeting', {
        subject: `In ${hours} h`,
        at: new Date(Date.now() + hours * HOUR).toISOString(),
        _owner: 'ann',
        ...more,
      }),
    )._id
  const told = async () =>
    (await app.host.db.all(statement(dialect, `SELECT "recipient", "record" FROM "_notification" WHERE "kind" = 'due' ORDER BY "id"`))).map(
      (row) => `${row.recipient} ${row.record}`,
    )
  const jobs = () => app.host.db.all(statement(dialect, `SELECT "due_at" FROM "_job" WHERE "kind" = 'reminders' AND "state" = 'waiting'`))
  const look = async (hours: number) =>
    remind(app.host.db, (await app.host.current()).app, Date.now() + hours * HOUR, (work) => app.host.db.transaction(work))

  it('a job waits for the earliest, whatever the order in which they are written', async () => {
    expect(await jobs()).toEqual([])
    await meeting(5)
    const [later] = await jobs()
    await meeting(2)
    const waiting = await jobs()
    expect(waiting).toHaveLength(1)
    expect(Number(later!.due_at) - Number(waiting[0]!.due_at)).toBeCloseTo(3 * HOUR, -4)
  })

  it('tells each owner once, even when two look at the same moment; not what is done, has no owner, or was put off', async () => {
    const due = await meeting(1, { _owner: 'bob' })
    await meeting(1, { done: true })
    await meeting(1, { _owner: null })
    const put = await meeting(1)
    const record = await app.read('meeting', put)
    unwrap(await app.update('meeting', put, { at: new Date(Date.now() + 50 * HOUR).toISOString(), _version: record!._version }))
    const counts = await Promise.all([look(1.5), look(1.5)])
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(1)
    expect(await told()).toEqual([`bob ${due}`])
    expect(await look(1.5)).toBe(0)
    expect(await look(6)).toBe(2)
    expect(await look(60)).toBe(1)
    expect(await told()).toHaveLength(4)
    expect((await told()).at(-1)).toBe(`ann ${put}`)
  })
})
