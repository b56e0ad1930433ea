// The pages of the import wizard: a new import of a module, or one that was started.
import { useApp, useModule } from '../data/app-context.tsx'
import { moduleLabel } from '../data/titles.ts'
import { useViewing } from '../shell/access/view-as.ts'
import { Empty, NotFound } from '../shell/Notices.tsx'
import { useWords } from '../words/words.tsx'
import { ImportRun } from './ImportRun.tsx'
import { NewImport } from './NewImport.tsx'

export default function ImportPage({ module, id }: { readonly module?: string; readonly id?: string }) {
  if (id !== undefined) return <ImportRun id={id} />
  return <NewPage module={module ?? ''} />
}

function NewPage({ module: key }: { readonly module: string }) {
  const say = useWords()
  const { abilities } = useApp()
  const module = useModule(key)
  const looking = useViewing() !== undefined
  if (!module) return <NotFound />
  if (!abilities(key).import || looking)
    return <Empty title={say('import.refused.title', { module: moduleLabel(module) })} text={say('import.refused.text')} />
  return <NewImport module={module} />
}
