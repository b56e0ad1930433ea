// Merging two records through the public door: values, relations, notes, rights, versions, and taking it back.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { conversionDefinition } from '../../helpers/conversion.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { type Client, startTestServer, type TestServer } from '../../helpers/server.ts'
import { invited } from '../routes/people.ts'

const at = (module: string, id = '') => `/apps/leads/records/${module}${id && `/${id}`}`

onBothDatabases('merging', (dialect) => {
  let place: Place
  let server: TestServer
  let admin: Client
  let junior: Client

  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    admin = server.admin
    await admin.ok('POST', '/apps', { definition: conversionDefinition })
    junior = (await invited(server, 'junior', 'leads', ['junior'])).client
  })
  afterAll(async () => {
    await server.close()
    await place.remove()
  })
  const make = async (module: string, values: object) => (await admin.ok('POST', at(module), values))._id as string
  const read = (module: string, id: string) => admin.ok('GET', at(module, id))

  it('the kept record takes what was chosen, and whatever meant the other means it', async () => {
    const [account, other] = [await make('account', { name: 'A' }), await make('account', { name: 'B' })]
    const keep = await make('contact', { name: 'Ann', account })
    const drop = await make('contact', { name: 'Anne', phone: '555 0001', account: other })
    const both = await make('deal', { name: 'Both', people: [drop, keep] })
    const only = await make('deal', { name: 'Only', people: [drop] })
    const trashed = await make('deal', { name: 'Trashed', people: [drop] })
    await admin.ok('DELETE', at('deal', trashed))
    await admin.ok('POST', `${at('contact', drop)}/notes`, { text: 'Called Anne' })
    const order = { keep, drop, versions: { keep: 1, drop: 1 }, values: { phone: 'drop', name: 'keep', account: 'drop' } }
    const merged = await admin.ok('POST', `${at('contact')}/merge`, order)
    expect(merged).toMatchObject({ _id: keep, moved: 3 })
    expect(await read('contact', keep)).toMatchObject({ name: 'Ann', phone: '555 0001', account: other })
    expect((await read('deal', both)).people).toEqual([keep])
    expect((await read('deal', only)).people).toEqual([keep])
    expect((await read('deal', trashed)).people).toEqual([keep])
    expect((await read('contact', drop))._deleted_at).not.toBeNull()
    expect((await admin.ok('GET', `${at('contact', drop)}/merge`)).merge).toMatchObject({ into: keep, title: 'Ann' })
    expect((await admin.ok('GET', `${at('contact', keep)}/merge`)).merge).toBeNull()
    expect((await admin.ok('GET', `${at('contact', keep)}/notes`)).notes).toMatchObject([{ text: 'Called Anne' }])
    const { history } = await admin.ok('GET', `${at('contact', drop)}/history`)
    expect(history.map((each: any) => each.kind)).toEqual(['delete', 'create'])
    const { history: told } = await admin.ok('GET', `${at('deal', only)}/history`)
    expect(told[0]).toMatchObject({ kind: 'update', changes: { people: [[drop], [keep]] } })

    const undone = await admin.ok('POST', `${at('contact', drop)}/merge/undo`)
    expect(undone).toMatchObject({ _id: drop, kept: keep })
    expect(await read('contact', keep)).toMatchObject({ phone: null, account })
    expect(await read('contact', drop)).toMatchObject({ name: 'Anne', phone: '555 0001', _deleted_at: null })
    expect((await read('deal', both)).people).toEqual([drop, keep])
    expect((await read('deal', only)).people).toEqual([drop])
    expect((await admin.ok('GET', `${at('contact', drop)}/notes`)).notes).toHaveLength(1)
    expect((await admin.send('POST', `${at('contact', drop)}/merge/undo`)).status).toBe(404)
  })

  it('a record does not come to refer to itself, and what was changed since stays as it is', async () => {
    const keep = await make('lead', { name: 'Ann' })
    const drop = await make('lead', { name: 'Anne', parent: keep, company: 'New' })
    const child = await make('lead', { name: 'Child', parent: drop })
    await admin.ok('PATCH', at('lead', keep), { parent: drop, _version: 1 })
    const versions = { keep: 2, drop: 1 }
    await admin.ok('POST', `${at('lead')}/merge`, { keep, drop, versions, values: { parent: 'drop', company: 'drop' } })
    expect(await read('lead', keep)).toMatchObject({ parent: null, company: 'New' })
    expect((await read('lead', child)).parent).toBe(keep)
    const now = await read('lead', keep)
    await admin.ok('PATCH', at('lead', keep), { company: 'Later', _version: now._version })
    const moved = await read('lead', child)
    await admin.ok('PATCH', at('lead', child), { parent: null, _version: moved._version })
    await admin.ok('POST', `${at('lead', drop)}/merge/undo`)
    expect(await read('lead', keep)).toMatchObject({ company: 'Later' })
    expect((await read('lead', child)).parent).toBeNull()
  })

  it('says so when one of the two was changed meanwhile, and for what cannot be merged', async () => {
    const [keep, drop] = [await make('lead', { name: 'K' }), await make('lead', { name: 'D' })]
    const path = `${at('lead')}/merge`
    const stale = await admin.send('POST', path, { keep, drop, versions: { keep: 1, drop: 7 } })
    expect([stale.status, stale.json.problems.map((each: any) => [each.path, each.code])]).toEqual([409, [['versions.drop', 'conflict']]])
    const versions = { keep: 1, drop: 1 }
    expect((await admin.send('POST', path, { keep, drop: keep, versions })).json.code).toBe('same_record')
    expect((await admin.send('POST', path, { keep, drop, versions, values: { name: 'both' } })).status).toBe(400)
    expect((await admin.send('POST', path, { keep, drop, versions, values: { nothing: 'drop' } })).json.code).toBe('unknown_field')
    expect((await admin.send('POST', path, { keep, drop: '01890a5d-ac96-774b-bcce-b302099a8057', versions })).status).toBe(404)
    const [one, two] = await Promise.all([
      admin.send('POST', path, { keep, drop, versions }),
      admin.send('POST', path, { keep: drop, drop: keep, versions }),
    ])
    expect([one!.status, two!.status].filter((status) => status === 200)).toHaveLength(1)
  })

  it('needs the right to change the one and to delete the other, and hides what is hidden', async () => {
    const [keep, drop] = [await make('lead', { name: 'K', budget: 1 }), await make('lead', { name: 'D', budget: 2 })]
    const versions = { keep: 1, drop: 1 }
    const refused = await junior.send('POST', `${at('lead')}/merge`, { keep, drop, versions })
    expect([refused.status, refused.json.code]).toEqual([403, 'forbidden'])
    const own = (await junior.ok('POST', at('lead'), { name: 'Own' }))._id
    const hidden = await junior.send('POST', `${at('lead')}/merge`, { keep, drop: own, versions, values: { budget: 'drop' } })
    expect([hidden.status, hidden.json.code]).toEqual([400, 'unknown_field'])
    const merged = await junior.send('POST', `${at('lead')}/merge`, { keep, drop: own, versions, values: { name: 'drop' } })
    expect(merged.status).toBe(200)
    expect(JSON.stringify(merged.json)).not.toContain('budget')
    expect(await read('lead', keep)).toMatchObject({ name: 'Own', budget: 1 })
  })
})
