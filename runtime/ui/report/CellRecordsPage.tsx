// The records behind one figure of a report: as many as the figure says.
import { SegmentedControl } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { Link, useSearchParams } from 'wouter'
import type { Module } from '../../definition/app.ts'
import { textOf } from '../../label.ts'
import { call } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import { reportPath } from '../data/paths.ts'
import type { RecordPage } from '../data/shapes.ts'
import { rememberTitles } from '../data/titles.ts'
import { useColumns } from '../list/grid/columns.tsx'
import { Grid } from '../list/grid/Grid.tsx'
import { runningLines } from '../list/grid/lines.ts'
import list from '../list/List.module.css'
import { type ListState, sortText, useListState } from '../list/list-state.tsx'
import { NarrowRows } from '../list/NarrowRows.tsx'
import RecordPanel from '../record/RecordPanel.tsx'
import { Empty, Failure, LoadingLines, NotFound } from '../shell/Notices.tsx'
import frame from '../shell/Shell.module.css'
import { useNarrow } from '../shell/Shell.tsx'
import { TopBar } from '../shell/TopBar.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import { partsOf, useCellWriter, useReport } from './report-data.tsx'

export default function CellRecordsPage({ report }: { readonly report: string }) {
  const { app } = useApp()
  const module = app.modules.get(app.reports.get(report)?.module ?? '')
  return module ? <Records report={report} module={module} /> : <NotFound />
}

function Records({ report, module }: { readonly report: string; readonly module: Module }) {
  const state = useListState(module)
  if (state === 'pending') return <LoadingLines />
  return state ? <CellRecords report={report} module={module} state={state} /> : <NotFound />
}

interface CellRecordsProps {
  readonly report: string
  readonly module: Module
  readonly state: ListState
}

function CellRecords({ report, module, state }: CellRecordsProps) {
  const say = useWords()
  const locale = useLocale()
  const formats = useFormats()
  const narrow = useNarrow()
  const { app } = useApp()
  const [search, setSearch] = useSearchParams()
  const cell = search.get('cell') ?? ''
  const side = search.get('side') ?? undefined
  // What a figure counts is shown as the module's first list shows it, whatever view the address names.
  const view = useMemo(() => [...module.views.values()].find(({ type }) => type === 'list') ?? state.view, [module, state.view])
  const columns = useColumns(module, view, true)
  const sort = sortText(state.sort)
  const pages = useInfiniteQuery({
    queryKey: ['records', app.key, module.key, 'cell', report, cell, side, sort],
    initialPageParam: null as string | null,
    placeholderData: keepPreviousData,
    getNextPageParam: (page: RecordPage) => page.next,
    queryFn: async ({ pageParam, signal }) => {
      const fields = columns.map(({ member }) => member.name)
      const body = {
        report,
        open: cell,
        fields,
        total: pageParam === null,
        ...(side ? { side } : {}),
        ...(sort ? { sort: sort.split(',') } : {}),
        ...(pageParam === null ? {} : { after: pageParam }),
      }
      const page = await call<RecordPage>(`/apps/${app.key}/reports/records`, { method: 'POST', body, signal })
      rememberTitles(module, page.records)
      return page
    },
  })
  const figure = useFigure(report, cell)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const records = useMemo(() => pages.data?.pages.flatMap((page) => page.records) ?? [], [pages.data])
  const total = pages.data?.pages[0]?.total
  const label = textOf(app.reports.get(report)?.label, locale, report)
  const lines = useMemo(() => runningLines(records, total, more), [records, total, more])
  const rows = { module, columns, lines, state }
  return (
    <>
      <TopBar
        title={label}
        crumbs={
          <>
            <Link href={reportPath(app.key, report)} className={frame.crumb}>
              {label}
            </Link>
            <span className={frame.slash} aria-hidden>
              /
            </span>
            <h1>{figure?.text ?? say('report.records')}</h1>
          </>
        }
      />
      {figure?.ratio && (
        <div className={list.tools}>
          <SegmentedControl
            size="xs"
            aria-label={say('report.side')}
            value={side ?? 'both'}
            onChange={(next) =>
              setSearch((now) => (next === 'both' ? without(now, 'side') : { ...Object.fromEntries(now), side: next }), { replace: true })
            }
            data={[
              { value: 'both', label: say('report.side.both') },
              { value: 'numerator', label: say('report.side.numerator') },
              { value: 'denominator', label: say('report.side.denominator') },
            ]}
          />
        </div>
      )}
      <div className={list.body}>
        <div className={list.list}>
          {pages.isPending && <LoadingLines />}
          {pages.isError && <Failure message={pages.error.message} retry={() => void pages.refetch()} />}
          {pages.data && records.length === 0 && <Empty title={say('list.no_match')} />}
          {records.length > 0 && (narrow ? <NarrowRows {...rows} /> : <Grid {...rows} />)}
          <div className={list.foot} role="status">
            <span className="num">{total === undefined ? '' : say('list.total', { count: total, shown: formats.number(total) })}</span>
          </div>
        </div>
        {state.record && (
          <RecordPanel
            key={state.record}
            module={module}
            id={state.record}
            ids={records.map(({ _id }) => _id)}
            onId={(record) => state.change({ record }, record !== undefined)}
          />
        )}
      </div>
    </>
  )
}

function without(params: URLSearchParams, name: string): Record<string, string> {
  const { [name]: _, ...rest } = Object.fromEntries(params)
  return rest
}

/** Which figure a token opens, in words: its groups and its measure. */
function useFigure(report: string, cell: string): { readonly text: string; readonly ratio: boolean } | undefined {
  const say = useWords()
  const locale = useLocale()
  const writer = useCellWriter()
  const { data: table } = useReport(report)
  if (!table) return undefined
  const groups = table.columns.filter(({ role }) => role === 'group')
  const measures = table.columns.filter(({ role }) => role === 'measure')
  const rows = [...table.rows.map((row) => partsOf(row, groups.length)), { groups: [], measures: table.totals.cells }]
  for (const row of rows) {
    const index = row.measures.findIndex(({ open }) => open === cell)
    const measure = measures[index]
    if (!measure) continue
    const name = row.groups.length === 0 ? say('report.total') : row.groups.map((each, at) => writer.group(groups[at]!, each)).join(' · ')
    return { text: `${name} · ${textOf(measure.label, locale, measure.key)}`, ratio: measure.format === 'ratio' }
  }
  return undefined
}
