// What holds for the whole app: its name, language, time zone, currency.
import { TextInput } from '@mantine/core'
import { LOCALES } from '../../runtime/label.ts'
import { CURRENCIES, timeZones } from '../../runtime/ui/setup/settings.ts'
import { useLocale, useWords } from '../../runtime/ui/words/words.tsx'
import { useDefinition } from '../editor/draft-context.tsx'
import { Page } from '../frame/Page.tsx'
import { LabelSetting } from '../inspector/LabelSetting.tsx'
import { SelectSetting } from '../inspector/settings.tsx'
import { useTell } from '../words/text.tsx'
import { words } from './words.ts'

export default function SettingsScreen() {
  const tell = useTell()
  const say = useWords()
  const reader = useLocale()
  const { key, label, description, settings } = useDefinition()
  const currencies = new Intl.DisplayNames(reader, { type: 'currency' })
  const codes = [...new Set([settings.currency, ...CURRENCIES])]
  return (
    <Page title={tell(words.title)} width={560}>
      <LabelSetting path="/label" label={words.name} value={label} fallback={key} />
      <LabelSetting path="/description" label={words.description} value={description} lines={2} />
      <SelectSetting
        path="/settings/locale"
        label={words.locale}
        value={settings.locale}
        data={LOCALES.map((each) => ({ value: each, label: say(`language.${each}`) }))}
      />
      <SelectSetting
        path="/settings/timeZone"
        label={words.timeZone}
        help={words.timeZoneHelp}
        value={settings.timeZone}
        data={timeZones(settings.timeZone).map((zone) => ({ value: zone, label: zone }))}
      />
      <SelectSetting
        path="/settings/currency"
        label={words.currency}
        help={words.currencyHelp}
        value={settings.currency}
        data={codes.map((code) => ({ value: code, label: `${code} · ${currencies.of(code)}` }))}
      />
      <TextInput label={tell(words.key)} description={tell(words.keyHelp)} value={key} readOnly />
    </Page>
  )
}
