// Who is who: people, sessions, teams, invitations. This is what the rest of the server knows of them.
import type { Result } from '../../runtime/problem.ts'
import type { Principal } from './principal.ts'

export interface User {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly admin: boolean
  readonly disabled: boolean
  /** 'zh-CN' | 'en', or null: the app's. */
  readonly locale: string | null
  /** Role keys by app key. */
  readonly roles: Readonly<Record<string, readonly string[]>>
}

export interface NewUser {
  readonly name: string
  readonly email: string
  readonly password: string
  readonly admin?: boolean
  readonly roles?: Readonly<Record<string, readonly string[]>>
}

/** Headers by their names in small letters, and all of them one by one: a `Headers`, or what costs less to make. */
export type HeaderReader = Pick<Headers, 'get' | 'has'> & Iterable<readonly [name: string, value: string]>

export interface Accounts {
  /** The principal behind the request's session cookie; undefined where there is no living session of an enabled user. Looked up anew each time. */
  authenticate(headers: HeaderReader): Promise<Principal | undefined>
  /** The id of the living session of the request's cookie. */
  sessionOf(headers: HeaderReader): Promise<string | undefined>
  exists(id: string): Promise<boolean>
  users(): Promise<readonly User[]>
  createUser(user: NewUser): Promise<Result<User>>
  /** The one-time token of first set-up while there is no user; undefined afterwards. */
  setupToken(): Promise<string | undefined>
  /** A principal for a user id (jobs act as the user who asked). */
  principalOf(id: string): Promise<Principal | undefined>
}
