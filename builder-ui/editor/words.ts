import type { Words } from '../words/text.tsx'

export const words = {
  signedOut: {
    en: 'You are signed out. Sign in again in another tab; nothing is lost.',
    'zh-CN': '登录已失效。请在另一个标签页重新登录，修改不会丢失。',
  },
  cannot: { en: 'This cannot be done any more', 'zh-CN': '此操作已无法执行' },
  others: {
    en: '{{who}} changed the draft: {{count}} edits are shown now.',
    one: '{{who}} changed the draft: one edit is shown now.',
    'zh-CN': '{{who}}修改了草稿，已显示 {{count}} 处修改。',
  },
  somebody: { en: 'Somebody', 'zh-CN': '有人' },
  gone: {
    en: 'The draft was published or discarded meanwhile. What you see is the draft as it is now.',
    'zh-CN': '草稿已被发布或放弃，现在显示的是最新草稿。',
  },
  goneLost: {
    en: 'The draft was published or discarded meanwhile; {{count}} of your last edits have no place in it any more.',
    one: 'The draft was published or discarded meanwhile; one of your last edits has no place in it any more.',
    'zh-CN': '草稿已被发布或放弃，你最近的 {{count}} 处修改已无处可放。',
  },
  refused: { en: 'The server did not take the last edits', 'zh-CN': '服务器未接受最近的修改' },
} satisfies Record<string, Words>
