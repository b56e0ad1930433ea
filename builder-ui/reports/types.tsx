// The kinds of reports the builder can edit. A further kind is one entry: what it begins as, what edits it, what shows it on live data.
import { Table2 } from 'lucide-react'
import { type ComponentType, lazy } from 'react'
import type { Module } from '../../runtime/definition/app.ts'
import type { ReportDefinition } from '../../runtime/definition/types.ts'
import type { CommandIcon } from '../../runtime/ui/shell/commands.ts'
import type { Words } from '../words/text.tsx'
import { words } from './words.ts'

export interface ReportPartProps<T extends ReportDefinition = ReportDefinition> {
  readonly report: T
  readonly module: Module
  /** The place of the report. */
  readonly path: string
}

export interface ReportKind {
  readonly type: ReportDefinition['type']
  readonly label: Words
  readonly icon: CommandIcon
  /** A report that says something at once. */
  readonly begin: (key: string, label: string, module: Module) => ReportDefinition
  readonly Editor: ComponentType<ReportPartProps>
  readonly Preview: ComponentType<ReportPartProps>
}

export const REPORT_KINDS: readonly ReportKind[] = [
  {
    type: 'table',
    label: words.table,
    icon: Table2,
    begin(key, label, module) {
      const by = module.pipeline ? '_stage' : '_owner'
      const count = { key: 'count', label: { en: words.count.en, 'zh-CN': words.count['zh-CN'] }, aggregate: 'count' as const }
      return { key, label, type: 'table', module: module.key, groups: [{ key: 'group', by }], measures: [count] }
    },
    Editor: lazy(() => import('./table/TableEditor.tsx')),
    Preview: lazy(() => import('./table/TablePreview.tsx')),
  },
]

export function kindOf(report: ReportDefinition): ReportKind {
  return REPORT_KINDS.find(({ type }) => type === report.type) ?? REPORT_KINDS[0]!
}
