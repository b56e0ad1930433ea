// Language, time zone, theme and density: each holds as soon as it is chosen.
import { SegmentedControl, Select } from '@mantine/core'
import { useMemo } from 'react'
import { LOCALES, type Locale } from '../../label.ts'
import { chooseLocale } from '../shell/choose-locale.tsx'
import { changeMySettings, type Profile, useLook } from '../shell/my-settings.tsx'
import type { ThemeChoice } from '../theme/color-scheme.ts'
import type { Density } from '../theme/density.ts'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Account.module.css'
import { zoneChoices } from './zones.ts'

/** Stands for the zone of each app; no zone is called so. */
const OF_APP = '-'

export function LookSettings({ me }: { readonly me: Profile }) {
  const say = useWords()
  const locale = useLocale()
  const { theme, density, setTheme, setDensity } = useLook()
  const zones = useMemo(
    () => [{ value: OF_APP, label: say('profile.zone.app') }, ...zoneChoices(locale, me.timeZone)],
    [say, locale, me.timeZone],
  )
  return (
    <div className={classes.choices}>
      <Choice
        label={say('language')}
        value={locale}
        onChange={(next) => chooseLocale(next as Locale)}
        data={LOCALES.map((each) => ({ value: each, label: say(`language.${each}`) }))}
      />
      <Choice
        label={say('theme')}
        value={theme}
        onChange={(next) => setTheme(next as ThemeChoice)}
        data={(['light', 'dark', 'auto'] as const).map((each) => ({ value: each, label: say(`theme.${each}`) }))}
      />
      <Choice
        label={say('profile.density')}
        value={density}
        onChange={(next) => setDensity(next as Density)}
        data={(['comfortable', 'compact'] as const).map((each) => ({ value: each, label: say(`density.${each}`) }))}
      />
      <Select
        className={classes.wide}
        size="sm"
        label={say('profile.zone')}
        description={say('profile.zone.text')}
        searchable
        // What is typed takes the place of what stands there.
        onFocus={(event) => event.currentTarget.select()}
        allowDeselect={false}
        limit={60}
        nothingFoundMessage={say('nothing_found')}
        data={zones}
        value={me.timeZone ?? OF_APP}
        onChange={(next) => next !== null && changeMySettings({ timeZone: next === OF_APP ? null : next })}
      />
    </div>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly data: { value: string; label: string }[]
}

function Choice({ label, value, onChange, data }: ChoiceProps) {
  return (
    <div>
      <div className={classes.label}>{label}</div>
      <SegmentedControl size="sm" aria-label={label} value={value} onChange={onChange} data={data} />
    </div>
  )
}
