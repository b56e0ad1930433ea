// The data both sides work on: deals of fifteen fields, the same rows from the same seed.
export const STAGES = ['first', 'intent', 'solution', 'budget', 'talk', 'won', 'lost'] as const
export const SOURCES = ['web', 'fair', 'referral', 'ads'] as const

export interface Deal {
  readonly name: string
  readonly amount: number
  readonly stage: (typeof STAGES)[number]
  readonly source: (typeof SOURCES)[number]
  readonly closes: string
  readonly city: string
  readonly phone: string
  readonly email: string
  readonly heat: number
  readonly seats: number
  readonly discount: number
  readonly urgent: boolean
  readonly remark: string
  readonly product: string
  readonly region: string
}

/** Deal number `index`, always the same. */
export function dealAt(index: number): Deal {
  const mix = (Math.imul(index + 1, 2654435761) >>> 0) % 1_000_003
  const day = String(1 + (mix % 28)).padStart(2, '0')
  const month = String(1 + (mix % 12)).padStart(2, '0')
  return {
    name: `Deal ${index} 商机`,
    amount: ((mix % 100_000) * 100 + (index % 100)) / 100,
    stage: STAGES[mix % STAGES.length]!,
    source: SOURCES[mix % SOURCES.length]!,
    closes: `2026-${month}-${day}`,
    city: `City ${mix % 300}`,
    phone: `138${String(mix).padStart(8, '0')}`,
    email: `p${index}@example.com`,
    heat: 1 + (mix % 5),
    seats: mix % 500,
    discount: (mix % 300) / 10,
    urgent: mix % 7 === 0,
    remark: `Remark of deal ${index}`,
    product: `P${mix % 40}`,
    region: `R${mix % 12}`,
  }
}

const COLUMNS = [
  'name',
  'amount',
  'stage',
  'source',
  'closes',
  'city',
  'phone',
  'email',
  'heat',
  'seats',
  'discount',
  'urgent',
  'remark',
  'product',
  'region',
] as const

export function csvOf(rows: number): Buffer {
  const lines = [COLUMNS.join(',')]
  for (let index = 0; index < rows; index += 1) {
    const deal = dealAt(index)
    lines.push(COLUMNS.map((name) => String(deal[name])).join(','))
  }
  return Buffer.from(lines.join('\n'))
}

const text = (key: string) => ({ key, type: 'text' })

export const definition = {
  format: 1,
  key: 'bench',
  settings: { locale: 'en', timeZone: 'Asia/Shanghai', currency: 'CNY' },
  modules: [
    {
      key: 'deal',
      title: 'name',
      fields: [
        { key: 'name', type: 'text', required: true },
        { key: 'amount', type: 'money' },
        { key: 'source', type: 'select', options: SOURCES.map((key) => ({ key })) },
        { key: 'closes', type: 'date' },
        text('city'),
        { key: 'phone', type: 'phone' },
        { key: 'email', type: 'email' },
        { key: 'heat', type: 'rating' },
        { key: 'seats', type: 'integer' },
        { key: 'discount', type: 'percent' },
        { key: 'urgent', type: 'boolean' },
        { key: 'remark', type: 'long_text' },
        text('product'),
        text('region'),
      ],
      views: [
        {
          key: 'web',
          type: 'list',
          fields: ['name', 'amount', '_stage', 'closes', 'city', 'source'],
          where: 'source == "web"',
          sort: [{ field: 'amount', descending: true }],
        },
        { key: 'amounts', type: 'list', fields: ['name', 'amount', '_stage', 'closes', 'city', 'source'], sort: [{ field: 'amount' }] },
        { key: 'board', type: 'board', fields: ['name', 'amount'], sum: 'amount', sort: [{ field: 'amount', descending: true }] },
      ],
    },
  ],
  pipelines: [
    { key: 'main', module: 'deal', stages: STAGES.map((key) => ({ key, type: key === 'won' || key === 'lost' ? key : 'open' })) },
  ],
}

export const importMap = { columns: COLUMNS.map((column) => ({ column, field: column === 'stage' ? '_stage' : column })) }
