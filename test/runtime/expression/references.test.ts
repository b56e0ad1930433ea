import { expect, test } from 'vitest'
import { type CheckedExpression, checkExpression, memberAt } from '../../../runtime/expression/expression.ts'
import { modulesOf, placesUsing, usesChoice, usesMember } from '../../../runtime/expression/references.ts'
import { deal } from './shapes.ts'

function checked(text: string): CheckedExpression {
  const result = checkExpression(text, deal, 'any')
  if (!result.ok) throw new Error(text)
  return result.value
}

test('every field, system name and relation on the way is a reference', () => {
  const expression = checked(
    'amount > 1 && account.owner_team.name == "x" && meetings.exists(m, m.role == name && m.account.industry == "it") && amount < 9',
  )
  expect(expression.references).toEqual([
    { module: 'deal', member: 'amount', path: 'amount' },
    { module: 'deal', member: 'account', path: 'account' },
    { module: 'account', member: 'owner_team', path: 'account.owner_team' },
    { module: 'team', member: 'name', path: 'account.owner_team.name' },
    { module: 'deal', member: 'meetings', path: 'meetings' },
    { module: 'meeting', member: 'deal', path: 'meetings' },
    { module: 'meeting', member: 'role', path: 'meetings.role' },
    { module: 'deal', member: 'name', path: 'name' },
    { module: 'meeting', member: 'account', path: 'meetings.account' },
    { module: 'account', member: 'industry', path: 'meetings.account.industry' },
  ])
  expect([...modulesOf(expression)].sort()).toEqual(['account', 'deal', 'meeting', 'team'])
})

test('choices are references of their own', () => {
  const expression = checked('_stage in ["won", "quote"] || "it" == account.industry || has_any(tags, ["a"]) || "b" in tags')
  expect(expression.choices).toEqual([
    { module: 'deal', member: '_stage', value: 'won' },
    { module: 'deal', member: '_stage', value: 'quote' },
    { module: 'account', member: 'industry', value: 'it' },
    { module: 'deal', member: 'tags', value: 'a' },
    { module: 'deal', member: 'tags', value: 'b' },
  ])
  expect(usesChoice(expression, 'deal', '_stage', 'won')).toBe(true)
  expect(usesChoice(expression, 'deal', '_stage', 'need')).toBe(false)
})

test('places that use a member or a choice', () => {
  const expressions = [
    ['view', checked('amount > 1')],
    ['rule', checked('account.industry == "it"')],
    ['formula', checked('size(meetings)')],
  ] as const
  expect(placesUsing(expressions, { module: 'account', member: 'industry' })).toEqual(['rule'])
  expect(placesUsing(expressions, { module: 'account', member: 'industry', value: 'bank' })).toEqual([])
  expect(placesUsing(expressions, { module: 'meeting', member: 'deal' })).toEqual(['formula'])
  expect(usesMember(expressions[0][1], 'deal', 'units')).toBe(false)
})

test('paths lead to members over at most three references', () => {
  expect(memberAt(deal, 'account.owner_team.region.tax')?.name).toBe('tax')
  expect(memberAt(deal, 'account.owner_team.region.office.name')).toBeUndefined()
  expect(memberAt(deal, 'meetings.role')).toBeUndefined()
  expect(memberAt(deal, 'constructor')).toBeUndefined()
})
