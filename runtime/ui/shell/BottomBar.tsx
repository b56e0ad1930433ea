// The rail on narrow screens: a bar at the bottom with the first entries and everything else behind "more".
import { Menu, UnstyledButton } from '@mantine/core'
import { Ellipsis } from 'lucide-react'
import { Link, useLocation } from 'wouter'
import { useApp } from '../data/app-context.tsx'
import { useWords } from '../words/words.tsx'
import { AppItems } from './AppSwitch.tsx'
import { Icon } from './icons.tsx'
import { navigationOf } from './navigation.ts'
import classes from './Shell.module.css'
import { UserItems } from './UserMenu.tsx'

const SHOWN = 4

export function BottomBar() {
  const say = useWords()
  const { app } = useApp()
  const [path, go] = useLocation()
  const entries = navigationOf(app)
  const current = (of: string) => (path === of || path.startsWith(`${of}/`) ? ('page' as const) : undefined)
  return (
    <nav className={classes.bar} aria-label={say('rail')}>
      {entries.slice(0, SHOWN).map((entry) => (
        <Link key={entry.key} href={entry.href} className={classes.tab} aria-current={current(entry.path)}>
          <Icon name={entry.icon} size={18} />
          <span>{entry.label}</span>
        </Link>
      ))}
      <Menu position="top-end" width={240}>
        <Menu.Target>
          <UnstyledButton className={classes.tab}>
            <Ellipsis size={18} strokeWidth={1.75} aria-hidden />
            <span>{say('more')}</span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown mah="70vh" style={{ overflowY: 'auto' }}>
          {entries.slice(SHOWN).map((entry) => (
            <Menu.Item key={entry.key} leftSection={<Icon name={entry.icon} />} onClick={() => go(entry.href)}>
              {entry.label}
            </Menu.Item>
          ))}
          <AppItems />
          <UserItems />
        </Menu.Dropdown>
      </Menu>
    </nav>
  )
}
