// Two installations equal but for values a role may not see: whatever the role asks, through whatever channel, the answers are byte-identical.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { listen } from '../../helpers/live.ts'
import { startTestServer, type TestServer } from '../../helpers/server.ts'
import { CANARIES, HIDDEN, hiddenDefinition, type Question, questions, WORLDS } from './hidden-world.ts'
import { invited, type Person } from './people.ts'

interface World {
  readonly place: Place
  readonly server: TestServer
  readonly rep: Person
  readonly ids: { readonly deals: string[]; readonly contact: string; readonly contacts: string[] }
  /** Ids by the order they were seen in: the same record has the same number in both worlds. */
  readonly numbers: Map<string, string>
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g

async function open(place: Place, values: (typeof WORLDS)[number]): Promise<World> {
  const server = await startTestServer(place)
  const { admin } = server
  await admin.ok('POST', '/apps', { definition: hiddenDefinition() })
  const rep = await invited(server, 'rep', 'veil', ['rep'])
  const make = async (module: string, body: object) => (await admin.ok('POST', `/apps/veil/records/${module}`, body))._id as string
  const { code, secret, word, ...hidden } = values
  const contact = await make('contact', { name: 'C', code, secret })
  // A view the admin shares and a record of the closed module he tells the rep of.
  const shared = { type: 'list', fields: ['inner', 'name', 'margin'], where: 'vip == true', group: 'rank', totals: { margin: 'sum' } }
  await admin.ok('POST', '/apps/veil/views', { module: 'deal', label: 'Shared', shared: true, view: shared })
  await admin.ok('POST', '/apps/veil/views', { module: 'vault', label: 'Closed', shared: true, view: { type: 'list', fields: ['word'] } })
  const other = await make('contact', { name: 'S', code: `${code}2`, secret: `${secret}2` })
  const vault = await make('vault', { word, open: 'open' })
  await admin.ok('POST', `/apps/veil/records/vault/${vault}/notes`, { text: `@[${rep.id}] look at ${word}` })
  await admin.ok('POST', `/apps/veil/records/contact/${contact}/notes`, { text: `@[${rep.id}] look` })
  const deals: string[] = []
  for (const [index, name] of ['D1', 'D2', 'D3'].entries()) {
    const id = await make('deal', {
      name,
      amount: 100 * index,
      contact,
      sponsor: values === WORLDS[0] ? contact : other,
      vault,
      ...hidden,
      tail: `${hidden.tail}${index}`,
      margin: hidden.margin + index,
      ...(index === 1 ? { vip: !hidden.vip } : {}),
    })
    // One change of hidden fields alone, one of both.
    await admin.ok('PATCH', `/apps/veil/records/deal/${id}`, {
      inner: `${hidden.inner}-2`,
      ...(index === 2 ? { note: 'seen' } : {}),
      _version: 1,
    })
    deals.push(id)
  }
  await admin.ok('DELETE', `/apps/veil/records/deal/${deals.pop()}`)
  const ids = { deals, contact, contacts: [contact, other] }
  const numbers = new Map<string, string>()
  for (const id of [...deals, contact, other, vault, rep.id, (await admin.ok('GET', '/users')).users.find((user: any) => user.admin).id])
    numbers.set(id, `#${numbers.size}`)
  return { place, server, rep, ids, numbers }
}

/** The answer with ids numbered by appearance and moments made one. Cursors are opened, because ids are in them. */
function normal(world: World, text: string): string {
  return text
    .replaceAll(/"next":"([\w-]+)"/g, (_, cursor: string) => `"next":${Buffer.from(cursor, 'base64url').toString()}`)
    .replaceAll(UUID, (id) => {
      const known = world.numbers.get(id) ?? `#${world.numbers.size}`
      world.numbers.set(id, known)
      return known
    })
    .replaceAll(/"age":\d+/g, '"age":"T"')
    .replaceAll(/\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}\.\d{3}Z| \d{2}:\d{2}(:\d{2}(\.\d{3})?)?)/g, 'T')
}

