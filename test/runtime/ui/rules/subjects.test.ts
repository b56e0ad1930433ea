// What rows can be about, in the template for sales teams: paths through relations, the records that point here, figures over them.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { App, Module } from '../../../../runtime/definition/app.ts'
import { linkDefinition } from '../../../../runtime/definition/link.ts'
import type { AppDefinition } from '../../../../runtime/definition/types.ts'
import { memberAt } from '../../../../runtime/expression/names.ts'
import { OPERATORS } from '../../../../runtime/expression/operators.ts'
import { MEASURES, PERSON_OPERATORS } from '../../../../runtime/expression/rows.ts'
import { firstOperator, operatorsOf } from '../../../../runtime/ui/rules/draft.ts'
import { operatorWord } from '../../../../runtime/ui/rules/operator-words.ts'
import {
  figurePaths,
  labelOfPath,
  memberAtPath,
  pathsBefore,
  pathsOf,
  relatedAt,
  relatedOf,
} from '../../../../runtime/ui/rules/subjects.ts'
import { en } from '../../../../runtime/ui/words/en.ts'

const file = new URL('../../../../templates/b2b/app.json', import.meta.url)
const definition = JSON.parse(readFileSync(file, 'utf8')) as AppDefinition
const app: App = linkDefinition({ ...definition, settings: { ...definition.settings, locale: 'en' } }).app
const module = (key: string): Module => app.modules.get(key)!
const say = (key: string, values: Readonly<Record<string, string | number>> = {}) =>
  (en as Readonly<Record<string, string>>)[key]!.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]))
const values = (groups: readonly { readonly items: readonly { readonly value: string }[] }[]) =>
  groups.flatMap(({ items }) => items.map(({ value }) => value))

describe('paths', () => {
  it('lead through every relation of the module, and each leads somewhere', () => {
    const offered = values(pathsOf(app, module('deal')))
    expect(offered).toEqual(
      expect.arrayContaining(['amount', '_stage', 'account', 'account.industry', 'account._owner', 'contact.position']),
    )
    for (const path of offered) {
      expect([path, memberAt(module('deal').shape, path)?.name]).toEqual([path, path.split('.').at(-1)])
      expect(memberAtPath(app, module('deal'), path)?.member.name).toBe(path.split('.').at(-1))
    }
    expect(new Set(offered).size).toBe(offered.length)
  })

  it('go on along the one that is chosen, however many there are', () => {
    const from = module('activity')
    expect(values(pathsOf(app, from, 'deal.account.industry'))).toContain('deal.account.industry')
    expect(values(pathsOf(app, from, 'deal.lead.name')).every((path) => memberAt(from.shape, path))).toBe(true)
  })

  it('have the labels of all steps', () => {
    expect(labelOfPath(app, module('deal'), 'account.industry', say)).toBe('Account › Industry')
    expect(labelOfPath(app, module('deal'), 'before.amount', say)).toBe('Amount before the change')
    expect(pathsBefore(app, module('deal'), say).items).toContainEqual({ value: 'before.amount', label: 'Amount before the change' })
    expect(memberAtPath(app, module('deal'), 'before.amount')?.member.name).toBe('amount')
    expect(memberAtPath(app, module('deal'), 'account.nothing')).toBeUndefined()
  })
})

describe('related records', () => {
  it('are those that point here, and at what this refers to', () => {
    const offered = relatedOf(app, module('deal')).map(({ path, label }) => [path, label])
    expect(offered).toContainEqual(['activities', 'Activities'])
    expect(offered).toContainEqual(['account.deals', 'Account › Deals'])
    for (const { path, module: target } of relatedOf(app, module('deal'))) expect(relatedAt(app, module('deal'), path)).toBe(target)
    expect(relatedAt(app, module('deal'), 'amount')).toBeUndefined()
  })

  it('of one module in two ways are told apart by their fields', () => {
    const labels = relatedOf(app, module('contact')).map(({ label }) => label)
    expect(labels.filter((label) => label.startsWith('Deals ('))).toHaveLength(2)
    expect(new Set(labels).size).toBe(labels.length)
  })

  it('make figures of numbers, and the earliest and latest of dates', () => {
    expect(values(figurePaths(app, module('deal'), 'sum'))).toContain('amount')
    expect(values(figurePaths(app, module('deal'), 'sum'))).not.toContain('closes')
    expect(values(figurePaths(app, module('deal'), 'max'))).toEqual(expect.arrayContaining(['amount', 'closes', '_created_at']))
    expect(values(figurePaths(app, module('deal'), 'max'))).not.toContain('name')
  })
})

it('every member has an operator to begin with, and every operator and measure a word', () => {
  for (const each of app.modules.values()) {
    for (const path of values(pathsOf(app, each))) {
      const found = memberAtPath(app, each, path)!
      expect([path, operatorsOf(found.module, found.member)]).toEqual([
        path,
        expect.arrayContaining([firstOperator(found.module, found.member)]),
      ])
    }
  }
  const owner = memberAtPath(app, module('deal'), '_owner')!
  expect(operatorsOf(owner.module, owner.member)).toEqual(expect.arrayContaining(['is_me', ...PERSON_OPERATORS]))
  for (const operator of [...OPERATORS, ...PERSON_OPERATORS]) expect(en).toHaveProperty([operatorWord(operator, 'date')])
  for (const measure of MEASURES) expect(en).toHaveProperty([`rules.measure.${measure}`])
})
