// A link to one record of another module.
import { ok } from '../../problem.ts'
import { CHOICE_AGGREGATES, CHOICE_OPERATORS } from '../choices.ts'
import type { FieldOptions, FieldType } from '../contract.ts'
import { KEY_SCHEMA, refersTo, setting } from '../option-schemas.ts'

/** The key of the module a relation points at. */
export function targetOf(options: FieldOptions): string {
  return String(options.module)
}

export const relation: FieldType = {
  name: 'relation',
  label: { en: 'Related record', 'zh-CN': '关联记录' },
  icon: 'waypoints',
  options: {
    properties: {
      module: setting(refersTo('module'), 'Module', '模块'),
      inverse: setting({ ...KEY_SCHEMA, 'x-unique': true }, 'Name of the list on the other side', '对方模块上的列表名', {
        en: 'What conditions there call the records that point back, such as "meetings".',
        'zh-CN': '对方模块的条件用它指称反向关联的记录，例如 meetings。',
      }),
    },
    required: ['module'],
  },
  storage: (options) => ({ kind: 'reference', module: targetOf(options) }),
  value: () => ({ type: 'string', format: 'uuid' }),
  operators: CHOICE_OPERATORS,
  aggregates: CHOICE_AGGREGATES,
  initial: () => null,
  format: (value, options, context) => context.titleOf?.(targetOf(options), String(value)) ?? String(value),
  // Titles become ids where records can be looked up, not here.
  parse: (text) => ok(text.trim() || null),
  examples: [
    {
      options: { module: 'account', inverse: 'deals' },
      valid: ['01890a5d-ac96-774b-bcce-b302099a8057', '00000000-0000-7000-8000-000000000000'],
      invalid: [
        '',
        'Acme',
        '01890A5D-AC96-774B-BCCE-B302099A8057',
        '01890a5dac96774bbcceb302099a8057',
        "01890a5d-ac96-774b-bcce-b302099a805'",
        1,
        {},
      ],
    },
  ],
}
