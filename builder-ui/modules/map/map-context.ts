// What the boxes of the map ask of the map around them.
import { createContext, type KeyboardEvent, useContext } from 'react'
import type { ModuleDefinition } from '../../../runtime/definition/types.ts'

export interface MapActions {
  open(module: string, field?: string): void
  relate(from: string, to?: string): void
  duplicate(module: ModuleDefinition): void
  remove(module: ModuleDefinition): void
  copy(module: ModuleDefinition): void
  onKey(event: KeyboardEvent<HTMLElement>, module: ModuleDefinition): void
  stand(module: string): void
}

export const MapContext = createContext<MapActions | null>(null)

export function useMapActions(): MapActions {
  const actions = useContext(MapContext)
  if (!actions) throw new Error('There is no map around.')
  return actions
}
