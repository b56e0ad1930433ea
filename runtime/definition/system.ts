// The members every record has besides its fields. Their names begin with `_`, so no key collides with them.
import type { Storage } from '../expression/storage.ts'
import { USER_MODULE } from '../expression/storage.ts'
import type { Text } from '../label.ts'

export interface SystemField {
  readonly name: string
  readonly label: Text
  readonly storage: Storage
  /** Only where the module has a pipeline. */
  readonly pipeline: boolean
}

const user: Storage = { kind: 'reference', module: USER_MODULE }
const instant: Storage = { kind: 'instant' }

export const SYSTEM_FIELDS: readonly SystemField[] = [
  { name: '_id', label: { en: 'ID', 'zh-CN': '编号' }, storage: { kind: 'text' }, pipeline: false },
  { name: '_owner', label: { en: 'Owner', 'zh-CN': '负责人' }, storage: user, pipeline: false },
  { name: '_created_at', label: { en: 'Created', 'zh-CN': '创建时间' }, storage: instant, pipeline: false },
  { name: '_created_by', label: { en: 'Created by', 'zh-CN': '创建人' }, storage: user, pipeline: false },
  { name: '_updated_at', label: { en: 'Changed', 'zh-CN': '修改时间' }, storage: instant, pipeline: false },
  { name: '_updated_by', label: { en: 'Changed by', 'zh-CN': '修改人' }, storage: user, pipeline: false },
  { name: '_stage', label: { en: 'Stage', 'zh-CN': '阶段' }, storage: { kind: 'text' }, pipeline: true },
  { name: '_stage_at', label: { en: 'In stage since', 'zh-CN': '进入阶段时间' }, storage: instant, pipeline: true },
  { name: '_stage_due', label: { en: 'Stage limit ends', 'zh-CN': '停留期限' }, storage: instant, pipeline: true },
  { name: '_regressions', label: { en: 'Times gone back', 'zh-CN': '回退次数' }, storage: { kind: 'integer' }, pipeline: true },
]

export const systemFields: ReadonlyMap<string, SystemField> = new Map(SYSTEM_FIELDS.map((field) => [field.name, field]))

/** The system field of that name in a module, or undefined where it has none (`_stage` without a pipeline). */
export function systemField(name: string, hasPipeline: boolean): SystemField | undefined {
  const field = systemFields.get(name)
  return field && (hasPipeline || !field.pipeline) ? field : undefined
}
