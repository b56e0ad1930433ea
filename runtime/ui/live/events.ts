// Reads a stream of server-sent events. The browser's own EventSource cannot be told where to go on from, nor does it say why it was refused, so this does.

export interface StreamEvent {
  /** `message` where the server gave no name. */
  readonly name: string
  /** Where to go on from once this is taken; undefined in the middle of what belongs together. */
  readonly id: string | undefined
  /** Undefined for a sign of life. */
  readonly data: string | undefined
}

/** The events of a stream as they come; `onBytes` is told of every sign of life. */
export async function* readEvents(body: ReadableStream<Uint8Array>, onBytes: () => void): AsyncGenerator<StreamEvent> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      onBytes()
      rest += decoder.decode(value, { stream: true })
      const blocks = rest.split(/\r?\n\r?\n/)
      rest = blocks.pop() ?? ''
      for (const block of blocks) yield readBlock(block)
    }
  } finally {
    reader.cancel().catch(() => undefined)
  }
}

function readBlock(block: string): StreamEvent {
  let name = 'message'
  let id: string | undefined
  const data: string[] = []
  for (const line of block.split(/\r?\n/)) {
    const at = line.indexOf(':')
    if (at === 0) continue
    const [field, value] = at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1).replace(/^ /, '')]
    if (field === 'event') name = value
    else if (field === 'id') id = value
    else if (field === 'data') data.push(value)
  }
  return { name, id, data: data.length > 0 ? data.join('\n') : undefined }
}
