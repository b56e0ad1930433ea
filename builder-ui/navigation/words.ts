import type { Words } from '../words/text.tsx'

export const words = {
  title: { en: 'Navigation', 'zh-CN': '导航' },
  text: {
    en: 'The entries of the rail, from top to bottom. What is not listed is still found by search and through relations.',
    'zh-CN': '左侧导航的条目，自上而下。未列出的内容仍可通过搜索和关联访问。',
  },
  own: {
    en: 'Nothing was chosen yet: every module has an entry, in their order. Change one to begin your own list.',
    'zh-CN': '尚未设置：所有模块按顺序显示。修改任意一项即可开始自定义。',
  },
  modules: { en: 'Modules', 'zh-CN': '模块' },
  reports: { en: 'Reports', 'zh-CN': '报表' },
  add: { en: 'Add an entry', 'zh-CN': '新增条目' },
  added: { en: 'Add “{{name}}” to the navigation', 'zh-CN': '将“{{name}}”加入导航' },
  moved: { en: 'Move “{{name}}” in the navigation', 'zh-CN': '移动导航“{{name}}”' },
  removed: { en: 'Take “{{name}}” out of the navigation', 'zh-CN': '将“{{name}}”移出导航' },
  name: { en: 'Name', 'zh-CN': '名称' },
  nameHelp: { en: 'Without one it is called as what it opens.', 'zh-CN': '不填则使用所打开内容的名称。' },
  view: { en: 'Opens with the view', 'zh-CN': '打开时的视图' },
  firstView: { en: 'The first one', 'zh-CN': '第一个视图' },
  kind: { en: 'Entry of the navigation', 'zh-CN': '导航条目' },
  open: { en: 'Show what it opens', 'zh-CN': '查看所打开的内容' },
  all: { en: 'Everything has an entry.', 'zh-CN': '所有内容均已加入。' },
  entries: { en: 'Entries', 'zh-CN': '条目' },
} satisfies Record<string, Words>
