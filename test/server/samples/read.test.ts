// The reader of sample files: what the templates ship is right, and everything that can be wrong is told with its place, in both languages.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compileDefinition, compileText } from '../../../runtime/definition/compile.ts'
import { readSample, sampleOf } from '../../../server/samples/read.ts'
import { salesDefinition } from '../../helpers/definitions.ts'

const templates = resolve(import.meta.dirname, '../../../templates')
const names = readdirSync(templates).filter((name) => existsSync(join(templates, name, 'sample.json')))

describe('sample files of the templates', () => {
  it.each(names)('%s fits its definition', (name) => {
    const app = compileText(readFileSync(join(templates, name, 'app.json'), 'utf8'))
    if (!app.ok) throw new Error(JSON.stringify(app.problems))
    const text = readFileSync(join(templates, name, 'sample.json'), 'utf8')
    const sample = readSample(text, app.value)
    expect(sample.ok ? [] : sample.problems.map(({ message }) => message.en)).toEqual([])
    // One record on each line, so that a change reads as one.
    const records = sample.ok ? sample.value.modules.flatMap((module) => module.records) : []
    expect(text.split('\n').filter((line) => line.includes('"_ref"'))).toHaveLength(records.length)
    expect(Buffer.byteLength(text)).toBeLessThan(400 * 1024)
    expect(Object.keys(sample.ok ? sample.value.texts : {}).filter((key) => !text.includes(`{"text":"${key}"}`))).toEqual([])
  })
})

const compiled = compileDefinition(salesDefinition())
if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
const app = compiled.value

const account = (more: object = {}) => ({ _ref: 'a1', _created: '-3d 10:00', name: 'Acme', ...more })
const deal = (more: object = {}) => ({ _ref: 'd1', _visits: ['need -3d 10:00'], name: 'First', account: 'a1', amount: 10, ...more })
const document = (records: object, more: object = {}) => ({ format: 1, currency: 'CNY', records, ...more })

describe('a sample file', () => {
  it('is read', () => {
    const read = sampleOf(document({ account: [account()], deal: [deal({ closes: '+4d', _owner: 2 })] }), app)
    expect(read.ok && read.value.modules.map(({ key, records }) => [key, records.length])).toEqual([
      ['account', 1],
      ['deal', 1],
    ])
    expect(read.ok && read.value.modules[1]!.records[0]).toMatchObject({
      ref: 'd1',
      created: '-3d 10:00',
      owner: 2,
      visits: [{ stage: 'need', at: '-3d 10:00' }],
      values: { account: 'a1', closes: '+4d' },
    })
  })

  it.each<[string, unknown, string, string]>([
    ['no object', [], 'type', '/'],
    ['a wrong format', { ...document({}), format: 2 }, 'not_allowed', '/format'],
    ['no records', { format: 1, currency: 'CNY' }, 'missing', '/'],
    ['a member it does not know', document({}, { people: [] }), 'unknown_key', '/'],
    ['a text in one language', document({}, { texts: { a: { en: 'A' } } }), 'missing', '/texts/a'],
    ['a record without _ref', document({ account: [{ name: 'Acme' }] }), 'missing', '/records/account/0'],
    ['an owner that is no number', document({ account: [account({ _owner: 'Lin' })] }), 'type', '/records/account/a1/_owner'],
    ['both beginnings', document({ deal: [deal({ _created: '-3d 10:00' })] }), 'not_allowed', '/records/deal/d1'],
    ['a module there is not', document({ lead: [] }), 'unknown_reference', '/records/lead'],
    ['a field there is not', document({ account: [account({ colour: 'red' })] }), 'unknown_field', '/records/account/a1/colour'],
    [
      'a field the server assigns',
      document({ deal: [deal({ number: 'D-1', account: undefined })] }),
      'unknown_field',
      '/records/deal/d1/number',
    ],
    ['a record twice', document({ account: [account(), account({ name: 'Beta' })] }), 'duplicate_key', '/records/account/a1'],
    ['a reference that leads nowhere', document({ deal: [deal()] }), 'meaningless', '/records/deal/d1/account'],
    ['a reference to a later record', document({ deal: [deal()], account: [account()] }), 'meaningless', '/records/deal/d1/account'],
    ['a fixed date', document({ account: [account()], deal: [deal({ closes: '2026-01-01' })] }), 'meaningless', '/records/deal/d1/closes'],
    [
      'a value the field does not take',
      document({ account: [account()], deal: [deal({ source: 'moon' })] }),
      'value_choice',
      '/records/deal/d1/source',
    ],
    ['an amount that is text', document({ account: [account()], deal: [deal({ amount: '10' })] }), 'value_type', '/records/deal/d1/amount'],
    ['a shared text there is not', document({ account: [account({ name: { text: 'acme' } })] }), 'meaningless', '/records/account/a1/name'],
    ['a value in one language', document({ account: [account({ name: { en: 'Acme' } })] }), 'meaningless', '/records/account/a1/name'],
    [
      'stages without a pipeline',
      document({ account: [{ _ref: 'a1', _visits: ['need -3d 10:00'], name: 'A' }] }),
      'no_pipeline',
      '/records/account/a1/_visits',
    ],
    [
      'no stages with a pipeline',
      document({ account: [account()], deal: [deal({ _visits: undefined, _created: '-3d 10:00' })] }),
      'missing',
      '/records/deal/d1/_visits',
    ],
    ['a beginning in the future', document({ account: [account({ _created: '+3d 10:00' })] }), 'not_past', '/records/account/a1/_created'],
    [
      'a stage there is not',
      document({ account: [account()], deal: [deal({ _visits: ['idea -3d 10:00'] })] }),
      'unknown_stage',
      '/records/deal/d1/_visits/0',
    ],
    [
      'stages out of order',
      document({ account: [account()], deal: [deal({ _visits: ['need -3d 10:00', 'quote -4d 10:00'] })] }),
      'order',
      '/records/deal/d1/_visits/1',
    ],
    [
      'a stage after itself',
      document({ account: [account()], deal: [deal({ _visits: ['need -3d 10:00', 'need -2d 10:00'] })] }),
      'same_stage',
      '/records/deal/d1/_visits/1',
    ],
  ])('with %s is refused with its place', (_, broken, code, path) => {
    const read = sampleOf(JSON.parse(JSON.stringify(broken)), app)
    expect(read.ok ? [] : read.problems.map((each) => [each.code, each.path])).toContainEqual([code, path])
    for (const { message, path: place } of read.ok ? [] : read.problems) {
      expect(message.en).toContain(place)
      expect(message['zh-CN']).toContain(place)
      expect(message['zh-CN']).toMatch(/\p{Script=Han}/u)
    }
  })

  it('tells everything at once', () => {
    const read = sampleOf(document({ account: [account({ colour: 1 }), account({ _ref: 'a2', _created: 'yesterday' })], lead: [] }), app)
    expect(read.ok ? [] : read.problems.map(({ code }) => code).sort()).toEqual(['not_past', 'unknown_field', 'unknown_reference'])
  })
})
