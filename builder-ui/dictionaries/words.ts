import type { Words } from '../words/text.tsx'

export const words = {
  title: { en: 'Dictionaries', 'zh-CN': '字典' },
  text: {
    en: 'Lists of choices that several fields share, in one level or more. As a loss dictionary each reason carries what to do about it.',
    'zh-CN': '多个字段共用的选项列表，可分多级。用作丢单原因时，每个原因可附改进措施。',
  },
  empty: { en: 'There is no dictionary yet', 'zh-CN': '还没有字典' },
  add: { en: 'Add a dictionary', 'zh-CN': '新增字典' },
  added: { en: 'Add the dictionary “{{name}}”', 'zh-CN': '新增字典“{{name}}”' },
  name: { en: 'Name', 'zh-CN': '名称' },
  items: { en: 'Entries', 'zh-CN': '条目' },
  addItem: { en: 'Add an entry', 'zh-CN': '新增条目' },
  addInside: { en: 'Add below {{what}}', 'zh-CN': '在{{what}}下新增' },
  itemAdded: { en: 'Add the entry “{{name}}”', 'zh-CN': '新增条目“{{name}}”' },
  itemMoved: { en: 'Move the entry “{{name}}”', 'zh-CN': '移动条目“{{name}}”' },
  action: { en: 'What to do about it', 'zh-CN': '改进措施' },
  actionHelp: { en: 'The improvement that answers this reason; reports name it.', 'zh-CN': '针对此原因的改进，报表会引用。' },
  active: { en: 'Offered', 'zh-CN': '可选' },
  activeHelp: { en: 'Off: kept on old records, not offered for new ones.', 'zh-CN': '关闭后旧记录保留，新记录不可选。' },
  color: { en: 'Colour', 'zh-CN': '颜色' },
  retired: { en: 'not offered', 'zh-CN': '已停用' },
  kind: { en: 'Entry', 'zh-CN': '条目' },
  edit: { en: 'Settings of {{what}}', 'zh-CN': '{{what}}的设置' },
  noItems: { en: 'No entries yet.', 'zh-CN': '还没有条目。' },
} satisfies Record<string, Words>
