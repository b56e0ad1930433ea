// A table report on a page: chart and table of the same figures, every figure opening its records.
import { ActionIcon, Tooltip } from '@mantine/core'
import { ChartColumn, RotateCw } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { textOf } from '../../label.ts'
import { useApp } from '../data/app-context.tsx'
import { Empty, Failure, LoadingLines, NotFound } from '../shell/Notices.tsx'
import { TopBar } from '../shell/TopBar.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import { FigureTable } from './FigureTable.tsx'
import classes from './Report.module.css'
import { useReport } from './report-data.tsx'

const ReportChart = lazy(() => import('./ReportChart.tsx'))

export default function ReportPage({ report: key }: { readonly report: string }) {
  const say = useWords()
  const locale = useLocale()
  const { app } = useApp()
  const definition = app.reports.get(key)
  const report = useReport(key)
  const [drawn, setDrawn] = useState(true)
  if (!definition) return <NotFound />
  const label = textOf(definition.label, locale, key)
  const table = report.data
  return (
    <>
      <TopBar
        title={label}
        crumbs={<h1>{label}</h1>}
        actions={
          <>
            {definition.chart && (
              <Tooltip label={say(drawn ? 'report.chart.hide' : 'report.chart.show')}>
                <ActionIcon
                  aria-label={say('report.chart')}
                  aria-pressed={drawn}
                  variant={drawn ? 'light' : 'subtle'}
                  color={drawn ? 'pine' : 'gray'}
                  onClick={() => setDrawn(!drawn)}
                >
                  <ChartColumn size={16} strokeWidth={1.75} />
                </ActionIcon>
              </Tooltip>
            )}
            <Tooltip label={say('report.refresh')}>
              <ActionIcon aria-label={say('report.refresh')} loading={report.isFetching} onClick={() => void report.refetch()}>
                <RotateCw size={16} strokeWidth={1.75} />
              </ActionIcon>
            </Tooltip>
          </>
        }
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={classes.page} tabIndex={0}>
        {definition.description && <p className={classes.description}>{textOf(definition.description, locale)}</p>}
        {report.isError && <Failure message={report.error.message} retry={() => void report.refetch()} />}
        {report.isPending && <LoadingLines />}
        {table && table.rows.length === 0 && <Empty title={say('report.empty')} text={say('report.empty.text')} />}
        {table && table.rows.length > 0 && (
          <>
            {definition.chart && drawn && (
              <Suspense fallback={<LoadingLines count={5} height={32} />}>
                <ReportChart table={table} chart={definition.chart} label={label} />
              </Suspense>
            )}
            <FigureTable report={key} table={table} label={label} />
            {table.truncated && <p className={classes.description}>{say('report.truncated', { count: table.rows.length })}</p>}
          </>
        )}
      </div>
    </>
  )
}
