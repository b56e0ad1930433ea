// Ids of everything: UUID version 7 (RFC 9562), which sort by time of creation; within a millisecond a counter keeps their order.
import { randomFillSync } from 'node:crypto'

const random = new Uint8Array(4096)
let used = random.length
let lastTime = 0
let counter = 0
/** The part of the ids of `lastTime` that is the time. */
let prefix = ''
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** A new id; `now` in epoch milliseconds. Ids of one process never go backwards, even if the clock does. */
export function newId(now: number = Date.now()): string {
  if (used + 8 > random.length) {
    randomFillSync(random)
    used = 0
  }
  const before = lastTime
  if (now > lastTime) {
    lastTime = now
    counter = ((random[used]! & 0x07) << 8) | random[used + 1]!
  } else {
    counter += 1
    if (counter > 0xfff) {
      lastTime += 1
      counter = 0
    }
  }
  if (lastTime !== before) {
    const time = lastTime.toString(16).padStart(12, '0')
    prefix = `${time.slice(0, 8)}-${time.slice(8)}-7`
  }
  let tail = `${HEX[(random[used]! & 0x3f) | 0x80]}${HEX[random[used + 1]!]}-`
  for (let index = 2; index < 8; index += 1) tail += HEX[random[used + index]!]
  used += 8
  return `${prefix}${HEX[counter >> 4]}${(counter & 0xf).toString(16)}-${tail}`
}
