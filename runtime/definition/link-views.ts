// Views of a module, with those that make a module usable before anyone has drawn one: a list of everything, and a board where there is a pipeline.
import type { RecordShape } from '../expression/scope.ts'
import type { Field, Pipeline, View } from './app.ts'
import type { ExpressionLinker } from './link-expression.ts'
import type { ModuleDefinition, ViewDefinition } from './types.ts'

const ALL = { en: 'All', 'zh-CN': '全部' }
const BOARD = { en: 'Board', 'zh-CN': '看板' }
const DEFAULT_LIST_FIELDS = 8
const DEFAULT_CARD_FIELDS = 3

/** One view of the definition, or one somebody saved. Its condition is left out where `expression` finds it wrong. */
export function linkView(view: ViewDefinition, shape: RecordShape, path: string, expression: ExpressionLinker): View {
  return {
    key: view.key,
    label: view.label ?? view.key,
    type: view.type,
    roles: view.roles,
    fields: view.fields,
    where: expression(view.where, shape, 'database', `${path}/where`),
    sort: (view.sort ?? []).map(({ field, descending }) => ({ field, descending: descending ?? false })),
    group: view.group,
    widths: new Map(Object.entries(view.widths ?? {})),
    pinned: view.pinned ?? 0,
    totals: new Map(Object.entries(view.totals ?? {})),
    pipeline: view.pipeline,
    sum: view.sum,
    swimlane: view.swimlane,
    date: view.date,
    until: view.until,
  }
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
  for (const view of module.views ?? []) views.set(view.key, linkView(view, shape, `${path}/views/${view.key}`, expression))
  const types = new Set([...views.values()].map((view) => view.type))
  for (const view of givenViews(fields, pipeline, shape)) if (!types.has(view.type)) views.set(view.key, view)
  return views
}

/**
 * The views a module has where it draws none of their type. The server knows them always: someone to whom no view of a type is open works in these.
 */
export function givenViews(fields: ReadonlyMap<string, Field>, pipeline: Pipeline | undefined, shape: RecordShape): View[] {
  const keys = [...fields.keys()].filter((key) => !key.startsWith('_'))
  const sort = [{ field: '_id', descending: true }]
  const shown = pipeline ? [keys[0]!, '_stage', ...keys.slice(1)] : keys
  const sum = [...fields.values()].find((field) => field.storage.kind === 'decimal' && field.storage.currency)?.key
  const list: ViewDefinition = { key: '_all', label: ALL, type: 'list', fields: shown.slice(0, DEFAULT_LIST_FIELDS), sort }
  const card = keys.slice(0, DEFAULT_CARD_FIELDS)
  const board: ViewDefinition = { key: '_board', label: BOARD, type: 'board', fields: card, sort, ...(sum === undefined ? {} : { sum }) }
  return (pipeline ? [list, board] : [list]).map((view) => linkView(view, shape, '', () => undefined))
}
