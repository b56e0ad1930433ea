// Where the dialog of a move that asks for something is drawn, once per app.
import { lazy, Suspense, useSyncExternalStore } from 'react'
import { useApp } from '../data/app-context.tsx'
import { currentWish, onWish, wishMove } from './wishes.ts'

const MoveDialog = lazy(() => import('./MoveDialog.tsx'))

export function MoveWishes() {
  const { app } = useApp()
  const wish = useSyncExternalStore(onWish, currentWish)
  const module = wish && app.modules.get(wish.module)
  if (!wish || !module) return null
  return (
    <Suspense>
      <MoveDialog
        key={`${wish.record._id} ${wish.to}`}
        module={module}
        record={wish.record}
        to={wish.to}
        transition={wish.transition}
        onClose={() => wishMove(null)}
      />
    </Suspense>
  )
}
