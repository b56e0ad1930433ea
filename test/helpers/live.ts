// A reader of the stream of live updates: what a browser's EventSource does, with the events kept to look at.
import type { Client } from './server.ts'

export interface Told {
  /** `message` for a change, else the name of the event. */
  readonly event: string
  readonly id: string | undefined
  readonly data: any
  /** When it was read, epoch milliseconds. */
  readonly at: number
}

export interface Listening {
  readonly told: Told[]
  readonly status: number
  readonly ended: Promise<void>
  /** The id a browser would send when it comes back. */
  lastId(): string | undefined
  /** Waits until `count` changes (events without a name) came, and gives all of them. */
  changes(count: number, milliseconds?: number): Promise<any[]>
  /** Waits for an event of that name. */
  event(name: string, milliseconds?: number): Promise<Told>
  close(): void
}

export async function listen(
  url: string,
  client: Client,
  app: string,
  lastEventId?: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Listening> {
  const stop = new AbortController()
  const response = await fetch(`${url}/api/v1/apps/${app}/live`, {
    headers: { cookie: client.cookie, ...more, ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) },
    signal: stop.signal,
  })
  const told: Told[] = []
  let last: string | undefined
  const read = async () => {
    let rest = ''
    const decoder = new TextDecoder()
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      rest += decoder.decode(chunk, { stream: true })
      const blocks = rest.split('\n\n')
      rest = blocks.pop()!
      for (const block of blocks) {
        const lines = block.split('\n').filter((line) => !line.startsWith(':'))
        const value = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2)
        last = value('id') ?? last
        const data = value('data')
        if (data !== undefined) told.push({ event: value('event') ?? 'message', id: value('id'), data: JSON.parse(data), at: Date.now() })
      }
    }
  }
  const ended = response.ok ? read().catch(() => undefined) : Promise.resolve()
  const until = async <T>(find: () => T | undefined, milliseconds: number, what: string): Promise<T> => {
    const end = Date.now() + milliseconds
    for (;;) {
      const found = find()
      if (found !== undefined) return found
      if (Date.now() > end) throw new Error(`no ${what} within ${milliseconds} ms; told: ${JSON.stringify(told)}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  const messages = () => told.filter(({ event }) => event === 'message').map(({ data }) => data)
  return {
    told,
    status: response.status,
    ended,
    lastId: () => last,
    changes: (count, milliseconds = 3000) =>
      until(() => (messages().length >= count ? messages() : undefined), milliseconds, `${count} changes`),
    event: (name, milliseconds = 3000) => until(() => told.find(({ event }) => event === name), milliseconds, `event ${name}`),
    close: () => stop.abort(),
  }
}
