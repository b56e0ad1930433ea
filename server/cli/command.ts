// What a command is, and what commands share: where the data is, which app is meant, files read from disk.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readJson } from '../../runtime/definition/read-json.ts'
import { fail, type Problem, problem, type Result } from '../../runtime/problem.ts'
import { connect, type Store, type Target } from '../database/connect.ts'
import { type AppHost, openHost } from '../definitions/host.ts'

export interface Options {
  readonly [name: string]: string | boolean | undefined
  readonly json?: boolean
  readonly data?: string
  readonly database?: string
  readonly app?: string
}
export interface Invocation {
  readonly options: Options
  readonly positionals: readonly string[]
}
export type CommandOutput =
  | { readonly text: string; readonly json: unknown; readonly failed?: boolean }
  | { readonly problems: readonly Problem[] }

export interface Command {
  /** One or two words. */
  readonly name: string
  /** Names of the arguments; one in brackets may be left out. */
  readonly positionals: readonly string[]
  readonly options: Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>
  /** How the options are shown: `--map FILE [--dry-run]`. */
  readonly shown: string
  readonly summary: string
  run(invocation: Invocation): Promise<CommandOutput>
}

export function usage(commands: readonly Command[]): string {
  const lines = commands.map(
    ({ name, positionals, shown, summary }) =>
      `  stagewright ${[name, ...positionals, shown].filter((part) => part !== '').join(' ')}\n      ${summary}`,
  )
  const where =
    'Everywhere: --data DIR (SQLite folder, ./data unless given) or --database URL (PostgreSQL), --app KEY where there are several apps, --json.'
  return `${lines.join('\n')}\n\n${where}`
}

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

/** A JSON file, its problems told with line and column. */
export async function readJsonFile(path: string): Promise<Result<unknown>> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error)
    return fail(problem(path, 'file', `${path}: cannot be read (${reason}).`, `${path}：无法读取（${reason}）。`))
  }
  return readJson(text)
}
