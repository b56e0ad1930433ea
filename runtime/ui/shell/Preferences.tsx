// Language and theme, for those who are not signed in yet or stand outside an app.
import { ActionIcon, Button, Tooltip, useMantineColorScheme } from '@mantine/core'
import { Monitor, Moon, Sun } from 'lucide-react'
import { useLocale, useWords } from '../words/words.tsx'
import { chooseLocale } from './choose-locale.tsx'

const NEXT = { light: 'dark', dark: 'auto', auto: 'light' } as const
const ICONS = { light: Sun, dark: Moon, auto: Monitor }

export function Preferences() {
  const say = useWords()
  const locale = useLocale()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const Icon = ICONS[colorScheme]
  const other = locale === 'en' ? 'zh-CN' : 'en'
  return (
    <>
      <Button variant="subtle" color="gray" lang={other} onClick={() => chooseLocale(other)}>
        {say('language.other')}
      </Button>
      <Tooltip label={say(`theme.${colorScheme}`)}>
        <ActionIcon
          aria-label={say('theme.change', { theme: say(`theme.${colorScheme}`) })}
          onClick={() => setColorScheme(NEXT[colorScheme])}
        >
          <Icon size={16} strokeWidth={1.75} />
        </ActionIcon>
      </Tooltip>
    </>
  )
}
