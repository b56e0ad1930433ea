// Switches between the apps of the installation.
import { Menu, Tooltip, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Check, ChevronsUpDown, Plus } from 'lucide-react'
import { useLocation } from 'wouter'
import { textOf } from '../../label.ts'
import { useApp } from '../data/app-context.tsx'
import { appPath } from '../data/paths.ts'
import { appsQuery } from '../data/queries.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import { Mark } from './Mark.tsx'
import classes from './Shell.module.css'

export function AppSwitch({ small }: { readonly small: boolean }) {
  const say = useWords()
  const { app } = useApp()
  const name = textOf(app.label, app.settings.locale, app.key)
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <Tooltip label={name} position="right" disabled={!small}>
          <UnstyledButton className={classes.apps} aria-label={say('apps.switch', { app: name })}>
            <Mark />
            {!small && <span>{name}</span>}
            {!small && <ChevronsUpDown size={14} strokeWidth={1.75} aria-hidden />}
          </UnstyledButton>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <AppItems />
      </Menu.Dropdown>
    </Menu>
  )
}

export function AppItems() {
  const say = useWords()
  const locale = useLocale()
  const { app, me } = useApp()
  const { data: apps = [] } = useQuery(appsQuery)
  const [, go] = useLocation()
  return (
    <>
      <Menu.Label>{say('apps')}</Menu.Label>
      {apps.map((each) => (
        <Menu.Item
          key={each.key}
          rightSection={each.key === app.key ? <Check size={14} /> : undefined}
          onClick={() => go(appPath(each.key))}
        >
          {textOf(each.label, locale, each.key)}
        </Menu.Item>
      ))}
      {me.admin && (
        <Menu.Item leftSection={<Plus size={14} />} onClick={() => go('/new')}>
          {say('apps.new')}
        </Menu.Item>
      )}
    </>
  )
}
