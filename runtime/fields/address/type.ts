// Where something is: province, city, district and street, the first three from a dictionary or written freely.
import { fail, ok, problem } from '../../problem.ts'
import { addressOf, addressParts, divisionPaths, divisionsAt, findDivision, LEVELS, namedParts } from '../addresses.ts'
import type { Choice, FieldType } from '../contract.ts'
import { refersTo, setting } from '../option-schemas.ts'
import { quote } from '../quote.ts'
import { TEXT_AGGREGATES, TEXT_OPERATORS } from '../texts.ts'

const DIVISIONS: readonly Choice[] = [
  {
    key: 'gd',
    label: { en: 'Guangdong', 'zh-CN': '广东省' },
    items: [
      {
        key: 'sz',
        label: { en: 'Shenzhen', 'zh-CN': '深圳市' },
        items: [
          { key: 'ns', label: { en: 'Nanshan', 'zh-CN': '南山区' } },
          { key: 'ft', label: { en: 'Futian', 'zh-CN': '福田区' } },
          { key: 'old', label: '旧区', active: false },
        ],
      },
      { key: 'dg', label: { en: 'Dongguan', 'zh-CN': '东莞市' } },
    ],
  },
  {
    key: 'bj',
    label: { en: 'Beijing', 'zh-CN': '北京市' },
    items: [
      { key: 'a', label: '同名' },
      { key: 'b', label: '同名' },
    ],
  },
]

export const address: FieldType = {
  name: 'address',
  label: { en: 'Address', 'zh-CN': '地址' },
  icon: 'map-pin',
  options: {
    properties: {
      divisions: setting(refersTo('dictionary'), 'Dictionary of divisions', '行政区划字典', {
        en: 'A dictionary of three levels: provinces, cities, districts. Without it people write them.',
        'zh-CN': '三级字典：省、市、区县。不填则自由填写。',
      }),
      maxLength: setting({ type: 'integer', minimum: 10, maximum: 1000, default: 300 }, 'Longest length', '最大长度'),
    },
  },
  storage: () => ({ kind: 'text' }),
  value(options, context) {
    const { maxLength = 300 } = options as { readonly maxLength?: number }
    const schema = { type: 'string', minLength: 1, maxLength, format: 'address' }
    return context.divisions ? { ...schema, 'x-divisions': divisionPaths(context.divisions) } : schema
  },
  operators: TEXT_OPERATORS,
  aggregates: TEXT_AGGREGATES,
  initial: () => null,
  format(value, _options, context) {
    const kept = String(value)
    const { divisions, locale } = context
    if (!divisions) return kept
    const named = namedParts(kept, divisions, locale).join('/')
    return readParts(named, divisions).kept === kept ? named : kept
  },
  parse(text, _options, context) {
    const plain = text.trim()
    if (plain === '') return ok(null)
    // A line without slashes is all street: where its parts end, nobody has said.
    const written = plain.includes('/') ? plain : `///${plain}`
    if (!context.divisions) return ok(addressOf(addressParts(written)) || null)
    const { kept, unknown } = readParts(written, context.divisions)
    if (unknown === undefined) return ok(kept || null)
    const shown = quote(unknown)
    return fail(
      problem(
        '',
        'division_unknown',
        `${shown} is not a division known here. Write province/city/district/street with names of the dictionary.`,
        `${shown} 不是已知的行政区划。按 省/市/区县/街道 填写，使用字典中的名称。`,
      ),
    )
  },
  examples: [
    {
      options: {},
      valid: ['广东省/深圳市/南山区/科技园路1号', '///1 Main St', 'CA/Palo Alto//2/F, 1 Main St', '北京市///', '/a//', '%/_/\\/\'"'],
      invalid: ['', '深圳', '///', ' / / / ', 'a/b/c', 'a/b/c/ d', 'a\n/b/c/d', `${'x'.repeat(300)}///`, 5, ['a'], {}],
    },
    {
      options: { divisions: 'division' },
      divisions: DIVISIONS,
      valid: ['gd/sz/ns/科技园路1号', 'gd/sz//', 'gd/dg//厚街镇', '///somewhere', 'bj/a//', 'bj/b//x'],
      invalid: ['gd/bj//', 'gd/sz/old/', 'xx///', 'gd//ns/', '广东省/深圳市/南山区/x'],
    },
  ],
}

/** The kept form of written parts, and the first of them that is no division. */
function readParts(text: string, divisions: readonly Choice[]): { readonly kept: string; readonly unknown?: string } {
  const parts = [...addressParts(text)]
  for (let level = 0; level < LEVELS; level++) {
    const part = parts[level]!.trim()
    if (part === '') continue
    const found = findDivision(divisionsAt(divisions, parts, level), part)
    if (!found) return { kept: '', unknown: part }
    parts[level] = found.key
  }
  return { kept: addressOf(parts) }
}
