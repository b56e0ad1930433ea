// What a kind of job gets to work with.

import type { User } from '../access/accounts.ts'
import type { Principal } from '../access/principal.ts'
import type { AppHost } from '../definitions/host.ts'

export interface JobWork {
  readonly id: string
  readonly host: AppHost
  readonly principal: Principal
  readonly input: unknown
  readonly userExists: (id: string) => Promise<boolean>
  readonly users: () => Promise<readonly User[]>
  /** Stores progress and renews the lease; true when the job was asked to stop. */
  report(progress: unknown): Promise<boolean>
}

/** Returns the result that is kept with the job. Must be able to start over at any point. */
export type JobKind = (work: JobWork) => Promise<unknown>
