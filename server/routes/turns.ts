// Turns for work that takes much memory: those who wait hold nothing but the bytes they were sent, so many large requests at once take no more than a few.

/** `most` may be at work at the same time. What is returned waits for a turn and gives what ends it. */
export function turnsOf(most: number): () => Promise<() => void> {
  const waiting: (() => void)[] = []
  let working = 0
  function end(): void {
    const next = waiting.shift()
    if (next) next()
    else working -= 1
  }
  return async () => {
    if (working < most) working += 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    return end
  }
}
