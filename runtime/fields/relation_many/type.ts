// Links to any number of records of another module.
import { ok } from '../../problem.ts'
import { LIST_OPERATORS, splitList } from '../choices.ts'
import type { FieldOptions, FieldType } from '../contract.ts'
import { refersTo, setting } from '../option-schemas.ts'

/** The key of the module the links point at. */
export function targetOf(options: FieldOptions): string {
  return String(options.module)
}

export const relationMany: FieldType = {
  name: 'relation_many',
  label: { en: 'Related records', 'zh-CN': '关联多条记录' },
  icon: 'network',
  options: {
    properties: {
      module: setting(refersTo('module'), 'Module', '模块'),
      most: setting({ type: 'integer', minimum: 1, maximum: 200, default: 50 }, 'Most records', '最多条数'),
    },
    required: ['module'],
  },
  storage: (options) => ({ kind: 'json', module: targetOf(options) }),
  value(options) {
    const { most = 50 } = options as { readonly most?: number }
    return { type: 'array', items: { type: 'string', format: 'uuid' }, uniqueItems: true, minItems: 1, maxItems: most }
  },
  operators: LIST_OPERATORS,
  aggregates: ['count'],
  initial: () => null,
  format(value, options, context) {
    if (!Array.isArray(value)) return String(value)
    const titleOf = (id: string) => {
      const title = context.titleOf?.(targetOf(options), id)?.trim() || id
      return /[;；]/.test(title) ? id : title
    }
    return value.map((id) => titleOf(String(id))).join('; ')
  },
  // Titles become ids where records can be looked up, not here.
  parse(text) {
    const parts = [...new Set(splitList(text))]
    return ok(parts.length === 0 ? null : parts)
  },
  examples: [
    {
      options: { module: 'account' },
      valid: [['01890a5d-ac96-774b-bcce-b302099a8057'], ['01890a5d-ac96-774b-bcce-b302099a8057', '00000000-0000-7000-8000-000000000000']],
      invalid: [
        [],
        [''],
        ['Acme'],
        ['01890A5D-AC96-774B-BCCE-B302099A8057'],
        ['00000000-0000-7000-8000-000000000000', '00000000-0000-7000-8000-000000000000'],
        '00000000-0000-7000-8000-000000000000',
        [1],
        {},
      ],
    },
    {
      options: { module: 'account', most: 1 },
      valid: [['01890a5d-ac96-774b-bcce-b302099a8057']],
      invalid: [['01890a5d-ac96-774b-bcce-b302099a8057', '00000000-0000-7000-8000-000000000000']],
    },
  ],
}
