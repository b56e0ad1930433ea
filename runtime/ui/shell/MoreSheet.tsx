// Everything that has no place in the bar of narrow screens: notifications, what one keeps, the other entries, apps, the person.
import { SegmentedControl, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Bell, Check, LogOut, PencilRuler, Plus, Sun, UserRound, Users } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { LOCALES, type Locale, textOf } from '../../label.ts'
import { activityModules } from '../activity/activities.tsx'
import { useApp } from '../data/app-context.tsx'
import { appPath, dayPath, designPath } from '../data/paths.ts'
import { appsQuery } from '../data/queries.tsx'
import type { ThemeChoice } from '../theme/color-scheme.ts'
import { useLocale, useWords } from '../words/words.tsx'
import { SHOWN } from './BottomBar.tsx'
import { chooseLocale } from './choose-locale.tsx'
import { Icon } from './icons.tsx'
import { useLook } from './my-settings.tsx'
import { navigationOf } from './navigation.ts'
import notify from './notify/Notify.module.css'
import { useNotices } from './notify/notifications.tsx'
import { showOverlay } from './overlays.ts'
import { KeptPlaces } from './places/KeptPlaces.tsx'
import classes from './Sheet.module.css'
import { Sheet } from './Sheet.tsx'
import shell from './Shell.module.css'
import { signOut } from './sign-out.tsx'

export default function MoreSheet({ onClose }: { readonly onClose: () => void }) {
  const say = useWords()
  const locale = useLocale()
  const { app, me, design } = useApp()
  const [path] = useLocation()
  const { theme, setTheme } = useLook()
  const { unread } = useNotices()
  const { data: apps = [] } = useQuery(appsQuery)
  const entries = navigationOf(app).slice(SHOWN)
  const entry = (href: string, icon: ReactNode, label: string, end?: ReactNode) => (
    <Link key={href} href={href} className={shell.entry} aria-current={path === href ? 'page' : undefined} onClick={onClose}>
      {icon}
      <span className={shell.fill}>{label}</span>
      {end}
    </Link>
  )
  return (
    <Sheet title={textOf(app.label, locale, app.key)} onClose={onClose}>
      <div className={classes.list}>
        <UnstyledButton className={shell.entry} onClick={() => showOverlay({ kind: 'notifications' })}>
          <Bell size={16} strokeWidth={1.75} aria-hidden />
          <span className={shell.fill}>{say('notify')}</span>
          {unread > 0 && <span className={notify.count}>{unread}</span>}
        </UnstyledButton>
        {activityModules(app).length > 0 && entry(dayPath(app.key), <Sun size={16} strokeWidth={1.75} aria-hidden />, say('day.title'))}
        <KeptPlaces onGo={onClose} />
        {entries.filter(({ kind }) => kind === 'module').map(({ href, icon, label }) => entry(href, <Icon name={icon} />, label))}
        {entries.some(({ kind }) => kind === 'report') && <h2 className={shell.heading}>{say('rail.reports')}</h2>}
        {entries.filter(({ kind }) => kind === 'report').map(({ href, icon, label }) => entry(href, <Icon name={icon} />, label))}
        {design && entry(designPath(app.key), <PencilRuler size={16} strokeWidth={1.75} aria-hidden />, say('rail.design'))}
        {(apps.length > 1 || me.admin) && <h2 className={shell.heading}>{say('apps')}</h2>}
        {apps.length > 1 &&
          apps.map(({ key, label }) =>
            entry(appPath(key), <Icon name="layers" />, textOf(label, locale, key), key === app.key && <Check size={16} aria-hidden />),
          )}
        {me.admin && entry('/new', <Plus size={16} strokeWidth={1.75} aria-hidden />, say('apps.new'))}
        <h2 className={shell.heading}>{me.name}</h2>
        {entry('/account', <UserRound size={16} strokeWidth={1.75} aria-hidden />, say('account'))}
        {me.admin && entry('/people', <Users size={16} strokeWidth={1.75} aria-hidden />, say('people'))}
        <div className={classes.choices}>
          <SegmentedControl
            aria-label={say('language')}
            value={locale}
            onChange={(next) => chooseLocale(next as Locale)}
            data={LOCALES.map((each) => ({ value: each, label: say(`language.${each}`) }))}
          />
          <SegmentedControl
            aria-label={say('theme')}
            value={theme}
            onChange={(next) => setTheme(next as ThemeChoice)}
            data={(['light', 'dark', 'auto'] as const).map((each) => ({ value: each, label: say(`theme.${each}`) }))}
          />
        </div>
        <UnstyledButton className={shell.entry} onClick={signOut}>
          <LogOut size={16} strokeWidth={1.75} aria-hidden />
          <span>{say('sign_out')}</span>
        </UnstyledButton>
      </div>
    </Sheet>
  )
}
