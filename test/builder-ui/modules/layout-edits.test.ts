// Edits of a form, on modules with a layout and without one: what they make of it, and that they can be taken back.
import { describe, expect, it } from 'vitest'
import * as layout from '../../../builder-ui/modules/layout-edits.ts'
import { applyEdits, type Edit } from '../../../runtime/definition/edit.ts'
import { inverseOf } from '../../../runtime/definition/inverse.ts'
import type { AppDefinition, ModuleDefinition } from '../../../runtime/definition/types.ts'

const fields = ['a', 'b', 'c', 'd', 'e'].map((key) => ({ key, type: 'text' })) as ModuleDefinition['fields']
const PLAIN: ModuleDefinition = { key: 'm', title: 'a', fields }
const LAID: ModuleDefinition = {
  ...PLAIN,
  layout: [
    {
      key: 'one',
      sections: [
        { key: 'x', fields: [{ field: 'a' }, { field: 'b', span: 2 }, { field: 'c' }] },
        { key: 'y', fields: [{ field: 'd' }] },
      ],
    },
    { key: 'two', sections: [{ key: 'x', fields: [] }] },
  ],
}

function appOf(module: ModuleDefinition): AppDefinition {
  return { format: 1, key: 'app', settings: { locale: 'en', timeZone: 'UTC', currency: 'CNY' }, modules: [module] }
}

/** The module after the edits; they are taken back on the way, to see that nothing is left of them. */
function made(module: ModuleDefinition, edits: readonly Edit[]): ModuleDefinition {
  const app = appOf(module)
  const done = applyEdits(app, edits)
  if (!done.ok) throw new Error(done.problems.map(({ message }) => message.en).join())
  const back = applyEdits(done.value, inverseOf(app, edits))
  expect(back.ok && back.value).toEqual(app)
  return done.value.modules[0]!
}

function drawn(module: ModuleDefinition): string {
  return layout
    .layoutOf(module)
    .map(
      (tab) =>
        `${tab.key}(${tab.sections.map((section) => `${section.key}:${section.fields.map(({ field, span }) => field + (span ?? '')).join('')}`).join(' ')})`,
    )
    .join(' ')
}

describe('fields', () => {
  it.each<[string, ModuleDefinition, readonly string[], layout.Place, string]>([
    ['within a section, forward', LAID, ['a'], { tab: 'one', section: 'x', before: 'c' }, 'one(x:b2ac y:d) two(x:)'],
    ['to the end', LAID, ['a'], { tab: 'one', section: 'x' }, 'one(x:b2ca y:d) two(x:)'],
    ['back', LAID, ['c'], { tab: 'one', section: 'x', before: 'a' }, 'one(x:cab2 y:d) two(x:)'],
    ['to another tab, with its width', LAID, ['b'], { tab: 'two', section: 'x' }, 'one(x:ac y:d) two(x:b2)'],
    [
      'several, from different places, in their order',
      LAID,
      ['a', 'b', 'd'],
      { tab: 'one', section: 'x', before: 'b' },
      'one(x:ab2dc y:) two(x:)',
    ],
    ['one that stands nowhere', LAID, ['e'], { tab: 'one', section: 'y', before: 'd' }, 'one(x:ab2c y:ed) two(x:)'],
    ['before itself', LAID, ['b'], { tab: 'one', section: 'x', before: 'b' }, 'one(x:ab2c y:d) two(x:)'],
    ['without a layout it is written out', PLAIN, ['e'], { tab: 'details', section: 'fields', before: 'a' }, 'details(fields:eabcd)'],
  ])('%s', (_name, module, keys, place, expected) => {
    expect(drawn(made(module, layout.moveFields(module, keys, place)))).toBe(expected)
  })

  it('new ones stand at their place, and at the end where no layout is written', () => {
    const item = { key: 'n', type: 'text' }
    expect(made(PLAIN, layout.addFields(PLAIN, [item])).layout).toBeUndefined()
    expect(drawn(made(PLAIN, layout.addFields(PLAIN, [item], { tab: 'details', section: 'fields', before: 'b' })))).toBe(
      'details(fields:anbcde)',
    )
    expect(drawn(made(LAID, layout.addFields(LAID, [item], { tab: 'one', section: 'y' })))).toBe('one(x:ab2c y:dn) two(x:)')
    expect(drawn(made(LAID, layout.addFields(LAID, [item])))).toBe('one(x:ab2cn y:d) two(x:)')
  })

  it('taken off the form they are still there', () => {
    const without = made(PLAIN, layout.takeOff(PLAIN, ['b', 'd']))
    expect(drawn(without)).toBe('details(fields:ace)')
    expect(layout.offLayout(without).map(({ key }) => key)).toEqual(['b', 'd'])
    expect(without.fields).toEqual(fields)
    expect(layout.takeOff(LAID, ['e'])).toEqual([])
  })

  it('a width of one is not written', () => {
    expect(drawn(made(LAID, layout.setSpan(LAID, 'a', 2)))).toBe('one(x:a2b2c y:d) two(x:)')
    expect(drawn(made(LAID, layout.setSpan(LAID, 'b', 1)))).toBe('one(x:abc y:d) two(x:)')
  })
})

describe('sections and tabs', () => {
  it('move within a tab and into another, under a key that is free there', () => {
    expect(drawn(made(LAID, layout.moveSection(LAID, { tab: 'one', section: 'y' }, { tab: 'one', before: 'x' })))).toBe(
      'one(y:d x:ab2c) two(x:)',
    )
    expect(drawn(made(LAID, layout.moveSection(LAID, { tab: 'one', section: 'x' }, { tab: 'two' })))).toBe('one(y:d) two(x: x_2:ab2c)')
  })

  it('the last section of a tab takes it along', () => {
    expect(drawn(made(LAID, layout.moveSection(LAID, { tab: 'two', section: 'x' }, { tab: 'one' })))).toBe('one(x:ab2c y:d x_2:)')
    expect(drawn(made(LAID, layout.removeSection(LAID, { tab: 'two', section: 'x' })))).toBe('one(x:ab2c y:d)')
  })

  it('without its last tab a module shows everything again', () => {
    const one = made(LAID, layout.removeTab(LAID, 'two'))
    expect(made(one, layout.removeTab(one, 'one')).layout).toBeUndefined()
    expect(layout.removeTab(PLAIN, 'details')).toEqual([])
  })
})
