// What is said of conversions whose names lead nowhere, and what a good one is linked to.
import { expect, test } from 'vitest'
import { checkDefinition } from '../../../runtime/definition/check.ts'
import { linkDefinition } from '../../../runtime/definition/link.ts'
import type { AppDefinition } from '../../../runtime/definition/types.ts'
import { conversionDefinition } from '../../helpers/conversion.ts'

function changed(change: (conversion: any) => void): AppDefinition {
  const definition = structuredClone(conversionDefinition) as any
  change(definition.conversions[0])
  return definition
}

test('a good conversion has no problems and keeps its order', () => {
  const definition = changed(() => {})
  expect(checkDefinition(definition)).toEqual([])
  const { app, problems } = linkDefinition(definition)
  expect(problems).toEqual([])
  const conversion = app.conversions.get('convert')!
  expect(conversion.targets.map(({ key }) => key)).toEqual(['account', 'contact', 'deal'])
  expect(conversion.targets[2]).toMatchObject({ optional: true, link: { on: 'source', field: 'deal' }, match: [] })
  expect([...conversion.targets[2]!.links]).toEqual([
    ['account', 'account'],
    ['people', 'contact'],
  ])
})

const WRONG: readonly [name: string, change: (conversion: any) => void, path: string, code: string][] = [
  ['module', (each) => Object.assign(each, { module: 'gone' }), '/module', 'unknown_reference'],
  ['stage', (each) => Object.assign(each, { stage: 'gone' }), '/stage', 'unknown_reference'],
  ['target', (each) => Object.assign(each.targets[0], { module: 'gone' }), '/targets/account/module', 'unknown_reference'],
  ['value', (each) => Object.assign(each.targets[0].values, { gone: 'name' }), '/targets/account/values/gone', 'unknown_reference'],
  ['match', (each) => each.targets[0].match.push('gone'), '/targets/account/match/gone', 'unknown_reference'],
  ['link field', (each) => Object.assign(each.targets[1].links, { gone: 'account' }), '/targets/contact/links/gone', 'unknown_reference'],
  [
    'link later',
    (each) => Object.assign(each.targets[1].links, { account: 'deal' }),
    '/targets/contact/links/account',
    'unknown_reference',
  ],
  ['link elsewhere', (each) => Object.assign(each.targets[2].links, { account: 'contact' }), '/targets/deal/links/account', 'wrong_link'],
  ['tie', (each) => Object.assign(each.targets[2].link, { field: 'parent' }), '/targets/deal/link/field', 'wrong_link'],
  ['tie gone', (each) => Object.assign(each.targets[2].link, { on: 'target' }), '/targets/deal/link/field', 'unknown_reference'],
]
test.each(WRONG)('%s that leads nowhere', (_name, change, path, code) => {
  expect(checkDefinition(changed(change)).map((each) => [each.path, each.code])).toContainEqual([`/conversions/convert${path}`, code])
})

test('expressions are checked where they stand', () => {
  const { problems } = linkDefinition(
    changed((each) => {
      each.when = 'gone == 1'
      each.targets[0].values.budget = 'name'
    }),
  )
  expect(problems.map(({ path }) => path)).toEqual(['/conversions/convert/when', '/conversions/convert/targets/account/values/budget'])
})
