// The frame around every part of the builder: the parts at the left, the state of the draft and what can be done with it above, its problems below.
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core'
import { Menu as MenuIcon } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { textOf } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { appPath, designPath } from '../../runtime/ui/data/paths.ts'
import { type Command, useCommands } from '../../runtime/ui/shell/commands.ts'
import { useDocumentTitle } from '../../runtime/ui/shell/document-title.tsx'
import { useKeyboard } from '../../runtime/ui/shell/keys/use-keyboard.tsx'
import { Mark } from '../../runtime/ui/shell/Mark.tsx'
import { hideOverlay, showOverlay, useOverlay } from '../../runtime/ui/shell/overlays.ts'
import { Preferences } from '../../runtime/ui/shell/Preferences.tsx'
import shell from '../../runtime/ui/shell/Shell.module.css'
import { useNarrow } from '../../runtime/ui/shell/Shell.tsx'
import { useLocale, useWords } from '../../runtime/ui/words/words.tsx'
import { useDefinition, useDraft } from '../editor/draft-context.tsx'
import { useJudgement } from '../editor/problems.tsx'
import { useTell } from '../words/text.tsx'
import { ConflictDialog } from './ConflictDialog.tsx'
import { useCutTexts } from './cut-text.ts'
import classes from './Frame.module.css'
import { HistoryButtons, useHistoryCommands } from './History.tsx'
import { ProblemsButton, ProblemsPanel } from './Problems.tsx'
import { SaveNote } from './SaveNote.tsx'
import { SURFACES, type Surface } from './surfaces.tsx'
import { words } from './words.ts'

const BuilderPalette = lazy(() => import('./BuilderPalette.tsx'))
const KeySheet = lazy(() => import('../../runtime/ui/shell/keys/KeySheet.tsx'))

export function Frame({ children }: { readonly children: ReactNode }) {
  const tell = useTell()
  const say = useWords()
  const locale = useLocale()
  const narrow = useNarrow()
  const { app } = useApp()
  const { broken } = useDraft()
  const definition = useDefinition()
  const { judgement } = useJudgement()
  const [problems, setProblems] = useState(false)
  const overlay = useOverlay()
  const name = textOf(definition.label, locale, app.key)
  useDocumentTitle(tell(words.title, { app: name }))
  useKeyboard()
  useCutTexts()
  const toggleProblems = useCallback(() => setProblems((open) => !open), [])
  useCommands(useFrameCommands(toggleProblems))
  useCommands(useHistoryCommands())
  return (
    <div className={shell.shell} data-narrow={narrow || undefined}>
      <a className={shell.skip} href="#content">
        {say('skip')}
      </a>
      {!narrow && (
        <nav className={classes.rail} aria-label={tell(words.surfaces)}>
          <a className={classes.back} href={appPath(app.key)} aria-label={tell(words.back, { app: name })}>
            <Mark />
            <span>{name}</span>
          </a>
          <div className={shell.entries}>
            {railOf().map((surface) => (
              <SurfaceLink key={surface.path} surface={surface} />
            ))}
          </div>
          <div className={classes.foot}>
            <Preferences />
          </div>
        </nav>
      )}
      <div className={classes.main}>
        <header className={classes.top}>
          {narrow && <SurfaceMenu />}
          <SaveNote />
          <span className={classes.space} />
          <HistoryButtons />
          <ProblemsButton open={problems} onToggle={toggleProblems} />
          {SURFACES.filter(({ aside }) => aside).map((surface) => (
            <AsideButton key={surface.path} surface={surface} narrow={narrow} />
          ))}
        </header>
        {broken && (
          <p className={classes.broken} role="alert">
            {tell(words.broken)} <Link href={designPath(app.key, 'text')}>{tell(words.openText)}</Link>
          </p>
        )}
        <main id="content" className={classes.content} tabIndex={-1}>
          {children}
        </main>
        {problems && <ProblemsPanel judgement={judgement} onClose={toggleProblems} />}
      </div>
      <ConflictDialog />
      <Suspense>
        {overlay?.kind === 'palette' && <BuilderPalette onClose={hideOverlay} />}
        {overlay?.kind === 'keys' && <KeySheet onClose={hideOverlay} />}
      </Suspense>
    </div>
  )
}

function railOf(): readonly Surface[] {
  return SURFACES.filter(({ aside }) => !aside)
}

function useCurrent(path: string): boolean {
  const { app } = useApp()
  const [here] = useLocation()
  const own = designPath(app.key, path)
  return here === own || here.startsWith(`${own}/`)
}

function SurfaceLink({ surface: { path, label, icon: Icon } }: { readonly surface: Surface }) {
  const tell = useTell()
  const { app } = useApp()
  const current = useCurrent(path)
  return (
    <Link href={designPath(app.key, path)} className={shell.entry} aria-current={current ? 'page' : undefined}>
      <Icon size={16} strokeWidth={1.75} />
      <span>{tell(label)}</span>
    </Link>
  )
}

function AsideButton({ surface: { path, label, icon: Icon }, narrow }: { readonly surface: Surface; readonly narrow: boolean }) {
  const tell = useTell()
  const { app } = useApp()
  const [, go] = useLocation()
  const current = useCurrent(path)
  const main = path === 'publish'
  if (narrow && !main) {
    return (
      <Tooltip label={tell(label)}>
        <ActionIcon aria-label={tell(label)} aria-current={current ? 'page' : undefined} onClick={() => go(designPath(app.key, path))}>
          <Icon size={16} strokeWidth={1.75} />
        </ActionIcon>
      </Tooltip>
    )
  }
  return (
    <Button
      variant={main ? 'filled' : 'default'}
      aria-current={current ? 'page' : undefined}
      leftSection={<Icon size={14} strokeWidth={1.75} />}
      onClick={() => go(designPath(app.key, path))}
    >
      {tell(label)}
    </Button>
  )
}

function SurfaceMenu() {
  const tell = useTell()
  const { app } = useApp()
  const [, go] = useLocation()
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <ActionIcon aria-label={tell(words.menu)}>
          <MenuIcon size={18} strokeWidth={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {railOf().map(({ path, label, icon: Icon }) => (
          <Menu.Item key={path} leftSection={<Icon size={14} />} onClick={() => go(designPath(app.key, path))}>
            {tell(label)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => location.assign(appPath(app.key))}>
          {tell(words.back, { app: textOf(app.label, app.settings.locale, app.key) })}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function useFrameCommands(toggleProblems: () => void): readonly Command[] {
  const tell = useTell()
  const say = useWords()
  const { app } = useApp()
  return useMemo(
    () => [
      { id: 'palette', label: say('palette.open'), group: 'go', keys: ['mod+k', '/'], run: () => showOverlay({ kind: 'palette' }) },
      { id: 'keys', label: say('key.sheet'), group: 'look', keys: ['?'], run: () => showOverlay({ kind: 'keys' }) },
      { id: 'problems', label: tell(words.problems), group: 'look', keys: ['mod+shift+m'], run: toggleProblems },
      ...SURFACES.map(({ path, label, icon }, index): Command => {
        const keys = index < 9 ? [`g ${index + 1}`] : undefined
        return { id: `surface ${path}`, label: tell(label), group: 'go', icon, keys, href: designPath(app.key, path) }
      }),
      {
        id: 'back',
        label: tell(words.back, { app: textOf(app.label, app.settings.locale, app.key) }),
        group: 'go',
        run: () => location.assign(appPath(app.key)),
      },
    ],
    [app, say, tell, toggleProblems],
  )
}
