// Which field a column is taken for, by its name in either language, by other names of the same thing, and by what stands in it.
import { describe, expect, it } from 'vitest'
import { linkDefinition } from '../../../runtime/definition/link.ts'
import type { AppDefinition } from '../../../runtime/definition/types.ts'
import { systemPrincipal } from '../../../server/access/principal.ts'
import { suggestMap } from '../../../server/records/import/suggest.ts'
import { plainName, sameMeaning } from '../../../server/records/import/synonyms.ts'
import { salesDefinition } from '../../helpers/definitions.ts'

const sales = salesDefinition()
const definition: AppDefinition = {
  ...sales,
  modules: sales.modules.map((module) =>
    module.key === 'account'
      ? module
      : {
          ...module,
          fields: [
            ...module.fields,
            { key: 'email', type: 'email', label: { en: 'E-mail', 'zh-CN': '邮箱' }, unique: true },
            { key: 'phone', type: 'phone', label: { en: 'Phone', 'zh-CN': '电话' } },
            { key: 'note', type: 'long_text', label: { en: 'Note', 'zh-CN': '备注' } },
            { key: 'next_at', type: 'datetime', label: { en: 'Next contact', 'zh-CN': '下次联系' } },
          ],
        },
  ) as AppDefinition['modules'],
}
const { app } = linkDefinition(definition)
const suggest = (headings: readonly string[], ...rows: (readonly string[])[]) =>
  suggestMap(
    app,
    app.modules.get('deal')!,
    systemPrincipal('test'),
    headings,
    rows.map((cells, index) => ({ line: index + 2, cells })),
  )
const fieldsOf = (headings: readonly string[], ...rows: (readonly string[])[]) =>
  Object.fromEntries(suggest(headings, ...rows).columns.map(({ column, field, match }) => [column, match ? `${field}.${match}` : field]))

describe('columns are taken for fields', () => {
  it.each<[string, Record<string, string>]>([
    ['keys', { name: 'name', amount: 'amount', closes: 'closes', _stage: '_stage', _owner: '_owner' }],
    ['labels in English', { Name: 'name', AMOUNT: 'amount', 'loss reason': 'loss', Stage: '_stage', Owner: '_owner', Account: 'account' }],
    [
      'labels in Chinese',
      { 名称: 'name', 金额: 'amount', 预计成交: 'closes', 丢单原因: 'loss', 阶段: '_stage', 负责人: '_owner', 客户: 'account' },
    ],
    [
      'labels with units and marks',
      { '名称*': 'name', '金额（元）': 'amount', 'Closes (date)': 'closes', ' ＥＭＡＩＬ ': 'email', 'E_MAIL 2': 'nothing' },
    ],
    ['the name of the module before them', { 'Deal name': 'name', deal_amount: 'amount', 商机来源: 'source' }],
    [
      'other names',
      {
        标题: 'name',
        成交金额: 'amount',
        'Expected Close Date': 'closes',
        渠道: 'source',
        销售阶段: '_stage',
        跟进人: '_owner',
        手机号码: 'nothing',
      },
    ],
    [
      'other names of people and companies',
      { 公司名称: 'account', 电子邮箱: 'email', 联系电话: 'phone', Remarks: 'note', 下次跟进时间: 'next_at' },
    ],
    ['keys of the other module', { 客户名称: 'account.name', 'Account name': 'nothing', Industry: 'nothing' }],
    ['nothing', { Foo: 'nothing', '': 'nothing', x: 'nothing', 年: 'nothing', id: 'number' }],
  ])('%s', (_, wanted) => {
    const known = Object.fromEntries(Object.entries(wanted).filter(([, field]) => field !== 'nothing'))
    expect(fieldsOf(Object.keys(wanted))).toEqual(known)
  })

  it('one to one: the better name wins, the other column stays', () => {
    expect(fieldsOf(['Price', 'Amount', 'Total'])).toEqual({ Amount: 'amount' })
    expect(fieldsOf(['Deal', 'Name'])).toEqual({ Name: 'name' })
  })

  it('but not for a field its texts cannot be, unless the name leaves no doubt', () => {
    expect(fieldsOf(['Total price'], ['1,200.50'], ['-3']).constructor).toBe(Object)
    expect(fieldsOf(['价格'], ['12'], ['3.5'])).toEqual({ 价格: 'amount' })
    expect(fieldsOf(['价格'], ['面议'], ['很贵'])).toEqual({})
    expect(fieldsOf(['金额'], ['面议'], ['很贵'])).toEqual({ 金额: 'amount' })
    expect(fieldsOf(['Close date'], ['soon'], ['later'])).toEqual({})
  })

  it('the id only where ids stand in it', () => {
    const id = '01900000-0000-7000-8000-000000000000'
    expect(suggest(['Name', 'ID'], ['a', id])).toMatchObject({ columns: [{ field: 'name' }, { column: 'ID', field: '_id' }], match: '_id' })
    expect(fieldsOf(['编号', 'ID'], ['D-0001', id])).toEqual({ ID: '_id' })
    expect(suggest(['Name', '编号'], ['a', 'D-0001'])).toMatchObject({ columns: [{ field: 'name' }, { field: 'number' }], match: 'number' })
    expect(suggest(['Name', 'Email'], ['a', 'a@b.cn'])).toMatchObject({ match: 'email' })
    expect(suggest(['Name'], ['a'])).not.toHaveProperty('match')
  })

  it.each<[string, (readonly string[])[], object]>([
    ['days first', [['31/12/2026'], ['01/02/2026']], { dateOrder: 'DMY' }],
    ['months first', [['12/31/2026'], ['01/02/2026']], { dateOrder: 'MDY' }],
    ['dots', [['01.02.2026'], ['03.04.2026']], { dateOrder: 'DMY' }],
    ['no doubt', [['2026-12-31'], ['1/2/2026']], {}],
    ['decimal commas', [['1.234,50'], ['12,5']], { numberFormat: { decimal: ',', group: '.' } }],
    ['decimal points', [['1,234.50'], ['12.5'], ['1,5']], {}],
    ['both', [['1.234,50', '31.12.2026']], { dateOrder: 'DMY', numberFormat: { decimal: ',', group: '.' } }],
  ])('numbers and days are read as they are written: %s', (_, rows, form) => {
    const { columns, match, ...told } = suggest(['x', 'y'], ...rows)
    expect([columns, match, told]).toEqual([[], undefined, form])
  })
})

it('names are compared without what is written differently from file to file', () => {
  for (const [left, right] of [
    ['E-Mail', 'email'],
    ['Ｅｍａｉｌ', 'email'],
    ['close_date', 'Close Date:'],
    ['金额（万元）', '金额'],
    ['[必填] 名称*', '名称'],
  ] as const)
    expect(plainName(left)).toBe(plainName(right))
  expect(sameMeaning(plainName('手机号'), plainName('Mobile'))).toBe(true)
  expect(sameMeaning('constructor', 'constructor')).toBe(false)
})
