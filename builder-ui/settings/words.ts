import type { Words } from '../words/text.tsx'

export const words = {
  title: { en: 'Settings', 'zh-CN': '设置' },
  name: { en: 'Name of the app', 'zh-CN': '应用名称' },
  description: { en: 'What it is for', 'zh-CN': '用途说明' },
  locale: { en: 'Language of a new user', 'zh-CN': '新用户的语言' },
  timeZone: { en: 'Time zone', 'zh-CN': '时区' },
  timeZoneHelp: { en: 'Days, weeks and months are cut in it.', 'zh-CN': '按此时区划分日、周、月。' },
  currency: { en: 'Currency', 'zh-CN': '币种' },
  currencyHelp: { en: 'Of money fields that name none.', 'zh-CN': '未指定币种的金额字段使用此币种。' },
  key: { en: 'Key of the app', 'zh-CN': '应用的键' },
  keyHelp: { en: 'Part of its addresses; it never changes.', 'zh-CN': '地址的一部分，不可修改。' },
} satisfies Record<string, Words>
