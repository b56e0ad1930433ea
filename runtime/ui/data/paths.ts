// Addresses of the screens. A name that begins with `_` is no module, so reports and modules share one level.

export function appPath(app: string): string {
  return `/apps/${app}`
}

export function modulePath(app: string, module: string, id?: string): string {
  return id === undefined ? `/apps/${app}/${module}` : `/apps/${app}/${module}/${id}`
}

/** Where the builder of an app is, or one of its parts. */
export function designPath(app: string, surface = ''): string {
  return surface === '' ? `/design/${app}` : `/design/${app}/${surface}`
}

export function dayPath(app: string): string {
  return `/apps/${app}/_day`
}

export function reportPath(app: string, report: string): string {
  return `/apps/${app}/_reports/${report}`
}

/** An address with its parameters; undefined and empty ones are left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '')
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}
