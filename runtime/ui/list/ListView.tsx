// A list: rows by the page as a grid, or as rows of two lines on narrow screens; groups and figures from the server; what can be done with the chosen ones.
import { Button } from '@mantine/core'
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import type { Module } from '../../definition/app.ts'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import type { ListRequest } from '../data/records.tsx'
import type { RecordData } from '../data/shapes.ts'
import { useTotals } from '../data/totals.tsx'
import { Empty, Failure, LoadingLines } from '../shell/Notices.tsx'
import { useNarrow } from '../shell/Shell.tsx'
import { useWords } from '../words/words.tsx'
import { EmptyPicture } from './EmptyPicture.tsx'
import { shownNames, useColumns } from './grid/columns.tsx'
import { Grid } from './grid/Grid.tsx'
import { RangeFigures } from './grid/RangeFigures.tsx'
import type { Range } from './grid/selection.ts'
import { MOST_LINES, useLines } from './grid/use-lines.tsx'
import { useWrites } from './grid/use-writes.tsx'
import { groupSections } from './groups.ts'
import classes from './List.module.css'
import { type ListState, questionOf } from './list-state.tsx'
import { NarrowRows } from './NarrowRows.tsx'

const BulkBar = lazy(() => import('./BulkBar.tsx'))

interface ListViewProps {
  readonly module: Module
  readonly state: ListState
  readonly onIds: (ids: readonly string[]) => void
  readonly create: (() => void) | undefined
}

/** How many records on either side of the open one the panel can step to. */
const STEPS = 300

export default function ListView({ module, state, onIds, create }: ListViewProps) {
  const say = useWords()
  const formats = useFormats()
  const narrow = useNarrow()
  const { abilities } = useApp()
  const { view, trash, record } = state
  const columns = useColumns(module, view, trash)
  // Columns that only change places ask for nothing new.
  const fields = shownNames(module, view).toSorted().join()
  const { view: key, where, search, sort } = questionOf(state)
  const request = useMemo<ListRequest>(
    () => ({ fields: fields.split(','), view: key, where, search, sort, trash }),
    [fields, key, where, search, sort, trash],
  )
  const group = narrow || trash || view.type !== 'list' ? undefined : view.group
  const figures = trash
    ? ''
    : [...view.totals]
        .filter(([name]) => columns.some((column) => column.name === name))
        .map(([name, total]) => `${name}:${total}`)
        .join()
  const totals = useTotals(
    module.key,
    { view: key, where, search, totals: figures || undefined, group },
    group !== undefined || figures !== '',
  )
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const sections = useMemo(
    () => (group === undefined ? undefined : groupSections(module, group, request, totals.data?.groups ?? [], open)),
    [module, group, request, totals.data?.groups, open],
  )
  const may = abilities(module.key)
  const adds = !narrow && !trash && group === undefined && create !== undefined && view.type === 'list'
  const lines = useLines(module, request, sections, adds)
  const writes = useWrites(module, group === undefined ? lines.request : undefined)
  const total = group === undefined ? lines.total : totals.data?.count

  const [chosen, setChosen] = useState<ReadonlyMap<string, RecordData>>(new Map())
  const choose = useCallback((records: readonly RecordData[], chooses: boolean) => {
    setChosen((now) => {
      const next = new Map(now)
      for (const each of records) {
        if (chooses) next.set(each._id, each)
        else next.delete(each._id)
      }
      return next
    })
  }, [])
  // Another question shows other records; who is no longer in sight is not acted on unseen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: emptied with every new question
  useEffect(() => setChosen(new Map()), [key, where, search, trash])
  const [range, setRange] = useState<Range>()

  const ids = record === undefined ? '' : idsAround(lines, record).join()
  useEffect(() => onIds(ids === '' ? [] : ids.split(',')), [ids, onIds])
  const toggle = (id: string) => setOpen((now) => (now.has(id) ? new Set([...now].filter((each) => each !== id)) : new Set([...now, id])))

  const error = lines.error ?? (totals.isError && group !== undefined ? totals.error : undefined)
  const pending = lines.pending || (group !== undefined && totals.isPending)
  if (pending && !error) return <Frame>{<LoadingLines count={12} />}</Frame>
  if (error && total === undefined)
    return <Frame>{<Failure message={error.message} retry={() => (lines.error ? lines.retry() : void totals.refetch())} />}</Frame>
  return (
    <Frame>
      <Suspense>
        {chosen.size > 0 && (
          <BulkBar
            module={module}
            chosen={chosen}
            request={request}
            total={total}
            trash={trash}
            onChoose={choose}
            onDone={() => setChosen(new Map())}
          />
        )}
      </Suspense>
      {total === 0 ? (
        <NoRecords state={state} create={create} />
      ) : narrow ? (
        <NarrowRows module={module} columns={columns} lines={lines} state={state} />
      ) : (
        <Grid
          module={module}
          columns={columns}
          lines={lines}
          state={state}
          writes={may.update && !trash ? writes : undefined}
          chosen={chosen}
          onChoose={choose}
          figures={figures === '' ? undefined : (totals.data?.totals ?? {})}
          groupBy={group}
          create={adds ? create : undefined}
          onGroup={toggle}
          onRange={setRange}
        />
      )}
      <div className={classes.foot}>
        <span className="num" role="status">
          {total === undefined ? '' : say('list.total', { count: total, shown: formats.number(total) })}
        </span>
        {group === undefined && (total ?? 0) > MOST_LINES && <span>{say('grid.most', { count: formats.number(MOST_LINES) })}</span>}
        {totals.data?.more && <span>{say('grid.more_groups')}</span>}
        {error && <span>{error.message}</span>}
        {lines.fetching && <span>{say('loading')}</span>}
        <span className={classes.space} />
        {range && <RangeFigures module={module} columns={columns} lines={lines} range={range} />}
      </div>
    </Frame>
  )
}

function idsAround(lines: ReturnType<typeof useLines>, id: string): string[] {
  const line = lines.lineOf(id)
  if (line === undefined) return []
  const ids: string[] = []
  for (let index = Math.max(0, line - STEPS); index <= Math.min(lines.count - 1, line + STEPS); index += 1) {
    const each = lines.at(index)
    if (each?.kind === 'record' && each.record) ids.push(each.record._id)
  }
  return ids
}

function Frame({ children }: { readonly children: ReactNode }) {
  return <div className={classes.list}>{children}</div>
}

function NoRecords({ state, create }: Pick<ListViewProps, 'state' | 'create'>) {
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
