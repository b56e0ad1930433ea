// Answers that are ready in one turn of the event loop go out together. Each write to a connection wakes whoever waits at its other end, as a rule a proxy
// on this machine, and waking costs the writer more than finding a record does; those it is followed by at once find their reader awake.

/** An answer waits at most this long for others, if others come. */
const MOST_MILLISECONDS = 1

let waiting: (() => void)[] = []
let since = 0

/** Calls `write` by the end of this turn, after those that wait already. It must not throw. */
export function together(write: () => void): void {
  const now = performance.now()
  if (waiting.length === 0) {
    since = now
    setImmediate(writeAll)
  }
  waiting.push(write)
  if (now - since > MOST_MILLISECONDS) writeAll()
}

function writeAll(): void {
  const ready = waiting
  waiting = []
  for (const write of ready) write()
}
