// The reports of the app: their list, and the chosen one with its settings beside what it shows on live data.

import { Select } from '@mantine/core'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Module } from '../../runtime/definition/app.ts'
import { textOf } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { designPath } from '../../runtime/ui/data/paths.ts'
import { Empty } from '../../runtime/ui/shell/Notices.tsx'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useChange, useDefinition } from '../editor/draft-context.tsx'
import { keyFor } from '../editor/keys.ts'
import type { SurfaceProps } from '../frame/surfaces.tsx'
import { AddWithModule } from '../lists/AddWithModule.tsx'
import { SplitPage } from '../lists/SplitPage.tsx'
import { filled, useTell } from '../words/text.tsx'
import { ReportEditor } from './ReportEditor.tsx'
import { REPORT_KINDS } from './types.tsx'
import { words } from './words.ts'

export default function ReportsScreen({ item }: SurfaceProps) {
  const tell = useTell()
  const locale = useLocale()
  const { app } = useApp()
  const change = useChange()
  const [, go] = useLocation()
  const reports = useDefinition().reports ?? []
  const [type, setType] = useState<string>(REPORT_KINDS[0]!.type)
  const current = reports.find(({ key }) => key === item) ?? (item === undefined ? reports[0] : undefined)
  const add = async (name: string, module: Module) => {
    const kind = REPORT_KINDS.find((each) => each.type === type)
    if (!kind) return
    const key = await keyFor(
      name,
      reports.map((each) => each.key),
      'report',
    )
    const edits = [{ kind: 'add', path: '/reports', item: kind.begin(key, name, module) }] as const
    if (change({ label: filled(words.added, { name }), edits })) go(designPath(app.key, `reports/${key}`))
  }
  return (
    <SplitPage
      title={tell(words.title)}
      path="/reports"
      surface="reports"
      current={current?.key}
      items={reports.map(({ key, label }) => ({ key, label: textOf(label, locale, key) }))}
      add={
        <AddWithModule label={tell(words.add)} moduleName={tell(words.module)} onAdd={add}>
          {REPORT_KINDS.length > 1 && (
            <Select
              label={tell(words.type)}
              data={REPORT_KINDS.map((kind) => ({ value: kind.type, label: tell(kind.label) }))}
              value={type}
              allowDeselect={false}
              comboboxProps={{ withinPortal: false }}
              onChange={(next) => next !== null && setType(next)}
            />
          )}
        </AddWithModule>
      }
    >
      {current ? <ReportEditor key={current.key} report={current} /> : <Empty title={tell(words.empty)} text={tell(words.emptyText)} />}
    </SplitPage>
  )
}
