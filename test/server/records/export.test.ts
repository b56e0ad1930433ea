// Exports: the list as a file, in its order and no more than the reader may see; values of their kind; and what comes out goes in again unchanged.
import readSheets from 'read-excel-file/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AppDefinition } from '../../../runtime/definition/types.ts'
import { systemPrincipal } from '../../../server/access/principal.ts'
import { orderedIds } from '../../../server/records/export/order.ts'
import { readCsv } from '../../../server/records/import/csv.ts'
import { piecesOf } from '../../../server/records/import/file-pieces.ts'
import { openSource } from '../../../server/records/import/source.ts'
import { resolveList } from '../../../server/records/query.ts'
import { listRecords } from '../../../server/records/read.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'
import { importCsv, startTestServer, type TestServer } from '../../helpers/server.ts'
import { invited, type Person } from '../routes/people.ts'

const label = (en: string, zh: string) => ({ en, 'zh-CN': zh })

function definition(): AppDefinition {
  const sales = salesDefinition()
  const [account, deal] = sales.modules
  return {
    ...sales,
    modules: [
      { ...account!, fields: account!.fields.map((field) => (field.key === 'name' ? { ...field, unique: false } : field)) },
      {
        ...deal!,
        rules: [],
        fields: [
          ...deal!.fields.filter(({ key }) => key !== 'discount' && key !== 'approver'),
          { key: 'share', type: 'percent', label: label('Share', '占比') },
          { key: 'count', type: 'integer', label: label('Count', '数量') },
          { key: 'year', type: 'integer', label: label('Year', '年份'), grouping: false },
          { key: 'weight', type: 'decimal', label: label('Weight', '重量'), scale: 3 },
          { key: 'urgent', type: 'boolean', label: label('Urgent', '加急'), trueLabel: label('Rush', '急') },
          { key: 'next_at', type: 'datetime', label: label('Next contact', '下次联系') },
          {
            key: 'colors',
            type: 'multi_select',
            label: label('Colours', '颜色'),
            options: [{ key: 'red', label: label('Red', '红') }, { key: 'blue' }],
          },
          { key: 'memo', type: 'long_text', label: label('Memo', '备忘') },
          { key: 'person', type: 'user', label: label('Person', '人员') },
          { key: 'stars', type: 'rating', label: label('Stars', '星级') },
          { key: 'phone', type: 'phone', label: label('Phone', '电话') },
          { key: 'same', type: 'text', label: label('Name', '名称') },
          { key: 'formula', type: 'text', label: '=cmd()' },
        ],
      },
    ] as AppDefinition['modules'],
    roles: [
      {
        key: 'seller',
        label: 'Seller',
        modules: [{ module: 'deal', create: true, read: 'own', update: 'own', import: true, export: true, hidden: ['memo', 'weight'] }],
      },
      { key: 'plain', label: 'Plain', modules: [{ module: '*', read: 'all', import: true }] },
    ],
  } as AppDefinition
}

const FORMULAS = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  '＝1',
  '＋1',
  '－1',
  '＠x',
  '=cmd|"/c calc"!A1',
  '-',
  "'=1",
  "''+x",
  '-1',
  '12%',
  "'tis",
]

