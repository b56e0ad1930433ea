// What a person was told in an app, newest first, and how much of it is unread. The live updates tell when there is more; without them it is asked for.
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call } from '../../data/api.ts'
import { useApp } from '../../data/app-context.tsx'
import { queryClient } from '../../data/queries.tsx'
import { useConnected } from '../../live/state.ts'

export interface Notice {
  readonly id: number
  readonly at: string
  readonly kind: 'assigned' | 'mentioned' | 'job' | 'approval' | 'due'
  readonly module?: string
  readonly record?: string
  /** Null where the reader may not see what the record is called. */
  readonly title?: string | null
  /** Id of the user who did it. */
  readonly by?: string
  readonly read: boolean
  /** How many records changed hands at once. */
  readonly count?: number
  readonly job?: string
  readonly name?: string
  readonly state?: string
  /** Of an approval: the stage the record is to move to. */
  readonly stage?: string
}
interface NoticePage {
  /** At most 100 are counted. */
  readonly unread: number
  readonly notifications: readonly Notice[]
  readonly next: number | null
}

/** Milliseconds between two questions for what is new while nothing tells of it. */
const PULSE = 60_000

function noticesQuery(app: string) {
  return infiniteQueryOptions({
    queryKey: ['notifications', app],
    initialPageParam: null as number | null,
    getNextPageParam: (page: NoticePage) => page.next,
    queryFn: ({ pageParam, signal }) =>
      call<NoticePage>(`/apps/${app}/notifications`, { query: { after: pageParam ?? undefined }, signal }),
  })
}

/** Asks anew now; whoever learns that something was told calls it. */
export function refreshNotices(app: string): void {
  void queryClient.invalidateQueries({ queryKey: ['notifications', app] })
}

/** True a moment after the first paint: what is not needed for it waits. */
export function useSettled(): boolean {
  const [settled, setSettled] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), 1000)
    return () => clearTimeout(timer)
  }, [])
  return settled
}

export interface Notices {
  readonly unread: number
  readonly notices: readonly Notice[]
  readonly loading: boolean
  readonly failed: Error | null
  /** Loads older ones; undefined at the end. */
  readonly more: (() => void) | undefined
  readonly loadingMore: boolean
  markRead(ids?: readonly number[]): void
  again(): void
}

export function useNotices(): Notices {
  const { app } = useApp()
  const settled = useSettled()
  const connected = useConnected()
  const query = useInfiniteQuery({ ...noticesQuery(app.key), enabled: settled, refetchInterval: connected ? false : PULSE })
  const pages = query.data?.pages ?? []
  return {
    unread: pages[0]?.unread ?? 0,
    notices: pages.flatMap(({ notifications }) => notifications),
    loading: query.isPending,
    failed: query.isError && !query.data ? query.error : null,
    more: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
    loadingMore: query.isFetchingNextPage,
    markRead(ids) {
      const wanted = ids && new Set(ids)
      const marks = (notice: Notice) => !notice.read && (!wanted || wanted.has(notice.id))
      const marked = pages.reduce((sum, page) => sum + page.notifications.filter(marks).length, 0)
      if (wanted && marked === 0) return
      queryClient.setQueryData(noticesQuery(app.key).queryKey, (now) =>
        now
          ? {
              ...now,
              pages: now.pages.map((page) => ({
                ...page,
                unread: wanted ? Math.max(0, page.unread - marked) : 0,
                notifications: page.notifications.map((notice) => (marks(notice) ? { ...notice, read: true } : notice)),
              })),
            }
          : now,
      )
      // What the server did not take shows unread again.
      call(`/apps/${app.key}/notifications/read`, { method: 'POST', body: ids ? { ids } : { all: true } })
        .catch(() => undefined)
        .finally(() => refreshNotices(app.key))
    },
    again: () => void query.refetch(),
  }
}
