// The entries of the rail: modules and reports in the order of the definition, each with its address.
import type { App } from '../../definition/app.ts'
import { textOf } from '../../label.ts'
import { modulePath, reportPath, withQuery } from '../data/paths.ts'

export interface NavigationEntry {
  readonly key: string
  readonly label: string
  readonly icon: string
  /** The address without parameters, to tell which entry one is in. */
  readonly path: string
  readonly href: string
  readonly kind: 'module' | 'report'
}

export function navigationOf(app: App): NavigationEntry[] {
  const { locale } = app.settings
  return app.navigation.flatMap((item): NavigationEntry[] => {
    if (item.report) {
      const report = app.reports.get(item.report)
      if (!report) return []
      const path = reportPath(app.key, report.key)
      return [
        { key: item.key, label: textOf(item.label ?? report.label, locale, report.key), icon: 'report', path, href: path, kind: 'report' },
      ]
    }
    const module = item.module === undefined ? undefined : app.modules.get(item.module)
    if (!module) return []
    const path = modulePath(app.key, module.key)
    const label = textOf(item.label ?? module.label, locale, module.key)
    return [{ key: item.key, label, icon: module.icon, path, href: withQuery(path, { view: item.view }), kind: 'module' }]
  })
}
