// What can be done on every screen of an app: go somewhere, create, change how it looks, one's account, leave.
import {
  Bell,
  EyeOff,
  FileUp,
  Keyboard,
  KeyRound,
  Languages,
  Link2,
  LogOut,
  Monitor,
  Moon,
  PanelLeft,
  PencilRuler,
  Plus,
  Rows3,
  Rows4,
  Search,
  ShieldCheck,
  SlidersHorizontal,
  Star,
  Sun,
  Trash2,
  UserRound,
  Users,
} from 'lucide-react'
import { useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { LOCALES } from '../../label.ts'
import { activityModules } from '../activity/activities.tsx'
import { useApp } from '../data/app-context.tsx'
import { dayPath, designPath, modulePath, withQuery } from '../data/paths.ts'
import { moduleLabel } from '../data/titles.ts'
import { newImportPath } from '../import/import-path.ts'
import { useLocale, useWords } from '../words/words.tsx'
import { stopViewing, useViewing } from './access/view-as.ts'
import { chooseLocale } from './choose-locale.tsx'
import type { Command } from './commands.ts'
import { iconOf } from './icons.tsx'
import { useLook } from './my-settings.tsx'
import { navigationOf } from './navigation.ts'
import { showOverlay } from './overlays.ts'
import { placePath } from './places/place.ts'
import { useCurrentPlace, useFavourites } from './places/remembered.tsx'
import { signOut } from './sign-out.tsx'
import { tellDone, tellFailure } from './toasts.tsx'

const THEMES = [
  ['light', Sun],
  ['dark', Moon],
  ['auto', Monitor],
] as const
const DENSITIES = [
  ['comfortable', Rows3],
  ['compact', Rows4],
] as const
/** Places reached by `g` and a digit. */
const DIGITS = 9

/** `toggleRail` folds and unfolds the rail; absent where there is none. */
export function useAppCommands(toggleRail: (() => void) | undefined): readonly Command[] {
  const here = useHere()
  const go = useGoing()
  const look = useLooks(toggleRail)
  const me = useMine()
  return useMemo(() => [...here, ...go, ...look, ...me], [here, go, look, me])
}

/** For the record, view or report on screen. */
function useHere(): readonly Command[] {
  const say = useWords()
  const { app, design, abilities } = useApp()
  const place = useCurrentPlace()
  const favourites = useFavourites()
  const looking = useViewing() !== undefined
  const [path] = useLocation()
  const search = useSearch()
  return useMemo(() => {
    const title = place?.title
    const found: Command[] = []
    const module = place?.module === undefined ? undefined : app.modules.get(place.module)
    if (module && abilities(module.key).create) {
      const list = modulePath(app.key, module.key)
      // The view on screen stays.
      const present = path === list ? Object.fromEntries(new URLSearchParams(search)) : {}
      const href = withQuery(list, { ...present, trash: undefined, record: 'new' })
      found.push({
        id: 'create',
        group: 'create',
        icon: Plus,
        keys: ['c'],
        href,
        label: say('palette.create', { module: moduleLabel(module) }),
      })
    }
    for (const other of app.modules.values()) {
      if (other === module || !abilities(other.key).create) continue
      const href = withQuery(modulePath(app.key, other.key), { record: 'new' })
      found.push({
        id: `create ${other.key}`,
        group: 'create',
        icon: Plus,
        href,
        label: say('palette.create', { module: moduleLabel(other) }),
      })
    }
    if (design && module && place?.kind === 'record') {
      found.push({
        id: 'access',
        group: 'here',
        icon: ShieldCheck,
        label: say('access'),
        words: say('access.why'),
        run: () => showOverlay({ kind: 'access', module: module.key, id: place.id }),
      })
    }
    if (module && abilities(module.key).import) {
      const label = say('palette.import', { module: moduleLabel(module) })
      found.push({ id: 'import', group: 'here', icon: FileUp, href: newImportPath(app.key, module.key), label })
    }
    if (module) {
      const href = withQuery(modulePath(app.key, module.key), { trash: 'true' })
      found.push({
        id: 'trash',
        group: 'here',
        icon: Trash2,
        href,
        label: say('palette.trash', { module: moduleLabel(module) }),
        quiet: true,
      })
    }
    if (!place || title === undefined) return found
    const kept = { kind: place.kind, id: place.id, title, ...(place.module === undefined ? {} : { module: place.module }) }
    if (!looking) {
      found.push({
        id: 'favourite',
        group: 'here',
        icon: Star,
        label: say(favourites.has(place) ? 'palette.favourite.remove' : 'palette.favourite.add'),
        run: () => favourites.toggle(kept),
      })
    }
    found.push({
      id: 'copy_link',
      group: 'here',
      icon: Link2,
      label: say('record.copy_link'),
      run: () => {
        const address = place.kind === 'record' ? location.origin + placePath(app.key, kept) : location.href
        navigator.clipboard.writeText(address).then(
          () => tellDone(say('record.copied')),
          (error) => tellFailure(say('record.not_copied'), error),
        )
      },
    })
    return found
  }, [app, abilities, design, place, favourites, looking, path, search, say])
}

function useGoing(): readonly Command[] {
  const say = useWords()
  const { app } = useApp()
  return useMemo(
    () => [
      {
        id: 'palette',
        group: 'go',
        icon: Search,
        keys: ['mod+k'],
        label: say('palette.open'),
        quiet: true,
        run: () => showOverlay({ kind: 'palette' }),
      },
      // Where a screen has a search of its own, that takes the key first.
      {
        id: 'search',
        group: 'go',
        icon: Search,
        keys: ['/'],
        label: say('search'),
        quiet: true,
        run: () => showOverlay({ kind: 'palette' }),
      },
      ...(activityModules(app).length > 0
        ? [{ id: 'go day', group: 'go' as const, icon: Sun, href: dayPath(app.key), label: say('day.title') }]
        : []),
      ...navigationOf(app).map(
        ({ key, label, icon, href }, index): Command => ({
          id: `go ${key}`,
          group: 'go',
          icon: iconOf(icon),
          label,
          href,
          ...(index < DIGITS ? { keys: [`g ${index + 1}`] } : {}),
        }),
      ),
    ],
    [app, say],
  )
}

function useLooks(toggleRail: (() => void) | undefined): readonly Command[] {
  const say = useWords()
  const locale = useLocale()
  const { theme, density, setTheme, setDensity } = useLook()
  return useMemo(
    () => [
      ...LOCALES.map(
        (each): Command => ({
          id: `language ${each}`,
          group: 'look',
          icon: Languages,
          label: say('palette.language', { language: say(`language.${each}`) }),
          // Whoever cannot read the language on screen looks for its name.
          words: each,
          chosen: each === locale,
          run: () => chooseLocale(each),
        }),
      ),
      ...THEMES.map(
        ([each, icon]): Command => ({
          id: `theme ${each}`,
          group: 'look',
          icon,
          label: say('theme.change', { theme: say(`theme.${each}`) }),
          chosen: each === theme,
          run: () => setTheme(each),
        }),
      ),
      ...DENSITIES.map(
        ([each, icon]): Command => ({
          id: `density ${each}`,
          group: 'look',
          icon,
          label: say('palette.density', { density: say(`density.${each}`) }),
          chosen: each === density,
          run: () => setDensity(each),
        }),
      ),
      ...(toggleRail
        ? [{ id: 'rail', group: 'look', icon: PanelLeft, keys: ['mod+\\'], label: say('palette.rail'), run: toggleRail } satisfies Command]
        : []),
      {
        id: 'keys',
        group: 'look',
        icon: Keyboard,
        keys: ['?', 'mod+/'],
        label: say('key.sheet'),
        run: () => showOverlay({ kind: 'keys' }),
      },
    ],
    [say, locale, theme, density, setTheme, setDensity, toggleRail],
  )
}

function useMine(): readonly Command[] {
  const say = useWords()
  const { app, me, design } = useApp()
  const looking = useViewing() !== undefined
  return useMemo(
    () => [
      ...(design
        ? [{ id: 'design', group: 'app', icon: PencilRuler, label: say('rail.design'), href: designPath(app.key) } satisfies Command]
        : []),
      ...(looking ? [{ id: 'viewas exit', group: 'me', icon: EyeOff, label: say('viewas.exit'), run: stopViewing } satisfies Command] : []),
      { id: 'notifications', group: 'me', icon: Bell, label: say('notify'), run: () => showOverlay({ kind: 'notifications' }) },
      { id: 'account', group: 'me', icon: UserRound, label: say('account'), href: '/account' },
      { id: 'account look', group: 'me', icon: SlidersHorizontal, label: say('profile.look'), href: '/account#look', quiet: true },
      { id: 'account password', group: 'me', icon: KeyRound, label: say('account.password'), href: '/account#password', quiet: true },
      { id: 'account factor', group: 'me', icon: ShieldCheck, label: say('factor'), href: '/account#two-factor', quiet: true },
      { id: 'account sessions', group: 'me', icon: Monitor, label: say('sessions'), href: '/account#sessions', quiet: true },
      { id: 'account keys', group: 'me', icon: KeyRound, label: say('profile.keys'), href: '/account#keys', quiet: true },
      ...(me.admin
        ? [
            { id: 'people', group: 'app', icon: Users, label: say('people'), href: '/people' } satisfies Command,
            { id: 'new app', group: 'app', icon: Plus, label: say('apps.new'), href: '/new', quiet: true } satisfies Command,
          ]
        : []),
      { id: 'sign out', group: 'me', icon: LogOut, label: say('sign_out'), run: signOut },
    ],
    [app.key, design, say, me.admin, looking],
  )
}
