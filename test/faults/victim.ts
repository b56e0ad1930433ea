// The server as a process of its own that may be killed at any moment: `node victim.ts DATA LEASE`. Jobs of a killed process are taken up after LEASE ms.
import { startServer } from '../../server/main.ts'

const [data, lease] = [process.argv[2]!, Number(process.argv[3])]
const server = await startServer({
  target: { data },
  host: '127.0.0.1',
  port: 0,
  jobs: { lease },
  log: (entry) => console.error(JSON.stringify(entry)),
})
process.send?.({ url: server.url, setup: await server.services.accounts.setupToken() })
process.on('disconnect', () => process.exit(1))
