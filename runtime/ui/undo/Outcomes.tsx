// Where the dialog of what could not be done is drawn, once per app.
import { lazy, Suspense, useSyncExternalStore } from 'react'
import { currentOutcome, onOutcome } from './outcomes.ts'

const OutcomeDialog = lazy(() => import('./OutcomeDialog.tsx'))

export function Outcomes() {
  const outcome = useSyncExternalStore(onOutcome, currentOutcome)
  return <Suspense>{outcome && <OutcomeDialog outcome={outcome} />}</Suspense>
}
