// Publishing: the plan of the draft as a document, the decisions it needs, and the one button that makes it live.
import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { guardComposition } from '../../runtime/fields/composition.ts'
import { call, problemsOf } from '../../runtime/ui/data/api.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { designPath } from '../../runtime/ui/data/paths.ts'
import { queryClient } from '../../runtime/ui/data/queries.tsx'
import { Empty, Failure, LoadingLines } from '../../runtime/ui/shell/Notices.tsx'
import { tellDone, tellFailure } from '../../runtime/ui/shell/toasts.tsx'
import { useDraft, useEditorState } from '../editor/draft-context.tsx'
import { Page } from '../frame/Page.tsx'
import { useTell } from '../words/text.tsx'
import { Behind } from './Behind.tsx'
import { DiscardButton } from './DiscardButton.tsx'
import { PlanDocument } from './PlanDocument.tsx'
import classes from './Publish.module.css'
import { type Answers, type DraftPlan, given, rowsTouched, unanswered } from './plan.ts'
import { words } from './words.ts'

export default function PublishScreen() {
  const tell = useTell()
  const { app } = useApp()
  const [, go] = useLocation()
  const version = useEditorState((state) => state.version)
  const base = useEditorState((state) => state.base)
  const saved = useEditorState((state) => state.save.kind === 'saved')
  const found = useQuery({
    queryKey: ['draft-plan', app.key, version, base],
    queryFn: () => call<DraftPlan>(`/apps/${app.key}/draft/plan`, { method: 'POST', body: {} }),
    // Data go on changing while one reads.
    staleTime: 0,
    enabled: saved,
  })
  const body = () => {
    if (found.isError) return <Failure message={found.error.message} retry={() => void found.refetch()} />
    if (!found.data) return <LoadingLines />
    const nothing = found.data.items.length === 0 && found.data.problems.length === 0
    if (!nothing) return <Plan key={version} plan={found.data} saved={saved} />
    return (
      <Empty
        title={tell(words.nothing)}
        text={tell(words.nothingText)}
        action={<Button onClick={() => go(designPath(app.key))}>{tell(words.design)}</Button>}
      />
    )
  }
  return (
    <Page title={tell(words.title)} text={tell(words.text)} width={760} actions={version > 0 && <DiscardButton />}>
      {body()}
    </Page>
  )
}

function Plan({ plan, saved }: { readonly plan: DraftPlan; readonly saved: boolean }) {
  const tell = useTell()
  const { app } = useApp()
  const { editor, page } = useDraft()
  const [answers, setAnswers] = useState<Answers>({})
  const [note, setNote] = useState('')
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map())
  const [busy, setBusy] = useState(false)
  const open = unanswered(plan, answers).length
  const rows = rowsTouched(plan)
  const number = plan.base + 1
  const blocked = plan.problems.length > 0
  const publish = async () => {
    setBusy(true)
    setRefused(new Map())
    try {
      const body = {
        version: plan.version,
        base: plan.base,
        decisions: given(answers),
        ...(note.trim() === '' ? {} : { note: note.trim() }),
      }
      const done = await call<{ version: number }>(`/apps/${app.key}/draft/publish`, { method: 'POST', body })
      await queryClient.invalidateQueries({ queryKey: ['app', app.key] })
      await editor.reload()
      tellDone(tell(words.done, { number: done.version }))
    } catch (error) {
      const told = problemsOf(error)
      setRefused(new Map(told.map(({ path, message }) => [path, message])))
      tellFailure(tell(words.failed), error)
      await queryClient.invalidateQueries({ queryKey: ['draft-plan', app.key] })
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      {plan.behind && <Behind plan={plan} />}
      <PlanDocument
        plan={plan.behind ? { ...plan, problems: plan.problems.filter(({ code }) => code !== 'version_moved') } : plan}
        answers={answers}
        onAnswer={(key, value) => setAnswers((now) => ({ ...now, [key]: value }))}
        refused={refused}
        ofDraft
      />
      <div className={classes.foot}>
        {page.publish ? (
          <>
            <TextInput
              label={tell(words.note)}
              placeholder={tell(words.notePlaceholder)}
              value={note}
              maxLength={500}
              onKeyDownCapture={guardComposition}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
            <div className={classes.buttons}>
              <Button size="sm" loading={busy} disabled={blocked || open > 0 || !saved} onClick={() => void publish()}>
                {rows > 0 ? tell(words.publishRows, { number, count: rows }) : tell(words.publish, { number })}
              </Button>
              {open > 0 && <span>{tell(words.decide, { count: open })}</span>}
              {!saved && <span>{tell(words.wait)}</span>}
            </div>
          </>
        ) : (
          <p>{tell(words.noRight)}</p>
        )}
      </div>
    </>
  )
}
