// Files kept with the record: their ids; the files themselves stand in the app's database.

import { FILE_MODULE } from '../../expression/storage.ts'
import { ok } from '../../problem.ts'
import { splitList } from '../choices.ts'
import type { FieldType } from '../contract.ts'
import { setting } from '../option-schemas.ts'

interface FileOptions {
  readonly extensions?: readonly string[]
  readonly maxMegabytes?: number
  readonly most?: number
}

/** What offices send each other. Pages and pictures that can carry scripts are not among them. */
const USUAL = 'pdf png jpg jpeg gif webp heic txt csv md doc docx xls xlsx ppt pptx odt ods odp zip mp3 m4a wav mp4 mov'.split(' ')

export const file: FieldType = {
  name: 'file',
  label: { en: 'Files', 'zh-CN': '附件' },
  icon: 'paperclip',
  options: {
    properties: {
      extensions: setting(
        { type: 'array', items: { type: 'string', pattern: '^[a-z0-9]{1,10}$' }, uniqueItems: true, minItems: 1, maxItems: 50 },
        'Kinds of file',
        '允许的文件类型',
        {
          en: 'Extensions in small letters, such as pdf. Usual office files, pictures and recordings unless given.',
          'zh-CN': '小写扩展名，例如 pdf。不填则允许常见的办公文件、图片和音视频。',
        },
      ),
      maxMegabytes: setting({ type: 'integer', minimum: 1, maximum: 50, default: 20 }, 'Largest size in MB', '单个文件上限（MB）'),
      most: setting({ type: 'integer', minimum: 1, maximum: 50, default: 10 }, 'Most files', '最多个数'),
    },
  },
  storage(options) {
    const { extensions = USUAL, maxMegabytes = 20 } = options as FileOptions
    return { kind: 'json', module: FILE_MODULE, accepts: { extensions, bytes: maxMegabytes << 20 } }
  },
  value(options) {
    const { most = 10 } = options as FileOptions
    return { type: 'array', items: { type: 'string', format: 'uuid' }, uniqueItems: true, minItems: 1, maxItems: most }
  },
  operators: ['is_empty', 'is_not_empty'],
  aggregates: ['count'],
  initial: () => null,
  format(value, _options, context) {
    if (!Array.isArray(value)) return String(value)
    const nameOf = (id: string) => {
      const name = context.titleOf?.(FILE_MODULE, id)?.trim() || id
      return /[;；]/.test(name) ? id : name
    }
    return value.map((id) => nameOf(String(id))).join('; ')
  },
  // A name is no file: what is read has to be ids of files that are there.
  parse(text) {
    const parts = [...new Set(splitList(text))]
    return ok(parts.length === 0 ? null : parts)
  },
  examples: [
    {
      options: {},
      valid: [['01890a5d-ac96-774b-bcce-b302099a8057'], ['01890a5d-ac96-774b-bcce-b302099a8057', '00000000-0000-7000-8000-000000000000']],
      invalid: [[], ['offer.pdf'], ['../x'], '01890a5d-ac96-774b-bcce-b302099a8057', [{ id: 1 }], {}],
    },
    {
      options: { extensions: ['pdf'], maxMegabytes: 1, most: 1 },
      valid: [['00000000-0000-7000-8000-000000000000']],
      invalid: [['01890a5d-ac96-774b-bcce-b302099a8057', '00000000-0000-7000-8000-000000000000']],
    },
  ],
}
