// The palette of the builder: every part, every named thing of the draft, and what can be done.
import { Box, CircleDot, Columns3, FileText, Gauge, Shield, Tags, Type } from 'lucide-react'
import { useMemo, useState } from 'react'
import { GROUP_NAMES } from '../../runtime/definition/item-names.ts'
import { textOf } from '../../runtime/label.ts'
import { rankOf } from '../../runtime/match.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { PaletteFrame } from '../../runtime/ui/search/PaletteFrame.tsx'
import type { PaletteItem, PaletteSection } from '../../runtime/ui/search/palette-items.tsx'
import { type Command, type CommandIcon, useAllCommands } from '../../runtime/ui/shell/commands.ts'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useDefinition } from '../editor/draft-context.tsx'
import { placeHref } from '../editor/place.ts'
import { useTell } from '../words/text.tsx'
import { words } from './words.ts'

const MOST = 12

interface Named {
  readonly key: string
  readonly label?: Parameters<typeof textOf>[0]
}

export default function BuilderPalette({ onClose }: { readonly onClose: () => void }) {
  const tell = useTell()
  const [typed, setTyped] = useState('')
  return <PaletteFrame typed={typed} onTyped={setTyped} sections={useSections(typed)} look={tell(words.look)} onClose={onClose} />
}

function useSections(typed: string): readonly PaletteSection[] {
  const tell = useTell()
  const commands = useAllCommands()
  const places = usePlaces()
  return useMemo(() => {
    const offered = commands.filter(({ id, href, run }) => id !== 'palette' && (href !== undefined || run !== undefined))
    const itemOf = ({ id, label, icon, keys, href, run }: Command): PaletteItem => ({ id, label, icon, keys: keys?.[0], href, run })
    if (typed.trim() === '') {
      return [
        { key: 'go', title: tell(words.go), items: offered.filter(({ href }) => href !== undefined).map(itemOf) },
        { key: 'do', title: tell(words.do), items: offered.filter(({ href }) => href === undefined).map(itemOf) },
      ].filter(({ items }) => items.length > 0)
    }
    const fitting = <T extends { readonly label: string; readonly note?: string | undefined }>(all: readonly T[]) =>
      all
        .map((each) => ({ each, rank: rankOf(each.label, typed, each.note) }))
        .filter(({ rank }) => rank > 0)
        .sort((a, b) => b.rank - a.rank)
        .slice(0, MOST)
        .map(({ each }) => each)
    return [
      { key: 'places', title: tell(words.places), items: fitting(places) },
      { key: 'do', title: tell(words.do), items: fitting(offered).map(itemOf) },
    ].filter(({ items }) => items.length > 0)
  }, [typed, commands, places, tell])
}

/** Everything of the draft that has a name. */
function usePlaces(): readonly PaletteItem[] {
  const locale = useLocale()
  const { app } = useApp()
  const definition = useDefinition()
  return useMemo(() => {
    const items: PaletteItem[] = []
    const add = (list: readonly Named[] | undefined, path: string, icon: CommandIcon, note: string) => {
      for (const each of list ?? []) {
        const at = `${path}/${each.key}`
        items.push({ id: at, label: textOf(each.label, locale, each.key), note, icon, href: placeHref(app.key, at) })
      }
    }
    const nameOf = (each: Named) => textOf(each.label, locale, each.key)
    add(definition.modules, '/modules', Box, GROUP_NAMES.module[locale])
    for (const module of definition.modules) {
      add(module.fields, `/modules/${module.key}/fields`, Type, nameOf(module))
      add(module.views, `/modules/${module.key}/views`, Columns3, nameOf(module))
    }
    for (const pipeline of definition.pipelines ?? []) {
      add([pipeline], '/pipelines', CircleDot, GROUP_NAMES.pipeline[locale])
      add(pipeline.stages, `/pipelines/${pipeline.key}/stages`, CircleDot, nameOf(pipeline))
    }
    add(definition.scorecards, '/scorecards', Gauge, GROUP_NAMES.scorecard[locale])
    add(definition.reports, '/reports', FileText, GROUP_NAMES.report[locale])
    add(definition.roles, '/roles', Shield, GROUP_NAMES.role[locale])
    add(definition.dictionaries, '/dictionaries', Tags, GROUP_NAMES.dictionary[locale])
    return items
  }, [app.key, definition, locale])
}
