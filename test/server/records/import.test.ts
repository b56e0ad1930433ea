// Imports through the public door: what a file may look like, what becomes of its lines, going on, stopping, taking back, and rights.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AppDefinition } from '../../../runtime/definition/types.ts'
import { ok } from '../../../runtime/problem.ts'
import { systemPrincipal } from '../../../server/access/principal.ts'
import { statement } from '../../../server/database/text.ts'
import { csvLine, guarded, readCsv } from '../../../server/records/import/csv.ts'
import { piecesOf } from '../../../server/records/import/file-pieces.ts'
import { runImport } from '../../../server/records/import/run.ts'
import { storeUpload } from '../../../server/records/import/upload.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'
import { importCsv, jobResult, startTestServer, type TestServer } from '../../helpers/server.ts'
import { onRealData, realFile } from '../../real/data.ts'
import { invited, type Person } from '../routes/people.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const utf16 = (text: string, swapped: boolean, mark: boolean) => {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le')
  return new Uint8Array(swapped ? bytes.swap16() : bytes)
}
/** 客户 金额 张三 李四, in GB 18030. */
const GB: Record<string, number[]> = {
  客: [0xbf, 0xcd],
  户: [0xbb, 0xa7],
  金: [0xbd, 0xf0],
  额: [0xb6, 0xee],
  张: [0xd5, 0xc5],
  三: [0xc8, 0xfd],
  李: [0xc0, 0xee],
  四: [0xcb, 0xc4],
  𠮷: [0x95, 0x34, 0xb2, 0x35],
}
const gb18030 = (text: string) => new Uint8Array([...text].flatMap((character) => GB[character] ?? [character.charCodeAt(0)]))

describe('files', () => {
  it.each([
    [
      'a,b\n1,2\n',
      ',',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
      [1, 2],
    ],
    [
      'a,b\r\n1,2\r\n\r\n3,4',
      ',',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
      ],
      [1, 2, 4],
    ],
    [
      'a,b\r1,2\r',
      ',',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
      [1, 2],
    ],
    [
      'a;b\n"x;y";"say ""hi"""\n',
      ';',
      [
        ['a', 'b'],
        ['x;y', 'say "hi"'],
      ],
      [1, 2],
    ],
    [
      'a,b\n"one\ntwo",2\n3,4\n',
      ',',
      [
        ['a', 'b'],
        ['one\ntwo', '2'],
        ['3', '4'],
      ],
      [1, 2, 4],
    ],
    ['a\n\n\nb\n', ',', [['a'], ['b']], [1, 4]],
    ['a,b\n1\n1,2,3\n', ',', [['a', 'b'], ['1'], ['1', '2', '3']], [1, 2, 3]],
    [
      '甲，乙\n一，二\n',
      '，',
      [
        ['甲', '乙'],
        ['一', '二'],
      ],
      [1, 2],
    ],
  ])('%j', (text, delimiter, cells, lines) => {
    const rows = readCsv(text, delimiter)
    expect(rows.map((row) => row.cells)).toEqual(cells)
    expect(rows.map((row) => row.line)).toEqual(lines)
  })

  const formulas = [
    '=1+1',
    '+1+1',
    '-1+1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '=cmd|"/c calc"!A1',
    '-',
    '+',
    '=',
    '-2+3',
    '--1',
    '+86 139',
    '-1.2.3e5',
    "'=1",
    "''-x",
  ]
  const plain = ['-1', '+1', '-1.5', '-1,234.50', '12%', '-12%', 'a=1', ' =1', "'tis", '', '0', '1-2', '张三', 'a@b.c']
  it('written by us start no formula in a spreadsheet, and numbers stay numbers', () => {
    for (const text of formulas) expect(guarded(text), JSON.stringify(text)).toBe(`'${text}`)
    for (const text of plain) expect(guarded(text), JSON.stringify(text)).toBe(text)
    const line = csvLine([...formulas, ...plain, 'x,y', 'say "hi"'])
    const [row] = readCsv(line, ',')
    expect(row!.cells).toEqual([...formulas.map((text) => `'${text}`), ...plain, 'x,y', 'say "hi"'])
    expect(line.endsWith('\r\n')).toBe(true)
    console.log(`${formulas.length} formulas made text, ${plain.length} cells left as they are`)
  })
})

