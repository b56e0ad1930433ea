// A definition in which a role may not see several fields that stand side by side, a title, and a whole module; and every way of asking about them.
import type { AppDefinition } from '../../../runtime/definition/types.ts'

/** Hidden fields of a deal: the first two, one in the middle of three, the last two. */
export const HIDDEN = ['inner', 'margin', 'review', 'rank', 'vip', 'sponsor', 'floor', 'tail'] as const

export function hiddenDefinition(): AppDefinition {
  const text = (key: string, more = {}) => ({ key, type: 'text', label: key, ...more })
  return {
    format: 1,
    key: 'veil',
    label: 'Veil',
    settings: { locale: 'en', timeZone: 'Asia/Shanghai', currency: 'CNY' },
    modules: [
      { key: 'contact', label: 'Contact', title: 'code', fields: [text('code'), text('name'), text('secret')] },
      { key: 'vault', label: 'Vault', title: 'word', fields: [text('word'), text('open')] },
      {
        key: 'deal',
        label: 'Deal',
        title: 'name',
        fields: [
          text('inner'),
          { key: 'margin', type: 'money', label: 'margin' },
          text('name', { required: true, unique: true }),
          { key: 'amount', type: 'money', label: 'amount' },
          { key: 'review', type: 'date', label: 'review' },
          { key: 'rank', type: 'select', label: 'rank', options: [{ key: 'gold' }, { key: 'lead' }] },
          { key: 'vip', type: 'boolean', label: 'vip' },
          { key: 'contact', type: 'relation', label: 'contact', module: 'contact', inverse: 'deals' },
          { key: 'sponsor', type: 'relation', label: 'sponsor', module: 'contact', inverse: 'sponsored' },
          { key: 'vault', type: 'relation', label: 'vault', module: 'vault', inverse: 'deals' },
          text('note'),
          { key: 'floor', type: 'tags', label: 'floor' },
          text('tail', { unique: true }),
          // Computed of what is hidden, without saying it.
          { key: 'sized', type: 'formula', label: 'sized', expression: 'margin > -1000000.00 && size(inner) > 0', result: 'boolean' },
        ],
        views: [
          {
            key: 'all',
            type: 'list',
            fields: ['inner', 'name', 'margin', 'amount', 'tail'],
            sort: [{ field: 'margin', descending: true }],
          },
          { key: 'vips', type: 'list', fields: ['name'], where: 'vip == true' },
          { key: 'board', type: 'board', fields: ['name', 'margin'], sum: 'margin' },
        ],
      },
    ],
    scorecards: [
      {
        key: 'heat',
        label: 'Heat',
        module: 'deal',
        rules: [
          { key: 'large', when: 'amount >= 100.00', points: 5 },
          { key: 'margin', label: 'margin', when: 'margin > 15.00', points: 0 },
          { key: 'vip', when: 'vip == true', points: 0 },
        ],
        tiers: [{ key: 'all', from: 0 }],
      },
    ],
    pipelines: [
      {
        key: 'main',
        module: 'deal',
        label: 'Main',
        stages: [
          { key: 'need', type: 'open', label: 'Need' },
          { key: 'quote', type: 'open', label: 'Quote' },
          { key: 'won', type: 'won', label: 'Won' },
          { key: 'lost', type: 'lost', label: 'Lost' },
        ],
      },
    ],
    reports: [
      {
        key: 'open',
        type: 'table',
        module: 'deal',
        groups: [{ key: 'stage', by: '_stage' }],
        measures: [
          { key: 'n', aggregate: 'count' },
          { key: 'amount', aggregate: 'sum', value: 'amount' },
        ],
      },
      {
        key: 'margins',
        type: 'table',
        module: 'deal',
        groups: [{ key: 'rank', by: 'rank' }],
        measures: [{ key: 'margin', aggregate: 'sum', value: 'margin' }],
      },
    ],
    roles: [
      {
        key: 'rep',
        label: 'Rep',
        modules: [
          { module: 'deal', create: true, read: 'all', update: 'all', delete: 'all', import: true, export: true, hidden: [...HIDDEN] },
          { module: 'contact', create: true, read: 'all', update: 'all', hidden: ['code', 'secret'] },
        ],
      },
    ],
  } as AppDefinition
}

