import type { Words } from '../words/text.tsx'

export const words = {
  title: { en: 'Text', 'zh-CN': '文本' },
  text: {
    en: 'The whole draft as one JSON document. What is written here is the draft as soon as it can be read; Ctrl+Space offers what may stand at a place.',
    'zh-CN': '整份草稿的 JSON 文档。内容可识别时立即写入草稿；按 Ctrl+Space 可查看此处可填写的内容。',
  },
  editor: { en: 'The draft as JSON', 'zh-CN': '草稿 JSON' },
  taken: { en: 'The text is the draft.', 'zh-CN': '文本与草稿一致。' },
  typing: { en: 'Reading…', 'zh-CN': '正在读取…' },
  notJson: { en: 'Not in the draft yet: this is no JSON. {{why}}', 'zh-CN': '尚未写入草稿：不是有效的 JSON。{{why}}' },
  notApp: {
    en: 'Not in the draft yet: the text does not have the shape of an app. It needs at least "format", "key", "settings" and "modules".',
    'zh-CN': '尚未写入草稿：文本不具备应用的结构，至少需要 format、key、settings 和 modules。',
  },
  otherKey: { en: 'Not in the draft yet: the key of the app has to stay “{{key}}”.', 'zh-CN': '尚未写入草稿：应用的键必须保持“{{key}}”。' },
  change: { en: 'Change as text', 'zh-CN': '以文本修改' },
  reset: { en: 'Take the draft again', 'zh-CN': '恢复为草稿内容' },
} satisfies Record<string, Words>

/** What CodeMirror itself says. */
export const PHRASES: Readonly<Record<string, string>> = {
  Find: '查找',
  Replace: '替换为',
  next: '下一个',
  previous: '上一个',
  all: '全部',
  'match case': '区分大小写',
  'by word': '全字匹配',
  regexp: '正则表达式',
  replace: '替换',
  'replace all': '全部替换',
  close: '关闭',
  'current match': '当前匹配',
  'replaced $ matches': '已替换 $ 处',
  'replaced match on line $': '已替换第 $ 行的匹配',
  'on line': '所在行',
  'Go to line': '跳转到行',
  go: '跳转',
  Completions: '补全',
  Diagnostics: '问题',
  'No diagnostics': '没有问题',
  'Folded lines': '已折叠的行',
  'Unfolded lines': '已展开的行',
  to: '到',
  'folded code': '已折叠',
  unfold: '展开',
  'Fold line': '折叠',
  'Unfold line': '展开',
  'Control character': '控制字符',
  'Selection deleted': '已删除所选内容',
}
