import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { checkExpression } from '../../../runtime/expression/expression.ts'
import { Slot } from '../../../server/database/database.ts'
import { postgresBuild } from '../../../server/database/postgres.ts'
import { sqliteBuild } from '../../../server/database/sqlite.ts'
import { compileExpression } from '../../../server/records/expression-sql.ts'
import { deal } from '../../runtime/expression/shapes.ts'

const TEXTS = [
  'amount >= 10000',
  'amount > 0.005',
  'amount == 0.005',
  '0.1 >= rate',
  'units in [1, 2, 2.5]',
  'amount > rate',
  'amount * 1.13 > account.employees / units',
  'amount * amount * amount * amount * amount * amount * amount > 1',
  'active && !(note == null) || name != "x"',
  '_stage in ["won", "quote"]',
  'name < "m" && name.contains("50%") && !name.startsWith(note) && name.endsWith("Ltd")',
  '_owner == me || _owner in my_team',
  '"a" in tags && !("b" in labels)',
  'has_any(tags, ["a", "b"]) && has_all(labels, my_team)',
  'close_date <= today() + duration("30d") && close_date >= start_of("quarter")',
  'close_date + duration("1w") < date("2026-01-31")',
  '_created_at > now() - duration("720h")',
  'date(_created_at) == today()',
  'days(today() - close_date) > 7 && hours(now() - _created_at) < 1.5',
  'account.industry == "it"',
  'account.owner_team.region.tax > 0.19',
  'meetings.exists(m, m.role == "approver" && m.at > now() - duration("720h") && m.cost < amount)',
  'account.deals.exists(d, d._id != _id && d.meetings.exists(m, m.account == account))',
  'count(meetings, m, m.minutes >= 30) > size(account.deals)',
  'active ? round(amount / 3) : coalesce(max(units, 1), 0)',
  'lower(name) + "-" + upper(note)',
  'size(name) + size(tags) + year(close_date)',
  'meetings.exists(m, true) && !meetings.exists(m, !(m.cost > 1)) && max(meetings, m, m.at, m.minutes > 1) != null',
]

test('golden SQL of both dialects', async () => {
  const parts = TEXTS.map((text) => {
    const checked = checkExpression(text, deal, 'any', { sql: true })
    if (!checked.ok) throw new Error(`${text}: ${checked.problems[0]?.message.en}`)
    const lines = (['sqlite', 'postgres'] as const).map((dialect) => {
      const context = { dialect, table: 'deal', tableOf: (module: string) => module, timeZone: 'Asia/Shanghai' }
      const build = dialect === 'sqlite' ? sqliteBuild : postgresBuild
      const compiled = sql`${compileExpression(checked.value, context)}`.compile(build)
      const parameters = compiled.parameters.map((each) => (each instanceof Slot ? `@${each.name}` : JSON.stringify(each)))
      return `${dialect.padEnd(8)} ${compiled.sql}${parameters.length > 0 ? `\n         ${parameters.join(', ')}` : ''}`
    })
    return `${text}\n${lines.join('\n')}\n`
  })
  await expect(parts.join('\n')).toMatchFileSnapshot('../../golden/expressions.sql.txt')
})

test('what has no SQL is a mistake of the caller', () => {
  const context = { dialect: 'postgres', table: 'deal', tableOf: (module: string) => module, timeZone: 'UTC' } as const
  for (const text of ['name.matches("a")', 'before.amount > 1']) {
    const checked = checkExpression(text, deal, 'boolean', { before: true })
    if (!checked.ok) throw new Error(text)
    expect(() => sql`${compileExpression(checked.value, context)}`.compile(postgresBuild)).toThrow('{ sql: true }')
  }
})
