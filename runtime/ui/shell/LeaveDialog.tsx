// Asks before unsaved work is lost; the dialog is loaded when there is something to ask.
import { lazy, Suspense, useSyncExternalStore } from 'react'
import { onQuestion, pendingQuestion } from './leave-guard.ts'

const LeaveQuestion = lazy(() => import('./LeaveQuestion.tsx'))

export function LeaveDialog() {
  const question = useSyncExternalStore(onQuestion, pendingQuestion)
  return <Suspense>{question && <LeaveQuestion />}</Suspense>
}
