// A strict pipeline with every kind of rule once: criteria, transitions, questions, an approval, effects, and a second pipeline to go over to.
import type { AppDefinition, ModuleDefinition } from '../../runtime/definition/types.ts'
import { salesDefinition } from './definitions.ts'

export function gatedDefinition(): AppDefinition {
  const sales = salesDefinition()
  const deal = sales.modules.find((module) => module.key === 'deal')!
  const gated: ModuleDefinition = {
    ...deal,
    fields: [
      ...deal.fields,
      { key: 'decider', type: 'text', label: { en: 'Decision maker', 'zh-CN': '决策人' } },
      { key: 'budget', type: 'money', label: { en: 'Budget', 'zh-CN': '预算' } },
      { key: 'sent', type: 'date', label: { en: 'Quote sent', 'zh-CN': '报价发送日' } },
      { key: 'margin', type: 'percent', label: { en: 'Margin', 'zh-CN': '毛利' } },
    ],
  }
  return {
    ...sales,
    modules: [
      ...sales.modules.filter((module) => module.key !== 'deal'),
      gated,
      {
        key: 'meeting',
        label: { en: 'Meeting', 'zh-CN': '会议' },
        title: 'subject',
        fields: [
          { key: 'subject', type: 'text', required: true },
          { key: 'deal', type: 'relation', module: 'deal', inverse: 'meetings' },
          { key: 'role', type: 'select', options: [{ key: 'approver' }, { key: 'user' }] },
          { key: 'at', type: 'datetime' },
          { key: 'due', type: 'date' },
        ],
      },
    ],
    pipelines: [
      {
        key: 'main',
        module: 'deal',
        label: { en: 'Main', 'zh-CN': '主流程' },
        strict: true,
        stages: [
          {
            key: 'need',
            type: 'open',
            label: { en: 'Need', 'zh-CN': '需求确认' },
            probability: 20,
            dwell: { limit: '7d' },
            exit: [{ key: 'budget_known', when: 'budget != null', label: { en: 'The budget is known', 'zh-CN': '预算已确认' } }],
          },
          {
            key: 'quote',
            type: 'open',
            label: { en: 'Quote', 'zh-CN': '报价' },
            probability: 40,
            dwell: { limit: '10d' },
            enter: [{ key: 'decider', when: 'decider != null' }],
          },
          {
            key: 'talk',
            type: 'open',
            label: { en: 'Negotiation', 'zh-CN': '谈判' },
            probability: 70,
            enter: [
              {
                key: 'met_approver',
                when: 'meetings.exists(m, m.role == "approver" && m.at > now() - duration("30d"))',
                label: { en: 'A meeting with the approver in the last 30 days', 'zh-CN': '30 天内与审批者开过会' },
              },
              { key: 'margin', when: 'margin == null || margin >= 10.0' },
            ],
          },
          { key: 'won', type: 'won', label: { en: 'Won', 'zh-CN': '赢单' }, probability: 100 },
          { key: 'lost', type: 'lost', label: { en: 'Lost', 'zh-CN': '输单' }, probability: 0 },
        ],
        transitions: [
          {
            key: 'to_quote',
            from: 'need',
            to: 'quote',
            ask: [{ field: 'amount' }, { check: 'template', label: { en: 'Standard template used', 'zh-CN': '已用标准模板' } }],
          },
          {
            key: 'to_talk',
            from: 'quote',
            to: 'talk',
            when: [{ key: 'sent', when: 'sent != null' }],
            after: [
              { set: 'closes', to: 'today() + duration("30d")' },
              { create: 'meeting', link: 'deal', values: { subject: 'name + " – follow up"', due: 'today() + duration("3d")' } },
            ],
          },
          {
            key: 'win_small',
            label: { en: 'Win a small deal', 'zh-CN': '小单成交' },
            from: 'talk',
            to: 'won',
            when: [{ key: 'small', when: 'amount < 10000.00' }],
          },
          {
            key: 'win_big',
            label: { en: 'Win a big deal', 'zh-CN': '大单成交' },
            from: 'talk',
            to: 'won',
            when: [{ key: 'big', when: 'amount >= 10000.00' }],
            approval: { roles: ['manager'], manager: true },
          },
          { key: 'back', from: '*', to: '*', kind: 'regress', ask: [{ reason: 'loss_reason', level: 1 }, { note: 'required' }] },
          { key: 'lose', from: '*', to: 'lost', ask: [{ reason: 'loss_reason', level: 2 }, { note: 'required' }] },
          { key: 'revive', from: 'lost', to: ['need', 'quote'], who: { roles: ['manager'] } },
        ],
      },
      {
        key: 'renewal',
        module: 'deal',
        label: { en: 'Renewal', 'zh-CN': '续约' },
        stages: [
          { key: 'renew_open', type: 'open', label: { en: 'Renewal due', 'zh-CN': '待续约' } },
          { key: 'renew_won', type: 'won', label: { en: 'Renewed', 'zh-CN': '已续约' } },
        ],
        transitions: [{ key: 'begin', from: 'won', to: 'renew_open', ask: [{ note: 'optional' }] }],
      },
    ],
    reports: [],
    roles: [
      {
        key: 'rep',
        modules: [
          { module: 'deal', create: true, read: 'own', update: 'own', delete: 'own', hidden: ['margin'] },
          { module: 'account', create: true, read: 'all', update: 'own' },
          { module: 'meeting', create: true, read: 'all', update: 'all' },
        ],
      },
      {
        key: 'manager',
        label: { en: 'Sales manager', 'zh-CN': '销售经理' },
        design: true,
        publish: true,
        modules: [{ module: '*', create: true, read: 'all', update: 'all', delete: 'all', import: true }],
      },
    ],
  }
}
