// Language and theme, for those who are not signed in yet or stand outside an app.
import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { Monitor, Moon, Sun } from 'lucide-react'
import { useLocale, useWords } from '../words/words.tsx'
import { chooseLocale } from './choose-locale.tsx'
import { useLook } from './my-settings.tsx'

const NEXT = { light: 'dark', dark: 'auto', auto: 'light' } as const
const ICONS = { light: Sun, dark: Moon, auto: Monitor }

export function Preferences() {
  const say = useWords()
  const locale = useLocale()
  const { theme, setTheme } = useLook()
  const Icon = ICONS[theme]
  const other = locale === 'en' ? 'zh-CN' : 'en'
  return (
    <>
      <Button variant="subtle" color="gray" lang={other} onClick={() => chooseLocale(other)}>
        {say('language.other')}
      </Button>
      <Tooltip label={say(`theme.${theme}`)}>
        <ActionIcon aria-label={say('theme.change', { theme: say(`theme.${theme}`) })} onClick={() => setTheme(NEXT[theme])}>
          <Icon size={16} strokeWidth={1.75} />
        </ActionIcon>
      </Tooltip>
    </>
  )
}
