// Notes on a record: what the server keeps of them, and writing them. A note is plain text in which `@[user id]` names somebody.
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Module } from '../../definition/app.ts'
import { call } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import { queryClient } from '../data/queries.tsx'

export interface Note {
  readonly id: string
  readonly author: string | null
  readonly at: string
  /** null where the note was removed. */
  readonly text: string | null
  readonly editedAt?: string
  readonly deletedAt?: string
}

interface NotePage {
  readonly notes: readonly Note[]
  readonly next: string | null
}

export function useNotes(module: Module, id: string) {
  const { app } = useApp()
  return useInfiniteQuery({
    queryKey: ['notes', app.key, module.key, id],
    initialPageParam: null as string | null,
    getNextPageParam: (page: NotePage) => page.next,
    queryFn: ({ pageParam }) =>
      call<NotePage>(`/apps/${app.key}/records/${module.key}/${id}/notes`, { query: pageParam === null ? {} : { after: pageParam } }),
  })
}

export interface NoteWriter {
  create(text: string): Promise<void>
  change(note: string, text: string): Promise<void>
  remove(note: string): Promise<void>
}

export function useNoteWriter(module: Module, id: string): NoteWriter {
  const { app } = useApp()
  return useMemo(() => {
    const base = `/apps/${app.key}/records/${module.key}/${id}/notes`
    const send = async (method: 'POST' | 'PATCH' | 'DELETE', path: string, text?: string) => {
      await call(base + path, { method, ...(text === undefined ? {} : { body: { text } }) })
      await queryClient.invalidateQueries({ queryKey: ['notes', app.key, module.key, id] })
    }
    return {
      create: (text) => send('POST', '', text),
      change: (note, text) => send('PATCH', `/${note}`, text),
      remove: (note) => send('DELETE', `/${note}`),
    }
  }, [app.key, module.key, id])
}

const MENTION = /@\[([\w-]{1,64})\]/g

/** The text in parts: plain ones, and the ids of people named. */
export function partsOf(text: string): readonly ({ readonly plain: string } | { readonly person: string })[] {
  const parts: ({ plain: string } | { person: string })[] = []
  let end = 0
  for (const match of text.matchAll(MENTION)) {
    if (match.index > end) parts.push({ plain: text.slice(end, match.index) })
    parts.push({ person: match[1]! })
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push({ plain: text.slice(end) })
  return parts
}

/** What somebody edits: names instead of ids. `stored` turns it back. */
export function editable(text: string, nameOf: (id: string) => string | undefined): string {
  return text.replaceAll(MENTION, (whole, id: string) => {
    const name = nameOf(id)
    return name === undefined ? whole : `@${name}`
  })
}

/** The text as it is kept: every `@name` of somebody becomes `@[id]`, the longest name first. */
export function stored(text: string, people: readonly { readonly id: string; readonly name: string }[]): string {
  const longest = people.toSorted((a, b) => b.name.length - a.name.length)
  let kept = ''
  for (let at = 0; at < text.length; ) {
    const found = text[at] === '@' ? longest.find(({ name }) => text.startsWith(name, at + 1)) : undefined
    kept += found ? `@[${found.id}]` : text[at]
    at += found ? found.name.length + 1 : 1
  }
  return kept
}
