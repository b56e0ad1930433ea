// While somebody looks at an app as a role, the pages of that app are drawn from what the role may see and all others from what the person may. Whoever
// crosses from one to the other takes nothing along.
import { type ReactNode, useState } from 'react'
import { useLocation } from 'wouter'
import { appPath } from '../../data/paths.ts'
import { queryClient } from '../../data/queries.tsx'
import { useViewing } from './view-as.ts'

export function ViewBorder({ children }: { readonly children: ReactNode }) {
  const viewing = useViewing()
  const [path] = useLocation()
  if (!viewing) return children
  const own = appPath(viewing.app)
  const inside = path === own || path.startsWith(`${own}/`)
  return <Side key={String(inside)}>{children}</Side>
}

function Side({ children }: { readonly children: ReactNode }) {
  // Before anything inside is drawn, so that nothing in it reads what is forgotten.
  useState(() => queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' }))
  return children
}
