// An app whose leads become accounts, contacts and deals.
const label = (en: string, zh: string) => ({ en, 'zh-CN': zh })

export const conversionDefinition = {
  format: 1,
  key: 'leads',
  label: label('Leads', '线索管理'),
  settings: { locale: 'en', timeZone: 'UTC', currency: 'CNY' },
  modules: [
    {
      key: 'lead',
      label: label('Lead', '线索'),
      title: 'name',
      fields: [
        { key: 'name', label: label('Name', '姓名'), type: 'text', required: true },
        { key: 'company', label: label('Company', '公司'), type: 'text' },
        { key: 'phone', label: label('Phone', '电话'), type: 'phone' },
        { key: 'budget', label: label('Budget', '预算'), type: 'money' },
        { key: 'tags', label: label('Tags', '标签'), type: 'tags' },
        { key: 'deal', label: label('Deal', '商机'), type: 'relation', module: 'deal' },
        { key: 'parent', label: label('Referred by', '推荐人'), type: 'relation', module: 'lead' },
      ],
      duplicates: [{ key: 'phone', fields: ['phone'], action: 'warn' }],
    },
    {
      key: 'account',
      label: label('Account', '客户'),
      title: 'name',
      fields: [
        { key: 'name', label: label('Name', '名称'), type: 'text', required: true },
        { key: 'budget', label: label('Budget', '预算'), type: 'money' },
      ],
    },
    {
      key: 'contact',
      label: label('Contact', '联系人'),
      title: 'name',
      fields: [
        { key: 'name', label: label('Name', '姓名'), type: 'text', required: true },
        { key: 'phone', label: label('Phone', '电话'), type: 'phone', unique: true },
        { key: 'account', label: label('Account', '客户'), type: 'relation', module: 'account' },
      ],
    },
    {
      key: 'deal',
      label: label('Deal', '商机'),
      title: 'name',
      fields: [
        { key: 'name', label: label('Name', '名称'), type: 'text', required: true },
        { key: 'amount', label: label('Amount', '金额'), type: 'money' },
        { key: 'account', label: label('Account', '客户'), type: 'relation', module: 'account' },
        { key: 'people', label: label('People', '参与人'), type: 'relation_many', module: 'contact' },
      ],
    },
  ],
  pipelines: [
    {
      key: 'funnel',
      module: 'lead',
      stages: [
        { key: 'new', label: label('New', '新线索'), type: 'open', probability: 10 },
        { key: 'talk', label: label('Talking', '跟进中'), type: 'open', probability: 30 },
        { key: 'converted', label: label('Converted', '已转化'), type: 'won', probability: 100 },
        { key: 'lost', label: label('Lost', '无效'), type: 'lost', probability: 0 },
      ],
      transitions: [{ key: 'convert', from: '*', to: 'converted', ask: [{ note: 'required' }] }],
    },
  ],
  conversions: [
    {
      key: 'convert',
      module: 'lead',
      label: label('Convert lead', '转化线索'),
      when: 'company != null',
      stage: 'converted',
      targets: [
        { key: 'account', module: 'account', match: ['name'], values: { name: 'company', budget: 'budget' } },
        {
          key: 'contact',
          module: 'contact',
          match: ['phone'],
          values: { name: 'name', phone: 'phone' },
          links: { account: 'account' },
        },
        {
          key: 'deal',
          module: 'deal',
          optional: true,
          values: { name: 'company', amount: 'budget' },
          links: { account: 'account', people: 'contact' },
          link: { on: 'source', field: 'deal' },
        },
      ],
    },
  ],
  roles: [
    { key: 'sales', label: label('Sales', '销售'), modules: [{ module: '*', read: 'all', create: true, update: 'all', delete: 'all' }] },
    {
      key: 'junior',
      label: label('Junior', '新人'),
      modules: [
        { module: 'lead', read: 'all', create: true, update: 'all', delete: 'own', hidden: ['budget'] },
        { module: 'account', read: 'own', create: true, update: 'own' },
        { module: 'contact', read: 'all', create: true, update: 'own' },
        { module: 'deal', read: 'all', create: true, update: 'own' },
      ],
    },
  ],
}
