// The commands of the product, in the order help shows them. Each is loaded when it is asked for, so that a small one starts quickly.
import type { Command } from './command.ts'

export const COMMANDS: readonly { readonly name: string; load(): Promise<Command> }[] = [
  { name: 'serve', load: async () => (await import('./serve.ts')).serve },
  { name: 'validate', load: async () => (await import('./validate.ts')).validate },
  { name: 'create', load: async () => (await import('./create.ts')).create },
  { name: 'plan', load: async () => (await import('./definition.ts')).plan },
  { name: 'apply', load: async () => (await import('./definition.ts')).apply },
  { name: 'export', load: async () => (await import('./definition.ts')).exportApp },
  { name: 'import', load: async () => (await import('./import.ts')).importFile },
  { name: 'report', load: async () => (await import('./report.ts')).report },
  { name: 'user create', load: async () => (await import('./user.ts')).createUser },
]

export async function allCommands(): Promise<Command[]> {
  return Promise.all(COMMANDS.map(({ load }) => load()))
}
