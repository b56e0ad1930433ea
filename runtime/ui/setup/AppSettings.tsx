// Name, language, time zone and currency of an app that is about to be made; what the browser suggests stands there already.
import { Select, TextInput } from '@mantine/core'
import { guardComposition } from '../../fields/composition.ts'
import { LOCALES, type Locale } from '../../label.ts'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Setup.module.css'
import { CURRENCIES, guessCurrency, guessTimeZone, timeZones } from './settings.ts'

export interface ChosenSettings {
  readonly name: string
  readonly locale: Locale
  readonly timeZone: string
  readonly currency: string
}

export function suggestedSettings(locale: Locale): ChosenSettings {
  const timeZone = guessTimeZone()
  return { name: '', locale, timeZone, currency: guessCurrency(timeZone, navigator.language) }
}

interface AppSettingsProps {
  readonly value: ChosenSettings
  /** What the app is called where no name is given. */
  readonly fallback: string
  readonly onChange: (value: ChosenSettings) => void
}

export function AppSettings({ value, fallback, onChange }: AppSettingsProps) {
  const say = useWords()
  const reader = useLocale()
  const currencies = new Intl.DisplayNames(reader, { type: 'currency' })
  return (
    <div className={classes.settings}>
      <TextInput
        label={say('new.name')}
        placeholder={fallback}
        value={value.name}
        maxLength={80}
        onKeyDownCapture={guardComposition}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
      />
      <Select
        label={say('new.language')}
        allowDeselect={false}
        data={LOCALES.map((each) => ({ value: each, label: say(`language.${each}`) }))}
        value={value.locale}
        onChange={(locale) => locale && onChange({ ...value, locale: locale as Locale })}
      />
      <Select
        label={say('new.time_zone')}
        searchable
        allowDeselect={false}
        limit={80}
        data={timeZones(value.timeZone)}
        value={value.timeZone}
        onChange={(timeZone) => timeZone && onChange({ ...value, timeZone })}
        nothingFoundMessage={say('nothing_found')}
      />
      <Select
        label={say('new.currency')}
        searchable
        allowDeselect={false}
        data={[...new Set([value.currency, ...CURRENCIES])].map((code) => ({ value: code, label: `${code} · ${currencies.of(code)}` }))}
        value={value.currency}
        onChange={(currency) => currency && onChange({ ...value, currency })}
        nothingFoundMessage={say('nothing_found')}
      />
    </div>
  )
}
