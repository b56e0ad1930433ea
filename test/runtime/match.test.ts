// What is found by what somebody types, and in which order.
import { describe, expect, it } from 'vitest'
import { rankOf } from '../../runtime/match.ts'
import { pinyinInitials } from '../../runtime/pinyin.ts'

describe('the rank of a name', () => {
  it.each([
    ['Deals', 'deals', 100],
    ['Deals by month', 'dea', 90],
    ['Deals by month', 'month', 70],
    ['Deals by month', 'onth', 50],
    ['Deals by month', 'dbm', 30],
    ['Deals by month', 'by deals', 70],
    ['Deals by month', 'deals year', 0],
    ['重点商机', '商机', 70],
    ['线索', 'xs', 60],
    ['重点商机', 'sj', 40],
    ['新建：商机', 'xj sj', 40],
    ['Ｄeals', 'DEALS', 100],
    ['语言：中文', 'zh', 30, 'zh-CN'],
    ['Deals', '', 0],
    ['Deals', 'x', 0],
  ])('%s for %s is %i', (name, typed, rank, words = '') => {
    expect(rankOf(name, typed, words as string)).toBe(rank)
  })
})

describe('pinyin initials', () => {
  it.each([
    ['客户', 'kh'],
    ['联系人', 'lxr'],
    ['跟进', 'gj'],
    ['阿里云', 'aly'],
    ['欧洲', 'oz'],
    ['CRM 升级', 'crmsj'],
    ['plain text', ''],
  ])('of %s are %s', (text, initials) => expect(pinyinInitials(text)).toBe(initials))
})
