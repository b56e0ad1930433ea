// One measure of a report as bars or a line. The drawing library is loaded with this file, only when a chart is looked at.
import { useComputedColorScheme } from '@mantine/core'
import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { ReportChart as Chart, ReportTable } from '../../funnel/report-table.ts'
import { textOf } from '../../label.ts'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Report.module.css'
import { partsOf, useCellWriter } from './report-data.tsx'

use([BarChart, LineChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer])

const MOST_BARS = 40
const BAR = 26

interface ReportChartProps {
  readonly table: ReportTable
  readonly chart: Chart
  readonly label: string
}

export default function ReportChart({ table, chart, label }: ReportChartProps) {
  const say = useWords()
  const locale = useLocale()
  const writer = useCellWriter()
  const scheme = useComputedColorScheme()
  const box = useRef<HTMLDivElement>(null)
  const groups = table.columns.filter(({ role }) => role === 'group')
  const measures = table.columns.filter(({ role }) => role === 'measure')
  const index = measures.findIndex(({ key }) => key === chart.measure)
  const measure = measures[index]
  const points = table.rows.slice(0, MOST_BARS).map((row) => {
    const cells = partsOf(row, groups.length)
    const cell = cells.measures[index]
    return {
      name: cells.groups.map((each, at) => writer.group(groups[at]!, each)).join(' · '),
      value: cell?.value === null || cell?.value === undefined ? null : Number(cell.value),
      text: cell && measure ? writer.measure(measure, cell) : '',
    }
  })
  const bars = chart.type === 'bar'
  const height = bars ? points.length * BAR + 16 : 260
  const spoken = `${label}. ${points.map(({ name, text }) => `${name}: ${text}`).join('; ')}`
  const drawing = JSON.stringify(points)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the points are compared by what they say, not by identity
  useEffect(() => {
    const element = box.current
    if (!element) return
    const style = getComputedStyle(document.documentElement)
    const color = (name: string) => style.getPropertyValue(name).trim()
    const plot = init(element, null, { renderer: 'svg', height })
    const text = { color: color('--mantine-color-dimmed'), fontSize: 12, fontFamily: style.getPropertyValue('--mantine-font-family') }
    const names = {
      type: 'category' as const,
      data: points.map(({ name }) => name),
      axisLabel: { ...text, width: 140, overflow: 'truncate' as const },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: color('--mantine-color-default-border') } },
    }
    const values = {
      type: 'value' as const,
      axisLabel: { show: !bars, ...text },
      splitLine: { show: !bars, lineStyle: { color: color('--line') } },
    }
    plot.setOption({
      animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      animationDuration: 160,
      textStyle: text,
      grid: { left: 8, right: bars ? 90 : 24, top: 8, bottom: 8, containLabel: true },
      tooltip: {
        trigger: 'item',
        confine: true,
        renderMode: 'richText',
        formatter: ({ dataIndex }: { dataIndex: number }) => `${points[dataIndex]?.name}\n${points[dataIndex]?.text}`,
      },
      xAxis: bars ? values : names,
      yAxis: bars ? { ...names, inverse: true } : values,
      series: [
        {
          type: chart.type,
          data: points.map(({ value }) => value),
          itemStyle: { color: color('--accent') },
          lineStyle: { color: color('--accent'), width: 2 },
          barMaxWidth: 16,
          symbolSize: 6,
          label: {
            show: bars,
            position: 'right',
            ...text,
            formatter: ({ dataIndex }: { dataIndex: number }) => points[dataIndex]?.text ?? '',
          },
        },
      ],
    })
    const watch = new ResizeObserver(() => plot.resize({ height }))
    watch.observe(element)
    return () => {
      watch.disconnect()
      plot.dispose()
    }
  }, [drawing, bars, height, scheme, chart.type])

  if (!measure) return null
  return (
    <figure className={classes.chart}>
      <figcaption>{textOf(measure.label, locale, measure.key)}</figcaption>
      <div ref={box} role="img" aria-label={spoken} style={{ height }} />
      {table.rows.length > MOST_BARS && <p className={classes.description}>{say('report.chart.first', { count: MOST_BARS })}</p>}
    </figure>
  )
}
