// The editor against the real server: what is done is kept, taken back and done again; two people at once lose nothing of what they did.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Change } from '../../../builder-ui/editor/change.ts'
import { createEditor, type DraftServer, type Editor, type Notice, type SendAnswer } from '../../../builder-ui/editor/editor.ts'
import { canonicalText } from '../../../runtime/definition/canonical.ts'
import { type Edit, valueAt } from '../../../runtime/definition/edit.ts'
import { newPlace, type Place } from '../../helpers/databases.ts'
import { gatedDefinition } from '../../helpers/gated.ts'
import { type Client, startTestServer, type TestServer } from '../../helpers/server.ts'

const DRAFT = '/apps/sales/draft'
let place: Place
let server: TestServer
beforeAll(async () => {
  place = await newPlace('sqlite')
  server = await startTestServer(place)
  await server.admin.ok('POST', '/apps', { definition: gatedDefinition() })
})
afterAll(async () => {
  await server.close()
  await place.remove()
})
beforeEach(async () => {
  const { version } = await server.admin.ok('GET', DRAFT)
  if (version > 0) await server.admin.ok('DELETE', `${DRAFT}?version=${version}`)
})

/** The server as an editor asks it; `broken` makes the next sendings fail as a lost connection does. */
function serverOf(client: Client): DraftServer & { broken: number; sent: number } {
  const through: DraftServer & { broken: number; sent: number } = {
    broken: 0,
    sent: 0,
    read: () => client.ok('GET', DRAFT),
    async since(version) {
      const { status, json } = await client.send('GET', `${DRAFT}/edits?since=${version}`)
      return status === 200 ? json : status === 409 ? 'gone' : undefined
    },
    async send(since, edits, mine): Promise<SendAnswer> {
      through.sent += 1
      if (through.broken > 0) {
        through.broken -= 1
        return { kind: 'failed', message: 'no connection' }
      }
      const { status, json } = await client.send('POST', DRAFT, { since, edits, ...(mine.length > 0 ? { mine } : {}) })
      if (status === 200) return { kind: 'saved', ...json }
      const conflicts = json.problems.filter(({ code }: { code: string }) => code === 'conflict')
      if (conflicts.length > 0) return { kind: 'conflict', conflicts }
      if (json.problems[0]?.code === 'version_moved') return { kind: 'gone' }
      return { kind: 'refused', message: json.message }
    },
  }
  return through
}

async function open(through = serverOf(server.admin), patience = 100_000): Promise<Editor & { readonly notices: Notice[] }> {
  const editor = createEditor(await through.read(), through, { patience, retry: 5 })
  const notices: Notice[] = []
  editor.onNotice((notice) => notices.push(notice))
  return { ...editor, notices }
}

const change = (edits: readonly Edit[], merge?: string): Change => ({
  label: { en: 'Change', 'zh-CN': '修改' },
  edits,
  ...(merge === undefined ? {} : { merge }),
})
const set = (path: string, value: unknown, merge?: string) => change([{ kind: 'set', path, value }], merge)
const LABEL = '/modules/deal/label'
const QUOTE = '/pipelines/main/stages/quote'

async function stored(path: string): Promise<unknown> {
  return valueAt((await server.admin.ok('GET', DRAFT)).definition, path)
}

