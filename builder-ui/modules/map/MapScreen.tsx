// All modules of the app: a list to find one in, and the map that shows how they hang together.

import { TextInput } from '@mantine/core'
import { Search } from 'lucide-react'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { ModuleDefinition } from '../../../runtime/definition/types.ts'
import { guardComposition } from '../../../runtime/fields/composition.ts'
import { textOf } from '../../../runtime/label.ts'
import { rankOf } from '../../../runtime/match.ts'
import { useApp } from '../../../runtime/ui/data/app-context.tsx'
import { designPath } from '../../../runtime/ui/data/paths.ts'
import { Icon } from '../../../runtime/ui/shell/icons.tsx'
import { Empty, LoadingLines } from '../../../runtime/ui/shell/Notices.tsx'
import { useNarrow } from '../../../runtime/ui/shell/Shell.tsx'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useDefinition } from '../../editor/draft-context.tsx'
import { AddByName } from '../../lists/AddByName.tsx'
import { ItemLink } from '../../lists/ItemLink.tsx'
import { useTell } from '../../words/text.tsx'
import { useModuleEdits } from '../use-module-edits.tsx'
import { words } from '../words.ts'
import classes from './Map.module.css'

const MapCanvas = lazy(() => import('./MapCanvas.tsx'))

export function MapScreen() {
  const tell = useTell()
  const narrow = useNarrow()
  const { app } = useApp()
  const [, go] = useLocation()
  const { modules } = useDefinition()
  const { add } = useModuleEdits()
  const make = useCallback(
    async (name: string) => {
      const key = await add(name)
      if (key !== undefined) go(designPath(app.key, `modules/${key}`))
    },
    [add, app.key, go],
  )
  if (modules.length === 0) {
    const first = <AddByName label={tell(words.addFirst)} variant="filled" onAdd={make} />
    return <Empty level={1} title={tell(words.noModulesTitle)} text={tell(words.noModules)} action={first} />
  }
  return (
    <div className={classes.screen} data-narrow={narrow || undefined}>
      <ModuleList modules={modules} onAdd={make} />
      {!narrow && (
        <Suspense fallback={<LoadingLines />}>
          <MapCanvas />
        </Suspense>
      )}
    </div>
  )
}

function ModuleList({
  modules,
  onAdd,
}: {
  readonly modules: readonly ModuleDefinition[]
  readonly onAdd: (name: string) => Promise<void>
}) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const [text, setText] = useState('')
  const found = useMemo(
    () =>
      modules
        .map((module) => ({ module, name: textOf(module.label, locale, module.key) }))
        .filter(({ module, name }) => text.trim() === '' || rankOf(name, text, module.key) > 0),
    [modules, locale, text],
  )
  return (
    <nav className={classes.list} aria-label={tell(words.listOfModules)}>
      <div className={classes.listHead}>
        <h1>{tell(words.modules)}</h1>
      </div>
      <TextInput
        type="search"
        aria-label={tell(words.searchModules)}
        placeholder={tell(words.searchModules)}
        leftSection={<Search size={14} strokeWidth={1.75} />}
        value={text}
        onKeyDownCapture={guardComposition}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <ul>
        {found.map(({ module, name }) => (
          <li key={module.key}>
            <ItemLink
              href={designPath(app.key, `modules/${module.key}`)}
              path={`/modules/${module.key}`}
              label={name}
              icon={<Icon name={module.icon ?? ''} />}
              note={String(module.fields.length)}
              noteTitle={tell(words.fieldCount, { count: module.fields.length })}
            />
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className={classes.none}>{tell(words.noneFound)}</p>}
      <div className={classes.listFoot}>
        <AddByName label={tell(words.addModule)} onAdd={onAdd} />
      </div>
    </nav>
  )
}
