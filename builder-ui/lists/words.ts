import type { Words } from '../words/text.tsx'

export const words = {
  move: { en: 'Move {{what}}', 'zh-CN': '移动{{what}}' },
  up: { en: 'Move up', 'zh-CN': '上移' },
  down: { en: 'Move down', 'zh-CN': '下移' },
  first: { en: 'Move to the top', 'zh-CN': '移到最前' },
  last: { en: 'Move to the end', 'zh-CN': '移到最后' },
  moved: { en: '{{what}} is now {{place}} of {{count}}.', 'zh-CN': '{{what}}现在是第 {{place}} 项，共 {{count}} 项。' },
  atEdge: { en: '{{what}} cannot go further.', 'zh-CN': '{{what}}无法继续移动。' },
  name: { en: 'Name', 'zh-CN': '名称' },
  create: { en: 'Create', 'zh-CN': '创建' },
  remove: { en: 'Remove {{what}}', 'zh-CN': '删除{{what}}' },
  items: { en: 'Choose', 'zh-CN': '选择' },
} satisfies Record<string, Words>
