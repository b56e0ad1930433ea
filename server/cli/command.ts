// What a command is, and how commands are shown.
import type { Problem } from '../../runtime/problem.ts'

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
