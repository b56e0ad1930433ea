// What the palette offers, in sections: without a text what one did last and keeps, then everything that can be done here; with one whatever fits it, and
// the records that hold it.
import { useQuery } from '@tanstack/react-query'
import { Eye } from 'lucide-react'
import { useMemo } from 'react'
import { textOf } from '../../label.ts'
import { rankOf } from '../../match.ts'
import { useApp } from '../data/app-context.tsx'
import { appPath, modulePath, withQuery } from '../data/paths.ts'
import { appsQuery } from '../data/queries.tsx'
import { moduleLabel } from '../data/titles.ts'
import { useAppRoles } from '../shell/access/app-roles.tsx'
import { useViewing, viewAs } from '../shell/access/view-as.ts'
import { type Command, type CommandGroup, type CommandIcon, useAllCommands } from '../shell/commands.ts'
import { iconOf } from '../shell/icons.tsx'
import { iconNameOf, type KeptPlace, placeKey, placePath, placeTitle, samePlace } from '../shell/places/place.ts'
import { useCurrentPlace, useFavourites, useRecents } from '../shell/places/remembered.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import type { FoundRecord } from './record-search.tsx'
import { useAllSavedViews } from './saved-views.tsx'

export interface PaletteItem {
  readonly id: string
  readonly label: string
  /** Beside the name: the module of a record, what was found. */
  readonly note?: string | undefined
  readonly icon?: CommandIcon | undefined
  readonly keys?: string | undefined
  readonly href?: string | undefined
  readonly run?: (() => void) | undefined
  readonly chosen?: boolean | undefined
}
export interface PaletteSection {
  readonly key: string
  readonly title: string
  readonly items: readonly PaletteItem[]
}

/** Enter in an empty palette does the first thing offered, which must not be a change. */
const GROUPS: readonly CommandGroup[] = ['create', 'here', 'go', 'me', 'look', 'app']
const RECENT = 6
const FITTING = 8

function itemOf({ id, label, icon, keys, href, run, chosen }: Command): PaletteItem {
  return { id, label, icon, keys: keys?.[0], href, run, chosen }
}

/** Commands that only somebody who looks for them wants: views, other apps, roles to look as. */
function useFurtherCommands(): readonly Command[] {
  const say = useWords()
  const locale = useLocale()
  const { app } = useApp()
  const saved = useAllSavedViews()
  const roles = useAppRoles()
  const looking = useViewing() !== undefined
  const { data: apps = [] } = useQuery(appsQuery)
  return useMemo(() => {
    const views = [...app.modules.values()].flatMap((module) => {
      const own = [...module.views.values()].map(({ key, label }) => ({ key, label: textOf(label, locale, key) }))
      const kept = saved.filter((view) => view.module === module.key).map(({ id, label }) => ({ key: id, label }))
      return [...own, ...kept].map(
        ({ key, label }): Command => ({
          id: `view ${module.key} ${key}`,
          group: 'go',
          icon: iconOf(module.icon),
          label: `${moduleLabel(module)} · ${label}`,
          words: label,
          href: withQuery(modulePath(app.key, module.key), { view: key }),
        }),
      )
    })
    const others = apps
      .filter(({ key }) => key !== app.key)
      .map(
        ({ key, label }): Command => ({
          id: `app ${key}`,
          group: 'app',
          icon: iconOf('layers'),
          label: say('palette.app', { app: textOf(label, locale, key) }),
          words: textOf(label, locale, key),
          href: appPath(key),
        }),
      )
    const roleViews = looking
      ? []
      : roles.map(
          ({ key, label }): Command => ({
            id: `viewas ${key}`,
            group: 'app',
            icon: Eye,
            label: say('viewas.do', { role: textOf(label, locale, key) }),
            words: textOf(label, locale, key),
            run: () => viewAs({ app: app.key, role: key, label }),
          }),
        )
    return [...views, ...others, ...roleViews]
  }, [app, apps, saved, roles, looking, locale, say])
}

/** The sections for what is typed; `records` are those found so far. */
export function usePaletteSections(typed: string, records: readonly FoundRecord[]): readonly PaletteSection[] {
  const say = useWords()
  const { app } = useApp()
  const commands = useAllCommands()
  const further = useFurtherCommands()
  const favourites = useFavourites()
  const recents = useRecents()
  const here = useCurrentPlace()
  const looking = useViewing() !== undefined
  return useMemo(() => {
    const placeItem = (place: KeptPlace): PaletteItem => {
      const module = place.kind === 'record' && place.module !== undefined ? app.modules.get(place.module) : undefined
      return {
        id: placeKey(place),
        label: placeTitle(app, place),
        note: module && moduleLabel(module),
        icon: iconOf(iconNameOf(app, place)),
        href: placePath(app.key, place),
      }
    }
    const offered = commands.filter(({ href, run, id }) => (href !== undefined || run !== undefined) && id !== 'palette' && id !== 'search')
    // Where one is already, one need not go.
    const kept = looking ? [] : recents.filter((place) => !here || !samePlace(place, here)).map(placeItem)
    const loved = looking ? [] : favourites.places.map(placeItem)
    const sections: PaletteSection[] = []
    const add = (key: string, title: string, items: readonly PaletteItem[]) => {
      const seen = new Set(sections.flatMap((section) => section.items.map(({ id }) => id)))
      const fresh = items.filter(({ id }) => !seen.has(id))
      if (fresh.length > 0) sections.push({ key, title, items: fresh })
    }
    if (typed.trim() === '') {
      add('recent', say('palette.recent'), kept.slice(0, RECENT))
      add('favourites', say('palette.favourites'), loved)
      for (const group of GROUPS) {
        const items = offered.filter((command) => command.group === group && !command.quiet).map(itemOf)
        add(group, say(`command.${group}`), items)
      }
      return sections
    }
    const fitting = <T,>(all: readonly T[], name: (each: T) => readonly [string, string | undefined]) =>
      all
        .map((each) => ({ each, score: rankOf(name(each)[0], typed, name(each)[1]) }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score)
    const places = fitting([...kept, ...loved], ({ label, note }) => [label, note]).map(({ each }) => each)
    const doing = fitting([...offered, ...further], ({ label, words }) => [label, words]).slice(0, FITTING)
    const found = records.map(({ module: key, _id, title, subtitle }): PaletteItem => {
      const module = app.modules.get(key)
      return {
        id: placeKey({ kind: 'record', module: key, id: _id }),
        label: title || say('record.untitled'),
        note: [module && moduleLabel(module), subtitle].filter(Boolean).join(' · '),
        icon: iconOf(module?.icon ?? ''),
        href: modulePath(app.key, key, _id),
      }
    })
    add('recent', say('palette.recent'), places.slice(0, RECENT))
    // Somebody who types the name of a thing to do wants that before a record that happens to hold the word.
    add(
      'commands',
      say('palette.commands'),
      doing.map(({ each }) => itemOf(each)),
    )
    add('records', say('palette.records'), found)
    return sections
  }, [typed, records, commands, further, favourites, recents, here, looking, app, say])
}
