// What the parts of the canvas can ask for; the functions stay the same, so that no part is drawn anew because of them.
import { createContext, useContext } from 'react'
import type { Point } from '../canvas/rounded-path.ts'

export interface CanvasActions {
  /** Opens the menu of a stage at a place of the screen. */
  readonly menu: (stage: string, at: Point) => void
  /** Asks for a new stage before another. */
  readonly add: (before: string) => void
  readonly selectTransition: (key: string) => void
}

const NOTHING: CanvasActions = { menu: () => undefined, add: () => undefined, selectTransition: () => undefined }
export const CanvasActionsContext = createContext<CanvasActions>(NOTHING)

export function useCanvasActions(): CanvasActions {
  return useContext(CanvasActionsContext)
}
