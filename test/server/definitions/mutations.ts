// Definitions with something wrong in them: mutated at random with an eye for their structure, and made by hand.
import type { AppDefinition } from '../../../runtime/definition/types.ts'
import type { Random } from '../records/expression-generator.ts'

type Doc = any

const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  0.5,
  1e15,
  1e300,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  'x',
  'deal',
  'account',
  'name',
  'amount',
  '_id',
  '_stage',
  '_owner',
  '__proto__',
  'constructor',
  'toString',
  'main',
  'need',
  'rep',
  'A',
  'a-b',
  'a'.repeat(48),
  'a'.repeat(49),
  'a'.repeat(5000),
  '\u0000',
  '\ud800',
  '😀',
  '<b>',
  '"; DROP TABLE deal; --',
  [],
  {},
  [[]],
  [null],
  [{}],
  ['x', 'x'],
  { en: 'x' },
  { 'zh-CN': '名' },
  { en: '', 'zh-CN': '' },
  { fr: 'x' },
  'text',
  'money',
  'relation',
  'select',
  'autonumber',
  'no_such_type',
  'own',
  'all',
  'none',
  'team',
  'amount > 1.0',
  'amount >',
  'account.name == "x"',
  'name == 1',
  'true',
  'Asia/Shanghai',
  'Mars/Olympus',
  'CNY',
  'XXX',
  'en',
  'list',
  'table',
  'count',
  'sum',
  '10d',
  '-1d',
  '9999999999999d',
]

type Place = { readonly holder: Doc; readonly key: string | number }

function placesOf(value: Doc, places: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return places
  for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
    places.push({ holder: value, key })
    placesOf(value[key], places)
  }
  return places
}

/** A copy of `source` with one to four changes. */
export function mutated(source: AppDefinition, random: Random): Doc {
  const document: Doc = structuredClone(source)
  const times = 1 + random.below(4)
  for (let time = 0; time < times; time += 1) {
    const places = placesOf(document)
    const pick = () => places[random.below(places.length)]!
    const { holder, key } = pick()
    const other = pick()
    switch (random.below(9)) {
      case 0:
        if (Array.isArray(holder)) holder.splice(Number(key), 1)
        else delete holder[key]
        break
      case 1:
        if (Array.isArray(holder)) holder.push(structuredClone(holder[key as number]))
        else holder[key] = [holder[key], structuredClone(holder[key])]
        break
      case 2:
        holder[key] = structuredClone(other.holder[other.key])
        break
      case 3:
        if (!Array.isArray(holder)) holder[`${key}x`] = 1
        break
      case 4:
        if (Array.isArray(holder)) holder.reverse()
        else holder[key] = { [String(key)]: holder[key] }
        break
      case 5:
        if (typeof holder[key] === 'string' && typeof other.holder[other.key] === 'string') holder[key] = other.holder[other.key]
        break
      case 6: {
        const text = String(holder[key])
        if (typeof holder[key] === 'string')
          holder[key] =
            text.slice(0, random.below(text.length + 1)) +
            String(VALUES[random.below(VALUES.length)]) +
            text.slice(random.below(text.length + 1))
        break
      }
      default:
        holder[key] = structuredClone(VALUES[random.below(VALUES.length)])
    }
  }
  return document
}

/** Members whose names mean something to objects. */
const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf']

/** A member of that very name, even where assigning it would set the prototype. */
function own(holder: Doc, name: string, value: unknown): void {
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true })
}

/** JSON text of a definition with one to four changes, and often with something that attacks whoever reads it. */
export function disturbed(source: AppDefinition, random: Random): string {
  const document = mutated(source, random)
  const objects = placesOf(document).flatMap(({ holder, key }) => {
    const value = holder[key]
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? [value] : []
  })
  const holder: Doc = objects[random.below(objects.length)] ?? document
  const keyed: Doc = objects.filter((each) => typeof each.key === 'string')
  const pick = () => keyed[random.below(keyed.length)] ?? document
  switch (random.below(12)) {
    case 0:
      own(holder, NAMES[random.below(NAMES.length)]!, { polluted: 1 })
      break
    case 1:
      pick().key = NAMES[random.below(NAMES.length)]!
      break
    case 2:
      pick().key = pick().key
      break
    case 3:
      own(holder, Object.keys(holder)[0] ?? 'x', [1e308, -1e308, Number.MAX_SAFE_INTEGER, 5e-324][random.below(4)])
      break
    case 4: {
      let deep: unknown = 1
      for (let depth = 0; depth < 1 + random.below(200); depth += 1) deep = depth % 2 === 0 ? [deep] : { x: deep }
      own(holder, Object.keys(holder)[0] ?? 'x', deep)
      break
    }
    case 5: {
      const names = ['modules', 'pipelines', 'roles', 'reports', 'dictionaries', 'settings', 'label']
      const [left, right] = [names[random.below(names.length)]!, names[random.below(names.length)]!]
      const kept = document[left]
      document[left] = document[right]
      document[right] = kept
      break
    }
  }
  return JSON.stringify(document) ?? 'null'
}

