// The connection that hears of changes, against a server of our own that answers, is silent, breaks off or refuses.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connect } from '../../../../runtime/ui/live/connection.ts'
import { readEvents, type StreamEvent } from '../../../../runtime/ui/live/events.ts'

function streamOf(...chunks: readonly string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk))
      controller.close()
    },
  })
}

async function eventsOf(...chunks: readonly string[]): Promise<StreamEvent[]> {
  const events: StreamEvent[] = []
  for await (const event of readEvents(streamOf(...chunks), () => undefined)) events.push(event)
  return events
}

describe('events', () => {
  it('are read whatever pieces they come in', async () => {
    const text =
      'event: ready\nid: 7\nretry: 2000\ndata: {"version":1}\n\ndata: {"kind":"move"}\n\n: \nid: 9\n\nid: 12\ndata: 甲\ndata: 乙\n\ndata: cut off'
    const wanted = [
      { name: 'ready', id: '7', data: '{"version":1}' },
      { name: 'message', id: undefined, data: '{"kind":"move"}' },
      { name: 'message', id: '9', data: undefined },
      { name: 'message', id: '12', data: '甲\n乙' },
    ]
    expect(await eventsOf(text)).toEqual(wanted)
    expect(await eventsOf(...text)).toEqual(wanted)
    expect(await eventsOf(...text.replaceAll('\n', '\r\n'))).toEqual(wanted)
  })
})

describe('a connection', () => {
  let server: Server
  let url: string
  let asked: (string | undefined)[]
  let answer: (response: ServerResponse, request: IncomingMessage, count: number) => void
  let close: (() => void) | undefined
  beforeEach(async () => {
    asked = []
    server = createServer((request, response) => {
      asked.push(request.headers['last-event-id'] as string | undefined)
      answer(response, request, asked.length)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterEach(async () => {
    close?.()
    close = undefined
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  function start(pauses: { first?: number; longest?: number; silence?: number } = {}) {
    const events: StreamEvent[] = []
    const states: boolean[] = []
    let last: string | undefined
    close = connect({
      async open(after, signal) {
        const response = await fetch(url, { headers: after === undefined ? {} : { 'last-event-id': after }, signal })
        if (!response.ok) throw Object.assign(new Error('refused'), { status: response.status })
        return response.body!
      },
      last: () => last,
      onEvent(event) {
        last = event.id ?? last
        events.push(event)
      },
      onState: (connected) => states.push(connected),
      pauses: { first: 10, longest: 80, silence: 5000, ...pauses },
    })
    return { events, states }
  }
  const stream = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/event-stream' })
  const until = async (holds: () => boolean) => {
    const end = Date.now() + 4000
    while (!holds()) {
      if (Date.now() > end) throw new Error(`it never came to that; asked ${JSON.stringify(asked)}`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  it('goes on from where it was when it breaks off', async () => {
    answer = (response, _, count) => {
      stream(response).write(`event: ready\nid: ${count * 10}\ndata: {}\n\ndata: ${count}\n\n`)
      setTimeout(() => response.destroy(), 20)
    }
    const { events, states } = start()
    await until(() => asked.length >= 4)
    expect(asked.slice(0, 4)).toEqual([undefined, '10', '20', '30'])
    expect(events.filter(({ name }) => name === 'message').map(({ data }) => data)).toEqual(expect.arrayContaining(['1', '2', '3']))
    expect(states).toEqual(expect.arrayContaining([true, false, true]))
  })

  it('waits longer and longer while nobody answers, and is back within the longest pause', async () => {
    const times: number[] = []
    answer = (response, _, count) => {
      times.push(Date.now())
      if (count < 8) response.destroy()
      else stream(response).write('event: ready\nid: 1\ndata: {}\n\n')
    }
    const { states } = start({ first: 20, longest: 160 })
    await until(() => states.at(-1) === true)
    const gaps = times.slice(1).map((time, index) => time - times[index]!)
    // Half to one and a half of 20, 40, 80, 160, 160 …
    expect(gaps[0]!).toBeLessThan(120)
    expect(gaps.slice(3).every((gap) => gap >= 75 && gap < 600)).toBe(true)
    expect(times.length).toBe(8)
  })

  it('gives up a connection without a sign of life, also where the stream itself does not end', async () => {
    answer = (response, _, count) => {
      stream(response).write(`event: ready\nid: ${count}\ndata: {}\n\n`)
    }
    start({ silence: 120 })
    await until(() => asked.length >= 3)
    expect(asked.slice(0, 3)).toEqual([undefined, '1', '2'])
  })

  it('keeps one that only gives signs of life', async () => {
    answer = (response) => {
      stream(response).write('event: ready\nid: 1\ndata: {}\n\n')
      const beat = setInterval(() => response.write(': \nid: 2\n\n'), 40)
      response.on('close', () => clearInterval(beat))
    }
    const { events } = start({ silence: 200 })
    await until(() => events.length > 10)
    expect(asked.length).toBe(1)
  })

  it.each([401, 403, 404])('ends when it is refused with %i, and comes back after 503', async (status) => {
    answer = (response, _, count) => {
      response.writeHead(count < 3 ? 503 : status).end()
    }
    start()
    await until(() => asked.length === 3)
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(asked.length).toBe(3)
  })

  it('stays closed', async () => {
    answer = (response) => {
      stream(response).write('event: ready\nid: 1\ndata: {}\n\n')
    }
    const { events } = start()
    await until(() => events.length === 1)
    close?.()
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(asked.length).toBe(1)
  })
})
