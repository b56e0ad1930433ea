// Long reading in a thread of its own: the same rows, other work goes on meanwhile, errors and closing are told.
import { expect, it } from 'vitest'
import { openSqlite } from '../../../server/database/sqlite.ts'
import { openReader } from '../../../server/database/sqlite-reader.ts'
import { newPlace } from '../../helpers/databases.ts'

const SLOW = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT count(*) AS n, sum(i % 7) AS s FROM n`

it('answers from the thread while this one goes on', async () => {
  const place = await newPlace('sqlite')
  const file = `${(place.target as { data: string }).data}/heavy.db`
  const db = openSqlite(file, { alone: true })
  const reader = openReader(file)
  try {
    await db.script('CREATE TABLE "thing" ("kind" TEXT) STRICT; INSERT INTO "thing" VALUES (\'a\'), (\'b\')')
    expect(await reader.all('SELECT "kind" FROM "thing" WHERE "kind" = ?', ['b'])).toEqual([{ kind: 'b' }])
    expect(await reader.all(`SELECT _local_date(0, 'Asia/Shanghai') AS day`, [])).toEqual([{ day: '1970-01-01' }])
    let turns = 0
    const ticking = setInterval(() => {
      turns += 1
    }, 1)
    const [slow] = await reader.all(SLOW, [])
    clearInterval(ticking)
    expect(slow).toEqual({ n: 3_000_000, s: 9_000_000 - 3 })
    expect(turns).toBeGreaterThan(5)
    await expect(reader.all('SELECT x FROM nowhere', [])).rejects.toThrow('nowhere')
    const cut = reader.all(SLOW, [])
    await Promise.all([expect(cut).rejects.toThrow('closed'), reader.close()])
    expect(await db.heavy({ sql: 'SELECT count(*) AS n FROM "thing"', parameters: [] })).toEqual([{ n: 2 }])
  } finally {
    await reader.close()
    await db.close()
    await place.remove()
  }
})
