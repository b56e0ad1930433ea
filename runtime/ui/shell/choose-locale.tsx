// The language a person chooses: at once on screen, remembered by the browser, and by the server where somebody is signed in.
import type { Locale } from '../../label.ts'
import { setLocale } from '../words/words.tsx'
import { changeMySettings } from './my-settings.tsx'

export function chooseLocale(locale: Locale): void {
  void setLocale(locale, true)
  changeMySettings({ locale })
}
