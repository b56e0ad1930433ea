// The person: account, people, language, theme, looking as a role, keys, sign out.
import { Menu, Tooltip, UnstyledButton } from '@mantine/core'
import { Check, Keyboard, Languages, LogOut, Monitor, Moon, Sun, UserRound, Users } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useLocation } from 'wouter'
import { LOCALES } from '../../label.ts'
import { useApp } from '../data/app-context.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import { useViewing } from './access/view-as.ts'
import { chooseLocale } from './choose-locale.tsx'
import { Initials } from './Initials.tsx'
import { KeyCaps } from './keys/KeyCaps.tsx'
import { useLook } from './my-settings.tsx'
import { showOverlay } from './overlays.ts'
import classes from './Shell.module.css'
import { signOut } from './sign-out.tsx'

const ViewAsItems = lazy(() => import('./access/ViewAsItems.tsx'))

const THEMES = [
  ['light', Sun],
  ['dark', Moon],
  ['auto', Monitor],
] as const

export function UserMenu({ small }: { readonly small: boolean }) {
  const { me } = useApp()
  return (
    <Menu position="right-end" width={240}>
      <Menu.Target>
        <Tooltip label={me.name} position="right" disabled={!small}>
          <UnstyledButton className={classes.entry}>
            <Initials name={me.name} />
            <span className={small ? 'unseen' : undefined}>{me.name}</span>
          </UnstyledButton>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown mah="90vh" style={{ overflowY: 'auto' }}>
        <UserItems />
      </Menu.Dropdown>
    </Menu>
  )
}

function UserItems() {
  const say = useWords()
  const { me, design } = useApp()
  const looking = useViewing() !== undefined
  const locale = useLocale()
  const { theme, setTheme } = useLook()
  const [, go] = useLocation()
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
      {(design || looking) && (
        <Suspense>
          <ViewAsItems />
        </Suspense>
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
          rightSection={each === theme ? <Check size={14} /> : undefined}
          onClick={() => setTheme(each)}
        >
          {say(`theme.${each}`)}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item leftSection={<Keyboard size={14} />} rightSection={<KeyCaps keys="?" />} onClick={() => showOverlay({ kind: 'keys' })}>
        {say('key.sheet')}
      </Menu.Item>
      <Menu.Item leftSection={<LogOut size={14} />} onClick={signOut}>
        {say('sign_out')}
      </Menu.Item>
    </>
  )
}
