// Where what is drawn over the screens of an app stands. The parts are fetched while the browser has nothing else to do, so that they open at once.
import { Suspense, useEffect } from 'react'
import { hideOverlay, useOverlay } from './overlays.ts'
import { preloaded } from './preloaded.tsx'

const palette = preloaded(() => import('../search/Palette.tsx'))
const keySheet = preloaded(() => import('./keys/KeySheet.tsx'))
const whoSees = preloaded(() => import('./access/WhoSees.tsx'))

/** Milliseconds after the first paint. */
const LATER = 1500

export function Overlays() {
  const overlay = useOverlay()
  useEffect(() => {
    const timer = setTimeout(() => {
      palette.load()
      keySheet.load()
    }, LATER)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Suspense>
      {overlay?.kind === 'palette' && <palette.Part onClose={hideOverlay} />}
      {overlay?.kind === 'keys' && <keySheet.Part onClose={hideOverlay} />}
      {overlay?.kind === 'access' && <whoSees.Part module={overlay.module} id={overlay.id} onClose={hideOverlay} />}
    </Suspense>
  )
}
