// Which columns are folded in a board, remembered for the person.
import { useCallback, useMemo } from 'react'
import { useApp } from '../data/app-context.tsx'
import { savePreference, usePreferences } from '../data/views.tsx'
import { columnsPlace } from '../list/column-memory.ts'
import { tellFailure } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'

export function useFolded(
  module: string,
  view: string,
): { readonly folded: ReadonlySet<string>; fold(stage: string, folded: boolean): void } {
  const say = useWords()
  const { app } = useApp()
  const { preferences } = usePreferences()
  // A place of its own: what one remembers of a list's columns is forgotten when its view is saved.
  const place = `${columnsPlace(module, view)} folded`
  const kept = preferences.columns?.[place]?.folded
  const folded = useMemo(() => new Set(kept), [kept])
  const fold = useCallback(
    (stage: string, next: boolean) => {
      savePreference(app.key, 'columns', ({ [place]: before, ...rest }) => {
        const others = (before?.folded ?? []).filter((each) => each !== stage)
        const now = next ? [...others, stage] : others
        return now.length > 0 ? { ...rest, [place]: { folded: now } } : rest
      }).catch((error) => tellFailure(say('view.columns_not_kept'), error))
    },
    [app.key, place, say],
  )
  return { folded, fold }
}
