import type { Words } from '../words/text.tsx'

export const words = {
  remove: { en: 'Remove {{what}}', 'zh-CN': '删除{{what}}' },
  removeTitle: { en: 'Remove {{what}}?', 'zh-CN': '删除{{what}}？' },
  goes: {
    en: '{{what}} is mentioned in {{count}} other places, which go with it:',
    one: '{{what}} is mentioned in one other place, which goes with it:',
    'zh-CN': '另有 {{count}} 处提到{{what}}，将一并移除：',
  },
  stays: {
    en: 'These need it and have to be mended afterwards; until then the draft cannot be published:',
    'zh-CN': '以下内容依赖它，删除后需修复，否则无法发布：',
  },
  keep: { en: 'Keep it', 'zh-CN': '保留' },
  do: { en: 'Remove', 'zh-CN': '删除' },
  usedBy: { en: 'Used in', 'zh-CN': '使用位置' },
  unused: { en: 'Used nowhere else.', 'zh-CN': '未在其他地方使用。' },
} satisfies Record<string, Words>
