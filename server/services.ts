// What routes and jobs work with: the store, the apps, who is who. Made once when the process starts.
import type { Members } from './access/members.ts'
import type { Live } from './collaboration/live/live.ts'
import type { Store } from './database/connect.ts'
import type { AppRegistry } from './definitions/registry.ts'
import type { Jobs } from './jobs/runner.ts'

export interface Services {
  readonly store: Store
  readonly apps: AppRegistry
  readonly accounts: Members
  readonly jobs: Jobs
  readonly live: Live
  /** The address people open, for links; set in the environment or that of this server. */
  publicUrl(): string
  /** Structured log line. */
  log(entry: Readonly<Record<string, unknown>>): void
}
