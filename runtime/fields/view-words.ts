// The few words the controls of fields say themselves.
import type { Text } from '../label.ts'

export const NOTHING_FOUND: Text = { en: 'Nothing found', 'zh-CN': '没有匹配项' }
export const LOADING: Text = { en: 'Loading …', 'zh-CN': '加载中……' }
export const CLEAR: Text = { en: 'Clear', 'zh-CN': '清除' }
