// What a route is: a method, a path, the permission it needs, and a handler from a read request to an answer. There is no route without a permission.
import type { Locale } from '../../runtime/label.ts'
import type { Problem, Result } from '../../runtime/problem.ts'
import type { HeaderReader } from '../access/accounts.ts'
import type { SessionChange } from '../access/library-answer.ts'
import type { Principal } from '../access/principal.ts'
import type { AppHost, Published } from '../definitions/host.ts'
import type { Services } from '../services.ts'

/**
 * `public`: anyone. `user`: signed in. `admin`: administrator of the installation. `app`: may open the app in the path. `design`, `publish`: that right
 * in the app in the path. Rights to modules, records and fields are decided where records are read and written.
 */
export type Permission = 'public' | 'user' | 'admin' | 'app' | 'design' | 'publish'
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface Request {
  readonly services: Services
  /** Path parameters by name. */
  readonly path: Readonly<Record<string, string>>
  /** Query parameters by name; a name given twice is refused before. */
  readonly query: Readonly<Record<string, string>>
  readonly headers: HeaderReader
  /** The address the request came from. */
  readonly address: string
  /** The language problems are told in. */
  readonly locale: Locale
  /** The JSON body; refused before where it is not JSON or too large. It has arrived when it waits for its turn, and is parsed afterwards. */
  body(turn?: () => Promise<void>): Promise<Result<Readonly<Record<string, unknown>>>>
  /** The raw body, for small files. */
  bytes(): Promise<Result<Uint8Array>>
  /** Gives the raw body to `take` as it comes, for large files; no more of it comes before a piece is taken. */
  pieces(take: (piece: Uint8Array) => Promise<void>): Promise<Result<void>>
}
export interface UserRequest extends Request {
  readonly principal: Principal
}
export interface AppRequest extends UserRequest {
  readonly host: AppHost
  readonly published: Published
}

/** What goes back: a JSON value, JSON text already written, a text or a file, something with headers of its own, or problems, whose codes decide the status. */
export type Answer =
  | { readonly json: unknown; readonly status?: number; readonly headers?: readonly (readonly [name: string, value: string])[] }
  | { readonly jsonText: string | Uint8Array; readonly status?: number }
  | { readonly content: string | Uint8Array; readonly type: string; readonly fileName?: string }
  | { readonly body: Uint8Array | ReadableStream<Uint8Array>; readonly headers: Readonly<Record<string, string>> }
  | { readonly problems: readonly Problem[] }

interface Base {
  readonly method: Method
  /** Path under /api/v1; `:app` names the app. */
  readonly path: string
  /** One line for the API description. */
  readonly summary: string
  /** Query parameters the route knows; any other is an error. */
  readonly query?: readonly string[]
  /** A POST that changes nothing, which those who may only read may send too. */
  readonly reads?: true
  /** Starts work that goes on with all the rights of the person; a key that is limited to a role may not. */
  readonly background?: true
}
export type Route =
  | (Base & { readonly permission: 'public'; handle(request: Request): Promise<Answer> })
  | (Base & { readonly permission: 'user' | 'admin'; handle(request: UserRequest): Promise<Answer> })
  | (Base & { readonly permission: 'app' | 'design' | 'publish'; handle(request: AppRequest): Promise<Answer> })

/** The answer for a result: its value through `show`, or its problems. */
export function answer<T>(result: Result<T>, show: (value: T) => Answer): Answer {
  return result.ok ? show(result.value) : { problems: result.problems }
}

/** The answer that begins, renews or ends a session. */
export function sessionAnswer({ cookies, twoFactor }: SessionChange): Answer {
  return { json: twoFactor ? { twoFactor } : {}, headers: cookies.map((cookie) => ['set-cookie', cookie] as const) }
}

/** The user behind the principal of a request; only users come over HTTP. */
export function personOf(principal: Principal): string {
  if (principal.kind !== 'user') throw new Error('a request over HTTP comes from a user')
  return principal.id
}
