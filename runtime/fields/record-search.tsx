// Records of a module that match what somebody types: asked for once the typing pauses, and only the answer to the last question counts.
import { useEffect, useRef, useState } from 'react'
import { useFieldServices } from './services.tsx'

export interface FoundRecord {
  readonly id: string
  readonly title: string
}

/** Milliseconds without a key before a search is sent. */
const PAUSE = 200

/** Null until there is an answer; nothing is asked while the list is closed. */
export function useRecordSearch(module: string, text: string, opened: boolean): readonly FoundRecord[] | null {
  const services = useFieldServices()
  const [found, setFound] = useState<readonly FoundRecord[] | null>(null)
  const asked = useRef(0)
  useEffect(() => {
    if (!opened) return
    const question = ++asked.current
    const timer = setTimeout(
      () => {
        services.searchRecords(module, text).then(
          (records) => asked.current === question && setFound(records),
          () => asked.current === question && setFound([]),
        )
      },
      text === '' ? 0 : PAUSE,
    )
    return () => clearTimeout(timer)
  }, [opened, text, module, services])
  return found
}
