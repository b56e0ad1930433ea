// What a table report of the draft shows on live data; every figure opens its records.
import { Anchor } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import type { Module } from '../../../runtime/definition/app.ts'
import type { ReportDefinition, TableReportDefinition } from '../../../runtime/definition/types.ts'
import type { MeasureCell, ReportTable } from '../../../runtime/funnel/report-table.ts'
import { textOf } from '../../../runtime/label.ts'
import { call, messageOf, problemsOf } from '../../../runtime/ui/data/api.ts'
import { useApp } from '../../../runtime/ui/data/app-context.tsx'
import { modulePath } from '../../../runtime/ui/data/paths.ts'
import type { RecordPage } from '../../../runtime/ui/data/shapes.ts'
import { recordTitle, rememberTitles } from '../../../runtime/ui/data/titles.ts'
import { FigureTable } from '../../../runtime/ui/report/FigureTable.tsx'
import { Dialog } from '../../../runtime/ui/shell/Dialog.tsx'
import { LoadingLines } from '../../../runtime/ui/shell/Notices.tsx'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useTell } from '../../words/text.tsx'
import classes from '../Reports.module.css'
import type { ReportPartProps } from '../types.tsx'
import { words } from '../words.ts'

const ReportChart = lazy(() => import('../../../runtime/ui/report/ReportChart.tsx'))

const PAUSE = 400
const FIRST = 50

export default function TablePreview({ report, module }: ReportPartProps<TableReportDefinition>) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const [settled] = useDebouncedValue(report, PAUSE)
  const [opened, setOpened] = useState<{ readonly cell: MeasureCell; readonly name: string }>()
  const found = useQuery({
    queryKey: ['report-preview', app.key, settled],
    queryFn: () => call<ReportTable>(`/apps/${app.key}/reports/run`, { method: 'POST', body: { definition: settled } }),
    placeholderData: keepPreviousData,
  })
  if (found.isError) {
    const told = problemsOf(found.error)
    return (
      <div className={classes.refused} role="status">
        <h3>{tell(words.notYet)}</h3>
        <ul>
          {(told.length > 0 ? told.map(({ message }) => message) : [messageOf(found.error)]).map((message) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
        <p>{tell(words.notPublished)}</p>
      </div>
    )
  }
  const table = found.data
  if (!table) return <LoadingLines />
  if (table.rows.length === 0) return <p className={classes.none}>{tell(words.nothing)}</p>
  const label = textOf(report.label, locale, report.key)
  return (
    <>
      {settled.chart && (
        <Suspense fallback={<LoadingLines count={5} height={32} />}>
          <ReportChart table={table} chart={settled.chart} label={label} />
        </Suspense>
      )}
      <FigureTable report={report.key} table={table} label={label} onOpen={(cell, name) => setOpened({ cell, name })} />
      {opened && <FigureRecords report={settled} module={module} {...opened} onClose={() => setOpened(undefined)} />}
    </>
  )
}

interface FigureRecordsProps {
  readonly report: ReportDefinition
  readonly module: Module
  readonly cell: MeasureCell
  readonly name: string
  readonly onClose: () => void
}

/** The first records behind a figure, each leading to its page in the running app. */
function FigureRecords({ report, module, cell, name, onClose }: FigureRecordsProps) {
  const tell = useTell()
  const { app } = useApp()
  const found = useQuery({
    queryKey: ['report-preview-records', app.key, report, cell.open],
    queryFn: async () => {
      const body = { definition: report, open: cell.open, fields: [module.title.key], limit: FIRST, total: true }
      const page = await call<RecordPage>(`/apps/${app.key}/reports/records`, { method: 'POST', body })
      rememberTitles(module, page.records)
      return page
    },
  })
  const count = found.data?.total ?? cell.n
  return (
    <Dialog onClose={onClose} title={tell(words.records, { figure: name, count })} size={560}>
      {found.isError && <p role="alert">{found.error.message}</p>}
      {found.isPending && <LoadingLines />}
      {count > FIRST && <p className={classes.none}>{tell(words.first, { count: FIRST })}</p>}
      <ul className={classes.records}>
        {found.data?.records.map((record) => (
          <li key={record._id}>
            <Anchor href={modulePath(app.key, module.key, record._id)} target="_blank" rel="noopener">
              {recordTitle(module, record) ?? record._id}
            </Anchor>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
