// A small but complete definition for tests: accounts with deals in a pipeline, every kind of rule once.
import type { AppDefinition } from '../../runtime/definition/types.ts'

export function salesDefinition(): AppDefinition {
  return {
    format: 1,
    key: 'sales',
    label: { en: 'Sales', 'zh-CN': '销售' },
    settings: { locale: 'zh-CN', timeZone: 'Asia/Shanghai', currency: 'CNY' },
    dictionaries: [
      {
        key: 'loss_reason',
        items: [
          {
            key: 'price',
            label: { en: 'Price', 'zh-CN': '价格' },
            items: [
              { key: 'discount', label: { en: 'Discount too slow', 'zh-CN': '折扣太慢' }, action: { en: 'Delegate', 'zh-CN': '下放权限' } },
              { key: 'terms', label: { en: 'Terms', 'zh-CN': '条款' } },
            ],
          },
          {
            key: 'fit',
            label: { en: 'Fit', 'zh-CN': '适配' },
            items: [{ key: 'feature', label: { en: 'Feature missing', 'zh-CN': '功能缺失' } }],
          },
        ],
      },
    ],
    modules: [
      {
        key: 'account',
        label: { en: 'Account', 'zh-CN': '客户' },
        title: 'name',
        fields: [
          { key: 'name', type: 'text', label: { en: 'Name', 'zh-CN': '名称' }, required: true, unique: true },
          {
            key: 'industry',
            type: 'select',
            label: { en: 'Industry', 'zh-CN': '行业' },
            options: [
              { key: 'it', label: 'IT' },
              { key: 'retail', label: { en: 'Retail', 'zh-CN': '零售' } },
            ],
          },
          { key: 'secret', type: 'text', label: { en: 'Secret', 'zh-CN': '机密' } },
        ],
      },
      {
        key: 'deal',
        label: { en: 'Deal', 'zh-CN': '商机' },
        title: 'name',
        fields: [
          { key: 'number', type: 'autonumber', label: { en: 'Number', 'zh-CN': '编号' }, prefix: 'D-', digits: 4 },
          { key: 'name', type: 'text', label: { en: 'Name', 'zh-CN': '名称' }, required: true },
          { key: 'amount', type: 'money', label: { en: 'Amount', 'zh-CN': '金额' } },
          { key: 'account', type: 'relation', label: { en: 'Account', 'zh-CN': '客户' }, module: 'account', inverse: 'deals' },
          { key: 'closes', type: 'date', label: { en: 'Closes', 'zh-CN': '预计成交' } },
          {
            key: 'source',
            type: 'select',
            label: { en: 'Source', 'zh-CN': '来源' },
            options: [{ key: 'web' }, { key: 'fair' }, { key: 'referral' }],
          },
          { key: 'tags', type: 'tags', label: { en: 'Tags', 'zh-CN': '标签' } },
          { key: 'loss', type: 'cascade', label: { en: 'Loss reason', 'zh-CN': '丢单原因' }, dictionary: 'loss_reason' },
          { key: 'discount', type: 'percent', label: { en: 'Discount', 'zh-CN': '折扣' }, visible: 'amount >= 10000.00' },
          {
            key: 'approver',
            type: 'text',
            label: { en: 'Approver', 'zh-CN': '审批人' },
            visible: 'amount >= 10000.00',
            required: 'discount > 10.0',
          },
        ],
        rules: [
          {
            key: 'retail_limit',
            check: 'account.industry != "retail" || amount <= 50000.00',
            message: { en: 'Retail deals end at 50,000.', 'zh-CN': '零售商机不超过 5 万。' },
            fields: ['amount'],
          },
        ],
        views: [
          {
            key: 'all',
            type: 'list',
            fields: ['name', 'amount', 'account', '_stage', 'closes'],
            sort: [{ field: 'amount', descending: true }],
          },
          { key: 'web', type: 'list', fields: ['name', 'amount'], where: 'source == "web"', sort: [{ field: 'closes' }] },
          { key: 'board', type: 'board', fields: ['name', 'amount'], sum: 'amount' },
        ],
      },
    ],
    pipelines: [
      {
        key: 'main',
        module: 'deal',
        label: { en: 'Main', 'zh-CN': '主流程' },
        stages: [
          { key: 'need', type: 'open', label: { en: 'Need', 'zh-CN': '需求确认' }, probability: 20 },
          { key: 'quote', type: 'open', label: { en: 'Quote', 'zh-CN': '报价' }, probability: 40, dwell: { limit: '10d' } },
          { key: 'talk', type: 'open', label: { en: 'Negotiation', 'zh-CN': '谈判' }, probability: 70 },
          { key: 'won', type: 'won', label: { en: 'Won', 'zh-CN': '赢单' }, probability: 100 },
          { key: 'lost', type: 'lost', label: { en: 'Lost', 'zh-CN': '输单' }, probability: 0 },
        ],
      },
    ],
    reports: [
      {
        key: 'by_stage',
        type: 'table',
        module: 'deal',
        groups: [{ key: 'stage', by: '_stage' }],
        measures: [
          { key: 'deals', aggregate: 'count' },
          { key: 'amount', aggregate: 'sum', value: 'amount' },
        ],
      },
    ],
    roles: [
      {
        key: 'rep',
        label: { en: 'Rep', 'zh-CN': '销售' },
        modules: [
          { module: 'deal', create: true, read: 'own', update: 'own', delete: 'own', hidden: ['discount'], readOnly: ['source'] },
          { module: 'account', create: true, read: 'all', update: 'own', hidden: ['secret'] },
        ],
      },
      {
        key: 'manager',
        label: { en: 'Manager', 'zh-CN': '经理' },
        design: true,
        publish: true,
        modules: [{ module: '*', create: true, read: 'all', update: 'team', delete: 'team', import: true, export: true }],
      },
    ],
  }
}
