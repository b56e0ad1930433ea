import type { Words } from '../words/text.tsx'

export const words = {
  title: { en: 'Languages', 'zh-CN': '语言' },
  text: { en: 'Every text of the app in both languages.', 'zh-CN': '应用的所有文字及其两种语言。' },
  missing: { en: '{{count}} texts lack a language', one: 'One text lacks a language', 'zh-CN': '{{count}} 处缺少一种语言' },
  complete: { en: 'Nothing is missing.', 'zh-CN': '没有缺失。' },
  onlyMissing: { en: 'Only what is missing', 'zh-CN': '仅显示缺失' },
  find: { en: 'Find a text or a place', 'zh-CN': '查找文字或位置' },
  place: { en: 'Place', 'zh-CN': '位置' },
  chinese: { en: 'Chinese', 'zh-CN': '中文' },
  english: { en: 'English', 'zh-CN': '英文' },
  lacking: { en: 'missing', 'zh-CN': '缺失' },
  none: { en: 'No text fits.', 'zh-CN': '没有匹配的文字。' },
  table: { en: 'Texts', 'zh-CN': '文字' },
  cell: { en: '{{place}} in {{language}}', 'zh-CN': '{{place}}（{{language}}）' },
} satisfies Record<string, Words>
