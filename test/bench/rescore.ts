// Publishing other scoring rules over many records against the one UPDATE somebody would write by hand, in the same database, alternating the two.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AppDefinition } from '../../runtime/definition/types.ts'
import { systemPrincipal } from '../../server/access/principal.ts'
import { connect } from '../../server/database/connect.ts'
import { statement } from '../../server/database/text.ts'
import { createApp, publish } from '../../server/definitions/publish.ts'

const SOURCES = ['web', 'fair', 'referral', 'call']

/** Eleven rules, as lead scoring has; `bonus` is what every lead gets, so that every score changes with it. */
function definitionOf(bonus: number): AppDefinition {
  const rules = [
    { when: 'source == "referral"', points: 30 },
    { when: 'source in ["fair", "call"]', points: 15 },
    { when: 'budget >= 50000.00', points: 25 },
    { when: 'visits >= 1000', points: 20 },
    { when: 'visits >= 300 && visits <= 999', points: 10 },
    { when: 'name.startsWith("Lead 1")', points: 15 },
    { when: 'source == "call"', points: -10 },
    { when: 'refuses == true', points: -15 },
    { when: 'visits >= 0', points: 20 + bonus },
    { when: 'budget == null', points: -5 },
    { when: 'seen != null', points: 2 },
  ]
  return {
    format: 1,
    key: 'bench',
    settings: { locale: 'en', timeZone: 'Asia/Shanghai', currency: 'CNY' },
    modules: [
      {
        key: 'lead',
        title: 'name',
        fields: [
          { key: 'name', type: 'text' },
          { key: 'source', type: 'select', options: SOURCES.map((key) => ({ key })) },
          { key: 'budget', type: 'money' },
          { key: 'visits', type: 'integer' },
          { key: 'refuses', type: 'boolean' },
          { key: 'seen', type: 'date' },
        ],
      },
    ],
    scorecards: [
      {
        key: 'fit',
        module: 'lead',
        rules: rules.map((rule, index) => ({ key: `rule_${index}`, ...rule })),
        clip: { min: 0, max: 100 },
        tiers: [
          { key: 'hot', from: 45 },
          { key: 'warm', from: 25 },
          { key: 'cold', from: 0 },
        ],
      },
    ],
  }
}

function byHand(bonus: number): string {
  const score = `max(0, min(100, (CASE WHEN source = 'referral' THEN 30 ELSE 0 END) + (CASE WHEN source IN ('fair', 'call') THEN 15 ELSE 0 END) + (CASE WHEN budget >= 5000000 THEN 25 ELSE 0 END) + (CASE WHEN visits >= 1000 THEN 20 ELSE 0 END) + (CASE WHEN visits BETWEEN 300 AND 999 THEN 10 ELSE 0 END) + (CASE WHEN name LIKE 'Lead 1%' THEN 15 ELSE 0 END) + (CASE WHEN source = 'call' THEN -10 ELSE 0 END) + (CASE WHEN refuses THEN -15 ELSE 0 END) + (CASE WHEN visits >= 0 THEN ${20 + bonus} ELSE 0 END) + (CASE WHEN budget IS NULL THEN -5 ELSE 0 END) + (CASE WHEN seen IS NOT NULL THEN 2 ELSE 0 END)))`
  return `UPDATE lead SET (_score_fit, _tier_fit) = (SELECT s * 100, CASE WHEN s >= 45 THEN 'hot' WHEN s >= 25 THEN 'warm' ELSE 'cold' END FROM (SELECT ${score} AS s))`
}

const middle = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]!

/** Medians in milliseconds of publishing and of the statement by hand, both with nearly every score changed. */
export async function rescore(rows: number, rounds: number): Promise<{ readonly ours: number; readonly hand: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'stagewright-rescore-'))
  const store = await connect({ data: folder })
  try {
    const created = await createApp(store, definitionOf(0), systemPrincipal('bench'))
    if (!created.ok) throw new Error(JSON.stringify(created.problems))
    const host = created.value
    const fill = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
      INSERT INTO lead (_id, _version, _created_at, _updated_at, name, source, budget, visits, refuses, seen)
      SELECT printf('%08d', i), 1, i, i, 'Lead ' || i, CASE i % 4 WHEN 0 THEN 'web' WHEN 1 THEN 'fair' WHEN 2 THEN 'referral' ELSE 'call' END,
        CASE WHEN i % 5 = 0 THEN NULL ELSE (i * 7919) % 10000000 END, (i * 31) % 1500, i % 9 = 0, CASE WHEN i % 3 = 0 THEN NULL ELSE '2026-03-01' END FROM n`
    await host.db.transaction((trx) => trx.run(statement('sqlite', fill, [rows])))
    const [ours, hand]: [number[], number[]] = [[], []]
    for (let round = 0; round < rounds; round += 1) {
      const begun = performance.now()
      await host.db.transaction((trx) => trx.run(statement('sqlite', byHand(-round - 1))))
      hand.push(performance.now() - begun)
      const before = performance.now()
      const published = await publish(host, definitionOf(round + 1), systemPrincipal('bench'))
      ours.push(performance.now() - before)
      if (!published.ok) throw new Error(JSON.stringify(published.problems))
    }
    return { ours: middle(ours), hand: middle(hand) }
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
