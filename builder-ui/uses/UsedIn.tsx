// Where the selected thing is used, at the foot of its settings.
import { useMemo } from 'react'
import { usesOf } from '../../runtime/definition/uses.ts'
import { useDefinition } from '../editor/draft-context.tsx'
import { InspectorSection } from '../inspector/Inspector.tsx'
import { useTell } from '../words/text.tsx'
import { Uses } from './removal.tsx'
import classes from './Uses.module.css'
import { words } from './words.ts'

export function UsedIn({ path }: { readonly path: string }) {
  const tell = useTell()
  const definition = useDefinition()
  const uses = useMemo(() => usesOf(definition, path), [definition, path])
  return (
    <InspectorSection title={tell(words.usedBy)}>
      {uses.length === 0 ? <p className={classes.none}>{tell(words.unused)}</p> : <Uses uses={uses} />}
    </InspectorSection>
  )
}
