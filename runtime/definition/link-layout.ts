// The layout of a module's record page, with the default that makes a module usable before anyone has drawn one.
import type { RecordShape } from '../expression/scope.ts'
import type { Field, LayoutTab } from './app.ts'
import type { ExpressionLinker } from './link-expression.ts'
import type { ModuleDefinition } from './types.ts'

const DETAILS = { en: 'Details', 'zh-CN': '基本信息' }

export function linkLayout(
  module: ModuleDefinition,
  fields: ReadonlyMap<string, Field>,
  shape: RecordShape,
  path: string,
  expression: ExpressionLinker,
): LayoutTab[] {
  // Scores have a panel of their own.
  const all = [...fields.keys()].filter((field) => !field.startsWith('_')).map((field) => ({ field, span: 1 }))
  if (!module.layout) {
    const section = { key: 'fields', label: DETAILS, columns: 2, visible: undefined, fields: all }
    return [{ key: 'details', label: DETAILS, visible: undefined, sections: [section] }]
  }
  return module.layout.map((tab) => ({
    key: tab.key,
    label: tab.label ?? tab.key,
    visible: expression(tab.visible, shape, 'memory', `${path}/layout/${tab.key}/visible`),
    sections: tab.sections.map((section) => ({
      key: section.key,
      label: section.label ?? section.key,
      columns: section.columns ?? 2,
      visible: expression(section.visible, shape, 'memory', `${path}/layout/${tab.key}/sections/${section.key}/visible`),
      fields: section.fields.filter(({ field }) => fields.has(field)).map(({ field, span }) => ({ field, span: span ?? 1 })),
    })),
  }))
}
