// What can be done with the chosen records at once: delete, set one field, restore. What failed is told record by record.
import { Button, Modal, Select } from '@mantine/core'
import { RotateCcw, SquarePen, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Module } from '../../definition/app.ts'
import { FIELD_VIEWS } from '../../fields/views.tsx'
import { useApp } from '../data/app-context.tsx'
import { memberNames, memberOf } from '../data/members.ts'
import { useRecordWriter } from '../data/records.tsx'
import type { BulkResult, RecordData, Refusal } from '../data/shapes.ts'
import { recordTitle } from '../data/titles.ts'
import { tellDone, tellFailure, tellUndoable } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import classes from './List.module.css'

interface BulkBarProps {
  readonly module: Module
  readonly records: readonly RecordData[]
  readonly trash: boolean
  readonly onDone: () => void
}
interface Failed {
  readonly record: RecordData
  readonly problems: readonly Refusal[]
}

export default function BulkBar({ module, records, trash, onDone }: BulkBarProps) {
  const say = useWords()
  const { abilities } = useApp()
  const writer = useRecordWriter(module)
  const [busy, setBusy] = useState(false)
  const [setting, setSetting] = useState(false)
  const [failed, setFailed] = useState<readonly Failed[]>([])
  const may = abilities(module.key)

  const run = async (action: 'delete' | 'update' | 'restore', values?: Record<string, unknown>) => {
    setBusy(true)
    try {
      const results = await writer.bulk(action, records, values)
      const wrong = failures(records, results)
      const done = records.filter((record) => !wrong.some((each) => each.record === record))
      if (done.length > 0) tellResult(action, done, results)
      if (wrong.length > 0) setFailed(wrong)
      else onDone()
    } catch (error) {
      tellFailure(say('bulk.failed'), error)
    } finally {
      setBusy(false)
    }
  }
  const tellResult = (action: string, done: readonly RecordData[], results: readonly BulkResult[]) => {
    const message = say(action === 'delete' ? 'bulk.deleted' : action === 'restore' ? 'bulk.restored' : 'bulk.updated', {
      count: done.length,
    })
    if (action !== 'delete') return tellDone(message)
    const versions = new Map(results.flatMap((result) => ('_id' in result ? [[result._id, result._version] as const] : [])))
    const deleted = done.map((record) => ({ ...record, _version: versions.get(record._id) ?? record._version }))
    tellUndoable(message, () => writer.bulk('restore', deleted))
  }
  return (
    <section className={classes.bulk} aria-label={say('bulk')}>
      <strong>{say('bulk.count', { count: records.length })}</strong>
      {trash
        ? may.delete && (
            <Button variant="default" loading={busy} leftSection={<RotateCcw size={14} />} onClick={() => void run('restore')}>
              {say('restore')}
            </Button>
          )
        : may.update && (
            <Button variant="default" loading={busy} leftSection={<SquarePen size={14} />} onClick={() => setSetting(true)}>
              {say('bulk.set')}
            </Button>
          )}
      {!trash && may.delete && (
        <Button variant="default" loading={busy} leftSection={<Trash2 size={14} />} onClick={() => void run('delete')}>
          {say('delete')}
        </Button>
      )}
      <Button variant="subtle" color="gray" onClick={onDone}>
        {say('bulk.clear')}
      </Button>
      {setting && (
        <SetField
          module={module}
          count={records.length}
          onClose={() => setSetting(false)}
          onSet={(name, value) => {
            setSetting(false)
            void run('update', { [name]: value })
          }}
        />
      )}
      <Modal
        opened={failed.length > 0}
        onClose={() => setFailed([])}
        title={say('bulk.problems', { count: failed.length })}
        closeButtonProps={{ 'aria-label': say('close') }}
      >
        <ul style={{ display: 'grid', gap: 8 }}>
          {failed.map(({ record, problems }) => (
            <li key={record._id}>
              <strong>{recordTitle(module, record) ?? record._id}</strong>
              {problems.map((problem) => (
                <div key={problem.path + problem.code}>{problem.message}</div>
              ))}
            </li>
          ))}
        </ul>
      </Modal>
    </section>
  )
}

function failures(records: readonly RecordData[], results: readonly BulkResult[]): Failed[] {
  return records.flatMap((record, index) => {
    const result = results[index]
    return result && 'problems' in result ? [{ record, problems: result.problems }] : []
  })
}

interface SetFieldProps {
  readonly module: Module
  readonly count: number
  readonly onSet: (name: string, value: unknown) => void
  readonly onClose: () => void
}

/** One field and its value for every chosen record. */
function SetField({ module, count, onSet, onClose }: SetFieldProps) {
  const say = useWords()
  const { abilities } = useApp()
  const [name, setName] = useState<string | null>(null)
  const [value, setValue] = useState<unknown>(null)
  const { readOnly } = abilities(module.key)
  const names = memberNames(module).filter((each) => {
    const field = module.fields.get(each)
    return each === '_owner' || (field && !field.assigned && field.readOnly !== true && !field.unique && !readOnly.includes(each))
  })
  const member = name === null ? undefined : memberOf(module, name)
  const Input = member && FIELD_VIEWS.get(member.type.name)?.Input
  return (
    <Modal opened onClose={onClose} title={say('bulk.set.title', { count })} size="sm" closeButtonProps={{ 'aria-label': say('close') }}>
      <form
        style={{ display: 'grid', gap: 12 }}
        onSubmit={(event) => {
          event.preventDefault()
          if (name !== null) onSet(name, value)
        }}
      >
        <Select
          data-autofocus
          label={say('rules.field')}
          searchable
          data={names.map((each) => ({ value: each, label: memberOf(module, each)?.label ?? each }))}
          value={name}
          onChange={(next) => {
            setName(next)
            setValue(null)
          }}
          nothingFoundMessage={say('nothing_found')}
        />
        {Input && member && (
          <Input key={member.name} id="bulk-value" field={member.field} context={member.context} value={value} onChange={setValue} />
        )}
        {member && value === null && <p style={{ fontSize: 12, color: 'var(--mantine-color-dimmed)' }}>{say('bulk.set.empty')}</p>}
        <Button type="submit" disabled={name === null} style={{ justifySelf: 'end' }}>
          {say('bulk.set.do')}
        </Button>
      </form>
    </Modal>
  )
}
