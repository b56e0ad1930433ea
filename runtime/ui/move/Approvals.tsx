// Requests for approval of a record: the one that waits, with what may be decided, above the form; the ended ones in the timeline.
import { Button, Group, Modal, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Hourglass } from 'lucide-react'
import { useState } from 'react'
import type { Module } from '../../definition/app.ts'
import { guardComposition } from '../../fields/composition.ts'
import { textOf } from '../../label.ts'
import { stageOf } from '../../pipeline/visits.ts'
import { call } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import { refreshRecords } from '../data/records.tsx'
import { tellDone, tellFailure } from '../shell/toasts.tsx'
import { useLocale, useWords, type WordKey } from '../words/words.tsx'
import classes from './Move.module.css'

export interface Approval {
  readonly id: string
  readonly module: string
  readonly record: string
  readonly title: string | null
  readonly transition: string
  readonly from: string
  readonly to: string
  readonly state: 'waiting' | 'approved' | 'rejected' | 'withdrawn' | 'obsolete'
  readonly askedBy: string | null
  readonly askedAt: string
  readonly note: string | null
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  readonly comment: string | null
  readonly mayDecide: boolean
  readonly mayWithdraw: boolean
}

export function useApprovals(module: Module, id: string) {
  const { app } = useApp()
  return useQuery({
    queryKey: ['approvals', app.key, module.key, id],
    enabled: module.pipelines.some(({ transitions }) => transitions.some(({ approval }) => approval !== undefined)),
    queryFn: async () =>
      (await call<{ approvals: readonly Approval[] }>(`/apps/${app.key}/records/${module.key}/${id}/approvals`)).approvals,
  })
}

/** The request that waits for this record, if there is one. */
export function ApprovalNotice({ module, id }: { readonly module: Module; readonly id: string }) {
  const { data = [] } = useApprovals(module, id)
  const waiting = data.find(({ state }) => state === 'waiting')
  return waiting ? <WaitingApproval approval={waiting} module={module} /> : null
}

export function WaitingApproval({ approval, module }: { readonly approval: Approval; readonly module: Module }) {
  const say = useWords()
  const locale = useLocale()
  const formats = useFormats()
  const { app, people } = useApp()
  const [rejecting, setRejecting] = useState(false)
  const [busy, setBusy] = useState(false)
  const stage = textOf(stageOf(module, approval.to)?.stage.label, locale, approval.to)
  const by = people.find(({ id }) => id === approval.askedBy)?.name ?? say('notify.somebody')
  const decide = async (decision: 'approve' | 'reject' | 'withdraw', comment?: string) => {
    setBusy(true)
    try {
      const body = { decision, ...(comment ? { comment } : {}) }
      const { state } = await call<{ state: Approval['state'] }>(`/apps/${app.key}/approvals/${approval.id}`, { method: 'POST', body })
      tellDone(say(`approval.done.${state}` as WordKey))
      setRejecting(false)
    } catch (error) {
      tellFailure(say('approval.failed'), error)
    } finally {
      setBusy(false)
      void refreshRecords(app.key)
    }
  }
  return (
    <section className={classes.approval} aria-label={say('approval.title')}>
      <Hourglass size={16} strokeWidth={1.75} aria-hidden />
      <p>
        {say('approval.waits', { person: by, stage })} <span className={classes.approvalNote}>{formats.ago(approval.askedAt)}</span>
        {approval.note && <span className={classes.approvalNote}> · {approval.note}</span>}
      </p>
      <Group gap={8}>
        {approval.mayDecide && (
          <>
            <Button size="compact-sm" loading={busy} onClick={() => void decide('approve')}>
              {say('approval.approve')}
            </Button>
            <Button size="compact-sm" variant="default" disabled={busy} onClick={() => setRejecting(true)}>
              {say('approval.reject')}
            </Button>
          </>
        )}
        {approval.mayWithdraw && (
          <Button size="compact-sm" variant="default" disabled={busy} onClick={() => void decide('withdraw')}>
            {say('approval.withdraw')}
          </Button>
        )}
      </Group>
      {rejecting && <RejectDialog busy={busy} onClose={() => setRejecting(false)} onReject={(comment) => void decide('reject', comment)} />}
    </section>
  )
}

interface RejectDialogProps {
  readonly busy: boolean
  readonly onClose: () => void
  readonly onReject: (comment: string) => void
}

function RejectDialog({ busy, onClose, onReject }: RejectDialogProps) {
  const say = useWords()
  const [comment, setComment] = useState('')
  const [empty, setEmpty] = useState(false)
  return (
    <Modal opened onClose={onClose} title={say('approval.reject')} closeButtonProps={{ 'aria-label': say('close') }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          event.stopPropagation()
          if (comment.trim() === '') setEmpty(true)
          else onReject(comment)
        }}
      >
        <Textarea
          label={say('approval.comment')}
          description={say('approval.comment.help')}
          required
          autosize
          minRows={3}
          data-autofocus
          value={comment}
          error={empty && comment.trim() === '' ? say('approval.comment.empty') : undefined}
          onKeyDownCapture={guardComposition}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            {say('cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {say('approval.reject')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
