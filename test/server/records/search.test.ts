// Search over every module: what it finds, in which order, for whom; and how long it takes in a large module.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { csvOf, importMap, definition as large } from '../../bench/data.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'
import { type Client, importCsv, startTestServer, type TestServer } from '../../helpers/server.ts'
import { invited, type Person } from '../routes/people.ts'

onBothDatabases('search', (dialect) => {
  let place: Place
  let server: TestServer
  let ann: Person
  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    const { admin } = server
    const sales = salesDefinition() as any
    sales.modules[1].fields.push({ key: 'remark', type: 'long_text' })
    await admin.ok('POST', '/apps', { definition: sales })
    ann = await invited(server, 'ann', 'sales', ['rep'])
    const account = async (body: object) => (await admin.ok('POST', '/apps/sales/records/account', body))._id
    await account({ name: 'Huawei Cloud', secret: 'nightingale' })
    await account({ name: 'Old Huawei partner' })
    await account({ name: '华为终端', industry: 'retail' })
    await account({ name: '100% pure_water\\inc' })
    for (let index = 0; index < 8; index += 1) await account({ name: `Series ${index}` })
    const deal = (body: object) => admin.ok('POST', '/apps/sales/records/deal', body)
    await deal({ name: 'Renewal', amount: 20000, approver: 'Chief of Huawei procurement', tags: ['huawei'], _owner: ann.id })
    await deal({ name: 'Huawei datacentre', source: 'web' })
    const gone = await deal({ name: 'Huawei gone' })
    await admin.ok('DELETE', `/apps/sales/records/deal/${gone._id}`)
    const long = `${'x'.repeat(300)} needle ${'y'.repeat(300)}`
    await deal({ name: 'Long', remark: long })
  })
  afterAll(async () => {
    await server?.close()
    await place?.remove()
  })
  const find = async (client: Client, text: string) => {
    const { results } = await client.ok('GET', `/apps/sales/search?text=${encodeURIComponent(text)}`)
    return results.map(({ module, title, subtitle }: any) => [module, title, ...(subtitle === undefined ? [] : [subtitle])])
  }

  it('finds a text in any case, titles that begin with it first, each module for itself', async () => {
    expect(await find(server.admin, 'huawei')).toEqual([
      ['account', 'Huawei Cloud'],
      ['account', 'Old Huawei partner'],
      // “huawei” is also how 华为 is read.
      ['account', '华为终端'],
      ['deal', 'Huawei datacentre'],
      ['deal', 'Renewal', 'huawei'],
    ])
    expect(await find(server.admin, ' 华为 ')).toEqual([['account', '华为终端']])
    expect(await find(server.admin, 'D-0002')).toEqual([['deal', 'Huawei datacentre', 'D-0002']])
    const series = await find(server.admin, 'series')
    expect(series.map(([, title]: string[]) => title)).toEqual(['Series 7', 'Series 6', 'Series 5', 'Series 4', 'Series 3'])
  })

  it('takes the text literally and shows where in a long value it stands', async () => {
    expect(await find(server.admin, '%')).toEqual([['account', '100% pure_water\\inc']])
    expect(await find(server.admin, 'pure_w')).toEqual([['account', '100% pure_water\\inc']])
    expect(await find(server.admin, 'r\\i')).toEqual([['account', '100% pure_water\\inc']])
    expect(await find(server.admin, 'pureXwater')).toEqual([])
    expect(await find(server.admin, '')).toEqual([])
    const [[, , subtitle]] = await find(server.admin, 'NEEDLE')
    expect(subtitle).toMatch(/^…x+ needle y+…$/)
    expect(subtitle.length).toBeLessThanOrEqual(122)
  })

  it('finds nothing that is hidden, out of scope, a key of a choice or in the trash', async () => {
    expect(await find(ann.client, 'huawei')).toEqual([
      ['account', 'Huawei Cloud'],
      ['account', 'Old Huawei partner'],
      ['account', '华为终端'],
      ['deal', 'Renewal', 'huawei'],
    ])
    expect(await find(ann.client, 'nightingale')).toEqual([])
    expect(await find(server.admin, 'nightingale')).toEqual([['account', 'Huawei Cloud', 'nightingale']])
    expect(await find(server.admin, 'retail')).toEqual([])
    expect(await find(ann.client, 'datacentre')).toEqual([])
  })

  it('finds a tag by any part of it, and not by what stands between two of them', async () => {
    await server.admin.ok('POST', '/apps/sales/records/deal', { name: 'Tagged', tags: ['Quarterly "big" one', '重点客户'] })
    expect(await find(server.admin, 'quarter')).toEqual([['deal', 'Tagged', 'Quarterly "big" one']])
    expect(await find(server.admin, '"big"')).toEqual([['deal', 'Tagged', 'Quarterly "big" one']])
    expect(await find(server.admin, '重点')).toEqual([['deal', 'Tagged', '重点客户']])
    expect(await find(server.admin, '","')).toEqual([])
    const { records } = await server.admin.ok('GET', '/apps/sales/records/deal?search=quarter&fields=name')
    expect(records.map(({ name }: any) => name)).toEqual(['Tagged'])
  })

  it('finds a Chinese title by its pinyin, whole, begun or by first letters', async () => {
    const deal = (name: string, more: object = {}) => server.admin.ok('POST', '/apps/sales/records/deal', { name, ...more })
    await deal('张三的试点')
    await deal('重庆西安线', { _owner: ann.id })
    await deal('Zhangjiang park')
    const titles = async (client: Client, text: string) => (await find(client, text)).map(([, title]: string[]) => title)
    for (const text of ['zhangsan', 'ZhangSan', 'zhang san', 'zhangs', 'zsd'])
      expect(await titles(server.admin, text), text).toEqual(['张三的试点'])
    // What begins with the letters themselves stands first; a character of two readings is found by each.
    expect(await titles(server.admin, 'zhang')).toEqual(['Zhangjiang park', '张三的试点'])
    for (const text of ['chongqing', 'zhongqing', "xi'an", 'cqxa']) expect(await titles(server.admin, text), text).toEqual(['重庆西安线'])
    expect(await titles(server.admin, 'sanzhang')).toEqual([])
    expect(await titles(ann.client, 'zhangsan')).toEqual([])
    expect(await titles(ann.client, 'chongqing')).toEqual(['重庆西安线'])
    for (const path of ['records/deal?fields=name&search=zs', 'records/deal?fields=name&search=zhangsan&total=true']) {
      const { records } = await server.admin.ok('GET', `/apps/sales/${path}`)
      expect(records.map(({ name }: any) => name)).toContain('张三的试点')
    }
  })

  it('refuses what it cannot look for', async () => {
    for (const query of ['', '?text=x&text=y', `?text=${'x'.repeat(201)}`, '?q=x'])
      expect((await server.admin.send('GET', `/apps/sales/search${query}`)).status).toBe(400)
  })

  it('puts a title that begins with the text before hundreds of newer matches', async () => {
    const records = Array.from({ length: 400 }, (_, index) => ({ name: `About zebra ${index}` }))
    await server.admin.ok('POST', '/apps/sales/records/account', { name: 'Zebra first' })
    await server.admin.ok('POST', '/apps/sales/records/account/bulk', { action: 'create', records })
    expect((await find(server.admin, 'zebra')).map(([, title]: string[]) => title)).toEqual([
      'Zebra first',
      'About zebra 399',
      'About zebra 398',
      'About zebra 397',
      'About zebra 396',
    ])
  })

  it('stays quick in a large module, found or not', async () => {
    const size = dialect === 'sqlite' ? 100_000 : 20_000
    await server.admin.ok('POST', '/apps', { definition: large })
    await importCsv(server.admin, 'bench', 'deal', csvOf(size), importMap)
    const times: Record<string, number> = {}
    for (const text of ['Deal 99', 'Deal 1 ', 'remark', 'nowhere', '商机', '不存在', 'shangji', 'zqx']) {
      const took: number[] = []
      for (let round = 0; round < 5; round += 1) {
        const started = performance.now()
        await server.admin.ok('GET', `/apps/bench/search?text=${encodeURIComponent(text)}`)
        took.push(performance.now() - started)
      }
      times[text] = Math.round(took.sort((a, b) => a - b)[2]!)
    }
    console.log(`${dialect}: search of ${size} records, ms: ${JSON.stringify(times)}`)
    expect(Math.max(...Object.values(times))).toBeLessThan(500)
  }, 120_000)
})
