// `stagewright serve`: starts the server, building the pages first where they are missing, and prints where to go.
import { existsSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { startServer } from '../main.ts'
import { productPath } from '../product.ts'
import type { Command } from './command.ts'
import { targetOf } from './store.ts'

const DEFAULT_PORT = 3000

/**
 * For a server whose heap is small and whose objects seldom outlive a request. The heap grows in smaller steps than it would. And no object is made old from
 * the beginning because others from the same place once lived long: the engine may decide so while a file is imported, and then what every request leaves
 * behind waits for the great collections, a third of the processor's time for as long as the process lives.
 */
const ENGINE_FLAGS = ['--heap-growing-percent=30', '--no-allocation-site-pretenuring']

export const serve: Command = {
  name: 'serve',
  positionals: [],
  options: { port: { type: 'string' }, host: { type: 'string' }, build: { type: 'boolean' }, 'public-url': { type: 'string' } },
  shown: '[--port N] [--host ADDRESS] [--public-url URL] [--build]',
  summary: 'Starts the server; --build makes the pages first if they are missing.',
  async run({ options }) {
    for (const flag of ENGINE_FLAGS) setFlagsFromString(flag)
    const port = portOf(options.port ?? process.env.PORT)
    if (!existsSync(productPath('dist', 'web', 'runtime', 'index.html'))) {
      if (!options.build) throw new Error('the pages are not built. Run "npm run build" once, or start with "npm start".')
      await buildPages()
    }
    const publicUrl = typeof options['public-url'] === 'string' ? options['public-url'] : process.env.PUBLIC_URL
    const server = await startServer({
      target: targetOf(options),
      host: typeof options.host === 'string' ? options.host : (process.env.HOST ?? '127.0.0.1'),
      port,
      ...(publicUrl ? { publicUrl: publicUrl.replace(/\/$/, '') } : {}),
      log: (entry) => console.error(JSON.stringify({ time: new Date().toISOString(), ...entry })),
    })
    const token = await server.services.accounts.setupToken()
    const setup = token ? `${server.url}/setup?token=${token}` : undefined
    if (options.json) console.log(JSON.stringify({ url: server.url, setup: setup ?? null }))
    else {
      console.log(`Stagewright  ${server.url}`)
      if (setup)
        console.log(
          `\n  First visit: create the administrator (this link works once)\n  首次使用：创建管理员（链接仅可使用一次）\n\n  ${setup}\n`,
        )
    }
    await untilStopped()
    await server.close()
    return { text: '', json: { stopped: true } }
  },
}

function portOf(text: string | boolean | undefined): number {
  const port = text === undefined ? DEFAULT_PORT : Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`"${String(text)}" is not a port. Use a number from 0 to 65535.`)
  return port
}

async function buildPages(): Promise<void> {
  console.error('Building the pages, once …')
  const { build } = await import('vite')
  await build({ root: productPath(), logLevel: 'warn' })
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}
