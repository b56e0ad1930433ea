// Counts are remembered until a commit, of this connection or of another process, and per what the question holds.
import { expect, it } from 'vitest'
import { Slot } from '../../../server/database/database.ts'
import { openSqlite } from '../../../server/database/sqlite.ts'
import { statement } from '../../../server/database/text.ts'
import { figureRows } from '../../../server/records/figures.ts'
import { newPlace } from '../../helpers/databases.ts'

const count = statement('sqlite', 'SELECT count(*) AS n FROM "thing" WHERE "kind" = ?', [new Slot('kind')])

it('asks once between commits, and again after one', async () => {
  const place = await newPlace('sqlite')
  const file = `${(place.target as { data: string }).data}/figures.db`
  const [db, other] = [openSqlite(file, { alone: true }), openSqlite(file, { alone: true })]
  try {
    await db.script('CREATE TABLE "thing" ("kind" TEXT) STRICT; INSERT INTO "thing" VALUES (\'a\'), (\'a\'), (\'b\')')
    const ask = async (kind: string) => (await figureRows(db, count, { kind }))[0]?.n
    expect([await ask('a'), await ask('b')]).toEqual([2, 1])
    expect(figureRows(db, count, { kind: 'a' })).toBe(figureRows(db, count, { kind: 'a' }))
    await db.script('INSERT INTO "thing" VALUES (\'a\')')
    expect([await ask('a'), await ask('b')]).toEqual([3, 1])
    await other.script('DELETE FROM "thing" WHERE "kind" = \'a\'')
    await expect.poll(() => ask('a')).toBe(0)
  } finally {
    await db.close()
    await other.close()
    await place.remove()
  }
})
