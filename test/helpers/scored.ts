// Leads with calls and two scorecards: one over the lead alone, one of axes that reads calls in a window and decays.
import type { AppDefinition } from '../../runtime/definition/types.ts'

export function scoredDefinition(): AppDefinition {
  return {
    format: 1,
    key: 'scored',
    settings: { locale: 'en', timeZone: 'Asia/Shanghai', currency: 'CNY' },
    modules: [
      {
        key: 'lead',
        label: { en: 'Lead', 'zh-CN': '线索' },
        title: 'name',
        fields: [
          { key: 'name', type: 'text', label: { en: 'Name', 'zh-CN': '名称' }, required: true },
          { key: 'budget', type: 'money', label: { en: 'Budget', 'zh-CN': '预算' } },
          { key: 'secret', type: 'integer', label: { en: 'Secret', 'zh-CN': '机密' } },
          { key: 'seen', type: 'date', label: { en: 'Last seen', 'zh-CN': '最近访问' } },
        ],
        views: [
          {
            key: 'hot',
            type: 'list',
            fields: ['name', '_score_fit', '_tier_fit'],
            where: '_tier_fit == "a"',
            sort: [{ field: '_score_fit', descending: true }],
          },
        ],
      },
      {
        key: 'call',
        label: { en: 'Call', 'zh-CN': '电话' },
        title: 'subject',
        fields: [
          { key: 'subject', type: 'text' },
          { key: 'lead', type: 'relation', module: 'lead', inverse: 'calls' },
          { key: 'at', type: 'datetime' },
        ],
      },
    ],
    scorecards: [
      {
        key: 'fit',
        label: { en: 'Fit', 'zh-CN': '匹配度' },
        module: 'lead',
        rules: [
          { key: 'rich', label: { en: 'Has a budget', 'zh-CN': '有预算' }, when: 'budget >= 1000.00', points: 40 },
          { key: 'huge', when: 'budget >= 100000.00', points: 30.5 },
          { key: 'inner', label: 'Inner', when: 'secret > 5', points: 25 },
        ],
        clip: { min: 0, max: 90 },
        tiers: [
          { key: 'a', label: 'A', color: 'green', from: 60, rhythm: '1d' },
          { key: 'b', label: 'B', color: 'blue', from: 30, rhythm: '3d' },
          { key: 'c', label: 'C', color: 'gray', from: 0, rhythm: '1w' },
        ],
      },
      {
        key: 'heat',
        label: { en: 'Heat', 'zh-CN': '热度' },
        module: 'lead',
        axes: [
          { key: 'intent', max: 30 },
          { key: 'reach', min: 1 },
        ],
        combine: 'product',
        rules: [
          { key: 'calls', axis: 'intent', when: 'true', points: 4, per: 'count(calls, c, c.at > now() - duration("30d"))', max: 20 },
          { key: 'visit', axis: 'intent', when: 'seen != null', points: 16, decay: { halfLife: '10d', from: 'seen' } },
          { key: 'known', axis: 'reach', when: '_score_fit >= 40.0', points: 2 },
        ],
      },
    ],
    roles: [
      { key: 'rep', modules: [{ module: 'lead', create: true, read: 'all', update: 'all', hidden: ['secret'] }] },
      { key: 'boss', design: true, publish: true, modules: [{ module: '*', create: true, read: 'all', update: 'all', delete: 'all' }] },
    ],
  }
}
