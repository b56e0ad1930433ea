// Where the data is that a command works on, and which app is meant.
import { join } from 'node:path'
import { fail, problem, type Result } from '../../runtime/problem.ts'
import { connect, type Store, type Target } from '../database/connect.ts'
import { type AppHost, openHost } from '../definitions/host.ts'
import type { Options } from './command.ts'

/** `--database`, `--data`, DATABASE_URL, STAGEWRIGHT_DATA or `./data`, in this order. */
export function targetOf(options: Options): Target {
  if (options.database !== undefined) return { url: options.database }
  if (options.data !== undefined) return { data: options.data }
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL }
  return { data: process.env.STAGEWRIGHT_DATA ?? join(process.cwd(), 'data') }
}

/** Runs `work` with the store open. */
export async function withStore<T>(options: Options, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await connect(targetOf(options))
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** The app that is meant: `--app`, or the only one there is. */
export async function appOf(store: Store, options: Options): Promise<Result<AppHost>> {
  const keys = await store.appKeys()
  const key = options.app ?? (keys.length === 1 ? keys[0] : undefined)
  if (key === undefined) {
    const list = keys.join(', ') || '–'
    return fail(
      problem('--app', 'which_app', `Say which app with --app KEY. There are: ${list}.`, `请用 --app KEY 指定应用。现有：${list}。`),
    )
  }
  const host = await openHost(store, key)
  return host ? { ok: true, value: host } : fail(problem('--app', 'not_found', `There is no app "${key}".`, `没有应用“${key}”。`))
}
