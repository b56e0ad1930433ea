// Two records side by side that mean the same: which one stays, and for every field in which they differ whose value it is. What refers to the other one will
// refer to the one that stays.
import { Button, Group, Modal, Radio } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field, Module } from '../../definition/app.ts'
import { FIELD_CELLS } from '../../fields/cells.tsx'
import { textOf } from '../../label.ts'
import { call, messageOf, problemsOf } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import { PlainCells } from '../data/PlainCells.tsx'
import { refreshRecords } from '../data/records.tsx'
import type { RecordData, Refusal } from '../data/shapes.ts'
import { moduleLabel, recordTitle, rememberTitles } from '../data/titles.ts'
import { Failure, LoadingLines } from '../shell/Notices.tsx'
import { tellUndoable } from '../shell/toasts.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Merge.module.css'

interface MergeDialogProps {
  readonly module: Module
  readonly ids: readonly [string, string]
  readonly onClose: () => void
  readonly onMerged: (kept: string) => void
}

export default function MergeDialog({ module, ids, onClose, onMerged }: MergeDialogProps) {
  const say = useWords()
  const { app } = useApp()
  const { data, error, refetch } = useQuery({
    queryKey: ['merge', app.key, module.key, ...ids],
    gcTime: 0,
    retry: false,
    queryFn: async () => {
      const records = await Promise.all(ids.map((id) => call<RecordData>(`/apps/${app.key}/records/${module.key}/${id}`)))
      rememberTitles(module, records)
      return records as [RecordData, RecordData]
    },
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('merge.title', { module: moduleLabel(module) })}
      size="lg"
      closeButtonProps={{ 'aria-label': say('close') }}
    >
      {error && <Failure message={error.message} retry={() => void refetch()} />}
      {!data && !error && <LoadingLines count={4} />}
      {data && <MergeForm module={module} records={data} onClose={onClose} onMerged={onMerged} />}
    </Modal>
  )
}

interface MergeFormProps {
  readonly module: Module
  readonly records: readonly [RecordData, RecordData]
  readonly onClose: () => void
  readonly onMerged: (kept: string) => void
}

function MergeForm({ module, records, onClose, onMerged }: MergeFormProps) {
  const say = useWords()
  const formats = useFormats()
  const { app, abilities } = useApp()
  const [keep, setKeep] = useState(records[0]._id)
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({})
  const [problems, setProblems] = useState<readonly Pick<Refusal, 'path' | 'message'>[]>([])
  const [sending, setSending] = useState(false)
  const kept = records.find(({ _id }) => _id === keep)!
  const dropped = records.find(({ _id }) => _id !== keep)!
  const { readOnly } = abilities(module.key)
  const fields = [...module.fields.values()].filter(
    (field) =>
      field.storage.kind !== 'none' &&
      !field.assigned &&
      field.readOnly !== true &&
      !readOnly.includes(field.key) &&
      JSON.stringify(records[0][field.key] ?? null) !== JSON.stringify(records[1][field.key] ?? null),
  )
  /** Whose value a field takes: the chosen one's; else that of the record that stays, unless it has none. */
  const from = ({ key }: Field) => chosen[key] ?? ((kept[key] ?? null) === null ? dropped._id : kept._id)
  const titleOf = (record: RecordData) => recordTitle(module, record) ?? say('record.untitled')

  const send = async () => {
    setSending(true)
    setProblems([])
    const base = `/apps/${app.key}/records/${module.key}`
    try {
      const values = Object.fromEntries(fields.map((field) => [field.key, from(field) === keep ? 'keep' : 'drop']))
      const versions = { keep: kept._version, drop: dropped._version }
      await call(`${base}/merge`, { method: 'POST', body: { keep, drop: dropped._id, values, versions } })
      tellUndoable(say('merge.done', { record: titleOf(kept) }), async () => {
        await call(`${base}/${dropped._id}/merge/undo`, { method: 'POST', body: {} })
        await refreshRecords(app.key)
      })
      onMerged(keep)
    } catch (error) {
      const told = problemsOf(error)
      setProblems(told.length > 0 ? told : [{ path: '', message: messageOf(error) }])
    } finally {
      setSending(false)
      void refreshRecords(app.key)
    }
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {problems.length > 0 && (
        <div className={classes.problems} role="alert">
          <ul>
            {problems.map(({ path, message }) => (
              <li key={path + message}>{message}</li>
            ))}
          </ul>
        </div>
      )}
      <fieldset className={classes.field} data-head>
        <legend>{say('merge.keep')}</legend>
        <Radio.Group value={keep} onChange={setKeep} aria-label={say('merge.keep')}>
          <div className={classes.pair}>
            {records.map((record) => (
              <Radio key={record._id} value={record._id} label={titleOf(record)} description={formats.moment(String(record._created_at))} />
            ))}
          </div>
        </Radio.Group>
      </fieldset>
      <PlainCells>
        {fields.map((field) => (
          <FieldChoice
            key={field.key}
            field={field}
            records={records}
            value={from(field)}
            onChange={(id) => setChosen((now) => ({ ...now, [field.key]: id }))}
          />
        ))}
      </PlainCells>
      <p className={classes.said}>{say('merge.what', { record: titleOf(dropped) })}</p>
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" onClick={onClose}>
          {say('cancel')}
        </Button>
        <Button type="submit" loading={sending}>
          {say('merge.do')}
        </Button>
      </Group>
    </form>
  )
}

interface FieldChoiceProps {
  readonly field: Field
  readonly records: readonly RecordData[]
  readonly value: string
  readonly onChange: (id: string) => void
}

function FieldChoice({ field, records, value, onChange }: FieldChoiceProps) {
  const say = useWords()
  const locale = useLocale()
  const Cell = FIELD_CELLS.get(field.type.name)
  const label = textOf(field.label, locale, field.key)
  return (
    <fieldset className={classes.field}>
      <legend>{label}</legend>
      <Radio.Group value={value} onChange={onChange} aria-label={label}>
        <div className={classes.pair}>
          {records.map((record) => {
            const held = record[field.key] ?? null
            return (
              <Radio
                key={record._id}
                value={record._id}
                classNames={{ body: classes.option, labelWrapper: classes.option }}
                label={held === null || !Cell ? say('none') : <Cell field={field} context={field.context} value={held} compact />}
              />
            )
          })}
        </div>
      </Radio.Group>
    </fieldset>
  )
}
