// Lines that failed: looked at with their cells, corrected before the import or after it, and all of it one import that is taken back as one.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AppDefinition } from '../../../runtime/definition/types.ts'
import { statement } from '../../../server/database/text.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'
import { type Client, importCsv, jobResult, startTestServer, type TestServer } from '../../helpers/server.ts'
import { sheetXml, workbookOf, zipOf } from '../../helpers/zip.ts'
import { invited, type Person } from '../routes/people.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)

function definition(): AppDefinition {
  const sales = salesDefinition()
  const [account, deal] = sales.modules
  return {
    ...sales,
    modules: [
      { ...account!, fields: account!.fields.map((field) => (field.key === 'name' ? { ...field, unique: false } : field)) },
      { ...deal!, fields: [...deal!.fields, { key: 'code', type: 'text', label: 'Code', unique: true }] },
    ] as AppDefinition['modules'],
    roles: [
      { key: 'loader', label: 'Loader', modules: [{ module: '*', create: true, read: 'all', update: 'all', import: true }] },
      { key: 'plain', label: 'Plain', modules: [{ module: '*', create: true, read: 'all', update: 'all', export: true }] },
    ],
  } as AppDefinition
}

onBothDatabases('failed lines', (dialect) => {
  let place: Place
  let server: TestServer
  let loader: Person
  let plain: Person
  const deals = '/apps/sales/records/deal'
  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    await server.admin.ok('POST', '/apps', { definition: definition() })
    loader = await invited(server, 'loader', 'sales', ['loader'])
    plain = await invited(server, 'plain', 'sales', ['plain'])
  })
  afterAll(async () => {
    await server?.close()
    await place?.remove()
  })

  const columns = (names: Record<string, string>, more: Record<string, object> = {}) => ({
    columns: Object.entries(names).map(([column, field]) => ({ column, field, ...more[field] })),
  })
  const list = async (where: string, fields = 'name,code,amount') =>
    (await server.admin.ok('GET', `${deals}?limit=500&sort=code,name&fields=${fields}&where=${encodeURIComponent(where)}`)).records
  const upload = (client: Client, bytes: Uint8Array) => client.upload('/apps/sales/imports/deal/upload', bytes)
  const run = async (client: Client, id: string, map: object, dryRun: boolean) => {
    const { job } = await client.ok('POST', '/apps/sales/imports/deal', { upload: id, map, dryRun })
    return { job, ...(await jobResult(client, 'sales', job)) }
  }
  const problemsOf = (client: Client, job: string, after = 0) => client.ok('GET', `/apps/sales/imports/${job}/problems?after=${after}`)
  const fix = (client: Client, job: string, cells: object[]) => client.send('POST', `/apps/sales/imports/${job}/fix`, { cells })

  /** Two hundred lines of which forty cannot be taken. */
  const lines = (prefix: string) =>
    Array.from({ length: 200 }, (_, index) => [
      `${prefix}${String(index).padStart(3, '0')}`,
      `Deal ${index}`,
      index % 5 === 2 ? 'x' : String(index),
    ])
  const csv = (rows: readonly (readonly string[])[]) => bytesOf(`Code,Name,Amount\n${rows.map((row) => row.join(',')).join('\n')}\n`)
  const plainMap = columns({ Code: 'code', Name: 'name', Amount: 'amount' })

  it('are shown by the page, corrected before the import, and come in with the rest', async () => {
    const { upload: id } = await upload(loader.client, csv(lines('a')))
    const dry = await run(loader.client, id, plainMap, true)
    expect(dry).toMatchObject({ created: 160, failed: 40 })
    const page = await problemsOf(loader.client, dry.job)
    expect([page.headings, page.problems.length, page.lines.length, page.next]).toEqual([['Code', 'Name', 'Amount'], 40, 40, null])
    expect(page.problems[0]).toMatchObject({ line: 4, column: 'Amount', field: 'amount', value: 'x', code: 'number_unreadable' })
    expect(page.lines[0]).toEqual({ line: 4, cells: ['a002', 'Deal 2', 'x'] })
    const cells = page.problems.slice(0, 38).map(({ line }: any) => ({ line, column: 'Amount', value: String(line * 10) }))
    expect(await fix(loader.client, dry.job, cells)).toMatchObject({ status: 200, json: { lines: 38 } })
    expect((await problemsOf(loader.client, dry.job)).lines[0]).toEqual({ line: 4, cells: ['a002', 'Deal 2', '40'] })
    const again = await run(loader.client, id, plainMap, true)
    expect(again).toMatchObject({ created: 198, failed: 2 })
    expect((await problemsOf(loader.client, again.job)).lines.map(({ line }: any) => line)).toEqual([194, 199])
    const real = await run(loader.client, id, plainMap, false)
    expect(real).toMatchObject({ created: 198, failed: 2 })
    expect((await list('code in ["a002","a187"]')).map(({ amount }: any) => amount)).toEqual([40, 1890])
  })

  it('of an import that is over are taken up as part of it, once, and taken back with it', async () => {
    const { upload: id } = await upload(loader.client, csv(lines('b')))
    const real = await run(loader.client, id, plainMap, false)
    expect(real).toMatchObject({ created: 160, failed: 40 })
    const { problems } = await problemsOf(loader.client, real.job)
    const cells = problems
      .slice(0, 30)
      .map(({ line }: any, index: number) => ({ line, column: 'Amount', value: index < 20 ? '7' : 'still wrong' }))
    // Two people at once: one of them comes too late, nothing comes in twice.
    const started = await Promise.all([fix(loader.client, real.job, cells), fix(loader.client, real.job, cells)])
    for (const { status, json } of started) if (status === 202) await jobResult(loader.client, 'sales', json.job)
    const info = await loader.client.ok('GET', `/apps/sales/imports/${real.job}`)
    expect(info).toMatchObject({
      module: 'deal',
      dryRun: false,
      state: 'done',
      running: null,
      undone: null,
      result: { created: 180, failed: 20 },
    })
    expect(await list('code >= "b000" && code < "c" && amount == 7.00')).toHaveLength(20)
    const left = await problemsOf(loader.client, real.job)
    expect([left.problems.length, left.lines.find(({ line }: any) => line === cells[25].line).cells[2]]).toEqual([20, 'still wrong'])
    expect((await fix(loader.client, real.job, [cells[0]])).json.code).toBe('no_line')

    const host = (await server.server.services.apps.get('sales'))!
    const made = await host.db.get(statement(dialect, 'SELECT count(*) AS n FROM "deal" WHERE "_import" = ?', [real.job]))
    expect(Number(made!.n)).toBe(180)
    const { job } = await loader.client.ok('POST', `/apps/sales/imports/${real.job}/undo`)
    expect(await jobResult(loader.client, 'sales', job)).toMatchObject({ removed: 180, kept: 0 })
    expect(await list('code >= "b000" && code < "c"')).toEqual([])
    expect(await loader.client.ok('GET', `/apps/sales/imports/${real.job}`)).toMatchObject({ undone: { removed: 180 } })
    expect((await fix(loader.client, real.job, [cells[25]])).status).toBe(409)
  })

  it('are given fifty at a time', async () => {
    const rows = Array.from({ length: 120 }, (_, index) => [`c${index}`, index === 60 ? '' : 'N', 'x'])
    const dry = await importCsv(loader.client, 'sales', 'deal', csv(rows), plainMap, { dryRun: true })
    const seen: number[] = []
    let pages = 0
    for (let after: number | null = 0; after !== null; pages += 1) {
      const page = await problemsOf(loader.client, dry.job, after)
      seen.push(...page.lines.map(({ line }: any) => line))
      after = page.next
    }
    expect([pages, seen]).toEqual([3, Array.from({ length: 120 }, (_, index) => index + 2)])
  })

  it('hold what the databases cannot: characters without a place, texts without end', async () => {
    const rows = [
      ['d1', 'nul \0 nul', 'x'],
      ['d2', `"${'long '.repeat(50_000)}"`, '1'],
      ['d3', '"unclosed', '1'],
    ]
    const dry = await importCsv(loader.client, 'sales', 'deal', csv(rows), plainMap, { dryRun: true })
    expect(dry).toMatchObject({ state: 'done', created: 0, failed: 3 })
    const { lines: kept, problems } = await problemsOf(loader.client, dry.job)
    // A line too long to be shown is told of, and not kept.
    expect(kept.map(({ line }: any) => line)).toEqual([2, 4])
    expect(new Set(problems.map(({ line }: any) => line))).toEqual(new Set([2, 3, 4]))
    expect((await fix(loader.client, dry.job, [{ line: 3, column: 'Name', value: 'y' }])).json.code).toBe('no_line')
  })

  it('are corrected only by those who may, with cells that are there', async () => {
    const dry = await importCsv(loader.client, 'sales', 'deal', csv([['e1', 'N', 'x']]), plainMap, { dryRun: true })
    const cell = { line: 2, column: 'Amount', value: '1' }
    const cases: [Client, object, number][] = [
      [server.anonymous(), { cells: [cell] }, 401],
      [plain.client, { cells: [cell] }, 404],
      [loader.client, {}, 400],
      [loader.client, { cells: [] }, 413],
      [loader.client, { cells: [cell], more: 1 }, 400],
      [loader.client, { cells: [{ ...cell, more: 1 }] }, 400],
      [loader.client, { cells: [{ line: 2, column: 'Amount' }] }, 400],
      [loader.client, { cells: [{ ...cell, line: 1.5 }] }, 400],
      [loader.client, { cells: [{ ...cell, line: 0 }] }, 400],
      [loader.client, { cells: [{ ...cell, line: 99 }] }, 400],
      [loader.client, { cells: [{ ...cell, column: 'Nothing' }] }, 400],
      [loader.client, { cells: [{ ...cell, column: '__proto__' }] }, 400],
      [loader.client, { cells: [{ ...cell, value: 'x'.repeat(100_001) }] }, 400],
      [loader.client, { cells: Array.from({ length: 2001 }, () => cell) }, 413],
      [loader.client, { cells: [cell, { ...cell, column: 'Nothing' }] }, 400],
    ]
    for (const [client, body, status] of cases) {
      const answer = await client.send('POST', `/apps/sales/imports/${dry.job}/fix`, body)
      expect([answer.status, JSON.stringify(body).slice(0, 80)]).toEqual([status, JSON.stringify(body).slice(0, 80)])
    }
    for (const path of ['', '/problems', '/errors'])
      expect((await plain.client.send('GET', `/apps/sales/imports/${dry.job}${path}`)).status).toBe(404)
    expect((await loader.client.send('GET', `/apps/sales/imports/${dry.job}/problems?after=x`)).status).toBe(400)
    expect((await problemsOf(loader.client, dry.job)).lines[0].cells[2]).toBe('x')
    expect((await fix(server.admin, dry.job, [cell])).status).toBe(200)
    await server.admin.ok('PATCH', `/users/${loader.id}`, { roles: { sales: ['plain'] } })
    expect((await fix(loader.client, dry.job, [cell])).status).toBe(403)
    await server.admin.ok('PATCH', `/users/${loader.id}`, { roles: { sales: ['loader'] } })
  })

  it('a file is looked at again, read another way, and its columns are suggested', async () => {
    const told = await upload(loader.client, bytesOf('Report of today\n\nTitle;Price;Number\nA;"1.200,50";D-0001\n'))
    expect(told).toMatchObject({ format: 'csv', encoding: 'utf-8', headingLine: 1 })
    const look = (form: object) => loader.client.send('POST', '/apps/sales/imports/deal/preview', { upload: told.upload, form })
    const { status, json } = await look({ headingLine: 3, delimiter: ';' })
    expect(status).toBe(200)
    expect(json).toMatchObject({ headings: ['Title', 'Price', 'Number'], headingLine: 3, rows: [['A', '1.200,50', 'D-0001']] })
    expect(json.suggestion).toEqual({
      columns: [
        { column: 'Title', field: 'name' },
        { column: 'Price', field: 'amount' },
        { column: 'Number', field: 'number' },
      ],
      match: 'number',
      numberFormat: { decimal: ',', group: '.' },
    })
    for (const form of [{ more: 1 }, { columns: [] }, { match: 'x' }, { delimiter: 'x' }, { headingLine: 0 }, { encoding: 'latin-1' }])
      expect((await look(form)).status, JSON.stringify(form)).toBe(400)
    const gb = await upload(loader.client, new Uint8Array([0xbf, 0xcd, 0xbb, 0xa7, 0x0a, 0xd5, 0xc5, 0x0a]))
    expect(gb).toMatchObject({ encoding: 'gb18030', headings: ['客户'] })
    const wrong = { upload: gb.upload, form: { encoding: 'utf-8' } }
    expect((await loader.client.send('POST', '/apps/sales/imports/deal/preview', wrong)).json.code).toBe('encoding')
    expect((await loader.client.send('POST', '/apps/sales/imports/deal/preview', { upload: 'x' })).status).toBe(404)
    expect((await plain.client.send('POST', '/apps/sales/imports/deal/preview', { upload: told.upload })).status).toBe(403)
  })

  it('numbers of a sheet are plain whatever the texts around them are', async () => {
    const text = (place: string, value: string) => `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`
    const sheet = sheetXml(
      text('A1', 'Code') + text('B1', 'Name') + text('C1', 'Amount'),
      `${text('A2', 'f1')}${text('B2', 'A')}<c r="C2"><v>1234.5</v></c>`,
      text('A3', 'f2') + text('B3', 'B') + text('C3', '1.234,50'),
      `${text('A4', 'f3')}${text('B4', 'C')}<c r="C4"><v>1.2345</v></c>`,
      `<c r="A5"><v>13800001111</v></c>${text('B5', 'D')}`,
    )
    const map = { ...plainMap, numberFormat: { decimal: ',', group: '.' } }
    const real = await importCsv(loader.client, 'sales', 'deal', zipOf(workbookOf(sheet)), map)
    expect(real).toMatchObject({ created: 3, failed: 1 })
    expect((await list('code in ["f1","f2","f3","13800001111"]')).map(({ code, amount }: any) => [code, amount])).toEqual([
      ['13800001111', null],
      ['f1', 1234.5],
      ['f2', 1234.5],
    ])
    const started = await fix(loader.client, real.job, [{ line: 4, column: 'Name', value: 'C2' }])
    expect(await jobResult(loader.client, 'sales', started.json.job)).toMatchObject({ failed: 1 })
    const typed = await fix(loader.client, real.job, [{ line: 4, column: 'Amount', value: '1,23' }])
    expect(await jobResult(loader.client, 'sales', typed.json.job)).toMatchObject({ created: 1, failed: 0 })
    expect((await list('code == "f3"'))[0]).toMatchObject({ amount: 1.23, name: 'C2' })
  })

  it('records are found by their id, by a number nobody writes, and relations by ids', async () => {
    const make = (module: string, values: object) => loader.client.ok('POST', `/apps/sales/records/${module}`, values)
    const [one, two] = [await make('account', { name: 'Twin' }), await make('account', { name: 'Twin' })]
    const deal = await make('deal', { name: 'By id', code: 'g1', account: one._id })
    const { number } = await loader.client.ok('GET', `${deals}/${deal._id}`)
    const gone = '01900000-0000-7000-8000-000000000000'
    const file = (head: string, ...rows: string[]) => bytesOf(`${head}\n${rows.join('\n')}\n`)
    const map = (names: Record<string, string>, match: string) => ({ ...columns(names), match })
    const errors = async (job: string) =>
      (await problemsOf(loader.client, job)).problems.map(({ line, column, code }: any) => [line, column, code])

    const byId = await importCsv(
      loader.client,
      'sales',
      'deal',
      file('ID,Name,Amount', `${deal._id.toUpperCase()},Renamed,5`, `${gone},Lost,1`, ',New,2', 'no id,Bad,3'),
      map({ ID: '_id', Name: 'name', Amount: 'amount' }, '_id'),
    )
    expect(byId).toMatchObject({ created: 1, updated: 1, failed: 2 })
    expect(await errors(byId.job)).toEqual([
      [3, 'ID', 'no_such_record'],
      [5, 'ID', 'no_such_record'],
    ])
    const byNumber = await importCsv(
      loader.client,
      'sales',
      'deal',
      file('No,Amount', `${number},6`, 'D-99999,1'),
      map({ No: 'number', Amount: 'amount' }, 'number'),
    )
    expect(byNumber).toMatchObject({ created: 0, updated: 1, failed: 1 })
    // Two accounts are called the same: the one the deal has stays, a new deal cannot know which is meant, the id says it.
    const twins = await importCsv(
      loader.client,
      'sales',
      'deal',
      file('Code,Name,Account', 'g1,Renamed,Twin', 'g2,Second,Twin', `g3,Third,${two._id}`, `g4,Fourth,${gone}`),
      map({ Code: 'code', Name: 'name', Account: 'account' }, 'code'),
    )
    expect(twins).toMatchObject({ created: 1, updated: 1, failed: 2 })
    expect(await errors(twins.job)).toEqual([
      [3, 'Account', 'ambiguous'],
      [5, 'Account', 'no_such_record'],
    ])
    expect(
      (await list('code in ["g1","g3"]', 'name,amount,account')).map(({ name, amount, account }: any) => [name, amount, account]),
    ).toEqual([
      ['Renamed', 6, one._id],
      ['Third', null, two._id],
    ])
    expect(
      (await importCsv(loader.client, 'sales', 'deal', file('ID,Name', 'x,y'), columns({ ID: '_id', Name: 'name' })).catch(
        String,
      )) as string,
    ).toMatch(/unknown_field/)
  })
})
