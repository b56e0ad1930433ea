// What can be done with the chosen records at once: delete, set one field, restore; and a way from those that are loaded to all that match.
import { Button } from '@mantine/core'
import { Merge, RotateCcw, SquarePen, Trash2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { Module } from '../../definition/app.ts'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import type { ListRequest } from '../data/records.tsx'
import type { RecordData } from '../data/shapes.ts'
import { useWords } from '../words/words.tsx'
import classes from './List.module.css'
import { MOST_CHOSEN, useBulk } from './use-bulk.tsx'

const MergeDialog = lazy(() => import('../merge/MergeDialog.tsx'))
const SetField = lazy(() => import('./SetField.tsx'))

interface BulkBarProps {
  readonly module: Module
  readonly chosen: ReadonlyMap<string, RecordData>
  readonly request: ListRequest
  /** Records the list has in all. */
  readonly total: number | undefined
  readonly trash: boolean
  readonly onChoose: (records: readonly RecordData[], chosen: boolean) => void
  readonly onDone: () => void
}

export default function BulkBar({ module, chosen, request, total, trash, onChoose, onDone }: BulkBarProps) {
  const say = useWords()
  const formats = useFormats()
  const { abilities } = useApp()
  const bulk = useBulk(module)
  const [setting, setSetting] = useState(false)
  const [merging, setMerging] = useState(false)
  const may = abilities(module.key)
  const records = [...chosen.values()]
  const run = async (action: 'delete' | 'update' | 'restore', values?: Record<string, unknown>) => {
    const done = await bulk.run(action, records, values)
    // Those that failed stay chosen, to be tried again.
    if (done.size === records.length) onDone()
    else
      onChoose(
        records.filter(({ _id }) => done.has(_id)),
        false,
      )
  }
  const { progress } = bulk
  const reach = Math.min(total ?? 0, MOST_CHOSEN)
  return (
    <section className={classes.bulk} aria-label={say('bulk')}>
      <strong className="num">{say('bulk.count', { count: formats.number(records.length) })}</strong>
      {progress ? (
        <>
          <progress className={classes.progress} max={progress.total} value={progress.done} aria-label={say('bulk.progress')} />
          <span className="num">{say('bulk.done', { done: formats.number(progress.done), total: formats.number(progress.total) })}</span>
          <Button variant="default" onClick={bulk.stop}>
            {say('grid.stop')}
          </Button>
        </>
      ) : (
        <>
          {records.length < reach && (
            <Button variant="subtle" onClick={() => void bulk.collect(request, total ?? 0).then((all) => onChoose(all, true))}>
              {say(reach < (total ?? 0) ? 'bulk.choose_first' : 'bulk.choose_all', { count: formats.number(reach) })}
            </Button>
          )}
          {trash
            ? may.delete && (
                <Button variant="default" leftSection={<RotateCcw size={14} />} onClick={() => void run('restore')}>
                  {say('restore')}
                </Button>
              )
            : may.update && (
                <Button variant="default" leftSection={<SquarePen size={14} />} onClick={() => setSetting(true)}>
                  {say('bulk.set')}
                </Button>
              )}
          {!trash && may.update && may.delete && records.length === 2 && (
            <Button variant="default" leftSection={<Merge size={14} />} onClick={() => setMerging(true)}>
              {say('merge.open')}
            </Button>
          )}
          {!trash && may.delete && (
            <Button variant="default" leftSection={<Trash2 size={14} />} onClick={() => void run('delete')}>
              {say('delete')}
            </Button>
          )}
          <Button variant="subtle" color="gray" onClick={onDone}>
            {say('bulk.clear')}
          </Button>
        </>
      )}
      <Suspense>
        {merging && records.length === 2 && (
          <MergeDialog
            module={module}
            ids={[records[0]!._id, records[1]!._id]}
            onClose={() => setMerging(false)}
            onMerged={() => {
              setMerging(false)
              onDone()
            }}
          />
        )}
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
      </Suspense>
    </section>
  )
}
