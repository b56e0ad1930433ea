// Which views of the definition are offered to whom. A view's roles are an offer, not a right to data: what a view shows is decided by rights alone.
import type { App, Module, View } from '../../runtime/definition/app.ts'
import { givenViews } from '../../runtime/definition/link-views.ts'
import { isAllPowerful, type Principal, rolesIn } from './principal.ts'

/** Whether a view with these roles is there for the principal; without roles it is there for everyone. */
export function isOffered(roles: readonly string[] | undefined, principal: Principal, app: App): boolean {
  return !roles || isAllPowerful(principal) || rolesIn(principal, app).some((role) => roles.includes(role))
}

/** The view of that key, if it is offered to the principal. */
export function offeredView(app: App, module: Module, principal: Principal, key: string): View | undefined {
  const view = module.views.get(key) ?? givenViews(module.fields, module.pipeline, module.shape).find((each) => each.key === key)
  return view && isOffered(view.roles, principal, app) ? view : undefined
}

/** Keys of the views the definition draws and the principal is offered. */
export function offeredKeys(app: App, module: Module, principal: Principal): string[] {
  return [...module.views.values()].filter((view) => isOffered(view.roles, principal, app)).map((view) => view.key)
}
