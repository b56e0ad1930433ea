// Saved views, preferences and settings through the public door: whose they are, what is refused, what a reader gets of a view that names more than he may see.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'
import { type Client, startTestServer, type TestServer } from '../../helpers/server.ts'
import { invited, type Person } from '../routes/people.ts'

const VIEWS = '/apps/sales/views'
const LIST = { type: 'list', fields: ['name', 'amount'] }

onBothDatabases('saved views', (dialect) => {
  let place: Place
  let server: TestServer
  let ann: Person
  let bob: Person
  let mia: Person
  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    await server.admin.ok('POST', '/apps', { definition: salesDefinition() })
    await server.admin.ok('POST', '/apps', { definition: { ...salesDefinition(), key: 'other' } })
    ann = await invited(server, 'ann', 'sales', ['rep'])
    bob = await invited(server, 'bob', 'sales', ['rep'])
    mia = await invited(server, 'mia', 'sales', ['manager'])
  })
  afterAll(async () => {
    await server?.close()
    await place?.remove()
  })
  const save = (client: Client, view: unknown, more: object = {}) =>
    client.send('POST', VIEWS, { module: 'deal', label: 'Mine', view, ...more })
  const viewsOf = async (client: Client) => (await client.ok('GET', VIEWS)).views as any[]

  it('belong to whoever saves them; shared ones are read by everyone and changed by people who design', async () => {
    const view = {
      type: 'list',
      fields: ['name', 'amount', 'closes', '_stage'],
      where: 'amount > 10.0 && _owner == me',
      sort: [{ field: 'closes', descending: true }],
      group: '_stage',
      widths: { name: 240, amount: 120 },
      pinned: 1,
      totals: { amount: 'sum', closes: 'max' },
    }
    const made = await save(ann.client, view)
    expect(made.status).toBe(201)
    expect(made.json).toEqual({
      id: expect.any(String),
      module: 'deal',
      label: 'Mine',
      shared: false,
      mine: true,
      owner: ann.id,
      version: 1,
      view,
    })
    const { id } = made.json
    expect(await viewsOf(ann.client)).toEqual([made.json])
    expect(await viewsOf(bob.client)).toEqual([])
    expect(await viewsOf(server.admin)).toEqual([])
    for (const client of [bob.client, mia.client, server.admin]) {
      expect((await client.send('PATCH', `${VIEWS}/${id}`, { version: 1, label: 'Taken' })).status).toBe(404)
      expect((await client.send('DELETE', `${VIEWS}/${id}`)).status).toBe(404)
    }
    const shared = await ann.client.ok('PATCH', `${VIEWS}/${id}`, { version: 1, shared: true })
    expect(shared).toMatchObject({ version: 2, shared: true })
    expect(await viewsOf(bob.client)).toEqual([{ ...shared, mine: false }])
    expect((await bob.client.send('PATCH', `${VIEWS}/${id}`, { version: 2, label: 'Taken' })).status).toBe(403)
    expect((await bob.client.send('DELETE', `${VIEWS}/${id}`)).status).toBe(403)
    expect((await ann.client.send('PATCH', `${VIEWS}/${id}`, { version: 1, label: 'Stale' })).status).toBe(409)
    expect(await mia.client.ok('PATCH', `${VIEWS}/${id}`, { version: 2, label: 'Tidied', view: LIST })).toMatchObject({
      label: 'Tidied',
      view: LIST,
      version: 3,
      mine: false,
    })
    expect(await mia.client.ok('PATCH', `${VIEWS}/${id}`, { version: 3, shared: false })).toMatchObject({ shared: false, version: 4 })
    expect(await viewsOf(mia.client)).toEqual([])
    await ann.client.ok('DELETE', `${VIEWS}/${id}`)
    expect(await viewsOf(ann.client)).toEqual([])
    expect((await ann.client.send('GET', '/apps/other/views')).status).toBe(404)
    expect((await server.admin.ok('GET', '/apps/other/views')).views).toEqual([])
  })

  it('of two people who change one at the same moment, one is told', async () => {
    const { id } = (await save(mia.client, LIST, { shared: true })).json
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => mia.client.send('PATCH', `${VIEWS}/${id}`, { version: 1, label: `By ${index}` })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)])
    await mia.client.ok('DELETE', `${VIEWS}/${id}`)
  })

  const REFUSED: readonly (readonly [string, object, string, string])[] = [
    ['an unknown field', { ...LIST, fields: ['nme'] }, '/view/fields/nme', 'unknown_reference'],
    ['a hidden field', { ...LIST, fields: ['name', 'discount'] }, '/view/fields/discount', 'unknown_reference'],
    ['a hidden sort', { ...LIST, sort: [{ field: 'discount' }] }, '/view/sort/discount', 'unknown_reference'],
    ['a hidden figure', { ...LIST, totals: { discount: 'avg' } }, '/view/totals/discount', 'unknown_reference'],
    ['a hidden width', { ...LIST, widths: { discount: 100 } }, '/view/widths/discount', 'unknown_reference'],
    ['a condition on a hidden field', { ...LIST, where: 'discount > 1.0' }, '/view/where', 'unknown_field'],
    ['a condition on a hidden field of a relation', { ...LIST, where: 'account.secret == "x"' }, '/view/where', 'unknown_field'],
    ['a condition that is none', { ...LIST, where: 'amount' }, '/view/where', 'type_mismatch'],
    ['a key', { ...LIST, key: 'x' }, '/view/key', 'unknown_key'],
    ['roles', { ...LIST, roles: ['rep'] }, '/view/roles', 'unknown_key'],
    ['a type that is none', { ...LIST, type: 'grid' }, '/view/type', 'not_allowed'],
    ['a group of lists', { ...LIST, group: 'tags' }, '/view/group', 'cannot_group'],
    ['a calendar without date', { ...LIST, type: 'calendar' }, '/view', 'no_date'],
    ['no fields', { type: 'list', fields: [] }, '/view/fields', 'below_minimum'],
  ]
  it.each(REFUSED)('with %s are refused', async (_, view, path, code) => {
    const { status, json } = await save(ann.client, view)
    expect(status).toBe(400)
    expect(json.problems.map((each: any) => `${each.path} ${each.code}`)).toContain(`${path} ${code}`)
  })

  it('a hidden and an unknown member are refused in the same words', async () => {
    for (const view of [
      (name: string) => ({ ...LIST, fields: [name] }),
      (name: string) => ({ ...LIST, group: name }),
      (name: string) => ({ ...LIST, totals: { [name]: 'sum' } }),
      (name: string) => ({ type: 'calendar', fields: ['name'], date: name }),
    ]) {
      const [hidden, unknown] = [await save(ann.client, view('discount')), await save(ann.client, view('discoun2'))]
      expect(JSON.stringify(unknown.json).replaceAll('discoun2', 'discount')).toBe(JSON.stringify(hidden.json))
    }
  })

  it('refuse unknown modules, empty names and unknown keys', async () => {
    for (const body of [
      { module: 'nothing', label: 'x', view: LIST },
      { module: 'deal', label: ' ', view: LIST },
      { module: 'deal', label: 'x'.repeat(201), view: LIST },
      { module: 'deal', label: 'x', view: LIST, owner: bob.id },
      { module: 'deal', label: 'x', view: LIST, id: 'x' },
      { module: 'deal', label: 'x' },
      { module: 'deal', label: 'x', view: LIST, shared: 'yes' },
    ])
      expect((await ann.client.send('POST', VIEWS, body)).status, JSON.stringify(body)).toBe(400)
    expect(await viewsOf(ann.client)).toEqual([])
  })

  it('a reader gets what he may see of a shared view, and is told when that shows more than was meant', async () => {
    const definition = salesDefinition() as any
    definition.modules[1].fields.push({ key: 'review', type: 'date' }, { key: 'rank', type: 'select', options: [{ key: 'a' }] })
    definition.roles[0].modules[0].hidden.push('review', 'rank')
    await server.admin.ok('POST', '/apps/sales/publish', { definition })
    const shown = async (view: object, label: string) => {
      const { id } = (await save(mia.client, view, { shared: true, label })).json
      const found = (await viewsOf(ann.client)).find((each) => each.id === id)
      await mia.client.ok('DELETE', `${VIEWS}/${id}`)
      return found && { view: found.view, ...(found.lost ? { lost: found.lost } : {}) }
    }
    expect(
      await shown(
        {
          type: 'list',
          fields: ['discount', 'name', 'rank', 'amount'],
          where: 'amount > 1.0',
          sort: [{ field: 'discount' }, { field: 'amount' }],
          group: 'rank',
          widths: { discount: 100, name: 200 },
          pinned: 2,
          totals: { discount: 'avg', amount: 'sum' },
        },
        'Parts',
      ),
    ).toEqual({
      view: {
        type: 'list',
        fields: ['name', 'amount'],
        where: 'amount > 1.0',
        sort: [{ field: 'amount' }],
        widths: { name: 200 },
        pinned: 1,
        totals: { amount: 'sum' },
      },
    })
    expect(await shown({ ...LIST, where: 'rank == "a"' }, 'Condition')).toEqual({ view: LIST, lost: ['where'] })
    expect(await shown({ ...LIST, fields: ['rank', 'review'] }, 'Nothing')).toEqual({
      view: { type: 'list', fields: ['number'] },
      lost: ['fields'],
    })
    expect(await shown({ type: 'calendar', fields: ['name'], date: 'review', until: 'closes' }, 'Days')).toEqual({
      view: { type: 'list', fields: ['name'] },
      lost: ['date'],
    })
    expect(await shown({ type: 'calendar', fields: ['name'], date: 'closes', until: 'review' }, 'Ends')).toEqual({
      view: { type: 'calendar', fields: ['name'], date: 'closes' },
    })
    expect(await shown({ type: 'board', fields: ['name'], swimlane: 'rank', sum: 'amount' }, 'Lanes')).toEqual({
      view: { type: 'board', fields: ['name'], sum: 'amount' },
    })
  })

  it('outlive the members they name', async () => {
    const { id } = (await save(mia.client, { ...LIST, fields: ['name', 'source'], group: 'source', where: 'source == "web"' })).json
    const definition = await server.admin.ok('GET', '/apps/sales/export')
    const [deal] = definition.modules.filter((module: any) => module.key === 'deal')
    deal.fields = deal.fields.filter((field: any) => field.key !== 'source')
    deal.views = deal.views.filter((view: any) => view.key !== 'web')
    for (const role of definition.roles) for (const each of role.modules) delete each.readOnly
    await server.admin.ok('POST', '/apps/sales/publish', { definition })
    const [view] = (await viewsOf(mia.client)).filter((each) => each.id === id)
    expect(view).toMatchObject({ view: { type: 'list', fields: ['name'] }, lost: ['where'] })
    expect(view.view).not.toHaveProperty('group')
  })

  it('preferences are kept for one person in one app, under known names and up to a size', async () => {
    const PREFERENCES = '/apps/sales/preferences'
    const value = [{ module: 'deal', record: 'x' }]
    expect((await ann.client.send('PUT', `${PREFERENCES}/favourites`, { value })).status).toBe(204)
    await ann.client.ok('PUT', `${PREFERENCES}/default_views`, { value: { deal: 'board' } })
    await ann.client.ok('PUT', `${PREFERENCES}/default_views`, { value: { deal: 'all' } })
    expect(await ann.client.ok('GET', PREFERENCES)).toEqual({ default_views: { deal: 'all' }, favourites: value })
    expect(await bob.client.ok('GET', PREFERENCES)).toEqual({})
    await ann.client.ok('PUT', `${PREFERENCES}/favourites`, { value: null })
    expect(await ann.client.ok('GET', PREFERENCES)).toEqual({ default_views: { deal: 'all' } })
    await server.admin.ok('PUT', '/apps/other/preferences/recents', { value: [1] })
    expect(await server.admin.ok('GET', PREFERENCES)).toEqual({})
    expect((await ann.client.send('PUT', `${PREFERENCES}/anything`, { value: 1 })).status).toBe(404)
    expect((await ann.client.send('PUT', `${PREFERENCES}/recents`, {})).status).toBe(400)
    expect((await ann.client.send('PUT', `${PREFERENCES}/recents`, { value: 1, user: bob.id })).status).toBe(400)
    expect((await ann.client.send('PUT', `${PREFERENCES}/recents`, { value: 'x'.repeat(20_500) })).status).toBe(413)
    expect((await ann.client.send('PUT', '/apps/other/preferences/recents', { value: 1 })).status).toBe(404)
  })

  it('settings of a person hold in every app', async () => {
    const me = async () => (await ann.client.ok('GET', '/session')).user
    expect(await me()).toMatchObject({ timeZone: null, theme: 'auto', density: 'comfortable' })
    expect(await ann.client.ok('PATCH', '/me', { timeZone: 'Europe/Berlin', theme: 'dark' })).toMatchObject({
      name: 'ann',
      timeZone: 'Europe/Berlin',
      theme: 'dark',
      density: 'comfortable',
    })
    await ann.client.ok('PATCH', '/me', { density: 'compact', name: 'Ann', locale: 'en' })
    expect(await me()).toMatchObject({ name: 'Ann', locale: 'en', timeZone: 'Europe/Berlin', theme: 'dark', density: 'compact' })
    await ann.client.ok('PATCH', '/me', { timeZone: null })
    expect(await me()).toMatchObject({ timeZone: null, theme: 'dark' })
    for (const wrong of [
      { timeZone: 'Mars/Base' },
      { timeZone: 5 },
      { theme: 'pink' },
      { density: 'tight' },
      { theme: null },
      { zone: 'x' },
    ])
      expect((await ann.client.send('PATCH', '/me', wrong)).status, JSON.stringify(wrong)).toBe(400)
    expect((await bob.client.ok('GET', '/session')).user).toMatchObject({ timeZone: null, theme: 'auto' })
  })
})
