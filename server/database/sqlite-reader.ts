// A second reading connection to an SQLite file in a thread of its own, for statements that take long: a report over a million records must not keep
// everyone else waiting. The thread is started by the first such statement and ends when none came for a while.
import { Worker } from 'node:worker_threads'

export interface ReadRequest {
  readonly id: number
  readonly sql: string
  readonly parameters: readonly unknown[]
}
export type ReadAnswer = { readonly id: number } & (
  | { readonly rows: readonly unknown[] }
  | { readonly error: string; readonly code?: string }
)

interface Waiting {
  readonly resolve: (rows: unknown[]) => void
  readonly reject: (error: Error) => void
}

export interface SqliteReader {
  /** Rows as objects. `parameters` are values SQLite takes. */
  all(sql: string, parameters: readonly unknown[]): Promise<unknown[]>
  close(): Promise<void>
}

const IDLE_MILLISECONDS = 20_000
/** Beside this module, as a source file or in its built form. */
const SCRIPT = new URL(import.meta.url.endsWith('.ts') ? './sqlite-reader-thread.ts' : './sqlite-reader-thread.js', import.meta.url)

export function openReader(file: string): SqliteReader {
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let counter = 0
  const waiting = new Map<number, Waiting>()

  function start(): Worker {
    const started = new Worker(SCRIPT, { workerData: { file } })
    started.unref()
    started.on('message', (answer: ReadAnswer) => {
      const one = waiting.get(answer.id)
      waiting.delete(answer.id)
      if (waiting.size === 0) {
        started.unref()
        idle = setTimeout(stop, IDLE_MILLISECONDS)
        idle.unref()
      }
      if ('rows' in answer) one?.resolve(answer.rows as unknown[])
      else one?.reject(Object.assign(new Error(answer.error), answer.code ? { code: answer.code } : {}))
    })
    started.on('error', (error) => {
      if (worker === started) worker = undefined
      for (const one of waiting.values()) one.reject(error as Error)
      waiting.clear()
    })
    return started
  }

  function stop(): void {
    if (waiting.size > 0) return
    void worker?.terminate()
    worker = undefined
  }

  return {
    all(sql, parameters) {
      clearTimeout(idle)
      worker ??= start()
      worker.ref()
      counter += 1
      const request: ReadRequest = { id: counter, sql, parameters }
      return new Promise((resolve, reject) => {
        waiting.set(request.id, { resolve, reject })
        worker!.postMessage(request)
      })
    },
    async close() {
      clearTimeout(idle)
      const ended = worker?.terminate()
      worker = undefined
      for (const one of waiting.values()) one.reject(new Error('the database was closed'))
      waiting.clear()
      await ended
    },
  }
}
