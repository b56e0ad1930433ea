// Who acts. Every read and write takes a principal; there is no default and no null, and the system says which part of it acts.
import type { App } from '../../runtime/definition/app.ts'

export type Principal =
  | {
      readonly kind: 'user'
      readonly id: string
      readonly name: string
      /** Administrators of the installation hold every right in every app. */
      readonly admin: boolean
      /** Role keys per app key. */
      readonly roles: ReadonlyMap<string, readonly string[]>
      /** Ids of the users of the teams I belong to or manage, myself included. */
      readonly team: readonly string[]
      /** Ids of the users of the teams I manage. */
      readonly manages: readonly string[]
      /** Set where a program acts with an API key of that user. */
      readonly key?: { readonly id: string /** Only one role of the person's. */; readonly limited: boolean }
      /** Every change is refused, whatever the roles allow: a reading key, or somebody looking at the app as another role. */
      readonly readOnly?: true
    }
  | { readonly kind: 'system' /** The part that acts: `import`, `publish`, `cli` … */; readonly part: string }

export function systemPrincipal(part: string): Principal {
  return { kind: 'system', part }
}

export function isAllPowerful(principal: Principal): boolean {
  return principal.kind === 'system' || principal.admin
}

/** Role keys of the principal in an app, sorted; only roles the published app still has. */
export function rolesIn(principal: Principal, app: App): readonly string[] {
  if (principal.kind === 'system') return []
  return (principal.roles.get(app.key) ?? []).filter((key) => app.roles.has(key)).sort()
}

/** The principal as a role of the app would see it: the same person with that role alone, reading only. */
export function viewedAs(principal: Principal, app: App, role: string): Principal {
  if (principal.kind !== 'user') return principal
  return { ...principal, admin: false, roles: new Map([[app.key, [role]]]), readOnly: true }
}

export function userId(principal: Principal): string | null {
  return principal.kind === 'user' ? principal.id : null
}

export function mayDesign(principal: Principal, app: App): boolean {
  return isAllPowerful(principal) || rolesIn(principal, app).some((key) => app.roles.get(key)!.design)
}

export function mayPublish(principal: Principal, app: App): boolean {
  return isAllPowerful(principal) || rolesIn(principal, app).some((key) => app.roles.get(key)!.publish)
}

export function mayOpen(principal: Principal, app: App): boolean {
  return isAllPowerful(principal) || rolesIn(principal, app).length > 0
}
