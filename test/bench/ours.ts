// Our side of the bench as a process of its own: `node ours.ts DATA PORT`. Rights, validation, history, visits and outbox are on.
import { startServer } from '../../server/main.ts'

const [data, port] = [process.argv[2]!, Number(process.argv[3])]
const server = await startServer({ target: { data }, host: '127.0.0.1', port, log: (entry) => console.error(JSON.stringify(entry)) })
process.send?.({ setup: await server.services.accounts.setupToken() })
process.on('message', (message) => {
  if (message === 'memory') process.send?.({ memory: process.memoryUsage().rss })
})
