// One report: what every report has, the settings of its kind, and the live preview beside them.

import { Suspense } from 'react'
import type { ReportDefinition } from '../../runtime/definition/types.ts'
import { bothOf, textOf } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { moduleLabel } from '../../runtime/ui/data/titles.ts'
import { LoadingLines } from '../../runtime/ui/shell/Notices.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useDefinition } from '../editor/draft-context.tsx'
import { useOpenPlace } from '../editor/selection.tsx'
import { EditorPage } from '../frame/EditorPage.tsx'
import { InspectorSection } from '../inspector/Inspector.tsx'
import { ItemTools } from '../inspector/ItemTools.tsx'
import { KeySetting } from '../inspector/KeySetting.tsx'
import { LabelSetting } from '../inspector/LabelSetting.tsx'
import { SelectSetting } from '../inspector/settings.tsx'
import { useDuplicate } from '../inspector/use-duplicate.ts'
import { UsedIn } from '../uses/UsedIn.tsx'
import { useTell } from '../words/text.tsx'
import { kindOf } from './types.tsx'
import { words } from './words.ts'

export function ReportEditor({ report }: { readonly report: ReportDefinition }) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const open = useOpenPlace()
  const duplicate = useDuplicate(open)
  const { reports = [] } = useDefinition()
  const path = `/reports/${report.key}`
  const name = textOf(report.label, locale, report.key)
  const module = app.modules.get(report.module)
  const kind = kindOf(report)
  return (
    <EditorPage
      title={name}
      actions={<ItemTools path={path} name={bothOf(report.label, report.key)} onDuplicate={() => duplicate(path, report)} />}
      label={tell(words.settings)}
      previewTitle={tell(words.preview)}
      preview={
        module && (
          <Suspense fallback={<LoadingLines />}>
            <kind.Preview report={report} module={module} path={path} />
          </Suspense>
        )
      }
    >
      <LabelSetting path={`${path}/label`} label={words.name} value={report.label} fallback={report.key} />
      <SelectSetting
        path={`${path}/module`}
        label={words.module}
        value={report.module}
        data={[...app.modules.values()].map((each) => ({ value: each.key, label: moduleLabel(each) }))}
      />
      {module && (
        <Suspense fallback={<LoadingLines />}>
          <kind.Editor report={report} module={module} path={path} />
        </Suspense>
      )}
      <InspectorSection title={tell(words.description)}>
        <LabelSetting path={`${path}/description`} label={words.description} value={report.description} lines={2} />
        <KeySetting
          path={path}
          value={report.key}
          taken={reports.map(({ key }) => key).filter((key) => key !== report.key)}
          onRenamed={open}
        />
      </InspectorSection>
      <UsedIn path={path} />
    </EditorPage>
  )
}
