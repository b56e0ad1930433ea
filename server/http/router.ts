// Which route a request is for. The tree of paths is Fastify's router; what a route's parameters are called is said in its path.
import type { IncomingMessage } from 'node:http'
import findMyWay, { type HTTPMethod } from 'find-my-way'
import type { Route } from '../routes/route.ts'

export interface Found {
  readonly route: Route
  /** Path parameters by name, decoded. */
  readonly path: Readonly<Record<string, string>>
}
export type Router = (method: string, url: string) => Found | undefined

/** Longer parts of a path than this are no key or id of anything. */
const LONGEST_PART = 1000
const NO_QUERY = {}

/** Finds routes by their paths under `prefix`. A GET route answers HEAD too; the query is not looked at. */
export function routerOf(prefix: string, routes: readonly Route[]): Router {
  const tree = findMyWay({ caseSensitive: true, maxParamLength: LONGEST_PART, querystringParser: () => NO_QUERY })
  for (const route of routes) {
    const methods: HTTPMethod[] = route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]
    // Nothing is handled by the tree itself: it only says which route it is.
    tree.on(methods, prefix + route.path, () => undefined, route)
  }
  return (method, url) => {
    const found = tree.find(method as HTTPMethod, url)
    return found ? { route: found.store as Route, path: found.params as Found['path'] } : undefined
  }
}

/** The address of a request as path and query; proxies may send it whole. */
export function urlOf({ url = '/' }: IncomingMessage): string {
  if (url.startsWith('/') || !URL.canParse(url)) return url
  const { pathname, search } = new URL(url)
  return pathname + search
}
