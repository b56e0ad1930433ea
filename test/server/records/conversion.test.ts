// Conversions through the public door: what is shown before, what is made, who may, two at once, and taking it back.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { conversionDefinition } from '../../helpers/conversion.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { type Client, startTestServer, type TestServer } from '../../helpers/server.ts'
import { invited } from '../routes/people.ts'

const at = (module: string, id = '') => `/apps/leads/records/${module}${id && `/${id}`}`
const NOTE = { note: 'Wants an offer' }
let phone = 1000

onBothDatabases('conversions', (dialect) => {
  let place: Place
  let server: TestServer
  let admin: Client
  let sales: Client
  let junior: Client

  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    admin = server.admin
    await admin.ok('POST', '/apps', { definition: conversionDefinition })
    sales = (await invited(server, 'sales', 'leads', ['sales'])).client
    junior = (await invited(server, 'junior', 'leads', ['junior'])).client
  })
  afterAll(async () => {
    await server.close()
    await place.remove()
  })

  async function newLead(values: object = {}) {
    phone += 1
    const { _id } = await admin.ok('POST', at('lead'), {
      name: 'Ann',
      company: `Acme ${phone}`,
      phone: `555 ${phone}`,
      budget: 1000.5,
      ...values,
    })
    return { id: _id as string, path: `${at('lead', _id)}/conversion` }
  }
  const count = async (module: string) => (await admin.ok('GET', `${at(module)}?total=true&limit=1`)).total

  it('shows what would be made and writes nothing; then makes it, ties it together, and moves the lead', async () => {
    const { id, path } = await newLead()
    const before = await count('account')
    const preview = await sales.ok('GET', path)
    expect(preview).toMatchObject({
      conversion: 'convert',
      version: 1,
      problems: [],
      move: { to: 'converted', asks: [{ kind: 'note', required: true }] },
      targets: [
        { key: 'account', module: 'account', optional: false, values: { name: `Acme ${phone}`, budget: 1000.5 }, duplicates: [] },
        { key: 'contact', values: { name: 'Ann', phone: `555 ${phone}` } },
        { key: 'deal', optional: true, values: { amount: 1000.5 } },
      ],
    })
    expect(await count('account')).toBe(before)
    const done = await sales.ok('POST', path, { version: 1, targets: { deal: { create: { name: 'Big one' } } }, _move: NOTE })
    const made = Object.fromEntries(done.made.map((each: any) => [each.target, each._id]))
    expect(await admin.ok('GET', at('deal', made.deal))).toMatchObject({
      name: 'Big one',
      amount: 1000.5,
      account: made.account,
      people: [made.contact],
    })
    expect(await admin.ok('GET', at('contact', made.contact))).toMatchObject({ account: made.account, name: 'Ann' })
    expect(await admin.ok('GET', at('lead', id))).toMatchObject({ deal: made.deal, _stage: 'converted' })
    const { visits } = await admin.ok('GET', `${at('lead', id)}/visits`)
    expect(visits.at(-1)).toMatchObject({ stage: 'converted', kind: 'win', note: NOTE.note })
    const later = await sales.ok('GET', path)
    expect(later.done.made.map((each: any) => [each.target, each.title, each.open])).toEqual([
      ['account', `Acme ${phone}`, true],
      ['contact', 'Ann', true],
      ['deal', 'Big one', true],
    ])
  })

  it('offers what is there, takes it as it is, fills in empty links, and leaves out what is optional', async () => {
    const { id, path } = await newLead()
    const account = await admin.ok('POST', at('account'), { name: `Acme ${phone}` })
    const contact = await admin.ok('POST', at('contact'), { name: 'Old Ann', phone: `555 ${phone}` })
    const { targets } = await sales.ok('GET', path)
    expect(targets[0].duplicates).toMatchObject([{ _id: account._id, fields: ['name'] }])
    expect(targets[1].duplicates).toMatchObject([{ _id: contact._id, title: 'Old Ann', fields: ['phone'] }])
    // A second contact with the same number is refused, at its place, and nothing of the rest stays.
    const before = [await count('account'), await count('deal')]
    const refused = await sales.send('POST', path, { version: 1, _move: NOTE })
    expect([refused.status, refused.json.problems.map((each: any) => [each.path, each.code])]).toEqual([
      400,
      [['targets.contact.phone', 'not_unique']],
    ])
    expect([await count('account'), await count('deal')]).toEqual(before)
    await sales.ok('POST', path, {
      version: 1,
      targets: { account: { use: account._id }, contact: { use: contact._id }, deal: { skip: true } },
      _move: NOTE,
    })
    expect(await admin.ok('GET', at('contact', contact._id))).toMatchObject({ name: 'Old Ann', account: account._id })
    expect(await admin.ok('GET', at('lead', id))).toMatchObject({ deal: null, _stage: 'converted' })
    const notOptional = await newLead()
    const skipped = await sales.send('POST', notOptional.path, { version: 1, targets: { account: { skip: true } }, _move: NOTE })
    expect(skipped.json.problems.map((each: any) => [each.path, each.code])).toContainEqual(['targets.account', 'required'])
  })

  it('keeps to the rules: the condition, the move, the version, and choices that are none', async () => {
    const without = await newLead({ company: null })
    expect((await sales.ok('GET', without.path)).problems[0].code).toBe('not_convertible')
    expect((await sales.send('POST', without.path, { version: 1, _move: NOTE })).json.code).toBe('not_convertible')
    const { id, path } = await newLead()
    const before = await count('account')
    const unasked = await sales.send('POST', path, { version: 1 })
    expect([unasked.status, unasked.json.problems[0].code]).toEqual([400, 'note_required'])
    await sales.ok('PATCH', at('lead', id), { _stage: 'talk', _version: 1 })
    await sales.ok('PATCH', at('lead', id), { _stage: 'new', _version: 2, _move: NOTE })
    expect((await sales.send('POST', path, { version: 1, _move: NOTE })).status).toBe(409)
    for (const targets of [
      { other: { skip: true } },
      { deal: { skip: false } },
      { deal: { use: 1 } },
      { deal: 'x' },
      { deal: { skip: true, use: 'x' } },
    ])
      expect((await sales.send('POST', path, { version: 3, targets, _move: NOTE })).status, JSON.stringify(targets)).toBe(400)
    expect((await sales.send('POST', path, { version: 3, targets: { account: { use: id } }, _move: NOTE })).status).toBe(404)
    expect((await sales.send('GET', `${path}?conversion=nothing`)).status).toBe(404)
    expect((await sales.send('GET', `${at('account', id)}/conversion`)).status).toBe(404)
    expect(await count('account')).toBe(before)
  })

  it('two who convert the same record at once: one does, the other is told what it became', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { path } = await newLead()
      const before = await count('account')
      const order = { version: 1, targets: { deal: { create: {} } }, _move: NOTE }
      const answers = await Promise.all([sales.send('POST', path, order), admin.send('POST', path, order), sales.send('POST', path, order)])
      const won = answers.filter(({ status }) => status === 201)
      const lost = answers.filter(({ status }) => status === 409)
      expect([won.length, lost.length]).toEqual([1, 2])
      for (const { json } of lost) {
        expect(json.code).toBe('converted')
        expect(json.problems[0].made.map((each: any) => each._id)).toEqual(won[0]!.json.made.map((each: any) => each._id))
      }
      expect(await count('account')).toBe(before + 1)
    }
  })

  it('hidden fields leak neither before nor by being copied; rights are those of who converts', async () => {
    const { path } = await newLead()
    await admin.ok('POST', at('account'), { name: `Acme ${phone}` })
    const preview = await junior.send('GET', path)
    expect(preview.json.targets[0].values).toEqual({ name: `Acme ${phone}` })
    expect(preview.json.targets[2].values).toEqual({ name: `Acme ${phone}` })
    expect(JSON.stringify(preview.json)).not.toContain('1000.5')
    // Accounts of others are not there for a junior, so none is offered and none can be taken.
    expect(preview.json.targets[0].duplicates).toEqual([])
    const done = await junior.ok('POST', path, { version: 1, targets: { deal: { create: {} } }, _move: NOTE })
    const deal = done.made.find((each: any) => each.target === 'deal')._id
    expect(await admin.ok('GET', at('deal', deal))).toMatchObject({ amount: null })
    const other = await newLead()
    const hidden = await junior.send('POST', other.path, {
      version: 1,
      targets: { account: { use: done.made[0]._id.replace(/.$/, (last: string) => (last === '0' ? '1' : '0')) } },
      _move: NOTE,
    })
    expect(hidden.status).toBe(404)
    const visible = await junior.ok('GET', '/apps/leads')
    expect(visible.definition.conversions).toEqual([
      expect.objectContaining({ key: 'convert', targets: [expect.objectContaining({ values: {} }), expect.anything(), expect.anything()] }),
    ])
    expect(JSON.stringify(visible.definition)).not.toContain('budget"}')
    expect((await server.anonymous().send('GET', path)).status).toBe(401)
  })

  it('is taken back while nobody worked on what it made, and says what stands in the way', async () => {
    const { id, path } = await newLead()
    const old = await admin.ok('POST', at('contact'), { name: 'Old', phone: `556 ${phone}` })
    const order = { targets: { contact: { use: old._id }, deal: { create: {} } }, _move: NOTE }
    const done = await sales.ok('POST', path, { version: 1, ...order })
    const made = Object.fromEntries(done.made.map((each: any) => [each.target, each._id]))
    const deal = await sales.ok('GET', at('deal', made.deal))
    await sales.ok('PATCH', at('deal', made.deal), { amount: 5, _version: deal._version })
    await sales.ok('POST', `${at('account', made.account)}/notes`, { text: 'Called' })
    const refused = await sales.send('POST', `${path}/undo`, {})
    expect([refused.status, refused.json.problems.map((each: any) => [each.path, each.code])]).toEqual([
      409,
      [
        ['targets.account', 'in_the_way'],
        ['targets.deal', 'in_the_way'],
      ],
    ])
    const again = await newLead()
    const second = await sales.ok('POST', again.path, { version: 1, ...order, targets: { ...order.targets, contact: { use: old._id } } })
    expect(await sales.ok('POST', `${again.path}/undo`, {})).toEqual({ removed: 2 })
    expect(await admin.ok('GET', at('lead', again.id))).toMatchObject({ _stage: 'new', deal: null })
    for (const one of second.made.filter((each: any) => each.created))
      expect((await admin.ok('GET', at(one.module, one._id)))._deleted_at).not.toBeNull()
    expect((await sales.send('POST', `${again.path}/undo`, {})).status).toBe(404)
    // What was taken back can be done again.
    const version = (await admin.ok('GET', at('lead', again.id)))._version
    expect((await sales.send('POST', again.path, { version, ...order })).status).toBe(201)
    const used = await newLead()
    const third = await sales.ok('POST', used.path, { version: 1, ...order })
    await sales.ok('POST', at('contact'), { name: 'New', phone: `557 ${phone}`, account: third.made[0]._id })
    expect((await sales.send('POST', `${used.path}/undo`, {})).json.problems[0]).toMatchObject({
      path: 'targets.account',
      code: 'in_the_way',
    })
    expect(id).not.toBe(used.id)
  })
})
