// A draft that is older than what is live: what was published since, and the way to bring it in. Where both sides changed the same, one of them is taken.
import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { ItemChange } from '../../runtime/definition/items.ts'
import { call, problemsOf } from '../../runtime/ui/data/api.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { Dialog } from '../../runtime/ui/shell/Dialog.tsx'
import { tellDone, tellFailure } from '../../runtime/ui/shell/toasts.tsx'
import { useDraft } from '../editor/draft-context.tsx'
import conflict from '../frame/ConflictDialog.module.css'
import { useTell } from '../words/text.tsx'
import classes from './Publish.module.css'
import type { DraftPlan } from './plan.ts'
import { words } from './words.ts'

interface Clash {
  readonly path: string
  readonly mine: readonly ItemChange[]
  readonly theirs: ItemChange
}

export function Behind({ plan }: { readonly plan: DraftPlan }) {
  const tell = useTell()
  const { app } = useApp()
  const { editor } = useDraft()
  const [clashes, setClashes] = useState<readonly Clash[]>([])
  const rebase = async (mine: readonly string[], theirs: readonly string[]) => {
    try {
      const body = { version: plan.version, mine, theirs }
      const { taken } = await call<{ taken: readonly ItemChange[] }>(`/apps/${app.key}/draft/rebase`, { method: 'POST', body })
      setClashes([])
      await editor.reload()
      tellDone(tell(words.rebased, { count: taken.length }))
    } catch (error) {
      const open = problemsOf(error).filter(({ code }) => code === 'conflict') as unknown as readonly Clash[]
      if (open.length > 0) setClashes(open)
      else tellFailure(tell(words.rebase), error)
    }
  }
  return (
    <div className={classes.behind} role="alert">
      <p>{tell(words.behind, { live: plan.base, base: plan.draftBase })}</p>
      <ul>
        {plan.since.map(({ kind, path, sentence }) => (
          <li key={`${kind} ${path}`}>{tell(sentence)}</li>
        ))}
      </ul>
      <Button onClick={() => void rebase([], [])}>{tell(words.rebase)}</Button>
      {clashes.length > 0 && <Clashes clashes={clashes} onClose={() => setClashes([])} onTake={rebase} />}
    </div>
  )
}

interface ClashesProps {
  readonly clashes: readonly Clash[]
  readonly onClose: () => void
  readonly onTake: (mine: readonly string[], theirs: readonly string[]) => Promise<void>
}

function Clashes({ clashes, onClose, onTake }: ClashesProps) {
  const tell = useTell()
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set())
  const sentences = (items: readonly ItemChange[]) => items.map(({ sentence }) => tell(sentence)).join(' ')
  return (
    <Dialog onClose={onClose} title={tell(words.rebaseClash)} size={640}>
      <p className={conflict.text}>{tell(words.rebaseClashText)}</p>
      <ul className={conflict.list}>
        {clashes.map((clash) => {
          const own = mine.has(clash.path)
          return (
            <li key={clash.path} className={conflict.item}>
              <strong>{tell(clash.theirs.place)}</strong>
              <dl className={conflict.sides}>
                <dt>{tell(words.ofDraft)}</dt>
                <dd data-chosen={own || undefined}>{sentences(clash.mine)}</dd>
                <dt>{tell(words.ofLive)}</dt>
                <dd data-chosen={!own || undefined}>{sentences([clash.theirs])}</dd>
              </dl>
              <SegmentedControl
                size="xs"
                aria-label={tell(clash.theirs.place)}
                value={own ? 'mine' : 'theirs'}
                onChange={(side) => {
                  const next = new Set(mine)
                  if (side === 'mine') next.add(clash.path)
                  else next.delete(clash.path)
                  setMine(next)
                }}
                data={[
                  { value: 'mine', label: tell(words.ofDraft) },
                  { value: 'theirs', label: tell(words.ofLive) },
                ]}
              />
            </li>
          )
        })}
      </ul>
      <div className={conflict.foot}>
        <Button
          onClick={() =>
            void onTake(
              [...mine],
              clashes.map(({ path }) => path).filter((path) => !mine.has(path)),
            )
          }
        >
          {tell(words.take)}
        </Button>
      </div>
    </Dialog>
  )
}
