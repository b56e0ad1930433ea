import { expect, test } from 'vitest'
import { checkExpression } from '../../../runtime/expression/expression.ts'
import { deal } from './shapes.ts'

const NAMES = [
  'constructor',
  '__proto__',
  'prototype',
  'this',
  'globalThis',
  'window',
  'process',
  'require',
  'eval',
  'Function',
  'module',
  'arguments',
  'toString',
  'unwrap',
  'hasOwnProperty',
  '__defineGetter__',
  '__lookupGetter__',
  'isPrototypeOf',
  'Reflect',
  'Object',
  'fetch',
  'import',
  'length',
  'then',
]
const PLACES = [
  (name: string) => `${name} != null`,
  (name: string) => `name.${name} != null`,
  (name: string) => `account.${name}.name == "x"`,
  (name: string) => `${name}("return process") == 1`,
  (name: string) => `name.${name}("x") == 1`,
  (name: string) => `meetings.exists(m, m.${name} != null)`,
  (name: string) => `before.${name} != null`,
  (name: string) => `me.${name} == null`,
]
const WRITTEN = [
  'name["constructor"] == null',
  'account["__proto__"]["x"] == 1',
  '[].constructor == null',
  '"".constructor == null',
  '(1).constructor == null',
  'true.constructor == null',
  '`\u0024{process.exit()}` == ""',
  'name`x` == ""',
  '\\u0063onstructor == null',
  'c\\u006fnstructor == null',
  'name.\\u0063onstructor == null',
  'n\u0061me\u200b == ""',
  'ｃonstructor == null',
  'constructor/**/() == 1',
  'import/**/("fs") == 1',
  'name/**/.constructor == 1',
  '(() => 1)() == 1',
  'function(){}() == 1',
  'async () => 1',
  'new Date() == 1',
  'delete name',
  'void 0 == null',
  'typeof name == "string"',
  'name instanceof Object',
  'name; process.exit()',
  'name, name',
  'name = "x"',
  'amount++',
  'amount += 1',
  '{"__proto__": 1} == null',
  '{"toString": 1}.toString == null',
  '[...tags] == null',
  '...tags',
  'name?.constructor == null',
  'name ?? "x"',
  '#name == 1',
  '@name == 1',
  '$name == 1',
  'name.$constructor == 1',
  '/a/.test(name)',
  'name => true',
  '<script>alert(1)</script>',
  '{{constructor.constructor("return 1")()}}',
  '\u0024{7*7}',
  '#{7*7}',
  'cel.bind(x, name, x == "")',
  'has(name.constructor)',
  'type(name) == string',
  'dyn(name) == 1',
  'optional.of(name) == 1',
  'meetings.map(m, m.constructor) == null',
  'meetings.exists(__proto__, true)',
  'meetings.exists(constructor, constructor.constructor == null)',
  'google.protobuf.Any{} == null',
  '.name == ""',
  "name == '' or 1=1 --",
  "'; drop table deal; --",
  'name == "a" union select 1',
  'deal.name == ""',
  '_deleted_at == null',
  '_version == 1',
  'sqlite_version() == ""',
  'pg_sleep(10) == null',
  'load_extension("x") == 1',
  '_matches(name, "x")',
  '_local_date(1, "UTC") == null',
]

test('attempts to leave the language are refused', () => {
  const attempts = [...NAMES.flatMap((name) => PLACES.map((place) => place(name))), ...WRITTEN]
  const accepted = attempts.filter((text) => checkExpression(text, deal, 'any').ok)
  console.log(`sandbox: ${attempts.length} attempts, ${accepted.length} accepted`)
  expect(accepted).toEqual([])
  expect(attempts.length).toBeGreaterThanOrEqual(200)
})

test('a record with hostile properties gives nothing but its own declared fields', async () => {
  const { evaluate } = await import('../../../runtime/expression/expression.ts')
  const checked = checkExpression('name == null && account.name == null', deal, 'boolean')
  if (!checked.ok) throw new Error('refused')
  const record = Object.create({ name: 'inherited', account: 'a1' })
  expect(evaluate(checked.value, { record, now: 0, timeZone: 'UTC', me: null, myTeam: [], follow: () => ({ name: 'x' }) })).toBe(true)
})
