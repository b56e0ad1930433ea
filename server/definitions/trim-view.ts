// A view as someone may see it who does not see every member it names.
import type { ViewDefinition } from '../../runtime/definition/types.ts'

/**
 * The view without the members that are not shown; undefined where nothing is left of it. Whoever is offered it is not told to whom else it is.
 */
export function trimView(view: ViewDefinition, shown: (name: string) => boolean): ViewDefinition | undefined {
  const { roles: _, sort, group, widths, pinned, totals, sum, swimlane, date, until, ...rest } = view
  const fields = view.fields.filter(shown)
  const day = date !== undefined && shown(date)
  if (fields.length === 0 || (view.type === 'calendar' && !day)) return undefined
  const kept = <T>(values: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(values).filter(([name]) => shown(name)))
  const named = { group, sum, swimlane, date, until }
  return {
    ...rest,
    fields,
    ...(sort ? { sort: sort.filter(({ field }) => shown(field)) } : {}),
    ...Object.fromEntries(Object.entries(named).filter(([, name]) => name !== undefined && shown(name))),
    ...(widths ? { widths: kept(widths) } : {}),
    // As many of those columns as are left stay in place.
    ...(pinned === undefined ? {} : { pinned: view.fields.slice(0, pinned).filter(shown).length }),
    ...(totals ? { totals: kept(totals) } : {}),
  }
}
