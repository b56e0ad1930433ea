// 6,478 real leads come in through the public door; eleven scoring rules as a scorecard give the independently computed histogram, bands, conversion and AUC.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newPlace, onBothDatabases, type Place } from '../helpers/databases.ts'
import { importCsv, startTestServer, type TestServer } from '../helpers/server.ts'
import { expected, onRealData, realFile } from './data.ts'

const SET = 'x_education_open'
const FIELDS = {
  number: 'Lead Number',
  origin: 'Lead Origin',
  source: 'Lead Source',
  occupation: 'What is your current occupation',
  seconds: 'Total Time Spent on Website',
  activity: 'Last Activity',
  no_email: 'Do Not Email',
  visits: 'TotalVisits',
  specialization: 'Specialization',
  country: 'Country',
  converted: 'Converted',
} as const
const NUMBERS = new Set(['seconds', 'visits', 'converted'])
const keyOf = new Map(Object.entries(FIELDS).map(([key, column]) => [column as string, key]))

interface Rule {
  readonly field: string
  readonly op: 'equals' | 'in' | 'gte' | 'between' | 'not_blank'
  readonly value: any
  readonly points: number
}

/** A rule of the expectation as a condition; an empty text is nothing here. */
function conditionOf({ field, op, value }: Rule): string {
  const key = keyOf.get(field)!
  switch (op) {
    case 'equals':
      return `${key} == ${JSON.stringify(value)}`
    case 'in': {
      const named = `${key} in ${JSON.stringify(value.filter((each: string) => each !== ''))}`
      return value.includes('') ? `${key} == null || ${named}` : named
    }
    case 'gte':
      return `${key} >= ${value}`
    case 'between':
      return `${key} >= ${value[0]} && ${key} <= ${value[1]}`
    case 'not_blank':
      return `${key} != null`
  }
}

function definitionOf({ rules, bands }: any) {
  return {
    format: 1,
    key: 'leads',
    settings: { locale: 'en', timeZone: 'Asia/Kolkata', currency: 'INR' },
    modules: [
      {
        key: 'lead',
        title: 'number',
        fields: Object.keys(FIELDS).map((key) => ({
          key,
          type: NUMBERS.has(key) ? 'integer' : 'text',
          ...(key === 'number' ? { unique: true } : {}),
        })),
      },
    ],
    scorecards: [
      {
        key: 'lead',
        module: 'lead',
        rules: rules.map((rule: Rule, index: number) => ({ key: `rule_${index + 1}`, when: conditionOf(rule), points: rule.points })),
        clip: { min: 0, max: 100 },
        tiers: Object.entries<any>(bands).map(([key, { from }]) => ({ key, from })),
      },
    ],
  }
}

const six = (value: number) => Math.round(value * 1e6) / 1e6

/** Area under ROC of the scores: the chance that a converted lead scores above another, ties counting half. */
function areaOf(leads: readonly { readonly score: number; readonly converted: boolean }[]): number {
  const byScore = new Map<number, [number, number]>()
  for (const { score, converted } of leads) {
    const entry = byScore.get(score) ?? [0, 0]
    entry[converted ? 0 : 1] += 1
    byScore.set(score, entry)
  }
  let below = 0
  let wins = 0
  for (const [, [yes, no]] of [...byScore].sort(([a], [b]) => a - b)) {
    wins += yes * (below + no / 2)
    below += no
  }
  const positives = leads.filter(({ converted }) => converted).length
  return wins / (positives * (leads.length - positives))
}

