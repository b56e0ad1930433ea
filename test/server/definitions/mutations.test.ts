// Whatever is done to a definition, it is refused with problems that say where and what, or it is a fixed point: published, exported and taken in again it is
// the same to the byte. Nothing is thrown, nothing inherited is touched. Compiling takes the time: about 10 ms for the template, 1 ms for the small one, which
// is why most mutations are of the small one; each publishing on PostgreSQL takes as long as a hundred of those.
import { readFileSync } from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import { canonicalText } from '../../../runtime/definition/canonical.ts'
import { compileText } from '../../../runtime/definition/compile.ts'
import type { AppDefinition } from '../../../runtime/definition/types.ts'
import type { DialectName } from '../../../server/database/database.ts'
import { createApp, publish } from '../../../server/definitions/publish.ts'
import { versionText } from '../../../server/definitions/store.ts'
import { system, unwrap } from '../../helpers/app.ts'
import { newPlace } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'
import { Random } from '../records/expression-generator.ts'
import { disturbed } from './mutations.ts'

const template: AppDefinition = JSON.parse(readFileSync(new URL('../../../templates/b2b/app.json', import.meta.url), 'utf8'))
const MUTATIONS = 10_000
/** One in so many is a mutation of the template. */
const TEMPLATE_EVERY = 20
const PUBLISHED: Readonly<Record<DialectName, number>> = { sqlite: 60, postgres: 24 }

const inherited = Object.getOwnPropertyNames(Object.prototype).sort().join()
const began = performance.now()

function unspoilt(): void {
  expect(Object.getOwnPropertyNames(Object.prototype).sort().join()).toBe(inherited)
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  expect(([] as unknown as Record<string, unknown>).polluted).toBeUndefined()
}

/** Canonical texts of accepted mutations that differ from what they were made of. */
const accepted = new Map<string, 'template' | 'small'>()

it(`${MUTATIONS} mutations are refused with problems or are a fixed point`, () => {
  const random = new Random(61)
  const sources = { template, small: salesDefinition() }
  const originals = new Set(Object.values(sources).map((source) => canonicalText(source)))
  const outcomes = { refused: 0, same: 0, accepted: 0 }
  for (let index = 0; index < MUTATIONS; index += 1) {
    const name = index % TEMPLATE_EVERY === 0 ? 'template' : 'small'
    const compiled = compileText(disturbed(sources[name], random))
    if (!compiled.ok) {
      outcomes.refused += 1
      expect(compiled.problems.length).toBeGreaterThan(0)
      for (const { path, code, message } of compiled.problems) {
        expect(typeof path).toBe('string')
        expect(code).toMatch(/^[A-Za-z_]+$/)
        expect(message.en.length > 0 && message['zh-CN'].length > 0).toBe(true)
      }
      continue
    }
    const text = canonicalText(compiled.value.definition)
    const again = compileText(text)
    if (!again.ok) throw new Error(`${JSON.stringify(again.problems)}\n${text}`)
    expect(canonicalText(again.value.definition)).toBe(text)
    if (originals.has(text)) outcomes.same += 1
    else {
      outcomes.accepted += 1
      accepted.set(text, name)
    }
  }
  unspoilt()
  console.log(`${MUTATIONS} mutations: ${JSON.stringify(outcomes)}, ${accepted.size} different ones accepted`)
  expect(outcomes.refused).toBeGreaterThan(MUTATIONS / 4)
  expect(accepted.size).toBeGreaterThan(MUTATIONS / 50)
})

it.each(['sqlite', 'postgres'] as const)(
  'accepted mutations are published, exported and taken in again without a difference (%s)',
  async (dialect) => {
    const place = await newPlace(dialect)
    try {
      const store = await place.connect()
      const count = PUBLISHED[dialect]
      const texts = [...accepted.keys()]
      const chosen = [...texts.filter((text) => accepted.get(text) === 'template').slice(0, count / 6), ...texts].slice(0, count)
      expect(chosen).toHaveLength(count)
      for (const [index, text] of chosen.entries()) {
        const key = `m${index}`
        const document = { ...JSON.parse(text), key }
        const host = unwrap(await createApp(store, document, system))
        const exported = (await versionText(host.db, 1))!
        expect(exported).toBe(canonicalText(document))
        const taken = compileText(exported)
        expect(taken.ok && canonicalText(taken.value.definition)).toBe(exported)
        const { number } = unwrap(await publish(host, JSON.parse(exported), system))
        expect(await versionText(host.db, number)).toBe(exported)
      }
      unspoilt()
    } finally {
      await place.remove()
    }
  },
)

afterAll(() => {
  const seconds = (performance.now() - began) / 1000
  console.log(`mutations took ${seconds.toFixed(1)} s`)
})