onBothDatabases('exports', (dialect) => {
  let place: Place
  let server: TestServer
  let seller: Person
  let plain: Person
  const deals = '/apps/sales/records/deal'
  const ids: string[] = []
  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    await server.admin.ok('POST', '/apps', { definition: definition() })
    seller = await invited(server, 'seller', 'sales', ['seller'])
    plain = await invited(server, 'plain', 'sales', ['plain'])
    const make = async (module: string, body: object) => (await server.admin.ok('POST', `/apps/sales/records/${module}`, body))._id
    const accounts = [
      await make('account', { name: 'Acme' }),
      await make('account', { name: 'Twin' }),
      await make('account', { name: 'Twin' }),
    ]
    const values: object[] = [
      {
        name: 'Full',
        amount: 1234567.89,
        account: accounts[0],
        closes: '2026-03-01',
        source: 'web',
        tags: ['a', 'b c'],
        loss: 'price/discount',
        share: 12.5,
        count: 1234567,
        year: 2026,
        weight: 0.125,
        urgent: true,
        next_at: '2026-03-01T06:30:05.007Z',
        colors: ['red', 'blue'],
        memo: 'two\nlines, "quoted"; and\ttabs',
        person: seller.id,
        stars: 4,
        phone: '+86 21 5555 1000',
        same: 'x',
        formula: 'y',
        _stage: 'quote',
      },
      {
        name: 'Small',
        amount: -0.01,
        share: 33.33,
        count: -5,
        weight: -1.1,
        closes: '1899-12-31',
        next_at: '1970-01-01T04:00:00.000Z',
        account: accounts[1],
      },
      { name: 'Twin of it', amount: 0, closes: '9999-12-31', next_at: '2026-03-01T06:30:00.000Z', account: accounts[2], memo: '01900000' },
      { name: 'Empty' },
      ...FORMULAS.map((text, index) => ({ name: `F${index}`, same: text, formula: text, memo: `${text}\r\n${text}`, amount: -index })),
      { name: '_x0041_ & <b>"quotes"</b> 𠮷😀', memo: 'ends with space ' },
    ]
    for (const value of values) ids.push(await make('deal', value))
    await seller.client.ok('POST', deals, { name: 'Of the seller', amount: 7 })
  })
  afterAll(async () => {
    await server?.close()
    await place?.remove()
  })

  const get = async (query: Record<string, string>, who = server.admin, language = 'en') => {
    const response = await fetch(`${server.server.url}/api/v1${deals}/export?${new URLSearchParams(query)}`, {
      headers: { cookie: who.cookie, 'accept-language': language },
    })
    return { response, bytes: new Uint8Array(await response.arrayBuffer()) }
  }
  const rowsOf = async (bytes: Uint8Array) => {
    const source = await openSource(piecesOf(bytes), {})
    if (!source.ok) throw new Error(JSON.stringify(source.problems))
    const rows: Record<string, string>[] = []
    for (let row = await source.value.rows.next(); !row.done; row = await source.value.rows.next())
      rows.push(Object.fromEntries(source.value.headings.map((heading, index) => [heading, row.value!.cells[index] ?? ''])) as never)
    return { headings: source.value.headings, rows }
  }
  const list = async (query: Record<string, string>) =>
    (await server.admin.ok('GET', `${deals}?${new URLSearchParams({ limit: '500', ...query })}`)).records

  it('come as a file by their name, and say nothing that a browser would run', async () => {
    for (const [format, type] of [
      ['csv', 'text/csv; charset=utf-8'],
      ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ] as const) {
      const { response, bytes } = await get({ format }, server.admin, 'zh-CN')
      expect([response.status, response.headers.get('content-type'), response.headers.get('x-content-type-options')]).toEqual([
        200,
        type,
        'nosniff',
      ])
      expect(response.headers.get('content-disposition')).toMatch(
        new RegExp(`^attachment; filename\\*=UTF-8''${encodeURIComponent('商机')}%20\\d{4}-\\d\\d-\\d\\d\\.${format}$`),
      )
      expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
      expect([...bytes.slice(0, 3)]).toEqual(format === 'csv' ? [0xef, 0xbb, 0xbf] : [0x50, 0x4b, 3])
    }
  })

  it('hold the values as people write them', async () => {
    const { bytes } = await get({
      format: 'csv',
      fields:
        'name,number,amount,account,closes,source,tags,loss,share,count,year,weight,urgent,next_at,colors,memo,person,stars,phone,_stage,_owner',
      where: 'name == "Full"',
    })
    const { rows } = await rowsOf(bytes)
    expect(rows).toEqual([
      {
        Name: 'Full',
        Number: 'D-0001',
        Amount: '1234567.89',
        Account: 'Acme',
        Closes: '2026-03-01',
        Source: 'web',
        Tags: 'a; b c',
        'Loss reason': 'Price / Discount too slow',
        Share: '12.5%',
        Count: '1234567',
        Year: '2026',
        Weight: '0.125',
        Urgent: 'Rush',
        'Next contact': '2026-03-01 14:30:05.007',
        Colours: 'Red; blue',
        Memo: 'two\nlines, "quoted"; and\ttabs',
        Person: 'seller',
        Stars: '4',
        Phone: '+86 21 5555 1000',
        Stage: 'Quote',
        Owner: 'Admin',
      },
    ])
    const chinese = await rowsOf(
      (await get({ format: 'csv', fields: 'loss,urgent,colors,_stage', where: 'name == "Full"' }, server.admin, 'zh-CN')).bytes,
    )
    const linked = await get({ format: 'csv', language: 'zh-CN', fields: 'loss,urgent,colors,_stage', where: 'name == "Full"' })
    expect((await rowsOf(linked.bytes)).rows).toEqual(chinese.rows)
    expect(chinese.rows).toEqual([{ 丢单原因: '价格 / 折扣太慢', 加急: '急', 颜色: '红; blue', 阶段: '报价' }])
  })

  it('are typed in a workbook: another program reads numbers, days and yes or no', async () => {
    const { bytes } = await get({ format: 'xlsx', fields: 'name,amount,share,count,year,weight,closes,next_at,urgent,same', sort: '_id' })
    const sheets = (await readSheets(Buffer.from(bytes))) as any
    const rows: unknown[][] = Array.isArray(sheets[0]) ? sheets : sheets[0].data
    expect(rows[0]).toEqual(['Name', 'Amount', 'Share', 'Count', 'Year', 'Weight', 'Closes', 'Next contact', 'Urgent', 'Name (2)'])
    const day = (text: string) => new Date(`${text}T00:00:00.000Z`)
    expect(rows[1]).toEqual([
      'Full',
      1234567.89,
      0.125,
      1234567,
      2026,
      0.125,
      day('2026-03-01'),
      new Date('2026-03-01T14:30:05.007Z'),
      true,
      'x',
    ])
    // Days no spreadsheet counts are texts, formulas are texts, and 33.33 is no float.
    expect(rows[2]).toEqual(['Small', -0.01, 0.3333, -5, null, -1.1, '1899-12-31', new Date('1970-01-01T12:00:00.000Z'), false, null])
    expect(rows.slice(5, 5 + FORMULAS.length).map((row) => row.at(-1))).toEqual(FORMULAS)
    expect(JSON.stringify(rows)).not.toContain('"f"')
  })

  it('start no formula, in headings neither, and the texts come back', async () => {
    const { bytes } = await get({
      format: 'csv',
      fields: 'name,same,formula,amount',
      where: 'name.startsWith("F") && name != "Full"',
      sort: '_id',
    })
    const text = new TextDecoder().decode(bytes)
    const raw = [...readCsv(text.replace('\ufeff', ''), ',')].map(({ cells }) => cells)
    expect(raw[0]).toEqual(['Name', 'Name (2)', "'=cmd()", 'Amount'])
    for (const cells of raw) for (const cell of cells) expect(cell).not.toMatch(/^[=@\t\r＝＋－＠]|^[+-](?!\d+([.,]\d+)*%?$)/)
    expect(raw.slice(1).map((cells) => cells[3])).toEqual(FORMULAS.map((_, index) => (index === 0 ? '0.00' : `-${index}.00`)))
    const { rows, headings } = await rowsOf(bytes)
    expect(headings[2]).toBe('=cmd()')
    expect(rows.map((row) => row['=cmd()'])).toEqual(FORMULAS)
  })

  it.each([
    ['csv', 'en'],
    ['csv', 'zh-CN'],
    ['xlsx', 'en'],
    ['xlsx', 'zh-CN'],
  ] as const)('go in again and change nothing: %s, %s', async (format, language) => {
    const { bytes } = await get({ format }, server.admin, language)
    const told = await server.admin.upload('/apps/sales/imports/deal/upload', bytes)
    expect(told.suggestion.match).toBe('_id')
    const fields = told.suggestion.columns.map(({ field }: any) => field)
    const skipped = ['number', '_created_at', '_created_by', '_updated_at', '_updated_by', '_stage_at']
    expect(fields.toSorted()).toEqual(
      [...definition().modules[1]!.fields.map(({ key }) => key), '_id', '_owner', '_stage']
        .filter((key) => !skipped.includes(key))
        .toSorted(),
    )
    const before = await list({ sort: '_id' })
    const map = { columns: told.suggestion.columns, match: '_id', unmatched: 'skip' }
    const outcome = await importCsv(server.admin, 'sales', 'deal', bytes, map)
    expect(outcome).toMatchObject({ created: 0, updated: before.length, skipped: 0, failed: 0, related: 0 })
    expect(await list({ sort: '_id' })).toEqual(before)
  })

  it('have the records of the list, in its order', async () => {
    for (const query of [
      {},
      { view: 'all' },
      { view: 'web' },
      { sort: '-amount' },
      { sort: 'closes,-amount' },
      { sort: '-closes,name' },
      { sort: 'name' },
      { sort: '-urgent,memo' },
      { search: 'F1' },
      { where: 'amount < 0.00', sort: 'next_at' },
      { trash: 'true' },
    ] as Record<string, string>[]) {
      const wanted = (await list({ ...query, fields: 'name' })).map(({ _id }: any) => _id)
      const { rows } = await rowsOf((await get({ format: 'csv', ...query, fields: 'name,_id' })).bytes)
      expect(
        rows.map((row) => row.ID),
        JSON.stringify(query),
      ).toEqual(wanted)
    }
    const grouped = (await rowsOf((await get({ format: 'csv', view: 'all', group: 'source' })).bytes)).rows
    expect(Object.keys(grouped[0]!)).toEqual(['Source', 'Name', 'Amount', 'Account', 'Stage', 'Closes', 'ID'])
    expect(grouped.map((row) => row.Source)).toEqual([...grouped.map(() => '').slice(1), 'web'])
    expect(new Set(grouped.map((row) => row.ID)).size).toBe(grouped.length)
  })

  it('put many records in order as the database does, piece by piece', async () => {
    const records = Array.from({ length: 900 }, (_, index) => ({
      name: `Many ${['a', 'B', 'é', '中', '𠮷', '\uffee', ''][index % 7]}${index % 13}`,
      amount: (index * 7919) % 101,
      ...(index % 3 === 0 ? {} : { closes: `2026-0${1 + (index % 9)}-01` }),
      urgent: index % 2 === 0,
    }))
    await server.admin.ok('POST', `${deals}/bulk`, { action: 'create', records })
    const host = (await server.server.services.apps.get('sales'))!
    const { app } = await host.current()
    const principal = systemPrincipal('test')
    for (const sort of [
      ['name'],
      ['-name'],
      ['closes', '-amount'],
      ['-closes', 'urgent', 'name'],
      ['_id'],
      ['-_id'],
      ['amount', '-_id'],
      ['-_created_at'],
    ]) {
      const query = resolveList(app, app.modules.get('deal')!, principal, { sort, fields: ['name'], limit: 500 })
      if (!query.ok) throw new Error(JSON.stringify(query.problems))
      const wanted: unknown[] = []
      for (let after: string | undefined; ; ) {
        const page = await listRecords(host.db, { ...query.value, after }, principal)
        if (!page.ok) throw new Error('no page')
        wanted.push(...page.value.records.map(({ _id }) => _id))
        if (page.value.next === null) break
        after = page.value.next
      }
      expect(await orderedIds(host.db, query.value, principal, new AbortController().signal), sort.join()).toEqual(wanted)
    }
  })

  it('are only for those who may, with their records and their fields', async () => {
    expect((await get({ format: 'csv' }, plain.client)).response.status).toBe(403)
    expect((await get({ format: 'csv' }, server.anonymous())).response.status).toBe(401)
    const { rows, headings } = await rowsOf((await get({ format: 'csv' }, seller.client)).bytes)
    expect(rows.map((row) => row.Name)).toEqual(['Of the seller'])
    expect(headings).not.toContain('Memo')
    expect(headings).not.toContain('Weight')
    const refused: Record<string, string>[] = [
      {},
      { format: 'pdf' },
      { format: 'csv', language: 'fr' },
      { format: 'csv', fields: 'memo' },
      { format: 'csv', fields: '' },
      { format: 'csv', sort: 'memo' },
      { format: 'csv', group: 'memo' },
      { format: 'csv', group: 'tags' },
      { format: 'csv', group: '_id' },
      { format: 'csv', where: 'memo != null' },
      { format: 'csv', view: 'nothing' },
      { format: 'csv', limit: '5' },
      { format: 'csv', after: 'x' },
      { format: 'csv', more: 'x' },
    ]
    for (const query of refused) {
      const { response, bytes } = await get(query, seller.client)
      expect([response.status, JSON.stringify(query)]).toEqual([400, JSON.stringify(query)])
      expect(JSON.parse(new TextDecoder().decode(bytes)).problems[0].message.length).toBeGreaterThan(10)
    }
  })

  it('stop when nobody reads them, and three at once are enough for one person', async () => {
    const open = () => fetch(`${server.server.url}/api/v1${deals}/export?format=csv`, { headers: { cookie: server.admin.cookie } })
    const answers = await Promise.all(Array.from({ length: 12 }, open))
    const taken = answers.filter(({ status }) => status === 200)
    expect(answers.filter(({ status }) => status === 429).length + taken.length).toBe(12)
    expect(taken.length).toBeGreaterThanOrEqual(3)
    for (const answer of answers) await answer.body?.cancel()
    await expect
      .poll(async () => {
        const answer = await open()
        await answer.body?.cancel()
        return answer.status
      })
      .toBe(200)
  })
})
