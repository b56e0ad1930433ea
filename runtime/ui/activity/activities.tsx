// Activities as screens read them: which modules hold them, which are about a record, which are on somebody's day.
import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Activity, App, Module } from '../../definition/app.ts'
import { call } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import type { RecordData, RecordPage } from '../data/shapes.ts'
import { rememberTitles } from '../data/titles.ts'

export type ActivityModule = Module & { readonly activity: Activity }

/** Days ahead that a day looks. */
const AHEAD = 7
const MOST = 200

export function activityModules(app: App): readonly ActivityModule[] {
  return [...app.modules.values()].filter((module): module is ActivityModule => module.activity !== undefined)
}

/** Modules of activities that can be about a record of `module`, each with the relation that says so. */
export function activitiesAbout(app: App, module: Module): readonly { readonly module: ActivityModule; readonly field: string }[] {
  return module.incoming.flatMap(({ module: key, field }) => {
    const other = app.modules.get(key)
    return other?.activity?.about.includes(field) ? [{ module: other as ActivityModule, field }] : []
  })
}

function fieldsOf({ title, activity }: ActivityModule): string[] {
  const { at, about, kind, direction, text, complete } = activity
  const named = [kind, direction, text].filter((name) => name !== undefined)
  return [...new Set([title.key, at, ...about, ...named, ...Object.keys(complete), '_owner'])]
}

async function read(app: App, module: ActivityModule, where: string, sort: string, limit = MOST): Promise<readonly RecordData[]> {
  const query = { fields: fieldsOf(module).join(','), where, sort, limit }
  const { records } = await call<RecordPage>(`/apps/${app.key}/records/${module.key}`, { query })
  rememberTitles(module, records)
  return records
}

/** What is to be done about a record, the earliest first. */
export function useOpenAbout(module: ActivityModule, field: string, id: string) {
  const { app } = useApp()
  const { at, open } = module.activity
  return useQuery({
    queryKey: ['records', app.key, module.key, 'open', field, id],
    queryFn: () => read(app, module, `${field} == "${id}" && (${open.text})`, at, 1),
  })
}

/** Everything about a record that was done or is planned, the latest first. */
export function aboutQuery(app: App, module: ActivityModule, field: string, id: string) {
  return queryOptions({
    queryKey: ['records', app.key, module.key, 'about', field, id],
    queryFn: () => read(app, module, `${field} == "${id}"`, `-${module.activity.at}`),
  })
}

function isInstant({ fields, activity }: ActivityModule): boolean {
  return fields.get(activity.at)?.storage.kind === 'instant'
}

/** What is mine to do, overdue or within a week, the earliest first. */
export function dayQuery(app: App, module: ActivityModule) {
  const { at, open } = module.activity
  const end = isInstant(module) ? `${at} < now() + duration("${AHEAD}d")` : `${at} <= today() + duration("${AHEAD}d")`
  return queryOptions({
    queryKey: ['records', app.key, module.key, 'day'],
    queryFn: () => read(app, module, `_owner == me && (${open.text}) && ${end}`, at),
  })
}

export interface Completion {
  readonly due: number
  readonly done: number
}

/** Of what was mine to do since Monday until now: how much is done. */
export function completionQuery(app: App, module: ActivityModule) {
  const { at, open } = module.activity
  const due = isInstant(module)
    ? `_owner == me && date(${at}) >= start_of("week") && ${at} < now()`
    : `_owner == me && ${at} >= start_of("week") && ${at} <= today()`
  const count = async (where: string) =>
    (await call<RecordPage>(`/apps/${app.key}/records/${module.key}`, { query: { fields: '_id', where, limit: 1, total: true } })).total ??
    0
  return queryOptions({
    queryKey: ['records', app.key, module.key, 'completion'],
    queryFn: async (): Promise<Completion> => {
      const [all, left] = await Promise.all([count(due), count(`${due} && (${open.text})`)])
      return { due: all, done: all - left }
    },
  })
}

/** Records of mine whose time in their stage is over, longest first. */
export function stalledQuery(app: App, module: Module) {
  return queryOptions({
    queryKey: ['records', app.key, module.key, 'stalled'],
    queryFn: async () => {
      const query = {
        fields: [module.title.key, '_stage', '_stage_at', '_stage_due'].join(','),
        where: '_owner == me && _stage_due < now()',
        sort: '_stage_due',
        limit: 20,
        total: true,
      }
      const page = await call<RecordPage>(`/apps/${app.key}/records/${module.key}`, { query })
      rememberTitles(module, page.records)
      return page
    },
  })
}