onBothDatabases('hidden values', (dialect) => {
  const worlds: World[] = []
  beforeAll(async () => {
    for (const values of WORLDS) worlds.push(await open(await newPlace(dialect), values))
  })
  afterAll(async () => {
    for (const { server, place } of worlds) {
      await server.close()
      await place.remove()
    }
  })

  async function askBoth(question: (world: World) => Question): Promise<readonly [string, string, Question]> {
    const answers: string[] = []
    for (const world of worlds) {
      const { method, path, body } = question(world)
      const { status, json, headers } = await world.rep.client.send(method, path, body)
      answers.push(normal(world, `${status} ${headers.get('content-type')} ${typeof json === 'string' ? json : JSON.stringify(json)}`))
    }
    return [answers[0]!, answers[1]!, question(worlds[0]!)]
  }

  it('make no difference in any channel', async () => {
    const wrong: string[] = []
    const channels = new Map<string, number>()
    const total = questions(worlds[0]!.ids).length
    for (let index = 0; index < total; index += 1) {
      const [one, two, { channel, method, path, body }] = await askBoth((world) => questions(world.ids)[index]!)
      channels.set(channel, (channels.get(channel) ?? 0) + 1)
      const asked = `${channel}: ${method} ${path} ${JSON.stringify(body ?? '')}`
      if (one !== two) wrong.push(`${asked}\n  ${one.slice(0, 600)}\n  ${two.slice(0, 600)}`)
      const echoed = `${path} ${JSON.stringify(body ?? '')}`
      if (CANARIES.test(one) && !CANARIES.test(decodeURIComponent(echoed)))
        wrong.push(`${asked} betrays ${CANARIES.exec(one)?.[0]} in ${one.slice(0, 600)}`)
      if (one.startsWith('5')) wrong.push(`${asked}: ${one.slice(0, 300)}`)
    }
    console.log(
      `${dialect}: ${total} questions through ${channels.size} channels (${[...channels].map(([name, n]) => `${name} ${n}`).join(', ')}), ${wrong.length} answers told of a hidden value`,
    )
    expect(wrong).toEqual([])
    expect(total).toBeGreaterThan(300)
  })

  it('are not told by live updates', async () => {
    const heard: string[] = []
    for (const world of worlds) {
      const { rep, server, ids } = world
      const stream = await listen(server.server.url, rep.client, 'veil')
      await stream.event('ready')
      const [deal] = ids.deals as [string]
      const { _version } = await server.admin.ok('GET', `/apps/veil/records/deal/${deal}`)
      const change = (body: object, more: number) =>
        server.admin.ok('PATCH', `/apps/veil/records/deal/${deal}`, { ...body, _version: _version + more })
      await change({ inner: 'canary-other', margin: 7 }, 0)
      await change({ inner: 'zzz', note: 'seen', vip: null }, 1)
      await server.admin.ok('POST', '/apps/veil/records/vault', { word: 'canary-live' })
      await server.admin.ok('POST', `/apps/veil/records/deal/${deal}/notes`, { text: `@[${rep.id}] canary text stays in the note` })
      await server.admin.ok('PATCH', `/apps/veil/records/contact/${ids.contact}`, { secret: 'canary-last', _version: 1 })
      const events = await stream.changes(4)
      await stream.event('notification')
      stream.close()
      heard.push(normal(world, JSON.stringify(events)))
      expect(events.map(({ kind, module, fields }) => [kind, module, fields])).toEqual([
        ['update', 'deal', []],
        ['update', 'deal', ['note']],
        ['note', 'deal', undefined],
        ['update', 'contact', []],
      ])
      expect(stream.told.map(({ data }) => JSON.stringify(data)).join()).not.toMatch(CANARIES)
    }
    expect(heard[0]).toBe(heard[1])
  })

  it('are not told by the lookups, refusals and counts of an import', async () => {
    const columns = (more: object) => ({
      columns: [
        { column: 'Name', field: 'name' },
        { column: 'Key', field: 'contact', ...more },
      ],
    })
    const maps: Record<string, object> = {
      'by a hidden key': columns({ match: 'secret' }),
      'by the hidden title': columns({}),
      'by an unknown key': columns({ match: 'nothing' }),
      'by a member of the system': columns({ match: '_owner' }),
      'into a module that is closed': {
        columns: [
          { column: 'Name', field: 'name' },
          { column: 'Key', field: 'vault', match: 'word' },
        ],
      },
      'matched by a hidden field': { columns: [{ column: 'Name', field: 'name' }], match: 'tail' },
      'matched by the owner': {
        columns: [
          { column: 'Name', field: 'name' },
          { column: 'Key', field: '_owner' },
        ],
        match: '_owner',
      },
      'by a key he may see': columns({ match: 'name' }),
      'of a name that is taken': { columns: [{ column: 'Name', field: 'name' }] },
    }
    const text = 'Name,Key\nI1,canary-secret-a\nI2,zen\nD1,C\nI3,canary-code-a\nI4,canary-word-a\n'
    const outcomes: Record<string, string> = {}
    for (const [name, map] of Object.entries(maps)) {
      const answers = []
      for (const world of worlds) {
        const { upload } = await world.rep.client.upload('/apps/veil/imports/deal/upload', new TextEncoder().encode(text))
        const started = await world.rep.client.send('POST', '/apps/veil/imports/deal', { upload, map, dryRun: true })
        let told = `${started.status} ${JSON.stringify(started.json)}`
        if (started.status === 202) {
          let job: any
          do job = (await world.rep.client.send('GET', `/apps/veil/jobs/${started.json.job}`)).json
          while (job.state === 'waiting' || job.state === 'running')
          const errors = await world.rep.client.send('GET', `/apps/veil/imports/${started.json.job}/errors`)
          told = JSON.stringify([job.state, job.result, errors.json])
        }
        answers.push(normal(world, told).replaceAll(/"job":"#\d+"/g, '"job"'))
      }
      expect(answers[0], name).toBe(answers[1])
      outcomes[name] = answers[0]!.slice(0, 3)
    }
    expect(outcomes).toMatchObject({
      'by a hidden key': '400',
      'by the hidden title': '400',
      'by an unknown key': '400',
      'by a member of the system': '400',
      'into a module that is closed': '400',
      'matched by a hidden field': '400',
      'matched by the owner': '400',
      'by a key he may see': '["d',
    })
  })

  it('an unknown and a hidden name are refused in the same words', async () => {
    const { rep, ids } = worlds[0]!
    let compared = 0
    for (const name of [...HIDDEN, ...HIDDEN.map((each) => `-${each}`)]) {
      const key = name.replace('-', '')
      const nonsense = name.replace(key, 'nonsense')
      const asks: ((each: string) => Question)[] = [
        (each) => ({ channel: '', method: 'GET', path: `/apps/veil/records/deal?fields=${each}` }),
        (each) => ({ channel: '', method: 'GET', path: `/apps/veil/records/deal?sort=${each}` }),
        (each) => ({ channel: '', method: 'POST', path: '/apps/veil/records/deal', body: { name: 'x', [each]: 'x' } }),
        (each) => ({ channel: '', method: 'PATCH', path: `/apps/veil/records/deal/${ids.deals[0]}`, body: { [each]: 'x', _version: 1 } }),
      ]
      for (const ask of asks) {
        const answers = []
        for (const each of [name, nonsense]) {
          const { method, path, body } = ask(each)
          const { status, json } = await rep.client.send(method, path, body)
          answers.push(`${status} ${JSON.stringify(json)}`.replaceAll(each.replace('-', ''), 'NAME'))
        }
        expect(answers[0]).toBe(answers[1])
        compared += 1
      }
    }
    console.log(`${dialect}: ${compared} refusals of hidden and unknown names in the same words`)
  })
})