describe('editor', () => {
  it('shows a change at once, sends it, and begins no draft where nothing is changed', async () => {
    const editor = await open()
    expect(editor.state()).toMatchObject({ version: 0, save: { kind: 'saved' } })
    expect(editor.dispatch(set(LABEL, 'Chance')).ok).toBe(true)
    expect(valueAt(editor.state().definition, LABEL)).toBe('Chance')
    expect(editor.state().save.kind).toBe('saving')
    await editor.flush()
    expect(editor.state()).toMatchObject({ version: 1, save: { kind: 'saved' } })
    expect(await stored(LABEL)).toBe('Chance')
  })

  it('refuses what leads nowhere and changes nothing', async () => {
    const editor = await open()
    const before = editor.state().definition
    const result = editor.dispatch(
      change([
        { kind: 'set', path: LABEL, value: 'Kept?' },
        { kind: 'remove', path: '/modules/none' },
      ]),
    )
    expect(result.ok).toBe(false)
    expect(editor.state().definition).toBe(before)
    expect(editor.state().past).toEqual([])
  })

  it('takes every step back and does it again, without limit, and the server follows', async () => {
    const editor = await open()
    const states = [canonicalText(editor.state().definition)]
    for (let index = 0; index < 150; index += 1) {
      const done =
        index % 3 === 0
          ? change([{ kind: 'add', path: '/modules/deal/fields', item: { key: `f_${index}`, type: 'text' } }])
          : index % 3 === 1
            ? set(`${QUOTE}/probability`, index % 100)
            : change([{ kind: 'move', path: `/modules/deal/fields/f_${index - 2}`, before: 'name' }])
      expect(editor.dispatch(done).ok).toBe(true)
      states.push(canonicalText(editor.state().definition))
    }
    for (let index = 149; index >= 0; index -= 1) {
      expect(editor.undo().ok).toBe(true)
      expect(canonicalText(editor.state().definition)).toBe(states[index])
    }
    expect(editor.undo()).toEqual({ ok: true, value: undefined })
    for (let index = 1; index <= 150; index += 1) {
      editor.redo()
      expect(canonicalText(editor.state().definition)).toBe(states[index])
    }
    await editor.flush()
    expect(canonicalText((await server.admin.ok('GET', DRAFT)).definition)).toBe(states[150])
  })

  it('makes one step of what is typed in one go, and sends only the last of it', async () => {
    const editor = await open()
    for (const text of ['C', 'Ch', 'Cha', 'Chance']) editor.dispatch(set(LABEL, text, 'typing'))
    editor.dispatch(set(`${QUOTE}/label`, 'Offer'))
    expect(editor.state().past).toHaveLength(2)
    await editor.flush()
    const { others } = await server.admin.ok('GET', `${DRAFT}/edits?since=0`)
    expect(others.flatMap(({ edits }: { edits: Edit[] }) => edits)).toHaveLength(2)
    editor.undo()
    editor.undo()
    expect(valueAt(editor.state().definition, LABEL)).toEqual(valueAt(gatedDefinition(), LABEL))
  })

  it('keeps what cannot be sent, says so, and sends it when it can', async () => {
    const through = serverOf(server.admin)
    const editor = await open(through, 10)
    through.broken = 3
    editor.dispatch(set(LABEL, 'Chance'))
    await editor.flush()
    expect(editor.state().save).toEqual({ kind: 'failed', message: 'no connection' })
    editor.dispatch(set(`${QUOTE}/probability`, 44))
    await expect.poll(() => editor.state().save.kind, { timeout: 5000 }).toBe('saved')
    expect([await stored(LABEL), await stored(`${QUOTE}/probability`)]).toEqual(['Chance', 44])
  })

  it('lets two people work at once: each sees what the other did, and undo takes back only one’s own', async () => {
    const [mine, theirs] = [await open(), await open()]
    theirs.dispatch(set(`${QUOTE}/probability`, 44))
    await theirs.flush()
    mine.dispatch(set(LABEL, 'Chance'))
    await mine.flush()
    expect(valueAt(mine.state().definition, `${QUOTE}/probability`)).toBe(44)
    expect(mine.notices).toMatchObject([{ kind: 'others', count: 1 }])
    await theirs.pull()
    expect(valueAt(theirs.state().definition, LABEL)).toBe('Chance')
    mine.undo()
    await mine.flush()
    expect(await stored(`${QUOTE}/probability`)).toBe(44)
    expect(await stored(LABEL)).toEqual(valueAt(gatedDefinition(), LABEL))
  })

  it('asks place by place where two changed the same, and loses nothing else', async () => {
    const [mine, theirs] = [await open(), await open()]
    theirs.dispatch(change([{ kind: 'set', path: LABEL, value: 'Their name' }]))
    theirs.dispatch(set(`${QUOTE}/probability`, 44))
    await theirs.flush()
    mine.dispatch(set(LABEL, 'My name'))
    mine.dispatch(set(`${QUOTE}/probability`, 55))
    mine.dispatch(set('/pipelines/main/stages/talk/probability', 66))
    await mine.flush()
    const { save } = mine.state()
    expect(save.kind === 'conflict' && save.conflicts.map(({ path }) => path).sort()).toEqual([LABEL, `${QUOTE}/probability`].sort())
    // What is done meanwhile waits with the rest.
    mine.dispatch(set('/modules/account/label', 'Firm'))
    await mine.resolve([LABEL])
    await mine.flush()
    expect(mine.state().save.kind).toBe('saved')
    for (const definition of [mine.state().definition, (await server.admin.ok('GET', DRAFT)).definition]) {
      expect(valueAt(definition, LABEL)).toBe('My name')
      expect(valueAt(definition, `${QUOTE}/probability`)).toBe(44)
      expect(valueAt(definition, '/pipelines/main/stages/talk/probability')).toBe(66)
      expect(valueAt(definition, '/modules/account/label')).toBe('Firm')
    }
    // What was given up has no way back, what stands has.
    expect(mine.state().past.flatMap(({ edits }) => edits.map(({ path }) => path))).not.toContain(`${QUOTE}/probability`)
  })

  it('sees what was published past the draft, also where nobody had begun one', async () => {
    const [idle, busy] = [await open(), await open()]
    const { version, definition } = await server.admin.ok('GET', DRAFT)
    expect(version).toBe(0)
    await server.admin.ok('POST', '/apps/sales/publish', { definition: { ...definition, description: 'Published past the draft' } })
    await idle.pull()
    busy.dispatch(set(LABEL, 'Chance'))
    await busy.flush()
    for (const editor of [idle, busy]) {
      expect(valueAt(editor.state().definition, '/description')).toBe('Published past the draft')
      expect(editor.state().base).toBe(2)
      expect(editor.notices).toMatchObject([{ kind: 'gone', lost: 0 }])
    }
    expect(valueAt(busy.state().definition, LABEL)).toBe('Chance')
  })

  it('carries what is unsent over to the draft that is there when the old one was discarded', async () => {
    const editor = await open()
    editor.dispatch(set(LABEL, 'First'))
    await editor.flush()
    await server.admin.ok('DELETE', `${DRAFT}?version=1`)
    editor.dispatch(set(`${QUOTE}/probability`, 41))
    await editor.flush()
    expect(editor.notices).toMatchObject([{ kind: 'gone', lost: 0 }])
    expect(editor.state().save.kind).toBe('saved')
    expect([await stored(LABEL), await stored(`${QUOTE}/probability`)]).toEqual([valueAt(gatedDefinition(), LABEL), 41])
  })
})