/** Values of two worlds that differ in nothing but what the role may not see. */
export const WORLDS = [
  {
    inner: 'canary-alpha',
    margin: 1234.56,
    review: '2031-01-02',
    rank: 'gold',
    vip: true,
    floor: ['canary-tag-a'],
    tail: 'canary-tail-alpha',
    code: 'canary-code-a',
    secret: 'canary-secret-a',
    word: 'canary-word-a',
  },
  {
    inner: 'zanzibar',
    margin: 98765.43,
    review: '2039-12-30',
    rank: 'lead',
    vip: false,
    floor: ['x', 'y'],
    tail: 'zebra',
    code: 'zulu',
    secret: 'zen',
    word: 'zoo',
  },
] as const

/** Every word that would betray a hidden value of the first world. */
export const CANARIES = /canary|1234\.56|123456|2031-01-02/

export interface Question {
  readonly channel: string
  readonly method: string
  readonly path: string
  readonly body?: unknown
}

/** Every channel a role could ask through. `ids` are those of the deals and the contact. */
export function questions(ids: {
  readonly deals: readonly string[]
  readonly contact: string
  readonly contacts: readonly string[]
}): Question[] {
  const app = '/apps/veil'
  const deals = `${app}/records/deal`
  const ask = (channel: string, path: string, method = 'GET', body?: unknown): Question => ({
    channel,
    method,
    path,
    ...(body === undefined ? {} : { body }),
  })
  const q = (values: Record<string, string>) => new URLSearchParams(values).toString()
  const paths = [
    ...HIDDEN,
    'contact.secret',
    'contact.code',
    'vault.word',
    'vault.open',
    'sponsor.name',
    'contact.sponsored.size()',
    'contact.deals.sum(d, d.margin)',
  ]
  const conditions = [
    'inner == "canary-alpha"',
    'inner.startsWith("c")',
    'inner != null',
    'margin > 1000.0',
    'margin == null',
    'review < date("2035-01-01")',
    'rank == "gold"',
    'rank in ["gold"]',
    'vip',
    'vip == true',
    '!vip',
    '"canary-tag-a" in floor',
    'size(floor) == 1',
    'tail == "zebra"',
    'sponsor.name == "S"',
    'sponsor == contact',
    'contact.secret == "canary-secret-a"',
    'contact.code == "canary-code-a"',
    'contact.deals.exists(d, d.margin > 5000.0)',
    'contact.deals.all(d, d.vip == true)',
    'contact.sponsored.exists(d, d.name != "")',
    'vault.word == "canary-word-a"',
    'vault.deals.exists(d, d.name == "D1")',
    'name == "D1" || inner == "canary-alpha"',
    'true || margin > 1.0',
    'amount > margin',
    '(vip ? 1 : 0) == 1',
    'before.margin == 1.0',
  ]
  const report = {
    key: 'r',
    type: 'table',
    module: 'deal',
    groups: [{ key: 'g', by: '_stage' }],
    measures: [{ key: 'n', aggregate: 'count' }],
  }
  const figure = (values: readonly unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url')
  const [first, second] = ids.deals as [string, string]
  return [
    ask('list', deals),
    ask('list', `${deals}?${q({ total: 'true', limit: '2', sort: 'name' })}`),
    ask('list', `${app}/records/contact?${q({ total: 'true', sort: 'name' })}`),
    ask('list', `${app}/records/vault`),
    ask('list', `${app}/records/vault?${q({ search: 'canary' })}`),
    ask('trash', `${deals}?${q({ trash: 'true', total: 'true' })}`),
    ...['all', 'vips', 'board'].flatMap((view) => [
      ask('view', `${deals}?${q({ view, total: 'true' })}`),
      ask('stages', `${deals}/stages?${q({ view })}`),
    ]),
    ...paths.map((name) => ask('fields', `${deals}?${q({ fields: name })}`)),
    ...paths.map((name) => ask('fields', `${deals}?${q({ fields: `name,${name},amount` })}`)),
    ...paths.flatMap((name) => [
      ask('sort', `${deals}?${q({ sort: name })}`),
      ask('sort', `${deals}?${q({ sort: `-${name}`, limit: '1' })}`),
    ]),
    ...conditions.flatMap((where) => [
      ask('filter', `${deals}?${q({ where, total: 'true' })}`),
      ask('stages', `${deals}/stages?${q({ where })}`),
    ]),
    ...['canary', 'alpha', 'canary-tail-alpha', 'canary-tag-a', 'zebra', 'z', '1234', 'gold', 'zulu', 'D', '2031'].flatMap((search) => [
      ask('search', `${deals}?${q({ search, total: 'true' })}`),
      ask('search', `${app}/records/contact?${q({ search, total: 'true' })}`),
      ask('stages', `${deals}/stages?${q({ search })}`),
    ]),
    ...[
      'canary',
      'alpha',
      'canary-tail-alpha',
      'canary-secret-a',
      'canary-word-a',
      'zebra',
      'zulu',
      'zen',
      'zoo',
      'D',
      'C',
      'open',
      'gold',
    ].map((text) => ask('search everywhere', `${app}/search?${q({ text })}`)),
    ...paths.flatMap((name) => [
      ...['sum', 'avg', 'min', 'max'].map((total) => ask('totals', `${deals}/totals?${q({ totals: `${name}:${total}` })}`)),
      ask('totals', `${deals}/totals?${q({ totals: 'amount:sum', group: name })}`),
    ]),
    ...['contact', 'vault', '_stage', '_owner', 'name', 'note'].map((group) =>
      ask('totals', `${deals}/totals?${q({ totals: 'amount:avg', group })}`),
    ),
    ...conditions.map((where) => ask('totals', `${deals}/totals?${q({ where, totals: 'amount:sum' })}`)),
    ...['canary', 'zebra', '1234'].map((search) => ask('totals', `${deals}/totals?${q({ search, group: 'name' })}`)),
    ...['all', 'vips', 'board'].map((view) => ask('totals', `${deals}/totals?${q({ view, group: '_stage' })}`)),
    ask('totals', `${app}/records/contact/totals?${q({ group: 'name' })}`),
    ask('totals', `${app}/records/vault/totals`),
    ask('saved views', `${app}/views`),
    ...conditions.map((where) =>
      ask('saved views', `${app}/views`, 'POST', { module: 'deal', label: 'V', view: { type: 'list', fields: ['name'], where } }),
    ),
    ...paths.flatMap((name) => [
      ask('saved views', `${app}/views`, 'POST', { module: 'deal', label: 'V', view: { type: 'list', fields: ['name', name] } }),
      ask('saved views', `${app}/views`, 'POST', { module: 'deal', label: 'V', view: { type: 'list', fields: ['name'], group: name } }),
      ask('saved views', `${app}/views`, 'POST', {
        module: 'deal',
        label: 'V',
        view: { type: 'list', fields: ['name'], sort: [{ field: name }], widths: { [name]: 90 }, totals: { [name]: 'max' } },
      }),
      ask('saved views', `${app}/views`, 'POST', { module: 'deal', label: 'V', view: { type: 'calendar', fields: ['name'], date: name } }),
    ]),
    ask('saved views', `${app}/views`, 'POST', { module: 'vault', label: 'V', view: { type: 'list', fields: ['open'] } }),
    ask('preferences', `${app}/preferences`),
    ask('notifications', `${app}/notifications`),
    ask('notes', `${app}/records/contact/${ids.contact}/notes`, 'POST', { text: 'just a note' }),
    ...ids.contacts.flatMap((id) => [
      ask('notes', `${app}/records/contact/${id}/notes`),
      ask('notes', `${app}/records/vault/${id}/notes`),
      ask('notes', `${app}/records/vault/${id}/notes`, 'POST', { text: 'x' }),
    ]),
    ...ids.deals.flatMap((id) => [
      ask('record', `${deals}/${id}`),
      ask('notes', `${deals}/${id}/notes`),
      ask('history', `${deals}/${id}/history`),
      ask('visits', `${deals}/${id}/visits`),
      ask('scores', `${deals}/${id}/scores`),
    ]),
    ...ids.contacts.flatMap((id) => [
      ask('record', `${app}/records/contact/${id}`),
      ask('history', `${app}/records/contact/${id}/history`),
      ask('record', `${app}/records/vault/${id}`),
    ]),
    ask('definition', app),
    ask('openapi', `${app}/openapi.json`),
    ask('docs', `${app}/docs`),
    ask('export', `${app}/export`),
    ...['all', 'vips', 'board'].map((view) => ask('export', `${deals}/export?${q({ format: 'csv', view })}`)),
    ask('export', `${deals}/export?${q({ format: 'csv' })}`),
    ask('export', `${deals}/export?${q({ format: 'csv', trash: 'true', sort: 'name' })}`),
    ask('export', `${deals}/export?${q({ format: 'csv', search: 'canary' })}`),
    ...paths.flatMap((name) => [
      ask('export', `${deals}/export?${q({ format: 'csv', fields: `name,${name}` })}`),
      ask('export', `${deals}/export?${q({ format: 'csv', sort: name })}`),
      ask('export', `${deals}/export?${q({ format: 'csv', group: name })}`),
    ]),
    ...conditions.map((where) => ask('export', `${deals}/export?${q({ format: 'csv', where })}`)),
    ask('export', `${app}/records/vault/export?${q({ format: 'csv' })}`),
    ask('versions', `${app}/versions`),
    ask('versions', `${app}/versions/1`),
    ask('apps', '/apps'),
    ask('users', '/users'),
    ask('jobs', `${app}/jobs`),
    ask('report', `${app}/reports/run`, 'POST', { report: 'open' }),
    ask('report', `${app}/reports/run`, 'POST', { report: 'margins' }),
    ...conditions.map((where) => ask('report', `${app}/reports/run`, 'POST', { definition: { ...report, where } })),
    ...paths.flatMap((name) => [
      ask('report', `${app}/reports/run`, 'POST', { definition: { ...report, groups: [{ key: 'g', by: name }] } }),
      ...['sum', 'min', 'max', 'avg', 'count_distinct', 'count'].map((aggregate) =>
        ask('report', `${app}/reports/run`, 'POST', { definition: { ...report, measures: [{ key: 'm', aggregate, value: name }] } }),
      ),
    ]),
    ask('open', `${app}/reports/records`, 'POST', { report: 'open', open: figure(['n', 'need']), total: true }),
    ask('open', `${app}/reports/records`, 'POST', { report: 'margins', open: figure(['margin', 'gold']), total: true }),
    ...paths.map((name) =>
      ask('open', `${app}/reports/records`, 'POST', { report: 'open', open: figure(['n', 'need']), fields: [name], sort: [name] }),
    ),
    ...HIDDEN.flatMap((name) => [
      ask('write', `${deals}/${first}`, 'PATCH', { [name]: null, _version: 2 }),
      ask('write', `${deals}/${first}`, 'PATCH', { [name]: 'canary-alpha', _version: 1 }),
      ask('write', deals, 'POST', { name: 'N', [name]: 'zebra' }),
      ask('bulk', `${deals}/bulk`, 'POST', { action: 'update', records: [{ _id: second, _version: 2 }], values: { [name]: 'x' } }),
      ask('import', `${app}/imports/deal`, 'POST', { upload: 'x', map: { columns: [{ column: 'a', field: name }] } }),
    ]),
    ask('write', deals, 'POST', { name: 'D1' }),
    ask('write', `${deals}/${first}`, 'PATCH', { vault: 'x', _version: 2 }),
    ask('write', `${deals}/${first}`, 'PATCH', { note: 'stale', _version: 1 }),
    ask('write', `${deals}/${first}`, 'PATCH', { note: 'again', _version: 1 }),
    ask('write', `${deals}/${second}`, 'PATCH', { _stage: 'won', _version: 2 }),
    ask('bulk', `${deals}/bulk`, 'POST', {
      action: 'update',
      records: [
        { _id: first, _version: 1, note: 'bulk' },
        { _id: second, _version: 1, amount: 3 },
      ],
    }),
    ask('write', `${deals}/${second}?version=9`, 'DELETE'),
    ask('history', `${deals}/${first}/history`),
    ask('list', `${deals}?${q({ sort: 'name', total: 'true' })}`),
  ]
}
