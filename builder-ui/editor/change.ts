// What a person did to the draft: one or more edits under one name. Every surface of the builder changes the draft through these, and nothing else does.
import type { Edit } from '../../runtime/definition/edit.ts'
import type { Text } from '../../runtime/label.ts'

export interface Change {
  /** What was done, as the undo button names it: "Rename the field". */
  readonly label: Text
  readonly edits: readonly Edit[]
  /** Changes that follow each other under the same name are one step back: the letters of a word, the pixels of a drag. */
  readonly merge?: string
}

/** A change that was made, with the way back. */
export interface Step extends Change {
  readonly inverse: readonly Edit[]
  /** Epoch milliseconds of the last change in it. */
  readonly at: number
}

/** How long after a change the next of the same name still belongs to it. */
const TOGETHER = 3000

/** One step for two that belong together; undefined where they do not. */
export function joined(last: Step | undefined, next: Step): Step | undefined {
  if (last?.merge === undefined || last.merge !== next.merge || next.at - last.at > TOGETHER) return undefined
  return { ...next, edits: squeezed([...last.edits, ...next.edits]), inverse: squeezed([...next.inverse, ...last.inverse]) }
}

/** Edits without those that a later one at the same place makes void. */
export function squeezed(edits: readonly Edit[]): Edit[] {
  return edits.filter((edit, index) => {
    const next = edits[index + 1]
    return !(edit.kind === 'set' && next?.kind === 'set' && next.path === edit.path)
  })
}
