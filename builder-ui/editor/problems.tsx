// What the server finds in the draft as it is saved: what stands in the way of publishing, and what would hinder the people who work with it.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Edit } from '../../runtime/definition/edit.ts'
import type { Text } from '../../runtime/label.ts'
import { call } from '../../runtime/ui/data/api.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useEditorState } from './draft-context.tsx'

/** A problem in the reader's language. */
export interface FoundProblem {
  readonly path: string
  readonly code: string
  readonly message: string
  readonly start?: number
  readonly end?: number
}
export interface Finding extends FoundProblem {
  readonly severity: 'warning'
  readonly fix?: { readonly label: Text; readonly edits: readonly Edit[] }
}
export interface Judgement {
  readonly version: number
  readonly problems: readonly FoundProblem[]
  readonly findings: readonly Finding[]
}

const NOTHING: Judgement = { version: -1, problems: [], findings: [] }

export function useJudgement(): { readonly judgement: Judgement; readonly checking: boolean } {
  const { app } = useApp()
  const locale = useLocale()
  const version = useEditorState((state) => state.version)
  const { data, isFetching } = useQuery({
    queryKey: ['draft-problems', app.key, version, locale],
    queryFn: () => call<Judgement>(`/apps/${app.key}/draft/problems`),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return { judgement: data ?? NOTHING, checking: isFetching }
}

/** The problems at a place, or, with `below`, of everything in it. */
export function problemsAt(problems: readonly FoundProblem[], path: string, below = false): readonly FoundProblem[] {
  return problems.filter((each) => each.path === path || (below && each.path.startsWith(`${path}/`)))
}

export function useProblemsAt(path: string, below = false): readonly FoundProblem[] {
  return problemsAt(useJudgement().judgement.problems, path, below)
}

/** A message without the path it begins with, for where the place is told by name. */
export function withoutPath(message: string, path: string): string {
  return path !== '' && message.startsWith(path) ? message.slice(path.length).replace(/^[:：]\s*/, '') : message
}