function definition(): AppDefinition {
  const sales = salesDefinition()
  const [account, deal] = sales.modules
  const roles = [
    {
      key: 'loader',
      label: 'Loader',
      modules: [
        { module: 'deal', create: true, read: 'own' as const, update: 'own' as const, import: true, readOnly: ['source'] },
        { module: 'account', create: true, read: 'own' as const, update: 'own' as const },
      ],
    },
    { key: 'plain', label: 'Plain', modules: [{ module: '*', create: true, read: 'all' as const, update: 'all' as const }] },
  ]
  const fields = [
    ...deal!.fields,
    { key: 'code', type: 'text' as const, label: 'Code', unique: true },
    { key: 'memo', type: 'long_text' as const, label: 'Memo' },
  ]
  return {
    ...sales,
    modules: [
      {
        ...account!,
        fields: account!.fields.map((field) => (field.key === 'name' ? { ...field, unique: false } : field)),
      } as typeof account & {},
      { ...deal!, fields } as typeof deal & {},
    ],
    roles,
  }
}

onBothDatabases('imports', (dialect) => {
  let place: Place
  let server: TestServer
  let loader: Person
  let plain: Person
  const deals = '/apps/sales/records/deal'
  const list = async (where: string, fields = 'name,code,amount,memo,_stage') =>
    (await server.admin.ok('GET', `${deals}?limit=500&sort=code,name&fields=${fields}&where=${encodeURIComponent(where)}`)).records
  const columns = (names: Record<string, string>, more: Record<string, object> = {}) =>
    Object.entries(names).map(([column, field]) => ({ column, field, ...more[field] }))
  const errorsOf = async (job: string, client = server.admin) =>
    String((await client.send('GET', `/apps/sales/imports/${job}/errors`)).json)
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

  const text = '客户,金额\n张三,1\n李四,2\n'
  it.each([
    ['utf-8', 'utf-8', bytesOf(text)],
    ['utf-8 with a mark', 'utf-8', bytesOf(`\ufeff${text}`)],
    ['utf-16le with a mark', 'utf-16le', utf16(text, false, true)],
    ['utf-16be with a mark', 'utf-16be', utf16(text, true, true)],
    ['utf-16le', 'utf-16le', utf16(`name,amount,${'x'.repeat(40)}\n${text}`, false, false)],
    ['utf-16be', 'utf-16be', utf16(`name,amount,${'x'.repeat(40)}\n${text}`, true, false)],
    ['gb18030', 'gb18030', gb18030(text)],
    ['gb18030 with four bytes', 'gb18030', gb18030(text.replace('张三', '𠮷三'))],
  ])('knows %s', async (name, encoding, bytes) => {
    const told = await server.admin.upload('/apps/sales/imports/deal/upload', bytes)
    expect(told.encoding).toBe(encoding)
    if (name.startsWith('utf-16') && !name.includes('mark')) return
    expect(told.headings).toEqual(['客户', '金额'])
    expect(told.rows).toEqual([
      [name.includes('four') ? '𠮷三' : '张三', '1'],
      ['李四', '2'],
    ])
  })

  it.each([',', ';', '\t', '|', '；', '，'])('knows the delimiter %j', async (delimiter) => {
    const told = await server.admin.upload(
      '/apps/sales/imports/deal/upload',
      bytesOf(`${['Name', 'Amount', 'Note'].join(delimiter)}\n${['A', '1', 'x y'].join(delimiter)}\n`),
    )
    expect(told).toMatchObject({ delimiter, headings: ['Name', 'Amount', 'Note'], rows: [['A', '1', 'x y']] })
  })

  it('tells of every line what became of it; a dry run tells the same and leaves nothing', async () => {
    const file = bytesOf(`Code,Name,Memo,Amount,Closes,Source,Account,Stage
k1,One,,"1,000.50",2026-03-01,web,Acme,need
k2,Two,"two
lines, ""quoted""",2,2026-03-02,fair,Beta,报价
k3,,,3,2026-03-03,web,Acme,need
k4,Four,,abc,2026-13-01,nowhere,Acme,nowhere
k5,Five,,5
k1,Again,,6,2026-03-06,web,Acme,need
=k7,Seven,,-7,2026-03-07,web,,won
`)
    const map = {
      columns: columns(
        {
          Code: 'code',
          Name: 'name',
          Memo: 'memo',
          Amount: 'amount',
          Closes: 'closes',
          Source: 'source',
          Account: 'account',
          Stage: '_stage',
        },
        { account: { match: 'name', createMissing: true } },
      ),
    }
    const dry = await importCsv(server.admin, 'sales', 'deal', file, map, { dryRun: true })
    expect(await list('code != null')).toEqual([])
    expect((await server.admin.ok('GET', '/apps/sales/records/account')).records).toEqual([])
    const real = await importCsv(server.admin, 'sales', 'deal', file, map)
    const counts = { created: 3, updated: 0, skipped: 0, failed: 4, related: 2 }
    expect(real).toMatchObject({ state: 'done', dryRun: false, ...counts })
    expect(dry).toMatchObject({ state: 'done', dryRun: true, ...counts })
    expect((await list('code != null')).map(({ code, name, memo, amount, _stage }: any) => [code, name, memo, amount, _stage])).toEqual([
      ['=k7', 'Seven', null, -7, 'won'],
      ['k1', 'One', null, 1000.5, 'need'],
      ['k2', 'Two', 'two\nlines, "quoted"', 2, 'quote'],
    ])
    const errors = await errorsOf(real.job)
    expect(await errorsOf(dry.job)).toBe(errors)
    const rows = [...readCsv(errors.replace('\ufeff', ''), ',')].slice(1).map((row) => row.cells)
    expect(rows.map(([line, column, value]) => [line, column, value])).toEqual([
      ['5', 'Name', ''],
      ['6', 'Amount', 'abc'],
      ['6', 'Closes', '2026-13-01'],
      ['6', 'Source', 'nowhere'],
      ['6', 'Stage', 'nowhere'],
      ['7', 'Closes', ''],
      ['7', 'Source', ''],
      ['7', 'Account', ''],
      ['7', 'Stage', ''],
      ['8', 'Code', 'k1'],
    ])
    for (const row of rows) expect(row[3]!.length).toBeGreaterThan(10)
  })

  it('updates or skips what is matched, creates or skips what is not', async () => {
    const file = bytesOf('Code,Name,Amount\nm1,First,1\nm2,Second,2\n')
    const map = (more: object) => ({ columns: columns({ Code: 'code', Name: 'name', Amount: 'amount' }), match: 'code', ...more })
    expect(await importCsv(server.admin, 'sales', 'deal', file, map({ unmatched: 'skip' }))).toMatchObject({ created: 0, skipped: 2 })
    expect(await importCsv(server.admin, 'sales', 'deal', file, map({}))).toMatchObject({ created: 2, updated: 0 })
    const next = bytesOf('Code,Name,Amount\nm1,First,10\nm2,Second,2\nm3,Third,3\n')
    expect(await importCsv(server.admin, 'sales', 'deal', next, map({ matched: 'skip' }), { dryRun: true })).toMatchObject({
      created: 1,
      updated: 0,
      skipped: 2,
    })
    expect(await importCsv(server.admin, 'sales', 'deal', next, map({}))).toMatchObject({ created: 1, updated: 2, skipped: 0, failed: 0 })
    expect((await list('code in ["m1","m2","m3"]')).map(({ amount, _version }: any) => [amount, _version])).toEqual([
      [10, 2],
      [2, 1],
      [3, 1],
    ])
    // Texts the map replaces; names every object has are no entries of it.
    const replaced = await importCsv(server.admin, 'sales', 'deal', bytesOf('Code,Name\nm1,constructor\nm2,old\nm3,__proto__\n'), {
      ...map({}),
      columns: columns({ Code: 'code', Name: 'name' }, { name: { values: { old: 'New' } } }),
    })
    expect(replaced).toMatchObject({ state: 'done', updated: 3 })
    expect((await list('code in ["m1","m2","m3"]')).map(({ name }: any) => name)).toEqual(['constructor', 'New', '__proto__'])
  })

  it('refuses a map that does not fit, at once and with every reason', async () => {
    const { upload } = await server.admin.upload('/apps/sales/imports/deal/upload', bytesOf('Name,Other\nx,y\n'))
    const cases: [object, string][] = [
      [{ columns: [{ column: 'Nothing', field: 'name' }] }, 'no_column'],
      [{ columns: [{ column: 'Name', field: 'nothing' }] }, 'unknown_field'],
      [
        {
          columns: [
            { column: 'Name', field: 'name' },
            { column: 'Other', field: 'name' },
          ],
        },
        'duplicate',
      ],
      [{ columns: [{ column: 'Name', field: 'number' }] }, 'read_only'],
      [{ columns: [{ column: 'Name', field: '_created_at' }] }, 'unknown_field'],
      [{ columns: [{ column: 'Name', field: 'name' }], match: 'code' }, 'match'],
      [
        {
          columns: [
            { column: 'Name', field: 'name' },
            { column: 'Other', field: '_owner' },
          ],
          match: '_owner',
        },
        'match',
      ],
      [{ columns: [{ column: 'Name', field: 'account', match: 'nothing' }] }, 'unknown_field'],
      [{ columns: [] }, 'map'],
      [{ columns: [{ column: 'Name', field: 'name', more: 1 }] }, 'map'],
      [{ columns: [{ column: 'Name', field: 'name' }], encoding: 'latin-1' }, 'map'],
      [{ columns: [{ column: 'Name', field: 'name' }], delimiter: 'x' }, 'map'],
    ]
    for (const [map, code] of cases) {
      const { status, json } = await server.admin.send('POST', '/apps/sales/imports/deal', { upload, map })
      expect([status, json.problems?.map((each: any) => each.code)], JSON.stringify(map)).toEqual([400, expect.arrayContaining([code])])
    }
    expect(
      (await server.admin.send('POST', '/apps/sales/imports/deal', { upload: 'x', map: { columns: [{ column: 'Name', field: 'name' }] } }))
        .status,
    ).toBe(404)
  })

  it('goes on after a death in the middle without doing a line twice', async () => {
    const host = (await server.server.services.apps.get('sales'))!
    const lines = Array.from({ length: 2300 }, (_, index) => `r${index},Row ${index},${index % 400 === 7 ? 'x' : index}`)
    const stored = await storeUpload(host.db, async (add) => ok(await add(bytesOf(`Code,Name,Amount\n${lines.join('\n')}\n`))))
    if (!stored.ok) throw new Error('the file was refused')
    const upload = stored.value
    const input = {
      upload,
      module: 'deal',
      mode: 'records',
      dryRun: false,
      map: { columns: columns({ Code: 'code', Name: 'name', Amount: 'amount' }) },
    }
    const id = `00000000-0000-7000-8000-00000000000${dialect.length}`
    const work = (report: () => Promise<boolean>) => ({
      id,
      host,
      principal: systemPrincipal('test'),
      input,
      userExists: async () => true,
      users: async () => [],
      report,
    })
    let deaths = 0
    let result: any
    for (let run = 0; result === undefined && run < 10; run += 1) {
      result = await runImport(
        work(async () => {
          if (deaths >= 3) return false
          deaths += 1
          throw new Error('killed')
        }),
      ).catch((error: Error) => (error.message === 'killed' ? undefined : Promise.reject(error)))
    }
    expect(deaths).toBe(3)
    expect(result).toMatchObject({ created: 2294, failed: 6 })
    const rows = await host.db.all(
      statement(dialect, 'SELECT count(*) AS n, count(DISTINCT "code") AS codes FROM "deal" WHERE "_import" = ?', [id]),
    )
    expect([Number(rows[0]!.n), Number(rows[0]!.codes)]).toEqual([2294, 2294])
    const errors = await host.db.all(statement(dialect, 'SELECT count(*) AS n FROM "_import_error" WHERE "import" = ?', [id]))
    expect(Number(errors[0]!.n)).toBe(6)
  })

  it('stops when asked, and takes back all of it but what people worked on since', async () => {
    const lines = Array.from({ length: 12 }, (_, index) => `u${String(index).padStart(2, '0')},New ${index},Undone ${index % 2}`)
    await server.admin.ok('POST', deals, { name: 'Before', code: 'u00', amount: 1 })
    const map = {
      columns: columns({ Code: 'code', Name: 'name', Account: 'account' }, { account: { match: 'name', createMissing: true } }),
      match: 'code',
    }
    const done = await importCsv(server.admin, 'sales', 'deal', bytesOf(`Code,Name,Account\n${lines.join('\n')}\n`), map)
    expect(done).toMatchObject({ created: 11, updated: 1, related: 2 })
    const [touched] = await list('code == "u05"', 'name')
    await server.admin.ok('PATCH', `${deals}/${touched._id}`, { amount: 99, _version: 1 })
    expect((await plain.client.send('POST', `/apps/sales/imports/${done.job}/undo`)).status).toBe(404)
    const { job } = await server.admin.ok('POST', `/apps/sales/imports/${done.job}/undo`)
    expect(await jobResult(server.admin, 'sales', job)).toMatchObject({ state: 'done', restored: 1, kept: 1 })
    expect((await list('code.startsWith("u")')).map(({ code, name }: any) => [code, name])).toEqual([
      ['u00', 'Before'],
      ['u05', 'New 5'],
    ])
    // The account the record that stays points at stays with it.
    expect(
      (await server.admin.ok('GET', `/apps/sales/records/account?where=${encodeURIComponent('name.startsWith("Undone")')}`)).records.map(
        (each: any) => each.name,
      ),
    ).toEqual(['Undone 1'])

    const many = Array.from({ length: 4000 }, (_, index) => `s${index},Stopped ${index}`)
    const { upload } = await server.admin.upload('/apps/sales/imports/deal/upload', bytesOf(`Code,Name\n${many.join('\n')}\n`))
    const started = await server.admin.ok('POST', '/apps/sales/imports/deal', {
      upload,
      map: { columns: columns({ Code: 'code', Name: 'name' }) },
    })
    const { cancelled } = await server.admin.ok('POST', `/apps/sales/jobs/${started.job}/cancel`)
    const stopped = await jobResult(server.admin, 'sales', started.job)
    if (cancelled) expect(['cancelled', 'done']).toContain(stopped.state)
    const total = (await server.admin.ok('GET', `${deals}?limit=1&total=true&where=${encodeURIComponent('name.startsWith("Stopped")')}`))
      .total
    expect(total).toBe(stopped.created ?? 0)
  })

  it('needs the right, and looks up only what the person may read', async () => {
    const map = { columns: columns({ Name: 'name', Account: 'account' }, { account: { match: 'name' } }) }
    expect((await plain.client.send('POST', '/apps/sales/imports/deal/upload', {})).status).toBe(403)
    expect((await plain.client.send('POST', '/apps/sales/imports/deal', { upload: 'x', map })).status).toBe(403)
    for (const name of ['Foreign', 'Twice', 'Twice', 'Shared']) await server.admin.ok('POST', '/apps/sales/records/account', { name })
    const own = (await loader.client.ok('POST', '/apps/sales/records/account', { name: 'Shared' }))._id
    const result = await importCsv(
      loader.client,
      'sales',
      'deal',
      bytesOf('Name,Account\nL1,Foreign\nL2,Twice\nL3,Nowhere\nL4,Shared\n'),
      map,
    )
    expect(result).toMatchObject({ state: 'done', created: 1, failed: 3 })
    const reasons = [...readCsv((await errorsOf(result.job, loader.client)).replace('\ufeff', ''), ',')]
      .slice(1)
      .map(({ cells }) => cells[3]!.replace(cells[2]!, 'X'))
    // What is there for others only is told like what is not there.
    expect(new Set(reasons).size).toBe(1)
    expect((await loader.client.ok('GET', `${deals}?fields=name,account`)).records).toMatchObject([{ name: 'L4', account: own }])
    expect((await plain.client.send('GET', `/apps/sales/jobs/${result.job}`)).status).toBe(404)

    await server.admin.ok('POST', deals, { name: 'Theirs', code: 'f1', amount: 1 })
    const matched = { columns: columns({ Code: 'code', Name: 'name' }), match: 'code' }
    const over = await importCsv(loader.client, 'sales', 'deal', bytesOf('Code,Name\nf1,Taken\n'), matched)
    expect(over).toMatchObject({ created: 0, updated: 0, failed: 1 })
    const skipped = await importCsv(loader.client, 'sales', 'deal', bytesOf('Code,Name\nf1,Taken\nf2,Free\n'), {
      ...matched,
      matched: 'skip',
      unmatched: 'skip',
    })
    expect(skipped).toMatchObject({ skipped: 2 })
    const history = { record: { column: 'Code', field: 'code' }, stage: { column: 'Stage' }, enteredAt: { column: 'At' } }
    const past = await importCsv(loader.client, 'sales', 'deal', bytesOf('Code,Stage,At\nf1,won,2026-01-01T00:00:00Z\n'), history, {
      mode: 'history',
    })
    expect(past).toMatchObject({ state: 'done', updated: 0, failed: 1 })
    expect(await list('code == "f1"')).toMatchObject([{ name: 'Theirs', _stage: 'need', _version: 1 }])
    const readOnly = await loader.client.send('POST', '/apps/sales/imports/deal', {
      upload: (await loader.client.upload('/apps/sales/imports/deal/upload', bytesOf('S\nweb\n'))).upload,
      map: { columns: columns({ S: 'source' }) },
    })
    expect([readOnly.status, readOnly.json.code]).toEqual([400, 'read_only'])
  })
})

onRealData('zh_open', () => {
  it.each([
    ['areas.csv', 'utf-8'],
    ['areas_utf8_bom_crlf.csv', 'utf-8'],
    ['areas_gb18030.csv', 'gb18030'],
    ['areas_utf16le_bom.csv', 'utf-16le'],
  ])('%s is read like the others', async (file, encoding) => {
    const { openSource } = await import('../../../server/records/import/source.ts')
    const rowsOf = async (name: string) => {
      const source = await openSource(piecesOf(realFile('zh_open', name)), {})
      if (!source.ok) throw new Error(JSON.stringify(source.problems))
      const rows: string[][] = []
      for (let row = await source.value.rows.next(); !row.done; row = await source.value.rows.next()) rows.push([...row.value.cells])
      return { ...source.value, rows }
    }
    const [read, plain] = [await rowsOf(file), await rowsOf('areas.csv')]
    expect(read.encoding).toBe(encoding)
    expect(read.headings).toEqual(plain.headings)
    expect(read.rows.length).toBeGreaterThan(1000)
    expect(read.rows).toEqual(plain.rows)
  })
})
