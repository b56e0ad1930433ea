// The draft on screen: the editor that holds it, the draft linked into an app, and what the server finds wrong with it.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { App } from '../../runtime/definition/app.ts'
import { linkDefinition } from '../../runtime/definition/link.ts'
import type { AppDefinition } from '../../runtime/definition/types.ts'
import { LinkedApp } from '../../runtime/ui/data/app-context.tsx'
import { peopleQuery } from '../../runtime/ui/data/queries.tsx'
import type { Abilities, AppPage, Me } from '../../runtime/ui/data/shapes.ts'
import { tellDone, tellFailure } from '../../runtime/ui/shell/toasts.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { tell } from '../words/text.tsx'
import type { Change } from './change.ts'
import { draftServer } from './draft-server.ts'
import { createEditor, type DraftOnServer, type Editor, type EditorState } from './editor.ts'
import { words } from './words.ts'

interface DraftOnScreen {
  readonly editor: Editor
  /** What one may do in the app as it is live, and as much of its definition as one's roles see. */
  readonly page: AppPage
  /** The whole definition that is live. */
  readonly live: AppDefinition
  /** The draft has a shape that cannot be drawn; `app` is the last one that could. */
  readonly broken: boolean
}

const Context = createContext<DraftOnScreen | null>(null)

/** Milliseconds between two looks at what others did. */
const LOOK = 8000
const ALL: Abilities = { create: true, update: true, delete: true, import: true, export: true, readOnly: [] }

interface DraftProviderProps {
  readonly page: AppPage
  readonly live: AppDefinition
  readonly draft: DraftOnServer
  readonly me: Me
  readonly children: ReactNode
}

export function DraftProvider({ page, live, draft, me, children }: DraftProviderProps) {
  const { key } = page.definition
  // One editor for as long as the app is open: a newer answer of the server reaches it through the editor itself.
  const [editor] = useState(() => createEditor(draft, draftServer(key)))
  const { definition, save } = useSyncExternalStore(editor.subscribe, editor.state)
  const locale = useLocale()
  const linked = useMemo(() => linkable(definition, locale), [definition, locale])
  const [last, setLast] = useState(linked)
  if (linked && linked !== last) setLast(linked)
  const fallback = useMemo(() => (linked ? undefined : linkable(live, locale)), [linked, live, locale])
  const app = linked ?? last ?? fallback!
  const draftPage = useMemo<AppPage>(
    () => ({
      ...page,
      definition: app.definition,
      abilities: Object.fromEntries([...app.modules.keys()].map((module) => [module, ALL])),
    }),
    [page, app],
  )
  useSaving(editor, save.kind !== 'saved')
  useOthers(editor, key)
  const broken = linked === undefined
  const value = useMemo<DraftOnScreen>(() => ({ editor, page, live, broken }), [editor, page, live, broken])
  return (
    <Context value={value}>
      <LinkedApp app={app} page={draftPage} me={me}>
        {children}
      </LinkedApp>
    </Context>
  )
}

/** The app a draft means, in the reader's language; undefined where its shape is too far from one. */
function linkable(definition: AppDefinition, locale: 'en' | 'zh-CN'): App | undefined {
  try {
    return linkDefinition({ ...definition, settings: { ...definition.settings, locale } }).app
  } catch {
    return undefined
  }
}

/** What is not yet sent is sent when the page is left, and leaving asks while it is on its way. */
function useSaving(editor: Editor, unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [unsaved])
  useEffect(() => {
    const leave = () => {
      if (document.visibilityState === 'hidden') void editor.flush(true)
    }
    document.addEventListener('visibilitychange', leave)
    return () => {
      document.removeEventListener('visibilitychange', leave)
      void editor.flush()
    }
  }, [editor])
}

/** Looks for what others did while the page is looked at, and says so. */
function useOthers(editor: Editor, app: string): void {
  const client = useQueryClient()
  const { data: people } = useQuery(peopleQuery)
  const names = useRef(people)
  useEffect(() => {
    names.current = people
  }, [people])
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void editor.pull()
    }, LOOK)
    const stop = editor.onNotice((notice) => {
      if (notice.kind === 'refused') tellFailure(tell(words.refused), new Error(notice.message))
      else if (notice.kind === 'gone') {
        tellDone(notice.lost > 0 ? tell(words.goneLost, { count: notice.lost }) : tell(words.gone))
        // Maybe it is live now.
        void client.invalidateQueries({ queryKey: ['app', app] })
      } else {
        const who = names.current?.find(({ id }) => id === notice.by)?.name ?? tell(words.somebody)
        tellDone(tell(words.others, { who, count: notice.count }))
      }
    })
    return () => {
      clearInterval(timer)
      stop()
    }
  }, [editor, client, app])
}

export function useDraft(): DraftOnScreen {
  const value = useContext(Context)
  if (!value) throw new Error('There is no draft around this screen.')
  return value
}

/** A part of the editor's state; the component is drawn again when that part is another one. */
export function useEditorState<T>(part: (state: EditorState) => T): T {
  const { editor } = useDraft()
  return useSyncExternalStore(editor.subscribe, () => part(editor.state()))
}

/** The draft as it is written now. */
export function useDefinition(): AppDefinition {
  return useEditorState((state) => state.definition)
}

/** Does a change, or says why it cannot be done; true where it was done. */
export function useChange(): (change: Change) => boolean {
  const { editor } = useDraft()
  return useMemo(
    () => (change) => {
      const result = editor.dispatch(change)
      if (!result.ok) tellFailure(tell(words.cannot), new Error(result.problems.map(({ message }) => tell(message)).join(' ')))
      return result.ok
    },
    [editor],
  )
}
