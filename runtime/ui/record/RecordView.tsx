// A record: its path of stages, its form, what is related to it, what happened to it. In a panel these stand behind tabs, on a page side by side.
import { Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useId } from 'react'
import type { Module } from '../../definition/app.ts'
import { DecisionMap } from '../activity/DecisionMap.tsx'
import { NextActivity } from '../activity/NextActivity.tsx'
import { useApp } from '../data/app-context.tsx'
import { recordQuery } from '../data/records.tsx'
import type { RecordData } from '../data/shapes.ts'
import { recordTitle } from '../data/titles.ts'
import { ConflictDialog } from '../form/ConflictDialog.tsx'
import { useForm } from '../form/form-state.tsx'
import { RecordForm } from '../form/RecordForm.tsx'
import { ApprovalNotice } from '../move/Approvals.tsx'
import { useDocumentTitle } from '../shell/document-title.tsx'
import { Failure, LoadingLines } from '../shell/Notices.tsx'
import { tellDone } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import { DuplicateNotice } from './DuplicateNotice.tsx'
import classes from './Record.module.css'
import { RecordHead } from './RecordHead.tsx'
import { RelatedLists } from './RelatedLists.tsx'
import { SaveBar } from './SaveBar.tsx'
import { ScorePanel } from './ScorePanel.tsx'
import { StageGuide } from './StageGuide.tsx'
import { StagePath } from './StagePath.tsx'
import { SystemFacts } from './SystemFacts.tsx'
import { Timeline } from './Timeline.tsx'

interface RecordViewProps {
  readonly module: Module
  readonly id: string
  readonly place: 'panel' | 'page'
  /** The record was deleted. */
  readonly onGone: () => void
}

export function RecordView({ module, id, place, onGone }: RecordViewProps) {
  const { app } = useApp()
  const record = useQuery(recordQuery(app.key, module, id))
  if (record.isError && !record.data) return <Failure message={record.error.message} retry={() => void record.refetch()} />
  if (!record.data) return <LoadingLines count={9} height={28} />
  return <Loaded module={module} record={record.data} place={place} onGone={onGone} />
}

function Loaded({ module, record, place, onGone }: Omit<RecordViewProps, 'id'> & { readonly record: RecordData }) {
  const say = useWords()
  const { abilities } = useApp()
  const prefix = useId()
  const form = useForm(module, record)
  const readOnly = !abilities(module.key).update
  const title = recordTitle(module, record) ?? say('record.untitled')
  useDocumentTitle(title)
  const saved = () => tellDone(say('record.saved'))
  const save = () => void form.save().then((done) => done && saved())
  const { dirty } = form
  useSaveKey(dirty, save)

  const details = (
    <>
      <StageGuide module={module} record={record} />
      <DecisionMap module={module} record={record} />
      {place === 'panel' && <ScorePanel module={module} id={record._id} />}
      <DuplicateNotice form={form} />
      <RecordForm form={form} prefix={prefix} readOnly={readOnly} />
      <SystemFacts form={form} prefix={prefix} readOnly={readOnly} />
    </>
  )
  return (
    <form
      className={classes.column}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (dirty) save()
      }}
    >
      <RecordHead module={module} record={record} title={title} place={place} onGone={onGone} />
      {module.pipeline && <StagePath module={module} record={record} dirty={dirty} />}
      <ApprovalNotice module={module} id={record._id} />
      <NextActivity module={module} id={record._id} />
      {place === 'page' ? (
        <div className={classes.page}>
          <div className={classes.left}>
            {details}
            <RelatedLists module={module} id={record._id} />
          </div>
          <div className={classes.right}>
            <ScorePanel module={module} id={record._id} />
            <Timeline module={module} id={record._id} />
          </div>
        </div>
      ) : (
        <PanelTabs
          details={details}
          related={module.incoming.length > 0 ? <RelatedLists module={module} id={record._id} /> : undefined}
          history={<Timeline module={module} id={record._id} />}
        />
      )}
      {dirty && <SaveBar form={form} />}
      {form.conflict && <ConflictDialog form={form} conflict={form.conflict} onSaved={saved} />}
    </form>
  )
}

/** Ctrl+S or Cmd+S saves, wherever the focus is. */
function useSaveKey(dirty: boolean, save: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      if (dirty) save()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })
}

function PanelTabs({
  details,
  related,
  history,
}: {
  readonly details: ReactNode
  readonly related: ReactNode | undefined
  readonly history: ReactNode
}) {
  const say = useWords()
  return (
    <Tabs defaultValue="details" keepMounted className={classes.tabs}>
      <Tabs.List className={classes.tabList}>
        <Tabs.Tab value="details">{say('record.details')}</Tabs.Tab>
        {related && <Tabs.Tab value="related">{say('record.related')}</Tabs.Tab>}
        <Tabs.Tab value="history">{say('record.history')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="details" className={classes.scroll}>
        {details}
      </Tabs.Panel>
      {related && (
        <Tabs.Panel value="related" className={classes.scroll}>
          {related}
        </Tabs.Panel>
      )}
      <Tabs.Panel value="history" className={classes.scroll}>
        {history}
      </Tabs.Panel>
    </Tabs>
  )
}
