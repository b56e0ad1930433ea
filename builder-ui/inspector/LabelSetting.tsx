// A text people read, in both languages: the reader's own first, the other beside a small mark. A text that is the same in both stays one.
import { Textarea, TextInput } from '@mantine/core'
import { type Label, type Locale, textOf } from '../../runtime/label.ts'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useTell } from '../words/text.tsx'
import classes from './Inspector.module.css'
import { type SettingProps, typedProps, useSettingFrame } from './settings.tsx'
import { useSet } from './use-set.tsx'
import { useTyped } from './use-typed.tsx'
import { words } from './words.ts'

interface LabelSettingProps extends SettingProps {
  readonly value: Label | undefined
  /** What is shown where there is none, usually the key. */
  readonly fallback?: string
  readonly lines?: number
  readonly required?: boolean
  readonly autoFocus?: boolean
}

export function LabelSetting(props: LabelSettingProps) {
  const { path, value, fallback, lines, change, required = false, autoFocus } = props
  const tell = useTell()
  const locale = useLocale()
  const set = useSet()
  const other: Locale = locale === 'en' ? 'zh-CN' : 'en'
  const frame = useSettingFrame(props, true)
  const put = (language: Locale, text: string) => {
    const next = withText(value, language, text)
    // What has to be there is not taken away; the field shows again what it was.
    if (next !== undefined || !required) set(path, next, change)
  }
  const own = useTyped(textIn(value, locale), (text) => put(locale, text))
  const second = useTyped(textIn(value, other), (text) => put(other, text))
  const Control = lines === undefined ? TextInput : Textarea
  const size = lines === undefined ? {} : { autosize: true, minRows: lines, maxRows: 12 }
  const missing = textIn(value, other) === ''
  return (
    <div className={classes.pair}>
      <Control
        {...frame}
        {...typedProps(own)}
        {...size}
        required={required}
        data-autofocus={autoFocus || undefined}
        placeholder={textOf(value, locale, fallback) || undefined}
        maxLength={2000}
        lang={locale}
      />
      <Control
        {...typedProps(second)}
        {...size}
        aria-label={tell(words.otherLanguage, { label: frame.label })}
        placeholder={textOf(value, other, fallback) || undefined}
        leftSection={<span className={classes.language}>{other === 'en' ? 'EN' : '中'}</span>}
        data-missing={missing || undefined}
        maxLength={2000}
        lang={other}
      />
    </div>
  )
}

/** What is written in a language; '' where that language says nothing of its own. */
function textIn(value: Label | undefined, locale: Locale): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return value
  return value[locale] ?? ''
}

/** The label with another text in one language. A plain text becomes one per language once they differ; two that agree become one. */
export function withText(value: Label | undefined, locale: Locale, text: string): Label | undefined {
  const both = typeof value === 'string' ? { en: value, 'zh-CN': value } : { ...value }
  const next = { ...both, [locale]: text.trim() === '' ? undefined : text }
  const { en, 'zh-CN': zh } = next
  if (en === undefined && zh === undefined) return undefined
  if (en !== undefined && en === zh) return en
  return { ...(en === undefined ? {} : { en }), ...(zh === undefined ? {} : { 'zh-CN': zh }) }
}
