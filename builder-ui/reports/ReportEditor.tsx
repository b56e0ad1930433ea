// One report: what every report has, the settings of its kind, and the live preview beside them.
import { ActionIcon, Tooltip } from '@mantine/core'
import { Copy, Trash2 } from 'lucide-react'
import { Suspense } from 'react'
import { useLocation } from 'wouter'
import type { ReportDefinition } from '../../runtime/definition/types.ts'
import { bothOf, textOf } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { designPath } from '../../runtime/ui/data/paths.ts'
import { moduleLabel } from '../../runtime/ui/data/titles.ts'
import { LoadingLines } from '../../runtime/ui/shell/Notices.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange, useDefinition } from '../editor/draft-context.tsx'
import { freeKey } from '../editor/keys.ts'
import { InspectorSection } from '../inspector/Inspector.tsx'
import { KeySetting } from '../inspector/KeySetting.tsx'
import { LabelSetting } from '../inspector/LabelSetting.tsx'
import { SelectSetting } from '../inspector/settings.tsx'
import { useRemove } from '../uses/removal.tsx'
import { UsedIn } from '../uses/UsedIn.tsx'
import { filled, useTell } from '../words/text.tsx'
import classes from './Reports.module.css'
import { kindOf } from './types.tsx'
import { words } from './words.ts'

export function ReportEditor({ report }: { readonly report: ReportDefinition }) {
  const tell = useTell()
  const locale = useLocale()
  const change = useChange()
  const remove = useRemove()
  const { app } = useApp()
  const [, go] = useLocation()
  const { reports = [] } = useDefinition()
  const path = `/reports/${report.key}`
  const name = textOf(report.label, locale, report.key)
  const module = app.modules.get(report.module)
  const kind = kindOf(report)
  const both = bothOf(report.label, report.key)
  const duplicate = () => {
    const key = freeKey(
      report.key,
      reports.map((each) => each.key),
    )
    const edits = [{ kind: 'add', path: '/reports', item: { ...report, key, label: filled(words.copyOf, { name: both }) } }] as const
    if (change({ label: filled(words.duplicate, { what: both }), edits })) go(designPath(app.key, `reports/${key}`))
  }
  const tools = [
    { icon: Copy, label: tell(words.duplicate, { what: name }), run: duplicate },
    { icon: Trash2, label: tell(words.remove, { what: name }), run: () => remove(path, both) },
  ]
  return (
    <div className={classes.editor}>
      <section className={classes.settings} aria-label={tell(words.settings)}>
        <div className={classes.head}>
          <h2>{name}</h2>
          {tools.map(({ icon: Icon, label, run }) => (
            <Tooltip key={label} label={label}>
              <ActionIcon aria-label={label} onClick={run}>
                <Icon size={16} strokeWidth={1.75} />
              </ActionIcon>
            </Tooltip>
          ))}
        </div>
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
          <KeySetting path={path} value={report.key} taken={reports.map(({ key }) => key).filter((key) => key !== report.key)} />
        </InspectorSection>
        <UsedIn path={path} />
      </section>
      <section className={classes.preview} aria-label={tell(words.preview)}>
        <h2>{tell(words.preview)}</h2>
        {module && (
          <Suspense fallback={<LoadingLines />}>
            <kind.Preview report={report} module={module} path={path} />
          </Suspense>
        )}
      </section>
    </div>
  )
}
