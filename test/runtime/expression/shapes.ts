// The modules that the expression tests speak about: every storage kind, a choice, references over three hops, related records.
import type { Member, RecordShape } from '../../../runtime/expression/scope.ts'
import type { Storage } from '../../../runtime/expression/storage.ts'
import type { Label } from '../../../runtime/label.ts'

function value(name: string, storage: Storage, label: Label = name, choices?: Record<string, Label>): Member {
  const base = { kind: 'value', name, label, storage } as const
  return choices ? { ...base, choices: Object.entries(choices).map(([key, text]) => ({ value: key, label: text })) } : base
}
function reference(name: string, module: string, target: RecordShape | undefined, label: Label = name): Member {
  return { kind: 'reference', name, label, module, target }
}
function records(name: string, target: RecordShape, via: string, label: Label = name): Member {
  return { kind: 'records', name, label, module: target.key, target, via }
}

interface MutableShape extends RecordShape {
  readonly members: Map<string, Member>
}
function shape(key: string, ...members: Member[]): MutableShape {
  return { key, members: new Map(members.map((member) => [member.name, member])) }
}

const system: Member[] = [
  value('_id', { kind: 'text' }),
  reference('_owner', '_user', undefined, { en: 'Owner', 'zh-CN': '负责人' }),
  value('_created_at', { kind: 'instant' }, { en: 'Created', 'zh-CN': '创建时间' }),
]

const stages = { need: { en: 'Need', 'zh-CN': '需求' }, quote: { en: 'Quote', 'zh-CN': '报价' }, won: { en: 'Won', 'zh-CN': '赢单' } }
const industries = { it: { en: 'IT', 'zh-CN': 'IT' }, retail: { en: 'Retail', 'zh-CN': '零售' }, bank: { en: 'Banking', 'zh-CN': '银行' } }
const tags = { a: { en: 'Alpha', 'zh-CN': '甲' }, b: { en: 'Beta', 'zh-CN': '乙' }, c: { en: 'Gamma', 'zh-CN': '丙' } }

export const region = shape('region', ...system, value('name', { kind: 'text' }), value('tax', { kind: 'decimal', scale: 3 }))
export const team = shape(
  'team',
  ...system,
  value('name', { kind: 'text' }, { en: 'Name', 'zh-CN': '名称' }),
  value('budget', { kind: 'decimal', scale: 2 }),
  reference('region', 'region', region),
)
export const account = shape(
  'account',
  ...system,
  value('name', { kind: 'text' }, { en: 'Name', 'zh-CN': '名称' }),
  value('industry', { kind: 'text' }, { en: 'Industry', 'zh-CN': '行业' }, industries),
  value('employees', { kind: 'integer' }, { en: 'Employees', 'zh-CN': '员工数' }),
  value('since', { kind: 'date' }),
  value('active', { kind: 'boolean' }),
  value('tags', { kind: 'json' }),
  reference('owner_team', 'team', team, { en: 'Team', 'zh-CN': '团队' }),
)
export const meeting = shape(
  'meeting',
  ...system,
  value('role', { kind: 'text' }, { en: 'Role', 'zh-CN': '角色' }),
  value('at', { kind: 'instant' }, { en: 'Time', 'zh-CN': '时间' }),
  value('minutes', { kind: 'integer' }),
  value('cost', { kind: 'decimal', scale: 2 }),
  reference('account', 'account', account),
)
export const deal = shape(
  'deal',
  ...system,
  value('_stage', { kind: 'text' }, { en: 'Stage', 'zh-CN': '阶段' }, stages),
  value('name', { kind: 'text' }, { en: 'Name', 'zh-CN': '名称' }),
  value('note', { kind: 'text' }, { en: 'Note', 'zh-CN': '备注' }),
  value('amount', { kind: 'decimal', scale: 2, currency: 'CNY' }, { en: 'Amount', 'zh-CN': '金额' }),
  value('rate', { kind: 'decimal', scale: 4 }, { en: 'Rate', 'zh-CN': '比率' }),
  value('units', { kind: 'integer' }, { en: 'Units', 'zh-CN': '数量' }),
  value('active', { kind: 'boolean' }, { en: 'Active', 'zh-CN': '启用' }),
  value('close_date', { kind: 'date' }, { en: 'Close date', 'zh-CN': '预计成交日期' }),
  value('signed_at', { kind: 'instant' }, { en: 'Signed', 'zh-CN': '签约时间' }),
  value('tags', { kind: 'json' }, { en: 'Tags', 'zh-CN': '标签' }, tags),
  value('labels', { kind: 'json' }, { en: 'Labels', 'zh-CN': '标记' }),
  value('heading', { kind: 'none' }),
  reference('account', 'account', account, { en: 'Account', 'zh-CN': '客户' }),
  records('meetings', meeting, 'deal', { en: 'Meetings', 'zh-CN': '会议' }),
)
meeting.members.set('deal', reference('deal', 'deal', deal, { en: 'Deal', 'zh-CN': '商机' }))
region.members.set('office', reference('office', 'account', account))
account.members.set('deals', records('deals', deal, 'account', { en: 'Deals', 'zh-CN': '商机' }))

export const shapes: ReadonlyMap<string, RecordShape> = new Map([region, team, account, meeting, deal].map((each) => [each.key, each]))
