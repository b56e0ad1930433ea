// The way back to an older version: its plan with the decisions it needs, published forward as a new version.
import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, problemsOf } from '../../runtime/ui/data/api.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { queryClient } from '../../runtime/ui/data/queries.tsx'
import { Dialog } from '../../runtime/ui/shell/Dialog.tsx'
import { Failure, LoadingLines } from '../../runtime/ui/shell/Notices.tsx'
import { tellDone, tellFailure } from '../../runtime/ui/shell/toasts.tsx'
import { useDraft, useEditorState } from '../editor/draft-context.tsx'
import { PlanDocument } from '../publish/PlanDocument.tsx'
import { type Answers, type ChangePlan, given, unanswered } from '../publish/plan.ts'
import { words as publishWords } from '../publish/words.ts'
import { tell as tellNow, useTell } from '../words/text.tsx'
import classes from './Versions.module.css'
import { words } from './words.ts'

export function RevertDialog({ number, onClose }: { readonly number: number; readonly onClose: () => void }) {
  const tell = useTell()
  const { app } = useApp()
  const { editor } = useDraft()
  const hasDraft = useEditorState((state) => state.version > 0)
  const [answers, setAnswers] = useState<Answers>({})
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map())
  const [busy, setBusy] = useState(false)
  const found = useQuery({
    queryKey: ['revert-plan', app.key, number],
    queryFn: () => call<ChangePlan>(`/apps/${app.key}/versions/${number}/plan`),
    staleTime: 0,
  })
  const plan = found.data
  const open = plan ? unanswered(plan, answers).length : 0
  const revert = async () => {
    if (!plan) return
    setBusy(true)
    try {
      const body = { base: plan.base, decisions: given(answers), note: tellNow(words.revertNote, { number }) }
      const done = await call<{ version: number }>(`/apps/${app.key}/versions/${number}/revert`, { method: 'POST', body })
      await queryClient.invalidateQueries({ queryKey: ['app', app.key] })
      await editor.reload()
      tellDone(tell(words.reverted, { number: done.version }))
      onClose()
    } catch (error) {
      setRefused(new Map(problemsOf(error).map(({ path, message }) => [path, message])))
      tellFailure(tell(words.revertFailed), error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog onClose={onClose} title={tell(words.revertTitle, { number })} size={720}>
      {found.isError && <Failure message={found.error.message} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingLines />}
      {plan && (
        <>
          {plan.items.length === 0 && plan.problems.length === 0 && <p>{tell(words.same)}</p>}
          <PlanDocument
            plan={plan}
            answers={answers}
            onAnswer={(key, value) => setAnswers((now) => ({ ...now, [key]: value }))}
            refused={refused}
          />
          {hasDraft && <p className={classes.aside}>{tell(words.draftStays)}</p>}
          <Group justify="flex-end" mt="md" gap="xs">
            {open > 0 && <span className={classes.who}>{tell(publishWords.decide, { count: open })}</span>}
            <Button loading={busy} disabled={open > 0 || plan.problems.length > 0 || plan.items.length === 0} onClick={() => void revert()}>
              {tell(words.revertDo, { number: plan.base + 1 })}
            </Button>
          </Group>
        </>
      )}
    </Dialog>
  )
}
