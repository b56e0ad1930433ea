// The rail: app switch, search, notifications, what one keeps, modules, reports, and at its foot the person. Small, it keeps the icons, each with a tooltip.
import { Tooltip, UnstyledButton } from '@mantine/core'
import { PanelLeftClose, PanelLeftOpen, PencilRuler, Search, Sun } from 'lucide-react'
import { Link, useLocation } from 'wouter'
import { activityModules } from '../activity/activities.tsx'
import { useApp } from '../data/app-context.tsx'
import { dayPath, designPath } from '../data/paths.ts'
import { useWords } from '../words/words.tsx'
import { AppSwitch } from './AppSwitch.tsx'
import { Icon } from './icons.tsx'
import { KeyCaps } from './keys/KeyCaps.tsx'
import { ariaKeys } from './keys/keys.ts'
import { type NavigationEntry, navigationOf } from './navigation.ts'
import { Bell } from './notify/Bell.tsx'
import { showOverlay } from './overlays.ts'
import { KeptPlaces } from './places/KeptPlaces.tsx'
import classes from './Shell.module.css'
import { UserMenu } from './UserMenu.tsx'

interface RailProps {
  readonly small: boolean
  readonly onSmall: (small: boolean) => void
}

export function Rail({ small, onSmall }: RailProps) {
  const say = useWords()
  const { app, design } = useApp()
  const entries = navigationOf(app)
  const reports = entries.filter(({ kind }) => kind === 'report')
  const toggle = say(small ? 'rail.widen' : 'rail.shrink')
  return (
    <div className={classes.rail} data-small={small || undefined}>
      <div className={classes.railHead}>
        <AppSwitch small={small} />
      </div>
      <div className={classes.tools}>
        <Tooltip label={say('palette.open')} position="right" disabled={!small}>
          <UnstyledButton
            className={classes.entry}
            aria-label={small ? say('palette.open') : undefined}
            aria-keyshortcuts={ariaKeys('mod+k')}
            aria-haspopup="dialog"
            onClick={() => showOverlay({ kind: 'palette' })}
          >
            <Search size={16} strokeWidth={1.75} aria-hidden />
            {!small && <span className={classes.fill}>{say('search')}</span>}
            {!small && <KeyCaps keys="mod+k" />}
          </UnstyledButton>
        </Tooltip>
        <Bell small={small} />
      </div>
      <nav className={classes.entries} aria-label={say('rail')}>
        {activityModules(app).length > 0 && <DayEntry small={small} />}
        {!small && <KeptPlaces />}
        {entries
          .filter(({ kind }) => kind === 'module')
          .map((entry) => (
            <Entry key={entry.key} entry={entry} small={small} />
          ))}
        {reports.length > 0 && !small && <h2 className={classes.heading}>{say('rail.reports')}</h2>}
        {reports.map((entry) => (
          <Entry key={entry.key} entry={entry} small={small} />
        ))}
      </nav>
      <div className={classes.foot}>
        {design && (
          <nav aria-label={say('rail.design')}>
            <DesignEntry small={small} />
          </nav>
        )}
        <Tooltip label={toggle} position="right" disabled={!small}>
          <UnstyledButton className={classes.entry} aria-label={toggle} aria-expanded={!small} onClick={() => onSmall(!small)}>
            {small ? <PanelLeftOpen size={16} strokeWidth={1.75} /> : <PanelLeftClose size={16} strokeWidth={1.75} />}
            {!small && <span>{toggle}</span>}
          </UnstyledButton>
        </Tooltip>
        <UserMenu small={small} />
      </div>
    </div>
  )
}

/** The builder is a page of its own. */
function DesignEntry({ small }: { readonly small: boolean }) {
  const say = useWords()
  const { app } = useApp()
  return (
    <Tooltip label={say('rail.design')} position="right" disabled={!small}>
      <a href={designPath(app.key)} className={classes.entry} aria-label={small ? say('rail.design') : undefined}>
        <PencilRuler size={16} strokeWidth={1.75} aria-hidden />
        {!small && <span>{say('rail.design')}</span>}
      </a>
    </Tooltip>
  )
}

function DayEntry({ small }: { readonly small: boolean }) {
  const say = useWords()
  const { app } = useApp()
  const [path] = useLocation()
  const href = dayPath(app.key)
  return (
    <Tooltip label={say('day.title')} position="right" disabled={!small}>
      <Link
        href={href}
        className={classes.entry}
        aria-current={path === href ? 'page' : undefined}
        aria-label={small ? say('day.title') : undefined}
      >
        <Sun size={16} strokeWidth={1.75} aria-hidden />
        {!small && <span>{say('day.title')}</span>}
      </Link>
    </Tooltip>
  )
}

function Entry({ entry, small }: { readonly entry: NavigationEntry; readonly small: boolean }) {
  const [path] = useLocation()
  const current = path === entry.path || path.startsWith(`${entry.path}/`)
  return (
    <Tooltip label={entry.label} position="right" disabled={!small}>
      <Link
        href={entry.href}
        className={classes.entry}
        aria-current={current ? 'page' : undefined}
        aria-label={small ? entry.label : undefined}
      >
        <Icon name={entry.icon} />
        {!small && <span>{entry.label}</span>}
      </Link>
    </Tooltip>
  )
}
