// The command line: finds the command, reads its options, prints what it returns, as text for people or as JSON for programs.
import { parseArgs } from 'node:util'
import { PRODUCT_VERSION } from '../product.ts'
import { type CommandOutput, type Options, usage } from './command.ts'
import { allCommands, COMMANDS } from './commands.ts'

/** Runs `stagewright …args`; the exit code is 0, 1 where something was refused, 2 where the command was not understood. */
export async function main(args: readonly string[]): Promise<number> {
  const found = COMMANDS.find(({ name }) => args.slice(0, name.split(' ').length).join(' ') === name)
  if (args[0] === '--version') {
    console.log(PRODUCT_VERSION)
    return 0
  }
  const command = await found?.load()
  if (!command) {
    const asked = args.length === 0 || args[0] === 'help' || args[0] === '--help'
    ;(asked ? console.log : console.error)(usage(await allCommands()))
    return asked ? 0 : 2
  }
  let options: Options
  let positionals: string[]
  try {
    const parsed = parseArgs({
      args: args.slice(command.name.split(' ').length),
      options: {
        json: { type: 'boolean' },
        data: { type: 'string' },
        database: { type: 'string' },
        app: { type: 'string' },
        help: { type: 'boolean' },
        ...command.options,
      },
      allowPositionals: true,
    })
    options = parsed.values as Options
    positionals = parsed.positionals
    if (options.help) {
      console.log(usage([command]))
      return 0
    }
    const needed = command.positionals.filter((name) => !name.startsWith('['))
    if (positionals.length < needed.length || positionals.length > command.positionals.length)
      throw new Error(`expected ${command.positionals.length === 0 ? 'no arguments' : command.positionals.join(' ')}`)
  } catch (error) {
    console.error(`stagewright ${command.name}: ${(error as Error).message}\n\n${usage([command])}`)
    return 2
  }
  try {
    return print(await command.run({ options, positionals }), options.json === true)
  } catch (error) {
    const message = (error as Error).message
    if (options.json) console.log(JSON.stringify({ error: message }))
    else console.error(`stagewright ${command.name}: ${message}`)
    return 1
  }
}

function print(output: CommandOutput, json: boolean): number {
  if ('problems' in output) {
    if (json) console.log(JSON.stringify({ problems: output.problems }))
    else
      for (const { path, message } of output.problems) console.error(`✗ ${path ? `${path}\n  ` : ''}${message.en}\n  ${message['zh-CN']}`)
    return 1
  }
  if (json) console.log(JSON.stringify(output.json))
  else if (output.text !== '') console.log(output.text)
  return output.failed ? 1 : 0
}
