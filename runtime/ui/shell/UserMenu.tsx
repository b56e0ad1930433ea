// The person: account, people, language, theme, sign out.
import { Menu, Tooltip, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { Check, Languages, LogOut, Monitor, Moon, Sun, UserRound, Users } from 'lucide-react'
import { useLocation } from 'wouter'
import { LOCALES } from '../../label.ts'
import { call } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import { forgetAll } from '../data/queries.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import { chooseLocale } from './choose-locale.tsx'
import { Initials } from './Initials.tsx'
import { leaveOrAsk } from './leave-guard.ts'
import classes from './Shell.module.css'
import { tellFailure } from './toasts.tsx'

const THEMES = [
  ['light', Sun],
  ['dark', Moon],
  ['auto', Monitor],
] as const

export function UserMenu({ small }: { readonly small: boolean }) {
  const { me } = useApp()
  return (
    <Menu position="right-end" width={220}>
      <Menu.Target>
        <Tooltip label={me.name} position="right" disabled={!small}>
          <UnstyledButton className={classes.entry}>
            <Initials name={me.name} />
            <span className={small ? 'unseen' : undefined}>{me.name}</span>
          </UnstyledButton>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <UserItems />
      </Menu.Dropdown>
    </Menu>
  )
}

export function UserItems() {
  const say = useWords()
  const { me } = useApp()
  const locale = useLocale()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [, go] = useLocation()
  const signOut = () =>
    call('/session', { method: 'DELETE' }).then(
      () => forgetAll().then(() => go('/sign-in')),
      (error) => tellFailure(say('sign_out.failed'), error),
    )
  return (
    <>
      <Menu.Label>{me.name}</Menu.Label>
      <Menu.Item leftSection={<UserRound size={14} />} onClick={() => go('/account')}>
        {say('account')}
      </Menu.Item>
      {me.admin && (
        <Menu.Item leftSection={<Users size={14} />} onClick={() => go('/people')}>
          {say('people')}
        </Menu.Item>
      )}
      <Menu.Label>{say('language')}</Menu.Label>
      {LOCALES.map((each) => (
        <Menu.Item
          key={each}
          lang={each}
          closeMenuOnClick={false}
          leftSection={<Languages size={14} />}
          rightSection={each === locale ? <Check size={14} /> : undefined}
          onClick={() => chooseLocale(each)}
        >
          {say(`language.${each}`)}
        </Menu.Item>
      ))}
      <Menu.Label>{say('theme')}</Menu.Label>
      {THEMES.map(([each, Drawing]) => (
        <Menu.Item
          key={each}
          closeMenuOnClick={false}
          leftSection={<Drawing size={14} />}
          rightSection={each === colorScheme ? <Check size={14} /> : undefined}
          onClick={() => setColorScheme(each)}
        >
          {say(`theme.${each}`)}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item leftSection={<LogOut size={14} />} onClick={() => leaveOrAsk(() => void signOut())}>
        {say('sign_out')}
      </Menu.Item>
    </>
  )
}
