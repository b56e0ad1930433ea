// Due work lives in the app's database and is claimed by lease, so several processes share it and a killed one loses nothing.
import type { Principal } from '../access/principal.ts'
import type { AppHost } from '../definitions/host.ts'

export interface JobInfo {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly progress: unknown
  readonly result: unknown
  readonly by: string | null
  readonly createdAt: string
  readonly finishedAt: string | null
}

export interface Jobs {
  /** Puts work into the app's queue; it runs here or in another process. */
  add(host: AppHost, job: { readonly kind: string; readonly name: string; readonly input: unknown }, principal: Principal): Promise<string>
  get(host: AppHost, id: string): Promise<JobInfo | undefined>
  /** What the job was given to do. */
  input(host: AppHost, id: string): Promise<unknown>
  list(host: AppHost): Promise<JobInfo[]>
  /** Asks a job to stop at its next safe place. */
  cancel(host: AppHost, id: string): Promise<boolean>
  /** Stops taking work and waits for what runs to reach a safe place. */
  close(): Promise<void>
}
