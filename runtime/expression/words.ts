// The words of the language beside names and functions, each with a line of help in both languages for the formula editor.
import type { Text } from '../label.ts'

export const WORD_HELP: Readonly<Record<'me' | 'my_team' | 'before' | 'null' | 'true' | 'false' | 'in', Text>> = {
  me: { en: 'The person who looks or acts', 'zh-CN': '当前用户' },
  my_team: { en: 'Everyone in my teams', 'zh-CN': '我的团队成员' },
  before: { en: 'The record before the change', 'zh-CN': '变更前的记录' },
  null: { en: 'Empty', 'zh-CN': '空值' },
  true: { en: 'Yes', 'zh-CN': '是' },
  false: { en: 'No', 'zh-CN': '否' },
  in: { en: 'Is one of a list', 'zh-CN': '属于列表' },
}
export type Word = keyof typeof WORD_HELP
