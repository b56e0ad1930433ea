// Places people gave to stages by hand. They are a matter of how somebody looks at the pipeline, so they stay in the browser and out of the definition.
import { useLocalStorage } from '@mantine/hooks'
import { useMemo } from 'react'
import type { Point } from '../canvas/rounded-path.ts'

type Stored = Readonly<Record<string, Point>>
const NONE: Stored = {}

export function useMovedPlaces(
  app: string,
  pipeline: string,
): readonly [ReadonlyMap<string, Point>, (next: ReadonlyMap<string, Point>) => void] {
  const [stored, setStored] = useLocalStorage<Stored>({
    key: `stagewright-canvas ${app} ${pipeline}`,
    defaultValue: NONE,
    getInitialValueInEffect: false,
  })
  const places = useMemo(() => new Map(Object.entries(stored)), [stored])
  return [places, (next) => setStored(Object.fromEntries(next))]
}
