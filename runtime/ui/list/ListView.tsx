// A list: one request for pages, rows as a table or as two-line rows on narrow screens, what can be done with the chosen ones, and the count.
import { Button } from '@mantine/core'
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import type { Module } from '../../definition/app.ts'
import { useFormats } from '../data/formats.tsx'
import { memberNames } from '../data/members.ts'
import { type ListRequest, useRecordPages } from '../data/records.tsx'
import type { RecordData } from '../data/shapes.ts'
import { Empty, Failure, LoadingLines } from '../shell/Notices.tsx'
import { useNarrow } from '../shell/Shell.tsx'
import { useWords } from '../words/words.tsx'
import { columnsOf } from './columns.tsx'
import { EmptyPicture } from './EmptyPicture.tsx'
import classes from './List.module.css'
import { type ListState, sortText } from './list-state.tsx'
import { NarrowRows } from './NarrowRows.tsx'
import { RowTable } from './RowTable.tsx'

const BulkBar = lazy(() => import('./BulkBar.tsx'))

interface ListViewProps {
  readonly module: Module
  readonly state: ListState
  readonly onIds: (ids: readonly string[]) => void
  readonly create: (() => void) | undefined
}

const NO_RECORDS: readonly RecordData[] = []

export default function ListView({ module, state, onIds, create }: ListViewProps) {
  const say = useWords()
  const formats = useFormats()
  const narrow = useNarrow()
  const { view, where, search, trash, sort } = state
  const shown = useMemo(() => {
    // A board has no columns of its own to offer a list; its trash shows the first members instead.
    const names = view.type === 'board' ? memberNames(module).slice(0, 7) : view.fields
    return columnsOf(module, names.includes(module.title.key) ? names : [module.title.key, ...names])
  }, [module, view])
  const request = useMemo<ListRequest>(
    () => ({
      fields: shown.map(({ member }) => member.name),
      view: view.key,
      where: where?.text,
      search: search || undefined,
      sort: sortText(sort),
      trash,
      total: true,
    }),
    [shown, view.key, where, search, sort, trash],
  )
  const pages = useRecordPages(module, request)
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage } = pages
  const records = useMemo(() => data?.pages.flatMap((page) => page.records) ?? NO_RECORDS, [data])
  const total = data?.pages[0]?.total
  const [chosen, setChosen] = useState<Readonly<Record<string, boolean>>>({})
  const picked = useMemo(() => records.filter((record) => chosen[record._id]), [records, chosen])

  useEffect(() => onIds(records.map((record) => record._id)), [records, onIds])
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  if (pages.isPending) return <Frame>{<LoadingLines count={12} />}</Frame>
  if (pages.isError && !data) return <Frame>{<Failure message={pages.error.message} retry={() => void pages.refetch()} />}</Frame>
  const rows = { module, records, columns: shown, state, more }
  return (
    <Frame>
      <Suspense>{picked.length > 0 && <BulkBar module={module} records={picked} trash={trash} onDone={() => setChosen({})} />}</Suspense>
      {records.length === 0 ? (
        <NoRecords module={module} state={state} create={create} />
      ) : narrow ? (
        <NarrowRows {...rows} />
      ) : (
        <RowTable {...rows} chosen={chosen} onChosen={setChosen} total={total} />
      )}
      <div className={classes.foot} role="status">
        <span className="num">{total === undefined ? '' : say('list.total', { count: formats.number(total) })}</span>
        {pages.isError && <span>{pages.error.message}</span>}
        {isFetchingNextPage && <span>{say('loading')}</span>}
      </div>
    </Frame>
  )
}

function Frame({ children }: { readonly children: ReactNode }) {
  return <div className={classes.list}>{children}</div>
}

function NoRecords({ state, create }: Pick<ListViewProps, 'module' | 'state' | 'create'>) {
  const say = useWords()
  if (state.trash) return <Empty title={say('trash.empty')} text={say('trash.empty.text')} picture={<EmptyPicture />} />
  if (state.where || state.search) {
    const clear = () => state.change({ where: undefined, search: undefined })
    return (
      <Empty
        title={say('list.no_match')}
        text={say('list.no_match.text')}
        picture={<EmptyPicture />}
        action={
          <Button variant="default" onClick={clear}>
            {say('list.clear')}
          </Button>
        }
      />
    )
  }
  return (
    <Empty
      title={say('list.empty')}
      text={say('list.empty.text')}
      picture={<EmptyPicture />}
      action={create && <Button onClick={create}>{say('list.empty.create')}</Button>}
    />
  )
}
