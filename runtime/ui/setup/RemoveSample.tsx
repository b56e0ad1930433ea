// Asks before sample data go: how much goes, what of it people changed (kept or removed, as they say), what their own records need (always kept).
import { Button, Group, Modal, Radio, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { call } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import { modulePath } from '../data/paths.ts'
import { queryClient } from '../data/queries.tsx'
import { moduleLabel } from '../data/titles.ts'
import { Failure, LoadingLines } from '../shell/Notices.tsx'
import { tellDone, tellFailure } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Start.module.css'

interface SampleRecord {
  readonly module: string
  readonly _id: string
  readonly title: string | null
}
interface SampleState {
  readonly counts: Readonly<Record<string, number>>
  readonly edited: readonly (SampleRecord & { readonly by: string | null; readonly at: string })[]
  readonly referred: readonly SampleRecord[]
}

type Counts = Readonly<Record<string, number>>
const SHOWN = 6
const sum = (counts: Counts) => Object.values(counts).reduce((total, count) => total + count, 0)

export default function RemoveSample({ onClose }: { readonly onClose: () => void }) {
  const say = useWords()
  const formats = useFormats()
  const { app, people } = useApp()
  const [edited, setEdited] = useState<'keep' | 'remove'>('keep')
  const [busy, setBusy] = useState(false)
  const sample = useQuery({
    queryKey: ['sample', app.key],
    queryFn: () => call<SampleState>(`/apps/${app.key}/sample`),
    gcTime: 0,
    staleTime: 0,
  })
  const counts = Object.entries(sample.data?.counts ?? {}).map(([key, count]) => {
    const module = app.modules.get(key)
    return `${module ? moduleLabel(module) : key} ${formats.number(count)}`
  })
  const remove = async () => {
    setBusy(true)
    try {
      const { removed, kept } = await call<{ removed: Counts; kept: Counts }>(`/apps/${app.key}/sample`, {
        method: 'DELETE',
        body: { edited },
      })
      await queryClient.invalidateQueries()
      tellDone(
        say(sum(kept) > 0 ? 'sample.removed_kept' : 'sample.removed', {
          count: formats.number(sum(removed)),
          kept: formats.number(sum(kept)),
        }),
      )
      onClose()
    } catch (error) {
      tellFailure(say('sample.not_removed'), error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal opened onClose={onClose} title={say('sample.remove')} closeButtonProps={{ 'aria-label': say('close') }} size={520}>
      {sample.isPending && <LoadingLines count={4} />}
      {sample.isError && <Failure message={sample.error.message} retry={() => void sample.refetch()} />}
      {sample.data && (
        <Stack gap="md">
          <p>{say('sample.remove.text', { counts: counts.join(say('list.comma')) })}</p>
          {sample.data.edited.length > 0 && (
            <section>
              <Radio.Group
                label={say('sample.edited', { count: sample.data.edited.length })}
                value={edited}
                onChange={(value) => setEdited(value === 'remove' ? 'remove' : 'keep')}
              >
                <Group gap="lg" mt={4}>
                  <Radio value="keep" label={say('sample.edited.keep')} />
                  <Radio value="remove" label={say('sample.edited.remove')} />
                </Group>
              </Radio.Group>
              <Titles
                records={sample.data.edited}
                tell={({ by, at }) => [people.find(({ id }) => id === by)?.name, formats.ago(at)].filter(Boolean).join(' · ')}
                onGo={onClose}
              />
            </section>
          )}
          {sample.data.referred.length > 0 && (
            <section>
              <p>{say('sample.referred', { count: sample.data.referred.length })}</p>
              <Titles records={sample.data.referred} tell={() => ''} onGo={onClose} />
            </section>
          )}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" size="sm" onClick={onClose}>
              {say('cancel')}
            </Button>
            <Button color="red.9" size="sm" loading={busy} onClick={() => void remove()}>
              {say('sample.remove')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}

interface TitlesProps<T extends SampleRecord> {
  readonly records: readonly T[]
  readonly tell: (record: T) => string
  readonly onGo: () => void
}

function Titles<T extends SampleRecord>({ records, tell, onGo }: TitlesProps<T>) {
  const say = useWords()
  const { app } = useApp()
  return (
    <ul className={classes.titles}>
      {records.slice(0, SHOWN).map((record) => {
        const module = app.modules.get(record.module)
        return (
          <li key={record._id}>
            <Link href={modulePath(app.key, record.module, record._id)} onClick={onGo}>
              {record.title ?? say('record.untitled')}
            </Link>
            <small>{[module ? moduleLabel(module) : record.module, tell(record)].filter(Boolean).join(' · ')}</small>
          </li>
        )
      })}
      {records.length > SHOWN && <li>{say('sample.more', { count: records.length - SHOWN })}</li>}
    </ul>
  )
}
