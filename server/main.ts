// Starts the server: opens the store, makes the services, listens. Nothing else is decided here.
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAccounts } from './access/better-auth.ts'
import { createHttpApp } from './app.ts'
import { createLive } from './collaboration/live/live.ts'
import { connect, type Target } from './database/connect.ts'
import { createRegistry } from './definitions/registry.ts'
import { type JobOptions, startJobs } from './jobs/worker.ts'
import { productPath } from './product.ts'
import type { Services } from './services.ts'
import { pagesOf } from './static.ts'

/** An import would load all Node has for HTTP, its client with it: thirteen megabytes and some milliseconds a server has no use for. */
const { createServer } = process.getBuiltinModule('node:http')
/** How often is looked for idle connections while the server closes. */
const CLOSING_MILLISECONDS = 20

export interface ServerOptions {
  readonly target: Target
  readonly host: string
  /** 0: any free port. */
  readonly port: number
  /** The address people use, for links and cookies; absent: http://host:port. */
  readonly publicUrl?: string
  readonly jobs?: JobOptions
  readonly log: Services['log']
}

export interface RunningServer {
  readonly url: string
  readonly services: Services
  close(): Promise<void>
}

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const store = await connect(options.target, (message) => options.log({ level: 'warn', message }))
  const accounts = await createAccounts(store, options.publicUrl)
  const apps = createRegistry(store)
  const jobs = startJobs({ store, apps, accounts, log: options.log }, options.jobs)
  const live = createLive({ accounts, log: options.log })
  let url = options.publicUrl ?? ''
  const services: Services = { store, apps, accounts, jobs, live, log: options.log, publicUrl: () => url }
  const { server, port } = await listen(createHttpApp(services, pagesOf(productPath('dist', 'web'))), options)
  url ||= `http://${options.host}:${port}`
  return {
    url,
    services,
    async close() {
      // Streams are requests that do not end by themselves.
      await live.close()
      await closeServer(server)
      await jobs.close()
      await store.close()
    },
  }
}

function listen(listener: RequestListener, { host, port }: ServerOptions): Promise<{ server: Server; port: number }> {
  return new Promise((resolve, reject) => {
    const server = createServer(listener)
    server.once('error', reject)
    server.listen(port, host, () => resolve({ server, port: (server.address() as AddressInfo).port }))
  })
}

/** Takes no more requests and ends when those under way are answered. A connection is idle once its last answer is out, which is not seen by itself. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const looking = setInterval(() => server.closeIdleConnections(), CLOSING_MILLISECONDS)
    server.close(() => {
      clearInterval(looking)
      resolve()
    })
  })
}
