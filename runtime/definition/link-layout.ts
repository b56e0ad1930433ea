// Layouts and views of a module, with the defaults that make a module usable before anyone has drawn a layout.
import type { RecordShape } from '../expression/scope.ts'
import type { Field, LayoutTab, Pipeline, View } from './app.ts'
import type { ExpressionLinker } from './link.ts'
import type { ModuleDefinition } from './types.ts'

const DETAILS = { en: 'Details', 'zh-CN': '基本信息' }
const ALL = { en: 'All', 'zh-CN': '全部' }
const BOARD = { en: 'Board', 'zh-CN': '看板' }
const DEFAULT_LIST_FIELDS = 8
const DEFAULT_CARD_FIELDS = 3

export function linkLayout(
  module: ModuleDefinition,
  fields: ReadonlyMap<string, Field>,
  shape: RecordShape,
  path: string,
  expression: ExpressionLinker,
): LayoutTab[] {
  const all = [...fields.keys()].map((field) => ({ field, span: 1 }))
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

export function linkViews(
  module: ModuleDefinition,
  fields: ReadonlyMap<string, Field>,
  pipeline: Pipeline | undefined,
  shape: RecordShape,
  path: string,
  expression: ExpressionLinker,
): Map<string, View> {
  const views = new Map<string, View>()
  for (const view of module.views ?? []) {
    views.set(view.key, {
      key: view.key,
      label: view.label ?? view.key,
      type: view.type,
      fields: view.fields,
      where: expression(view.where, shape, 'database', `${path}/views/${view.key}/where`),
      sort: (view.sort ?? []).map(({ field, descending }) => ({ field, descending: descending ?? false })),
      sum: view.sum,
    })
  }
  const types = new Set([...views.values()].map((view) => view.type))
  const keys = [...fields.keys()]
  const sort = [{ field: '_id', descending: true }]
  const base = { where: undefined, sort, sum: undefined }
  if (!types.has('list')) {
    const shown = pipeline ? [keys[0]!, '_stage', ...keys.slice(1)] : keys
    views.set('_all', { ...base, key: '_all', label: ALL, type: 'list', fields: shown.slice(0, DEFAULT_LIST_FIELDS) })
  }
  if (pipeline && !types.has('board')) {
    const sum = [...fields.values()].find((field) => field.storage.kind === 'decimal' && field.storage.currency)?.key
    views.set('_board', { ...base, key: '_board', label: BOARD, type: 'board', fields: keys.slice(0, DEFAULT_CARD_FIELDS), sum })
  }
  return views
}
