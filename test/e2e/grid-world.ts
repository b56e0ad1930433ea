// A small shop for the tests of lists: items with every kind of column, firms they come from, a role that does not see one field.
import type { AppDefinition } from '../../runtime/definition/types.ts'
import { type Caller, callerOf, type E2eServer } from './server.ts'

export const SHOP = 'shop'
export const ITEMS = `/apps/${SHOP}/records/item`

const choice = (key: string, en: string, zh: string) => ({ key, label: { en, 'zh-CN': zh } })
const label = (en: string, zh: string) => ({ en, 'zh-CN': zh })

const shop: AppDefinition = {
  format: 1,
  key: SHOP,
  label: label('Shop', '商店'),
  settings: { locale: 'en', timeZone: 'Asia/Shanghai', currency: 'CNY' },
  modules: [
    {
      key: 'firm',
      label: label('Firms', '厂商'),
      title: 'name',
      fields: [{ key: 'name', type: 'text', label: label('Name', '名称'), required: true }],
    },
    {
      key: 'item',
      label: label('Items', '货品'),
      title: 'name',
      fields: [
        { key: 'name', type: 'text', label: label('Item', '货品'), required: true },
        { key: 'price', type: 'money', label: label('Price', '单价') },
        { key: 'stock', type: 'integer', label: label('Stock', '库存'), min: 0 },
        { key: 'due', type: 'date', label: label('Due', '到货') },
        {
          key: 'kind',
          type: 'select',
          label: label('Kind', '类别'),
          options: [choice('tool', 'Tool', '工具'), choice('part', 'Part', '零件'), choice('paper', 'Paper', '纸品')],
        },
        { key: 'ready', type: 'boolean', label: label('Ready', '就绪') },
        { key: 'firm', type: 'relation', label: label('Firm', '厂商'), module: 'firm' },
        { key: 'marks', type: 'tags', label: label('Marks', '标记') },
        { key: 'note', type: 'long_text', label: label('Note', '备注') },
        { key: 'secret', type: 'integer', label: label('Cost code', '成本码') },
      ],
      views: [
        {
          key: 'all',
          label: label('All items', '全部货品'),
          type: 'list',
          fields: ['name', 'price', 'stock', 'due', 'kind', 'ready', 'firm', 'marks', 'note', 'secret'],
          sort: [{ field: '_id' }],
        },
        { key: 'tools', label: label('Tools', '工具'), type: 'list', fields: ['name', 'price'], where: 'kind == "tool"' },
      ],
      rules: [
        {
          key: 'ready_needs_stock',
          check: 'ready != true || (stock != null && stock > 0)',
          message: label('What is ready needs stock.', '就绪的货品须有库存。'),
          fields: ['ready'],
        },
      ],
    },
  ],
  roles: [
    {
      key: 'clerk',
      label: label('Clerk', '店员'),
      modules: [
        { module: 'item', create: true, read: 'all', update: 'all', delete: 'all', hidden: ['secret'] },
        { module: 'firm', read: 'all' },
      ],
    },
  ],
}

export interface Shop {
  readonly admin: Caller
  readonly clerk: Caller
  readonly firms: readonly string[]
}

/** Firms called `Firm 1` to `Firm 5`; `count` items called `Item 1`, … in the order they are listed. */
export async function setUpShop(server: E2eServer, count: number): Promise<Shop> {
  const admin = callerOf(server.url)
  const token = new URL(server.setup).searchParams.get('token')
  await admin.call('POST', '/setup', { token, name: 'Lin', email: 'lin@example.com', password: 'correct horse' })
  await admin.call('PATCH', '/me', { locale: 'en' })
  await admin.call('POST', '/apps', { definition: shop })
  const { link } = await admin.call('POST', '/invitations', { email: 'anna@example.com', roles: { [SHOP]: ['clerk'] } })
  const clerk = callerOf(server.url)
  const door = `/invitations/${new URL(link).searchParams.get('token')}/accept`
  await clerk.call('POST', door, { name: 'Anna', password: 'battery staple' })
  await clerk.call('PATCH', '/me', { locale: 'en' })
  const firms: string[] = []
  for (let index = 1; index <= 5; index += 1)
    firms.push((await admin.call('POST', `/apps/${SHOP}/records/firm`, { name: `Firm ${index}` }))._id)
  const items = Array.from({ length: count }, (_, index) => ({
    name: `Item ${index + 1}`,
    price: ((index * 37) % 500) + 0.5,
    stock: index % 40,
    due: `2027-0${1 + (index % 9)}-${String(1 + (index % 28)).padStart(2, '0')}`,
    kind: ['tool', 'part', 'paper'][index % 3],
    ready: false,
    firm: firms[index % 5],
    secret: index,
  }))
  for (let start = 0; start < items.length; start += 1000)
    await admin.call('POST', `${ITEMS}/bulk`, { action: 'create', records: items.slice(start, start + 1000) })
  return { admin, clerk, firms }
}

/** Everything people entered, in a fixed order, as one text: versions and times are left out. */
export async function stateOf(caller: Caller): Promise<string> {
  const records: Record<string, unknown>[] = []
  let after = ''
  do {
    const page = await caller.call('GET', `${ITEMS}?limit=500&sort=_id${after}`)
    records.push(...page.records)
    after = page.next === null ? '' : `&after=${page.next}`
  } while (after !== '')
  return records
    .map((record) =>
      JSON.stringify(
        Object.entries(record)
          .filter(([name]) => !/^_(version|updated|titles)/.test(name))
          .sort(),
      ),
    )
    .join('\n')
}
