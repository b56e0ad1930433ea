// The closed set of text formats a value's schema may name, each with its test and with what to say when a text fails it. All tests take time linear in the text.
import { isDate } from '../expression/dates.ts'
import type { Text } from '../label.ts'
import { isAddress } from './addresses.ts'
import { isInstant } from './instants.ts'
import { isPersonName } from './person-names.ts'

export interface ValueFormat {
  readonly test: (text: string) => boolean
  /** What a text is that fails: "is not an e-mail address". */
  readonly fault: Text
  readonly remedy: Text
}

// Controls, half surrogates and NUL can't be stored or shown alike everywhere; a text of nothing but spaces says nothing.
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/
const CONTROL_BUT_BREAKS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/
const SURROGATE = /\p{Surrogate}/u

function isLine(text: string): boolean {
  return isPlain(text) || isWritten(text)
}

/** Whether the text is short and all of it printable ASCII and Chinese characters, as most are: found out without asking three patterns. */
function isPlain(text: string): boolean {
  if (text.length > 100) return false
  let seen = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 0x20 || (code > 0x7e && (code < 0x4e00 || code > 0x9fff))) return false
    if (code !== 0x20) seen = true
  }
  return seen
}

function isWritten(text: string): boolean {
  return /\S/.test(text) && !CONTROL.test(text) && !SURROGATE.test(text)
}

const UNPRINTABLE = {
  fault: { en: 'is blank or has characters that cannot be shown', 'zh-CN': '为空白，或含有无法显示的字符' },
  remedy: { en: 'Enter visible text or leave the field empty.', 'zh-CN': '填写可见文字，或将该字段留空。' },
}

export const VALUE_FORMATS = {
  line: {
    test: isLine,
    fault: { en: 'is blank, or has line breaks or characters that cannot be shown', 'zh-CN': '为空白，或含有换行、无法显示的字符' },
    remedy: { en: 'Enter one line of visible text or leave the field empty.', 'zh-CN': '填写一行可见文字，或将该字段留空。' },
  },
  prose: { test: (text) => isPlain(text) || (/\S/.test(text) && !CONTROL_BUT_BREAKS.test(text) && !SURROGATE.test(text)), ...UNPRINTABLE },
  tag: {
    test: (text) => isLine(text) && text.trim() === text && !/[;；]/.test(text),
    fault: { en: 'is blank, begins or ends with a space, or contains ";"', 'zh-CN': '为空白、首尾有空格，或含有分号' },
    remedy: { en: 'Enter the tag without them.', 'zh-CN': '去掉这些字符后再填写标签。' },
  },
  'person-name': {
    test: (text) => isLine(text) && isPersonName(text),
    fault: { en: 'is not the name of a person', 'zh-CN': '不是人名' },
    remedy: { en: 'Write it as "family, given", a Chinese name without a comma.', 'zh-CN': '中文姓名直接填写，其他姓名按“姓, 名”填写。' },
  },
  address: {
    test: (text) => isLine(text) && isAddress(text),
    fault: { en: 'is not an address', 'zh-CN': '不是地址' },
    remedy: { en: 'Write it as province/city/district/street.', 'zh-CN': '按 省/市/区县/街道 填写。' },
  },
  date: {
    test: isDate,
    fault: { en: 'is not a day of the calendar', 'zh-CN': '不是日历上存在的日期' },
    remedy: { en: 'Write it as YYYY-MM-DD, such as 2026-03-01.', 'zh-CN': '按 YYYY-MM-DD 填写，例如 2026-03-01。' },
  },
  'date-time-utc': {
    test: isInstant,
    fault: { en: 'is not a moment in UTC', 'zh-CN': '不是 UTC 时间' },
    remedy: {
      en: 'Write it as YYYY-MM-DDTHH:mm:ss.sssZ, such as 2026-03-01T06:30:00.000Z.',
      'zh-CN': '按 YYYY-MM-DDTHH:mm:ss.sssZ 填写，例如 2026-03-01T06:30:00.000Z。',
    },
  },
  email: {
    test: isEmail,
    fault: { en: 'is not an e-mail address', 'zh-CN': '不是邮箱地址' },
    remedy: { en: 'Write it as name@example.com.', 'zh-CN': '按 name@example.com 的形式填写。' },
  },
  phone: {
    test: (text) => /^\+?[0-9()][0-9 ()./-]{1,30}[0-9](?: ?(?:ext\.?|x|#|转|分机) ?[0-9]{1,8})?$/i.test(text),
    fault: { en: 'is not a phone number', 'zh-CN': '不是电话号码' },
    remedy: {
      en: 'Use digits, spaces, brackets and hyphens, with a leading + for the country: +86 138 0013 8000.',
      'zh-CN': '只用数字、空格、括号和连字符，国家区号以 + 开头，例如 +86 138 0013 8000。',
    },
  },
  'http-url': {
    test: isHttpUrl,
    fault: { en: 'is not a web address', 'zh-CN': '不是网址' },
    remedy: {
      en: 'Write it with http:// or https://, such as https://example.com.',
      'zh-CN': '以 http:// 或 https:// 开头填写，例如 https://example.com。',
    },
  },
  uuid: {
    test: (text) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text),
    fault: { en: 'is not the id of a record', 'zh-CN': '不是记录的 ID' },
    remedy: { en: 'Choose a record from the list.', 'zh-CN': '从列表中选择一条记录。' },
  },
} satisfies Record<string, ValueFormat>

export type ValueFormatName = keyof typeof VALUE_FORMATS

function isEmail(text: string): boolean {
  const at = text.indexOf('@')
  const local = text.slice(0, at)
  const labels = text.slice(at + 1).split('.')
  if (at < 1 || text.length > 254 || local.length > 64 || labels.length < 2) return false
  if (!/^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~.-]+$/u.test(local) || local.startsWith('.') || local.endsWith('.') || local.includes('..'))
    return false
  return labels.every((label) => /^[\p{L}\p{M}\p{N}-]{1,63}$/u.test(label) && !label.startsWith('-') && !label.endsWith('-'))
}

function isHttpUrl(text: string): boolean {
  if (/\s/.test(text) || CONTROL.test(text) || SURROGATE.test(text) || !/^https?:\/\/[^/]/i.test(text)) return false
  try {
    const url = new URL(text)
    // A name before the host makes an address look like another one's.
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.hostname !== '' && url.username === '' && url.password === ''
  } catch {
    return false
  }
}
