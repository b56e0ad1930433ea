// The settings of a table report: which records, how they are grouped, what is counted, in what order, and the chart.
import { Select } from '@mantine/core'
import type { TableReportDefinition } from '../../../runtime/definition/types.ts'
import { textOf } from '../../../runtime/label.ts'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useChange } from '../../editor/draft-context.tsx'
import { ExpressionSetting, SQL } from '../../inspector/ExpressionSetting.tsx'
import { InspectorSection } from '../../inspector/Inspector.tsx'
import { NumberSetting, SelectSetting } from '../../inspector/settings.tsx'
import { useTell } from '../../words/text.tsx'
import type { ReportPartProps } from '../types.tsx'
import { words } from '../words.ts'
import { Groups } from './Groups.tsx'
import { Measures } from './Measures.tsx'
import { Sorting } from './Sorting.tsx'

export default function TableEditor({ report, module, path }: ReportPartProps<TableReportDefinition>) {
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const measures = report.measures.map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))
  return (
    <>
      <ExpressionSetting path={`${path}/where`} label={words.where} module={module} value={report.where} scope={SQL} />
      <InspectorSection title={tell(words.groups)}>
        <Groups report={report} module={module} path={path} />
      </InspectorSection>
      <InspectorSection title={tell(words.measures)}>
        <Measures report={report} module={module} path={path} />
      </InspectorSection>
      <InspectorSection title={tell(words.sort)}>
        <Sorting report={report} path={path} />
        <NumberSetting path={`${path}/limit`} label={words.limit} value={report.limit} min={1} max={1000} integer placeholder="1000" />
      </InspectorSection>
      <InspectorSection title={tell(words.chart)}>
        <Select
          aria-label={tell(words.chart)}
          data={[
            { value: 'none', label: tell(words.noChart) },
            { value: 'bar', label: tell(words.bar) },
            { value: 'line', label: tell(words.line) },
          ]}
          value={report.chart?.type ?? 'none'}
          allowDeselect={false}
          onChange={(type) => {
            const measure = report.chart?.measure ?? measures[0]?.value
            const value = type === 'none' || type === null ? undefined : { type, measure }
            change({ label: words.chart, edits: [{ kind: 'set', path: `${path}/chart`, value }] })
          }}
        />
        {report.chart && (
          <SelectSetting path={`${path}/chart/measure`} label={words.chartOf} value={report.chart.measure} data={measures} />
        )}
      </InspectorSection>
    </>
  )
}