onRealData(SET, () => {
  onBothDatabases('lead scoring', (dialect) => {
    let place: Place
    let server: TestServer
    let scoring: any
    let auc: any
    const leads: { readonly number: string; readonly score: number; readonly tier: string; readonly converted: boolean }[] = []

    beforeAll(async () => {
      ;({ scoring, auc } = expected(SET))
      place = await newPlace(dialect)
      server = await startTestServer(place)
      await server.admin.ok('POST', '/apps', { definition: definitionOf(scoring) })
      const columns = Object.entries(FIELDS).map(([field, column]) => ({ column, field }))
      const done = await importCsv(server.admin, 'leads', 'lead', realFile(SET, 'Leads.csv'), { match: 'number', columns })
      expect(done).toMatchObject({ state: 'done', created: 6478, failed: 0 })
      let after: string | null = null
      do {
        const next: string = after === null ? '' : `&after=${after}`
        const page = await server.admin.ok(
          'GET',
          `/apps/leads/records/lead?fields=number,converted,_score_lead,_tier_lead&limit=200${next}`,
        )
        for (const { number, converted, _score_lead, _tier_lead } of page.records)
          leads.push({ number, score: _score_lead, tier: _tier_lead, converted: converted === 1 })
        after = page.next
      } while (after !== null)
    })
    afterAll(async () => {
      await server?.close()
      await place?.remove()
    })

    it('the whole histogram, its mean and its largest score', () => {
      const histogram: Record<string, number> = {}
      for (const { score } of leads) histogram[score] = (histogram[score] ?? 0) + 1
      expect(histogram).toEqual(scoring.histogram)
      expect(six(leads.reduce((sum, { score }) => sum + score, 0) / leads.length)).toBe(scoring.score.mean)
      expect(Math.max(...leads.map(({ score }) => score))).toBe(scoring.score.max)
    })

    it('each rule holds for as many leads, and converts as many', async () => {
      for (const rule of scoring.rules as (Rule & { leads_hit: number; converted_hit: number })[]) {
        const count = async (where: string) =>
          (await server.admin.ok('GET', `/apps/leads/records/lead?limit=1&total=true&where=${encodeURIComponent(where)}`)).total
        expect([await count(conditionOf(rule)), await count(`(${conditionOf(rule)}) && converted == 1`)]).toEqual([
          rule.leads_hit,
          rule.converted_hit,
        ])
      }
    })

    it('bands and their conversion, as a report', async () => {
      const measures = [
        { key: 'leads', aggregate: 'count' },
        { key: 'converted', aggregate: 'sum', value: 'converted' },
      ]
      const definition = { key: 'r', type: 'table', module: 'lead', groups: [{ key: 'band', by: '_tier_lead' }], measures }
      const table = await server.admin.ok('POST', '/apps/leads/reports/run', { definition })
      const bands = Object.fromEntries(
        table.rows.map(({ cells }: any) => [cells[0].value, { leads: cells[1].value, converted: cells[2].value }]),
      )
      expect(bands).toEqual(
        Object.fromEntries(
          Object.entries<any>(scoring.bands).map(([key, band]) => [key, { leads: band.leads, converted: band.converted }]),
        ),
      )
      for (const [key, { rate }] of Object.entries<any>(scoring.bands)) {
        const own = leads.filter(({ tier }) => tier === key)
        expect(six(own.filter(({ converted }) => converted).length / own.length)).toBe(rate)
      }
    })

    it('the best scores hold the conversions', () => {
      const ordered = [...leads].sort((a, b) => b.score - a.score || Number(a.number) - Number(b.number))
      const all = leads.filter(({ converted }) => converted).length
      for (const { top_share, leads: count, converted, share_of_all_conversions } of scoring.top) {
        const top = ordered.slice(0, Math.floor(top_share * leads.length))
        const hits = top.filter((lead) => lead.converted).length
        expect([top.length, hits, six(hits / all)]).toEqual([count, converted, share_of_all_conversions])
      }
    })

    it('the area under the curve', () => {
      expect(six(areaOf(leads))).toBe(auc.score.auc)
    })

    it('the scores of single leads, and the explanation that adds up to them', async () => {
      for (const { 'Lead Number': number, score, unclipped } of scoring.samples.slice(0, 8)) {
        const page = await server.admin.ok(
          'GET',
          `/apps/leads/records/lead?where=${encodeURIComponent(`number == "${number}"`)}&fields=_score_lead`,
        )
        const [record] = page.records
        const { scorecards } = await server.admin.ok('GET', `/apps/leads/records/lead/${record._id}/scores`)
        const points = scorecards[0].rules.reduce((sum: number, rule: any) => sum + rule.points, 0)
        expect([record._score_lead, points, scorecards[0].changes.length]).toEqual([score, unclipped, 1])
      }
    })
  })
})