const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth)

/** JSON texts somebody could send as a definition. */
export function handmade(source: AppDefinition): Record<string, string> {
  const json = (change: (document: Doc) => void) => {
    const document: Doc = structuredClone(source)
    change(document)
    return JSON.stringify(document)
  }
  const field = (more: object) => json((d) => d.modules[1].fields.push({ key: 'extra', type: 'text', label: 'x', ...more }))
  const plain = JSON.stringify(source)
  const inside = (text: string) => `${plain.slice(0, -1)},${text}}`
  const first = `"modules":[{`
  return {
    '__proto__ at the top': inside('"__proto__":{"polluted":1}'),
    'constructor.prototype at the top': inside('"constructor":{"prototype":{"polluted":1}}'),
    '__proto__ in a module': plain.replace(first, `${first}"__proto__":{"polluted":1},`),
    '__proto__ as a module key': json((d) => (d.modules[0].key = '__proto__')),
    'constructor as a module key': json((d) => (d.modules[0].key = 'constructor')),
    'prototype as a field key': field({ key: 'prototype' }),
    '__proto__ as a field key': field({ key: '__proto__' }),
    '__proto__ in settings': json((d) => (d.settings = JSON.parse('{"__proto__":{"polluted":1},"locale":"en"}'))),
    '__proto__ in a label': plain.replace('"label":{"en":"Sales"', '"label":{"__proto__":{"polluted":1},"en":"Sales"'),
    '__proto__ as a role': json((d) => (d.roles[0].key = '__proto__')),
    'a hundred lists deep': inside(`"x":${nested(100, '[', ']')}`),
    'ten thousand lists deep': inside(`"x":${nested(10_000, '[', ']')}`),
    'a label a thousand deep': json((d) => {
      for (let depth = 0; depth < 1000; depth += 1) d.label = { en: d.label }
    }),
    'a number too large': plain.replace('"format":1', '"format":1e999'),
    'format 0': json((d) => (d.format = 0)),
    'format 2': json((d) => (d.format = 2)),
    'format as text': json((d) => (d.format = '1')),
    'no format': json((d) => delete d.format),
    'a list': '[]',
    null: 'null',
    'a text': '"x"',
    nothing: '{}',
    'a lone surrogate as label': json((d) => (d.label = '\ud800')),
    'NUL in a label': json((d) => (d.label = 'a\u0000b')),
    'NUL in a key': field({ key: 'a\u0000' }),
    'a key of 49 characters': field({ key: 'a'.repeat(49) }),
    'a key in Chinese': field({ key: '名称' }),
    'a key in capitals': field({ key: 'Extra' }),
    'a key with _ in front': field({ key: '_version' }),
    'two fields of a key': field({ key: 'name' }),
    'two modules of a key': json((d) => d.modules.push(d.modules[0])),
    'two stages of a key': json((d) => d.pipelines[0].stages.push(d.pipelines[0].stages[0])),
    'two roles of a key': json((d) => d.roles.push(d.roles[0])),
    'two pipelines of a module': json((d) => d.pipelines.push({ ...d.pipelines[0], key: 'second' })),
    'two inverses of a name': field({ type: 'relation', module: 'account', inverse: 'deals' }),
    'a relation to nowhere': field({ type: 'relation', module: 'nowhere' }),
    'a title that is no field': json((d) => (d.modules[0].title = 'nothing')),
    'a pipeline without stages': json((d) => (d.pipelines[0].stages = [])),
    'a pipeline without open stages': json((d) => (d.pipelines[0].stages = d.pipelines[0].stages.slice(3))),
    'a condition on itself': field({ visible: 'extra == "x"' }),
    'a condition that does not parse': field({ visible: '((((' }),
    'a condition of 100 kB': field({ visible: `name == "${'x'.repeat(100_000)}"` }),
    'a condition a thousand deep': field({ visible: `${'('.repeat(1000)}true${')'.repeat(1000)}` }),
    'a pattern that runs away': field({ pattern: '^(a+)+$' }),
    'a pattern with a back reference': field({ pattern: '(a)\\1' }),
    'a pattern that is huge': field({ pattern: 'a{1000}{1000}' }),
    'a hundred thousand fields': json(
      (d) => (d.modules[1].fields = Array.from({ length: 100_000 }, (_, index) => ({ key: `f${index}`, type: 'text', label: 'x' }))),
    ),
    'relations in a circle': json((d) =>
      d.modules[0].fields.push({ key: 'deal', type: 'relation', label: 'x', module: 'deal', inverse: 'accounts' }),
    ),
    'an unknown field type': field({ type: 'script' }),
    'a field type of Object': field({ type: 'constructor' }),
    'a report on Object': json((d) => (d.reports[0].type = 'constructor')),
    'an aggregate of Object': json((d) => (d.reports[0].measures[0].aggregate = 'toString')),
    'a time zone that is none': json((d) => (d.settings.timeZone = 'Mars/Olympus')),
    'a currency that is none': json((d) => (d.settings.currency = 'ABC')),
  }
}
