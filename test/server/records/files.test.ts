// Files of records through the public door: what is taken, whose they are, how they come back, and what becomes of those nobody has.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { extensionOf, safeName } from '../../../server/records/files/names.ts'
import { sweepFiles } from '../../../server/records/files/sweep.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { type Client, startTestServer, type TestServer } from '../../helpers/server.ts'
import { invited } from '../routes/people.ts'

const PDF = new TextEncoder().encode('%PDF-1.7\nhello')
const DAY = 86_400_000

const definition = {
  format: 1,
  key: 'files',
  label: 'Files',
  settings: { locale: 'en', timeZone: 'UTC', currency: 'CNY' },
  modules: [
    {
      key: 'deal',
      title: 'name',
      fields: [
        { key: 'name', type: 'text', required: true },
        { key: 'offers', type: 'file', extensions: ['pdf', 'txt', 'svg', 'html'], maxMegabytes: 1, most: 3 },
        { key: 'secret', type: 'file' },
      ],
    },
  ],
  roles: [
    {
      key: 'sales',
      label: 'Sales',
      modules: [{ module: 'deal', read: 'own', create: true, update: 'own', delete: 'own', hidden: ['secret'] }],
    },
  ],
}

describe('names of files', () => {
  const NAMES: readonly [given: string, safe: string][] = [
    ['offer.pdf', 'offer.pdf'],
    ['报价单 最终版.pdf', '报价单 最终版.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\windows\\system.ini', 'system.ini'],
    ['/abs/x.pdf', 'x.pdf'],
    ['C:\\x.pdf', 'x.pdf'],
    ['..', 'file'],
    ['.', 'file'],
    ['', 'file'],
    ['...', 'file'],
    ['.htaccess', 'htaccess'],
    ['-rf.pdf', 'rf.pdf'],
    ['~x.pdf', 'x.pdf'],
    ['a\u0000.pdf', 'a.pdf'],
    ['a\r\nSet-Cookie: x=1.pdf', 'aSet-Cookie x=1.pdf'],
    ['con.pdf', '_con.pdf'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['com1.pdf', '_com1.pdf'],
    ['lpt9', '_lpt9'],
    ['console.pdf', 'console.pdf'],
    ['a\u202efdp.exe', 'afdp.exe'],
    ['a\u200bb.pdf', 'ab.pdf'],
    ['\ufeffa.pdf', 'a.pdf'],
    ['a"b.pdf', 'ab.pdf'],
    ['a<script>.pdf', 'ascript.pdf'],
    ['a|b?c*.pdf', 'abc.pdf'],
    ['a.pdf. . ', 'a.pdf'],
    ['a  b.pdf', 'a b.pdf'],
    ['\ud800a.pdf', 'a.pdf'],
    ['e\u0301.pdf', '\u00e9.pdf'],
  ]
  it.each(NAMES)('%j becomes %j', (given, safe) => {
    expect(safeName(given)).toBe(safe)
    expect(safeName(safe)).toBe(safe)
  })
  it('long names keep their extension and fit into every file system', () => {
    for (const long of [`${'x'.repeat(300)}.pdf`, `${'长'.repeat(300)}.pdf`, `${'🚀'.repeat(100)}.pdf`]) {
      expect(Buffer.byteLength(safeName(long))).toBeLessThanOrEqual(200)
      expect(safeName(long)).toMatch(/\.pdf$/)
    }
    expect(Buffer.byteLength(safeName(`a.${'x'.repeat(300)}`))).toBeLessThanOrEqual(200)
  })
  it('the extension is what stands last, in small letters', () => {
    expect(['a.PDF', 'a.pdf.exe', 'a.pHaR', 'none'].map(extensionOf)).toEqual(['pdf', 'exe', 'phar', ''])
  })
})

onBothDatabases('files', (dialect) => {
  let place: Place
  let server: TestServer
  let admin: Client
  let sales: Client
  let other: Client

  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    admin = server.admin
    await admin.ok('POST', '/apps', { definition })
    sales = (await invited(server, 'sales', 'files', ['sales'])).client
    other = (await invited(server, 'other', 'files', ['sales'])).client
  })
  afterAll(async () => {
    await server.close()
    await place.remove()
  })

  async function send(client: Client, name: string, bytes: Uint8Array = PDF, field = 'offers', headers: Record<string, string> = {}) {
    const response = await fetch(`${server.server.url}/api/v1/apps/files/files/deal/${field}?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { cookie: client.cookie, 'accept-language': 'en', ...headers },
      body: bytes as BodyInit,
    })
    return { status: response.status, json: (await response.json()) as any }
  }
  const fetchFile = (client: Client, id: string) =>
    fetch(`${server.server.url}/api/v1/apps/files/files/${id}`, { headers: { cookie: client.cookie, 'accept-language': 'en' } })
  const hostDb = async () => (await server.server.services.apps.get('files'))!.db
  const sweep = async (now: number) => (await hostDb()).transaction((trx) => sweepFiles(trx, ['deal'], now))
  const pieces = async () => Number((await (await hostDb()).get({ sql: 'SELECT count(*) AS n FROM "_file_piece"', parameters: [] }))?.n)

  it('a file is sent, saved with a record, listed by name, and fetched as an attachment that can do nothing', async () => {
    const { status, json } = await send(sales, "报价 (1)'.PDF")
    expect(status).toBe(201)
    expect(json).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), name: "报价 (1)'.PDF", size: PDF.length })
    const { _id } = await sales.ok('POST', '/apps/files/records/deal', { name: 'A', offers: [json.id] })
    const { records } = await sales.ok('GET', '/apps/files/records/deal?fields=name,offers')
    expect(records.find((each: any) => each._id === _id)).toMatchObject({ offers: [json.id], _titles: { offers: ["报价 (1)'.PDF"] } })
    const response = await fetchFile(sales, json.id)
    expect(response.status).toBe(200)
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(PDF)
    const header = (name: string) => response.headers.get(name)
    expect(header('content-disposition')).toBe("attachment; filename*=UTF-8''%E6%8A%A5%E4%BB%B7%20%281%29%27.PDF")
    expect(header('content-type')).toBe('application/octet-stream')
    expect(header('x-content-type-options')).toBe('nosniff')
    expect(header('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(header('cache-control')).toContain('no-store')
  })

  it('pages and pictures with scripts are bytes to save like any other', async () => {
    for (const [name, text] of [
      ['x.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
      ['x.html', '<script>alert(1)</script>'],
    ] as const) {
      const { json } = await send(sales, name, new TextEncoder().encode(text))
      await sales.ok('POST', '/apps/files/records/deal', { name, offers: [json.id] })
      const response = await fetchFile(sales, json.id)
      expect(response.headers.get('content-type')).toBe('application/octet-stream')
      expect(response.headers.get('content-disposition')).toMatch(/^attachment/)
      expect(response.headers.get('content-security-policy')).toContain('sandbox')
    }
  })

  it('kinds, sizes and contents that do not fit are refused with the reason', async () => {
    const zip = new Uint8Array([0x50, 0x4b, 3, 4])
    const html = new TextEncoder().encode('<html>')
    for (const [name, bytes, code] of [
      ['x.exe', PDF, 'file_kind'],
      ['x.pdf.exe', PDF, 'file_kind'],
      ['x.pHp', PDF, 'file_kind'],
      ['x', PDF, 'file_kind'],
      ['.pdf', PDF, 'file_kind'],
      ['x.pdf', zip, 'file_kind'],
      ['x.PdF', html, 'file_kind'],
      ['x.txt', new Uint8Array([1, 0, 2]), 'file_kind'],
      ['x.pdf', new Uint8Array(0), 'empty_file'],
      ['x.pdf', new Uint8Array((1 << 20) + 1), 'too_large'],
    ] as const) {
      const { status, json } = await send(sales, name, bytes)
      expect([status, json.code], `${name} ${bytes.length}`).toEqual([code === 'too_large' ? 413 : 400, code])
    }
    expect((await send(sales, 'x.pdf', PDF, 'name')).status).toBe(400)
  })

  it('rights: hidden fields, other people’s records, files of others', async () => {
    const hidden = await send(sales, 'x.pdf', PDF, 'secret')
    expect([hidden.status, hidden.json.code]).toEqual([400, 'unknown_field'])
    const { json: secret } = await send(admin, 's.pdf', PDF, 'secret')
    const { json: offer } = await send(admin, 'o.pdf')
    const users = await admin.ok('GET', '/users')
    const owner = users.users.find((each: any) => each.name === 'sales').id
    const { _id } = await admin.ok('POST', '/apps/files/records/deal', {
      name: 'S',
      secret: [secret.id],
      offers: [offer.id],
      _owner: owner,
    })
    expect((await fetchFile(admin, secret.id)).status).toBe(200)
    expect((await fetchFile(sales, secret.id)).status).toBe(404)
    expect((await fetchFile(sales, offer.id)).status).toBe(200)
    expect((await fetchFile(other, offer.id)).status).toBe(404)
    // Nobody takes a file that another sent, or that belongs to another record or field.
    const { json: waiting } = await send(admin, 'w.pdf')
    for (const id of [waiting.id, offer.id, secret.id, '01890a5d-ac96-774b-bcce-b302099a8057']) {
      const refused = await other.send('POST', '/apps/files/records/deal', { name: 'T', offers: [id] })
      expect([refused.status, refused.json.code]).toEqual([400, 'no_such_file'])
    }
    expect((await fetchFile(admin, waiting.id)).status).toBe(200)
    expect((await fetchFile(sales, waiting.id)).status, 'of another, not before it is saved').toBe(404)
    const kept = await admin.ok('GET', `/apps/files/records/deal/${_id}`)
    expect(kept.offers).toEqual([offer.id])
    expect((await fetchFile(server.anonymous(), offer.id)).status).toBe(401)
  })

  it('what is taken out can be brought back for a while; what nobody has goes', async () => {
    const before = await pieces()
    const { json: a } = await send(sales, 'a.pdf')
    const { json: b } = await send(sales, 'b.pdf')
    const made = await sales.ok('POST', '/apps/files/records/deal', { name: 'R', offers: [a.id, b.id] })
    const changed = await sales.ok('PATCH', `/apps/files/records/deal/${made._id}`, { offers: [b.id], _version: made._version })
    expect((await fetchFile(sales, a.id)).status).toBe(404)
    expect(await sweep(Date.now() + 2 * DAY)).toBeGreaterThanOrEqual(1)
    await sales.ok('PATCH', `/apps/files/records/deal/${made._id}`, { offers: [a.id, b.id], _version: changed._version })
    expect((await fetchFile(sales, a.id)).status).toBe(200)
    const { json: lost } = await send(sales, 'lost.pdf')
    expect(await sweep(Date.now())).toBe(0)
    expect(await sweep(Date.now() + 2 * DAY)).toBe(1)
    expect((await sales.send('POST', '/apps/files/records/deal', { name: 'L', offers: [lost.id] })).json.code).toBe('no_such_file')
    const record = await sales.ok('GET', `/apps/files/records/deal/${made._id}`)
    await sales.ok('PATCH', `/apps/files/records/deal/${made._id}`, { offers: [b.id], _version: record._version })
    expect(await sweep(Date.now() + 31 * DAY)).toBe(1)
    // A record that is gone for good takes its files along.
    await (await hostDb()).run({ sql: `DELETE FROM "deal" WHERE "_id" = ${dialect === 'sqlite' ? '?' : '$1'}`, parameters: [made._id] })
    expect(await sweep(Date.now())).toBe(1)
    expect(await pieces()).toBeLessThanOrEqual(before)
    const jobs = await (await hostDb()).all({ sql: `SELECT "state" FROM "_job" WHERE "kind" = 'file_sweep'`, parameters: [] })
    expect(jobs).toEqual([{ state: 'waiting' }])
  })
})
