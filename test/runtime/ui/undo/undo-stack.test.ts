// Undo and redo through the real bulk route: a model of what the records should be stands beside them, other people interfere, and nothing of theirs is lost.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createUndoStack, type Perform, type UndoStack } from '../../../../runtime/ui/undo/undo-stack.ts'
import { newPlace, onBothDatabases, type Place } from '../../../helpers/databases.ts'
import { salesDefinition } from '../../../helpers/definitions.ts'
import { startTestServer, type TestServer } from '../../../helpers/server.ts'

onBothDatabases('undo', (dialect) => {
  let place: Place
  let server: TestServer
  const records = '/apps/sales/records/account'
  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    await server.admin.ok('POST', '/apps', { definition: salesDefinition() })
  })
  afterAll(async () => {
    await server?.close()
    await place?.remove()
  })

  const perform: Perform = async (module, action, list) => {
    const { results } = await server.admin.ok('POST', `/apps/sales/records/${module}/bulk`, { action, records: list })
    return results
  }
  const read = async (id: string) => (await server.admin.send('GET', `${records}/${id}`)).json
  let made = 0
  const create = async () => {
    made += 1
    return server.admin.ok('POST', records, { name: `Account ${dialect} ${made}` }) as Promise<{ _id: string; _version: number }>
  }
  /** A change as the pages make it: sent with the version seen, remembered with the one it got. */
  const change = async (stack: UndoStack, id: string, seen: number, field: string, value: unknown) => {
    const before = (await read(id))[field]
    const sent = stack.latest(id, seen)
    const [result] = await perform('account', 'update', [{ _id: id, _version: sent, [field]: value }])
    if (!result || !('_id' in result)) throw new Error(JSON.stringify(result))
    stack.add({
      words: `${field} changed`,
      steps: [
        {
          module: 'account',
          action: 'update',
          records: [{ id, seen: sent, version: result._version, before: { [field]: before }, after: { [field]: value } }],
        },
      ],
    })
    return result._version
  }

  it('takes many changes of one field back in turn, and does them again', async () => {
    const stack = createUndoStack(perform)
    const { _id, _version } = await create()
    for (const value of ['a', 'b', 'c']) await change(stack, _id, _version, 'secret', value)
    const seen: unknown[] = []
    for (let step = 0; step < 3; step += 1) {
      expect((await stack.undo())?.failed).toEqual([])
      seen.push((await read(_id)).secret)
    }
    expect(seen).toEqual(['b', 'a', null])
    expect(await stack.undo()).toBe(undefined)
    for (let step = 0; step < 3; step += 1) expect((await stack.redo())?.done).toBe(1)
    expect((await read(_id)).secret).toBe('c')
    expect(stack.next()).toEqual({ undo: 'secret changed', redo: undefined })
  })

  it('refuses what someone else changed since, tells it, and takes back the rest', async () => {
    const stack = createUndoStack(perform)
    const [first, second] = [await create(), await create()]
    const results = await perform('account', 'update', [
      { ...first, secret: 'mine' },
      { ...second, secret: 'mine' },
    ])
    const list = results.map((result, index) => ({
      id: [first, second][index]!._id,
      seen: 1,
      version: (result as { _version: number })._version,
      before: { secret: null },
      after: { secret: 'mine' },
    }))
    stack.add({ words: 'both', steps: [{ module: 'account', action: 'update', records: list }] })
    await server.admin.ok('PATCH', `${records}/${second._id}`, { secret: 'theirs', _version: 2 })
    const outcome = await stack.undo()
    expect(outcome?.done).toBe(1)
    expect(outcome?.failed.map(({ id, problems }) => [id, problems[0]?.code])).toEqual([[second._id, 'conflict']])
    expect((await read(first._id)).secret).toBe(null)
    expect((await read(second._id)).secret).toBe('theirs')
    // What was refused is not done again either.
    expect((await stack.redo())?.done).toBe(1)
    expect((await read(second._id)).secret).toBe('theirs')
  })

  it('lets another field of someone else stand', async () => {
    const stack = createUndoStack(perform)
    const { _id } = await create()
    const version = await change(stack, _id, 1, 'secret', 'mine')
    await server.admin.ok('PATCH', `${records}/${_id}`, { industry: 'it', _version: version })
    expect((await stack.undo())?.failed).toEqual([])
    expect(await read(_id)).toMatchObject({ secret: null, industry: 'it' })
  })

  it('does not take a change of someone else between two of ours for our own', async () => {
    const stack = createUndoStack(perform)
    const { _id } = await create()
    const version = await change(stack, _id, 1, 'secret', 'mine')
    await server.admin.ok('PATCH', `${records}/${_id}`, { secret: 'theirs', _version: version })
    // Made on top of what was seen before theirs: the two merge, because the fields differ.
    await change(stack, _id, version, 'industry', 'it')
    expect((await stack.undo())?.done).toBe(1)
    expect((await stack.undo())?.failed[0]?.problems[0]?.code).toBe('conflict')
    expect(await read(_id)).toMatchObject({ secret: 'theirs', industry: null })
  })

  it('takes what was made to the trash and back, and what was deleted out of it', async () => {
    const stack = createUndoStack(perform)
    const one = await create()
    stack.add({ words: 'made', steps: [{ module: 'account', action: 'create', records: [{ id: one._id, seen: 0, version: 1 }] }] })
    const gone = async () => (await read(one._id))._deleted_at !== null
    await stack.undo()
    expect(await gone()).toBe(true)
    await stack.redo()
    expect(await gone()).toBe(false)
    // Whoever changed it since keeps it.
    const now = await read(one._id)
    await server.admin.ok('PATCH', `${records}/${one._id}`, { industry: 'it', _version: now._version })
    expect((await stack.undo())?.failed[0]?.problems[0]?.code).toBe('conflict')
    expect(await gone()).toBe(false)
  })

  it('keeps what got no answer, to be tried again', async () => {
    let reachable = false
    const stack = createUndoStack(async (...sent) =>
      reachable ? perform(...sent) : sent[2].map(() => ({ problems: [{ path: '', code: 'not_answered', message: 'No connection.' }] })),
    )
    const { _id } = await create()
    const [result] = await perform('account', 'update', [{ _id, _version: 1, secret: 'mine' }])
    const version = (result as { _version: number })._version
    const list = [{ id: _id, seen: 1, version, before: { secret: null }, after: { secret: 'mine' } }]
    stack.add({ words: 'one', steps: [{ module: 'account', action: 'update', records: list }] })
    expect((await stack.undo())?.done).toBe(0)
    expect(stack.next().undo).toBe('one')
    reachable = true
    expect((await stack.undo())?.done).toBe(1)
    expect((await read(_id)).secret).toBe(null)
  })

  it('brings any mix of changes back to where it began', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ record: fc.nat(1), field: fc.constantFrom('secret', 'industry'), value: fc.nat(1), undo: fc.nat(2) }), {
          minLength: 1,
          maxLength: 8,
        }),
        async (steps) => {
          const stack = createUndoStack(perform)
          const both = [await create(), await create()]
          const values = { secret: ['x', 'y'], industry: ['it', 'retail'] }
          const begun = await Promise.all(both.map(({ _id }) => read(_id)))
          for (const { record, field, value, undo } of steps) {
            const { _id } = both[record]!
            const now = await read(_id)
            const wanted = values[field as 'secret'][value]
            if (now[field] !== wanted) await change(stack, _id, now._version, field, wanted)
            if (undo === 1) await stack.undo()
            if (undo === 2) await stack.redo()
          }
          while (stack.next().undo !== undefined) expect((await stack.undo())?.failed).toEqual([])
          const ended = await Promise.all(both.map(({ _id }) => read(_id)))
          const plain = ({ secret, industry, name }: Record<string, unknown>) => ({ secret, industry, name })
          expect(ended.map(plain)).toEqual(begun.map(plain))
        },
      ),
      { numRuns: 25 },
    )
  })
})
